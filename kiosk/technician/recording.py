"""Keeps in the audit log what a technician does on the command line, before it is done."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from kiosk.audit import Act, AuditLog, Entry
from kiosk.settings import Settings


def record(settings: Settings, act: Act, code: str = "") -> None:
    """Add a row in the name of the console. Raises AuditError, OSError: then the act must not happen."""
    folder = settings.state / "audit"
    log = AuditLog(folder, settings.kiosk, lambda: datetime.now(UTC))
    try:
        log.record(Entry(act=act, account="console", role="technician", code=code))
    finally:
        log.close()
    if os.geteuid() == 0:  # the screen's user writes here too
        owner = folder.stat()
        for file in folder.iterdir():
            os.chown(file, owner.st_uid, owner.st_gid)
