"""Reads the body of a request up to a limit: what is longer is refused before it fills the memory."""

from __future__ import annotations

from fastapi import Request

from sync.reference_portal.problems import Problem


async def read_body(request: Request, limit: int) -> bytes:
    """Return the whole body. `limit` in bytes. Raises Problem(413)."""
    body = bytearray()
    async for block in request.stream():
        body += block
        if len(body) > limit:
            raise Problem(413, f"more than {limit} bytes")
    return bytes(body)
