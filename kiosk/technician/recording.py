"""What root does on the command line: kept in the audit log first, and leaving nothing that the kiosk cannot write."""

from __future__ import annotations

import os
import pwd
from contextlib import closing
from pathlib import Path

from kiosk.audit import Act, AuditLog, Entry
from kiosk.settings import Settings


def record(settings: Settings, act: Act, code: str = "", about: str = "") -> None:
    """Add a row in the name of the console. Raises AuditError, OSError: then the act must not happen."""
    folder = settings.state / "audit"
    with closing(AuditLog(folder, settings.kiosk)) as log:
        log.record(Entry(act=act, account="console", role="technician", code=code, about=about))
    if os.geteuid() == 0:  # the screen's user writes here too
        owner = folder.stat()
        for file in folder.iterdir():
            os.chown(file, owner.st_uid, owner.st_gid)


def become_owner(folder: Path) -> None:
    """Go on as the user whose folder it is, when root began: what is made from now on is his. Raises OSError."""
    if os.geteuid() == 0 and folder.is_dir():
        owner = pwd.getpwuid(folder.stat().st_uid)
        os.initgroups(owner.pw_name, owner.pw_gid)
        os.setegid(owner.pw_gid)
        os.seteuid(owner.pw_uid)
