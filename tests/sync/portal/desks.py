"""A portal with a reception desk, invented dossiers in it, and a person at a browser that only knows HTML."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import cbor2
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import resources
from kiosk.forms.library import FormLibrary
from kiosk.forms.paper import Done, render_pdf
from kiosk.forms.view import FilledForm
from kiosk.portal import Forms
from sync.envelope import ClearPart, Envelope, FormRef, Particulars, new_submission_id
from sync.envelope import Clock as ClockQuality
from sync.local_number import local_number
from sync.reference_portal.app import create_app
from sync.reference_portal.desk.accounts import Accounts, Role
from sync.reference_portal.server import PortalServer
from sync.reference_portal.tables import PortalDatabase
from sync.seal import seal
from tests.sync.envelopes import PORTAL_KEY
from tests.sync.portals import Verifier, http_portal, portal_settings

NOW = datetime(2026, 9, 16, 7, 5, tzinfo=UTC)
PASSWORD = "đèn-dầu-lá-chuối"
SLIP_KEY = Ed25519PrivateKey.from_private_bytes(bytes([7] * 32))
PDF = b"%PDF-1.4 an invented paper"
FORM = FormLibrary(resources.path("forms")).get_version("CT01@2026-07-01")
ANSWERS = {
    "matter": "xac_nhan",
    "addressed_to": "Công an xã Hoa Mai, tỉnh Lâm Đồng",
    "full_name_birth": "Trần Thị Mẫu",
    "date_of_birth": "1990-09-02",
    "sex": "Nữ",
    "personal_id": "000190000123",
    "purpose": "bổ sung hồ sơ nhập học",
    "request_text": "Xác nhận thông tin về cư trú của Trần Thị Mẫu; mục đích: bổ sung hồ sơ nhập học.",
    "result_way": "here",
}
SOURCES = {
    "/full_name_birth": "chip_genuine",
    "/date_of_birth": "chip_unproven",
    "/sex": "code",
    "/personal_id": "chip_genuine",
    "/addressed_to": "place",
    "/request_text": "derived",
    "/purpose": "typed",
}
OK = {"data_unchanged": "ok", "signed": "ok", "issuer": "ok", "chip": "ok"}


def answers_part(answers: Any = None, **said: Any) -> dict[str, Any]:
    """What a kiosk seals as answers; a form of the library, and a chip that the kiosk found genuine."""
    form = {"form": FORM.id, "sha256": FORM.sha256, "answers": answers or ANSWERS, "sources": SOURCES}
    identity = {"identified_by": ["code", "chip"], "verdict": "GENUINE", "findings": OK, "reasons": []}
    return {"forms": [form], "identity": identity, "parties": {}, "consents": [], "language": "vi", **said}


def dossier(
    sequence: int, said: Any = None, proof: bytes = b"proof", papers: Mapping[str, bytes] | None = None
) -> Envelope:
    """One sealed dossier of K07; the portal's `Verifier` believes the chip with the right `proof`."""
    evidence = cbor2.dumps({"requester": {"files": {"SOD": b"1"}, "transcript": proof}})
    said = answers_part() if said is None else said
    parts = [ClearPart("answers", "application/json", json.dumps(said, ensure_ascii=False).encode())]
    parts += [ClearPart(name, "application/pdf", data) for name, data in (papers or {"form-CT01": PDF}).items()]
    parts.append(ClearPart("evidence", "application/cbor", evidence))
    particulars = Particulars(
        submission_id=new_submission_id(NOW),
        local_number=local_number("K07", NOW.date(), sequence),
        kiosk="K07",
        sequence=sequence,
        procedure="1.010041",
        created_at=NOW,
        clock=ClockQuality.SYNCHRONISED,
        forms=(FormRef(FORM.id, FORM.sha256),),
    )
    return seal(particulars, parts, PORTAL_KEY)


def printed_form() -> bytes:
    """The official form as a kiosk prints it."""
    filled = FilledForm(FORM.id, FORM.symbol, FORM.sha256, ANSWERS, SOURCES)
    return render_pdf(FORM, filled, Done("xã Hoa Mai", date(2026, 9, 16)))


def deliver(url: str, sent: Envelope) -> str:
    """Bring a dossier to the portal; return its id."""
    session = http_portal(url)
    session.offer(sent.manifest)
    for part in sent.parts:
        session.put_part(sent.manifest, part.ref, part.data)
    session.complete(sent.manifest)
    session.close()
    return str(sent.manifest.submission_id)


def desk_server(folder: Path, port: int = 0, **changed: Any) -> PortalServer:
    """A portal whose dossiers people accept, with the clerk ``an`` and the supervisor ``binh``."""
    slip_keys = {"K07-slip-1": SLIP_KEY.public_key()}
    settings = portal_settings(folder, **({"accepts_at_once": False, "slip_keys": slip_keys} | changed))
    forms = Forms(resources.path("forms"))
    app = create_app(settings, forms, Verifier(), lambda: NOW, forms)
    database = PortalDatabase(settings.database_url)
    accounts = Accounts(database, lambda: NOW)
    for name, role in (("an", Role.CLERK), ("binh", Role.SUPERVISOR)):
        accounts.add(name, PASSWORD, role)
    database.close()
    return PortalServer(app, port)


class Person(requests.Session):
    """Somebody at a browser."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.trust_env = False
        self.desk = f"{url}/desk"

    def log_in(self, name: str, password: str = PASSWORD) -> requests.Response:
        return self.post(f"{self.desk}/login", {"name": name, "password": password}, timeout=20)

    def page(self, path: str = "/", **how: Any) -> requests.Response:
        return self.get(self.desk + path, timeout=20, **how)

    def submit(self, path: str, csrf: str | None = None, **fields: str) -> requests.Response:
        token = re.search(r'name="csrf" value="([0-9a-f]+)"', self.page().text)
        sent = csrf if csrf is not None else token[1] if token else ""
        return self.post(self.desk + path, {"csrf": sent, **fields}, timeout=20)
