"""A procedure and a form are folders: laid down, they appear, fill, print and queue with no line of code."""

import asyncio
import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from fake_clock import FakeClock
from fake_devices import CODE, FakeCardReader, FakePrinter, FakeScanner, reading
from fake_document_camera import FakeDocumentCamera, page
from fake_portal import unanswered

import resources
from kiosk.assembly import print_forms
from kiosk.demo.citizen import Citizen
from kiosk.demo.hall import PLACE
from kiosk.devices import Devices
from kiosk.forms.library import FormLibrary
from kiosk.forms.samples import sample_problems
from kiosk.portal import Forms
from kiosk.procedures.catalogue import Catalogue
from kiosk.settings import Portal, Settings
from kiosk.visit.enquiry import Enquiry
from kiosk.visit.library import Library
from kiosk.visit.mechanics import Means
from kiosk.visit.service import Visit
from kiosk.visit.snapshot import Delivery
from kiosk.visit.submit import Office
from kiosk.visit.tickets import Tickets
from sync.jws import SigningKey
from sync.outbox import Outbox
from sync.seal import PortalKey

TODAY = date(2026, 11, 21)
DROPPED = Path(__file__).parent / "dropped"
FORM = {
    "form.toml": 'title = "Phiếu mượn sách của thư viện xã"\nlegal_basis = "Nội quy thư viện (bịa để thử)"\n',
    "review.toml": "",
    "print.typ": '#import "/paper.typ": *\n#show: paper.with(number: [#data.form.legal_basis])\n'
    '#form-title(data.form.title)\n#entry("Người mượn", "borrower")\n#entry("Tên sách", "book")\n',
    "schema.json": json.dumps(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": "urn:kiosk:form:MS01@2026-01-01",
            "type": "object",
            "properties": {
                "borrower": {"$ref": "urn:kiosk:schema:name"},
                "book": {"type": "string", "minLength": 1, "maxLength": 200},
            },
            "required": ["borrower", "book"],
            "additionalProperties": False,
        }
    ),
    "ui.json": json.dumps(
        {
            "type": "Categorization",
            "elements": [
                {
                    "type": "Category",
                    "label": "Sách muốn mượn",
                    "options": {"id": "book"},
                    "elements": [
                        {
                            "type": "Control",
                            "scope": "#/properties/borrower",
                            "label": "Người mượn",
                            "options": {"kind": "name", "autofill": {"party": "requester", "fact": "full_name"}},
                        },
                        {"type": "Control", "scope": "#/properties/book", "label": "Tên sách"},
                    ],
                }
            ],
        },
        ensure_ascii=False,
    ),
}
PROCEDURE = """
code = "9.999001"
name = "Mượn sách thư viện xã"
short_name = "Mượn sách"
summary = "Mượn sách về nhà"
group = "noi-o"
agency = "Thư viện xã"
level = "commune"
result = "Sách mượn về"
purposes = ["filing"]
keywords = ["thư viện", "đọc sách"]
legal_basis = ["Nội quy thư viện (bịa để thử)"]

[[cases]]
id = "chung"
name = "Mọi người"
forms = ["MS01"]

[[fees]]
channel = "direct"

[[times]]
value = 1
unit = "day"

[review]
source = "bịa để thử"
retrieved = 2026-11-22
"""


@pytest.fixture
def data(tmp_path):
    root = tmp_path / "resources"
    shutil.copytree(resources.path(), root, ignore=shutil.ignore_patterns("__pycache__", "places"))
    shutil.copytree(resources.path("places"), root / "places")
    form = root / "forms" / "MS01@2026-01-01"
    (form / "samples").mkdir(parents=True)
    for name, text in FORM.items():
        (form / name).write_text(text, "utf-8")
    passing = {"answers": {"borrower": "Trần Thị Mẫu", "book": "Sách"}, "expect": []}
    (form / "samples" / "du.json").write_text(json.dumps(passing, ensure_ascii=False), "utf-8")
    procedure = root / "procedures" / "muon-sach"
    procedure.mkdir()
    (procedure / "procedure.toml").write_text(PROCEDURE, "utf-8")
    shutil.copytree(DROPPED, root, dirs_exist_ok=True)
    return root


class Hands:
    def __init__(self, reader, scanner):
        self.reader, self.scanner = reader, scanner

    def show_code(self):
        self.scanner.show(CODE)

    def lay_card(self):
        self.reader.lay(reading())

    def take_card(self):
        self.reader.lift()


