"""What is left of a wait, as staff and technicians read it."""

from __future__ import annotations


def left(seconds: int) -> str:
    """Write seconds as ``0:42``, ``14:59``, ``23:59:59``."""
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02d}:{rest % 60:02d}" if hours else f"{rest // 60}:{rest % 60:02d}"
