"""The ticket of the queue: its number is the largest thing on it, its code opens the procedure, nobody is named."""

import io
from datetime import date, datetime

import pytest
import zxingcpp
from PIL import Image

import resources
from kiosk.identity.code_meaning import PosterCode, meaning_of
from kiosk.procedures.catalogue import Catalogue
from kiosk.procedures.precheck import outcome
from kiosk.receipts import to_png
from kiosk.receipts.ticket import Ticket, render_ticket
from kiosk.visit.clock import VIETNAM

AT = datetime(2026, 11, 21, 14, 5, tzinfo=VIETNAM)
CENTRE = "Trung tâm Phục vụ hành chính công xã Hoa Mai"


def procedure():
    return Catalogue(resources.path("procedures"), date(2026, 11, 21)).get("dang-ky-tam-tru")


def ticket(**changes):
    said = {"centre": CENTRE, "number": "A012", "counter": "Cư trú, căn cước", "desk": "quầy 1 và 2", "taken_at": AT}
    return Ticket(**said | changes)


def with_procedure():
    chosen = procedure()
    picked = {question.id: question.choices[0].id for question in chosen.questions}
    return ticket(procedure=chosen.short_name, slug=chosen.slug, outcome=outcome(chosen, picked))


def picture(page):
    return Image.open(io.BytesIO(to_png(page))).convert("L")


@pytest.mark.parametrize("width", [576, 384])
def test_its_code_opens_the_procedure_again(width):
    (code,) = zxingcpp.read_barcodes(picture(render_ticket(with_procedure(), width)))
    assert meaning_of(code.text) == PosterCode("dang-ky-tam-tru")


def test_taken_on_welcome_it_carries_no_code_and_is_shorter():
    plain, full = render_ticket(ticket()), render_ticket(with_procedure())
    assert zxingcpp.read_barcodes(picture(plain)) == []
    assert plain.height < full.height


def test_the_number_is_what_is_read_from_afar():
    page = picture(render_ticket(ticket()))
    rows = [y for y in range(page.height) if any(page.getpixel((x, y)) < 128 for x in range(page.width))]
    runs, start = [], rows[0]
    for before, row in zip(rows, [*rows[1:], rows[-1] + 2], strict=True):
        if row != before + 1:
            runs.append(before - start + 1)
            start = row
    tallest = sorted(runs)[-2:]
    assert max(tallest) >= 100
