"""`kiosk portal`: the reference portal, for demonstrations, conformance tests and a small reception desk."""

from __future__ import annotations

import json
from base64 import b64encode
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Cổng mẫu để thử và trình diễn. The reference portal.")


@app.callback()
def portal() -> None:
    """Keep the verbs apart even while there is one."""


@app.command()
def serve(
    folder: Annotated[Path, typer.Option(help="keys, dossiers and `enrolled/*.pub` of the kiosks")],
    port: Annotated[int, typer.Option(help="on loopback; 0 takes a free one")] = 8443,
    database: Annotated[str, typer.Option(help="SQLAlchemy URL; SQLite in the folder without it")] = "",
    agency: Annotated[str, typer.Option(help="first part of dossier codes")] = "H36.12",
) -> None:
    """Serve on loopback until interrupted; prints one JSON line with the address and public keys once it listens."""
    from kiosk.portal import portal_app
    from sync.reference_portal.secrets import load_or_make
    from sync.reference_portal.server import PortalServer
    from sync.reference_portal.settings import PortalSettings, enrolled_in

    secrets = load_or_make(folder / "keys")
    settings = PortalSettings(
        folder, secrets.seal_keys, secrets.receipt_key, enrolled_in(folder / "enrolled"), database, agency
    )
    server = PortalServer(portal_app(settings), port)
    receipt = secrets.receipt_key.private.public_key().public_bytes_raw()
    said = {
        "listen": server.url,
        "sealing_key": b64encode(secrets.sealing.public).decode(),
        "sealing_key_id": secrets.sealing.key_id,
        "receipt_key": b64encode(receipt).decode(),
        "receipt_key_id": secrets.receipt_key.key_id,
        "kiosks": sorted(settings.kiosks),
    }
    print(json.dumps(said), flush=True)
    server.serve()
