"""Migrates one database and kills itself before the statement whose number it is given; run as a program.

Arguments: file, number of the statement. Exit 0 when the migration needs fewer statements than that.
"""

import os
import signal
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from sqlalchemy import Engine, event  # noqa: E402

from sync.outbox.database import Database  # noqa: E402
from sync.outbox.migrations import MIGRATIONS  # noqa: E402

LATER = (
    (
        "CREATE TABLE remarks (id TEXT PRIMARY KEY, said TEXT NOT NULL)",
        "INSERT INTO remarks SELECT id, '' FROM submissions",
    ),
    ("ALTER TABLE submissions ADD COLUMN remarked INTEGER NOT NULL DEFAULT 0", "UPDATE submissions SET remarked = 1"),
)
"""Two versions of a release to come: tables and rows change."""


def migrate(file: Path, number: int) -> None:
    """Bring the database to the version to come, unless killed."""
    left = number

    @event.listens_for(Engine, "before_cursor_execute")
    def _statement(*_: object) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    Database(file, MIGRATIONS + LATER).close()


if __name__ == "__main__":
    migrate(Path(sys.argv[1]), int(sys.argv[2]))
