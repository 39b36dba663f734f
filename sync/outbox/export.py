"""Copies sealed submissions out of the queue: manifest and ciphertext, which only the portal can open."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from sync.outbox.errors import disk_errors
from sync.outbox.rows import Entry
from sync.outbox.store import Store
from sync.outbox.tables import parts, submissions


def export_entry(store: Store, entry: Entry, folder: Path) -> list[str]:
    """Write one submission into a folder of its own; return the files' names. Raises OutboxError."""
    key = str(entry.submission_id)
    with store.database.read() as connection:
        manifest = connection.execute(select(submissions.c.manifest).where(submissions.c.id == key)).scalar_one()
        wanted = select(parts.c.position, parts.c.sha256, parts.c.data).where(parts.c.submission_id == key)
        rows = connection.execute(wanted.order_by(parts.c.position)).all()
    files = {"manifest.json": bytes(manifest)}
    for row in rows:
        files[f"{row.position}.sealed"] = row.data or store.files.read(row.sha256)
    target = folder / entry.local_number
    with disk_errors():
        target.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (target / name).write_bytes(data)
    return list(files)
