"""Bodies that do not stop: no route of the portal keeps them in its memory."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from starlette.types import Message

from sync.reference_portal.app import LARGEST_BODY, create_app
from tests.sync.portals import Validator, Verifier, portal_settings

BLOCK = 64 * 1024


@pytest.mark.parametrize("path", [f"/v1/submissions/{UUID(int=7)}", "/v1/receipts:query"])
async def test_a_body_without_end_is_refused_at_the_limit(path: str, tmp_path: Path) -> None:
    app = create_app(portal_settings(tmp_path), Validator(), Verifier())
    came, said = 0, []

    async def receive() -> Message:
        nonlocal came
        came += BLOCK
        return {"type": "http.request", "body": bytes(BLOCK), "more_body": came < 10 * LARGEST_BODY}

    async def send(message: Message) -> None:
        said.append(message)

    scope = {"type": "http", "method": "POST" if path.endswith("query") else "PUT", "path": path, "scheme": "http"}
    headers = [(b"content-type", b"application/json")]
    await app({**scope, "headers": headers, "query_string": b"", "state": {}}, receive, send)
    assert said[0]["status"] == 413
    assert came <= LARGEST_BODY + BLOCK
