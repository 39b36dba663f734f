"""The queue's tables, version after version; a released version is never edited, a change is a new entry.

No column may hold personal data: ids, names of parts, sizes, digests of ciphertext, ciphertext, times, states.
"""

from __future__ import annotations

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """
        CREATE TABLE submissions (
            id TEXT PRIMARY KEY,
            local_number TEXT NOT NULL UNIQUE,
            procedure TEXT NOT NULL,
            digest TEXT NOT NULL,
            manifest BLOB NOT NULL,
            size INTEGER NOT NULL,
            bulky INTEGER NOT NULL,
            follows TEXT,
            state TEXT NOT NULL,
            stored_at REAL NOT NULL,
            next_at REAL NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0,
            lease TEXT,
            lease_until REAL,
            outcome TEXT NOT NULL DEFAULT '',
            detail TEXT NOT NULL DEFAULT '',
            receipt TEXT NOT NULL DEFAULT '',
            dossier_code TEXT NOT NULL DEFAULT '',
            settled_at REAL
        ) WITHOUT ROWID
        """,
        "CREATE INDEX submissions_due ON submissions (bulky, next_at, id) WHERE state = 'queued'",
        "CREATE INDEX submissions_leased ON submissions (lease_until) WHERE state = 'sending'",
        "CREATE INDEX submissions_asked ON submissions (next_at, id) WHERE state IN ('sent', 'returned')",
        "CREATE INDEX submissions_by_state ON submissions (state, stored_at)",
        """
        CREATE TABLE parts (
            submission_id TEXT NOT NULL REFERENCES submissions (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            name TEXT NOT NULL,
            media_type TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            size INTEGER NOT NULL,
            data BLOB,
            upload_url TEXT NOT NULL DEFAULT '',
            upload_offset INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (submission_id, position)
        ) WITHOUT ROWID
        """,
        "CREATE TABLE days (day TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID",
    ),
    (
        "ALTER TABLE submissions ADD COLUMN boot TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE submissions ADD COLUMN monotonic REAL NOT NULL DEFAULT 0",
        "ALTER TABLE submissions ADD COLUMN clock TEXT NOT NULL DEFAULT 'free_running'",
    ),
)