@pytest.fixture
async def hall(data, tmp_path):
    """Walks one citizen through a procedure of `data`; gives what was walked, the slips, and what was filled."""
    outbox = Outbox(tmp_path / "outbox")
    await outbox.open()
    key = X25519PrivateKey.generate().public_key().public_bytes_raw()
    clock, reader, scanner, printer = FakeClock(), FakeCardReader(), FakeScanner(), FakePrinter()
    camera, filled = FakeDocumentCamera(), []
    camera.lay(*map(page, "abc"))

    def printed(filling):
        filled.append(filling)
        return print_forms(filling, PLACE.commune)

    office = Office(
        kiosk="K07",
        place=PLACE,
        outbox=outbox,
        portal_key=PortalKey("1", key),
        slip_key=SigningKey("K07-slip-1", Ed25519PrivateKey.generate()),
        clock=clock,
        print_forms=printed,
        camera=camera,
    )
    portal = Portal(url="https://cong.vidu.vn", sealing_key="", sealing_key_id="1", receipt_key="", receipt_key_id="1")
    settings = Settings(kiosk="K07", state=tmp_path, place=PLACE, portal=portal)
    devices = Devices(card_reader=reader, code_scanner=scanner, receipt_printer=printer, document_camera=camera)
    library = Library.load(data, TODAY, drafts=True)
    assert library.problems == ()
    visit = Visit(Means(settings, library, devices, office, Enquiry(outbox, unanswered), Tickets(tmp_path), clock))
    running = asyncio.create_task(visit.run())

    async def walk(slug):
        walked = await Citizen(visit, Hands(reader, scanner), clock, marker="Dế mèn").walk(slug, Delivery.QUEUED)
        return walked, printer.pages, filled[-1]

    yield walk
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await outbox.close()


async def test_a_procedure_and_a_form_that_nobody_knew_go_the_whole_way(data, hall):
    assert Catalogue(data / "procedures", TODAY).search("muon sach")[0].slug == "muon-sach"
    walked, slips, _ = await hall("muon-sach")
    assert walked.procedure == "9.999001"
    assert walked.fields == {"chip": 1, "typed": 1}
    assert len(slips) == 1


async def test_a_form_of_every_kind_of_field_goes_the_whole_way_to_the_portal(data, hall):
    assert Catalogue(data / "procedures", TODAY).search("mo quan")[0].slug == "mo-ho-kinh-doanh"
    walked, slips, filling = await hall("mo-ho-kinh-doanh")
    assert (walked.procedure, len(slips)) == ("9.001001", 1)
    assert walked.fields["chip"] >= 5 and walked.fields["scanned"] == 1
    (form,) = filling.outputs()
    assert (form.answers["lease"], form.missing) == ("paper-lease", ())
    portal = Forms(data / "forms")
    assert portal.problems(form.form, form.sha256, form.answers, TODAY) == []
    assert portal.sections(form.form, form.sha256, form.answers, form.sources)
    assert portal.paper("9.001001", "lease") == "Hợp đồng thuê nhà"


def test_its_own_samples_pass_and_fail_as_its_clerk_says(data):
    form = FormLibrary(data / "forms").get_version("HKD@2026-10-01")
    assert list(sample_problems(form)) == []


@pytest.mark.parametrize("broken", ["schema.json", "ui.json", "form.toml"])
def test_a_broken_form_folder_is_named_and_the_others_go_on(data, broken):
    (data / "forms" / "MS01@2026-01-01" / broken).write_text("{ không phải", "utf-8")
    library = Library.load(data, TODAY, drafts=True)
    assert any(f"MS01@2026-01-01/{broken}:" in problem for problem in library.problems)
    residence = library.catalogue.get("xac-nhan-thong-tin-cu-tru")
    assert library.offers(residence.cases[0], TODAY)
    new = library.catalogue.get("muon-sach")
    assert not library.offers(new.cases[0], TODAY)


def test_in_production_a_form_is_offered_once_a_person_has_compared_every_label(data):
    folder = data / "forms" / "MS01@2026-01-01"
    case = Library.load(data, TODAY).catalogue.get("muon-sach").cases[0]
    assert not Library.load(data, TODAY).offers(case, TODAY)
    review = 'reviewer = "Người thử"\non = 2026-11-01\nsource = "noi-quy.pdf"\nsource_sha256 = "ab"\n'
    (folder / "review.toml").write_text(review, "utf-8")
    assert Library.load(data, TODAY).offers(case, TODAY)
    ui = (folder / "ui.json").read_text("utf-8")
    (folder / "ui.json").write_text(ui.replace('"kind": "name"', '"kind": "name", "draft": true'), "utf-8")
    assert not Library.load(data, TODAY).offers(case, TODAY)
