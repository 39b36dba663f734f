"""How the parts of a software chip say no: with a status word."""

from __future__ import annotations


class Refusal(Exception):
    """A command ends with this status word, and with data only where a warning says so (6282)."""

    def __init__(self, status: int, data: bytes = b"") -> None:
        super().__init__(f"{status:04X}")
        self.status = status
        self.data = data
