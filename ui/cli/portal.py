"""`kiosk portal`: the reference portal, for demonstrations, conformance tests and a small reception desk."""

from __future__ import annotations

import json
import sys
from base64 import b64encode
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from sync.reference_portal.dossiers import Dossier

app = typer.Typer(help="Cổng mẫu để thử và trình diễn. The reference portal.")


@app.callback()
def portal() -> None:
    """Keep the verbs apart even while there is one."""


@app.command()
def serve(
    folder: Annotated[Path, typer.Option(help="keys, dossiers and `enrolled/*.pub` of the kiosks")],
    port: Annotated[int, typer.Option(help="on loopback; 0 takes a free one")] = 8443,
    database: Annotated[str, typer.Option(help="SQLAlchemy URL; SQLite in the folder without it")] = "",
    trust: Annotated[Path | None, typer.Option(help="CSCA certificates and CRLs to judge chips by")] = None,
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
    server = PortalServer(portal_app(settings, trust), port)
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


@app.command()
def show(
    code: Annotated[str, typer.Argument(help="dossier code or local number")],
    folder: Annotated[Path, typer.Option(help="the portal's folder")],
    database: Annotated[str, typer.Option(help="SQLAlchemy URL; SQLite in the folder without it")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object")] = False,
) -> None:
    """Show what the portal holds of a dossier, with what kiosk and portal each found of its chips."""
    from sync.reference_portal.dossiers import find_dossier

    held = find_dossier(database or f"sqlite:///{folder / 'portal.db'}", code)
    if held is None:
        print(f"Không có hồ sơ {code}. No such dossier.", file=sys.stderr)
        raise typer.Exit(1)
    print(json.dumps(asdict(held), ensure_ascii=False) if as_json else _sheet(held))


def _sheet(held: Dossier) -> str:
    lines = [f"{held.dossier_code or '(chưa có mã)'}  {held.standing}  {held.local_number}  {held.procedure}"]
    for role, chip in held.chips.items():
        for who, label in (("kiosk", "máy"), ("portal", "cổng")):
            reasons = ", ".join(chip[who]["reasons"] or ()) or "-"
            lines.append(f"  {role} · {label}: {chip[who]['verdict']} ({reasons})")
    lines += [f"  cần bổ sung {problem['pointer']}: {problem['message']}" for problem in held.problems]
    return "\n".join(lines)
