"""Gives up on a request whose body stops coming, or does not stop.

A kiosk that vanished would hold its upload's lock for ever; a body without end would fill the memory before any route
has seen it.
"""

from __future__ import annotations

import asyncio

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Patience:
    """ASGI middleware: a body that is silent for so many seconds counts as a line that was cut.

    One of more than `largest` bytes is refused, but under `roomy`, where bodies go to the disk piece by piece.
    """

    def __init__(self, app: ASGIApp, seconds: float, largest: int, roomy: str) -> None:
        self._app, self._seconds, self._largest, self._roomy = app, seconds, largest, roomy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve; once the body is whole, nothing is timed any more."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        whole, left = False, self._largest
        roomy = scope["path"].startswith(self._roomy)

        async def received() -> Message:
            nonlocal whole, left
            if whole:
                return await receive()
            try:
                async with asyncio.timeout(self._seconds):
                    message = await receive()
            except TimeoutError:
                return {"type": "http.disconnect"}
            whole, left = not message.get("more_body", False), left - len(message.get("body", b""))
            if left < 0 and not roomy:
                raise HTTPException(413, f"more than {self._largest} bytes")
            return message

        await self._app(scope, received, send)
