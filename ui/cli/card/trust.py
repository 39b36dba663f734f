"""`kiosk card trust`: whom this kiosk believes when a card is signed; certificates come from the ministry, by hand."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Annotated

import typer

from drivers.card.emrtd.certificates import Certificate
from drivers.card.emrtd.trust import TrustStore, save_anchors

TrustFolder = Annotated[
    Path, typer.Option("--trust", envvar="KIOSK_TRUST", help="thư mục tin cậy · folder of trusted issuers")
]
TRUST_FOLDER = Path("/etc/kiosk/trust")
"""Where an installed kiosk keeps them."""

AsJson = Annotated[bool, typer.Option("--json", help="JSON")]

app = typer.Typer(no_args_is_help=True, help="Nơi cấp thẻ được tin cậy. Trusted issuers of cards (technicians).")


@app.command("import")
def add(
    file: Annotated[Path, typer.Argument(exists=True, help="DER, PEM, LDIF, ICAO master list, CRL")],
    trust: TrustFolder = TRUST_FOLDER,
    as_json: AsJson = False,
) -> None:
    """Nhập chứng thư hoặc danh sách thu hồi. Import certificates or a revocation list."""
    before = _store(trust)
    after = TrustStore.load(*([trust] if trust.is_dir() else []), file)
    known = {anchor.fingerprint for anchor in before.anchors}
    fresh = [anchor for anchor in after.anchors if anchor.fingerprint not in known]
    lists = len(after.revocations) - len(before.revocations)
    problems = [problem for problem in after.problems if problem not in before.problems]
    try:
        save_anchors(fresh, trust)
        if lists:
            _keep_whole(file, trust)
    except OSError as error:
        raise typer.BadParameter(f"{trust}: {error.strerror}", param_hint="--trust") from error
    _tell_import(len(fresh), lists, problems, trust, as_json)
    if problems and not fresh and not lists:
        raise typer.Exit(1)


def _keep_whole(file: Path, folder: Path) -> None:
    """Keep the file a revocation list came in, named after its content."""
    data = file.read_bytes()
    (folder / f"{hashlib.sha256(data).hexdigest()}.crl").write_bytes(data)


def _tell_import(fresh: int, lists: int, problems: list[str], trust: Path, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"new_anchors": fresh, "new_crls": lists, "problems": problems}, ensure_ascii=False))
        return
    print(f"{fresh} nơi cấp mới, {lists} danh sách thu hồi mới → {trust}")
    for problem in problems:
        print(f"  bỏ qua · left out: {problem}")


@app.command("list")
def show_all(trust: TrustFolder = TRUST_FOLDER, as_json: AsJson = False) -> None:
    """Liệt kê nơi cấp được tin cậy. List the trusted issuers."""
    store = _store(trust)
    if as_json:
        rows = [_row(anchor) for anchor in store.anchors]
        print(json.dumps({"anchors": rows, "crls": len(store.revocations), "problems": list(store.problems)}))
        return
    for anchor in store.anchors:
        print(f"{anchor.fingerprint[:16]}  đến {anchor.not_after:%d/%m/%Y}  {anchor.name}")
    print(f"{len(store.anchors)} nơi cấp, {len(store.revocations)} danh sách thu hồi trong {trust}")
    for problem in store.problems:
        print(f"  hỏng · broken: {problem}")


@app.command("show")
def show_one(
    fingerprint: Annotated[str, typer.Argument(help="phần đầu của dấu vân tay · beginning of a fingerprint")],
    trust: TrustFolder = TRUST_FOLDER,
    as_json: AsJson = False,
) -> None:
    """Xem một nơi cấp. Show one trusted issuer."""
    matching = [one for one in _store(trust).anchors if one.fingerprint.startswith(fingerprint.lower())]
    if len(matching) != 1:
        raise typer.BadParameter(f"{len(matching)} nơi cấp khớp · issuers match", param_hint="FINGERPRINT")
    row = _row(matching[0])
    if as_json:
        print(json.dumps(row, ensure_ascii=False))
        return
    for name, value in row.items():
        print(f"{name:12}{value}")


def _row(anchor: Certificate) -> dict[str, object]:
    return {
        "fingerprint": anchor.fingerprint,
        "name": anchor.name,
        "serial": f"{anchor.serial:X}",
        "not_before": anchor.not_before.isoformat(),
        "not_after": anchor.not_after.isoformat(),
        "self_signed": anchor.subject == anchor.issuer,
    }


def _store(folder: Path) -> TrustStore:
    return TrustStore.load(folder) if folder.is_dir() else TrustStore()
