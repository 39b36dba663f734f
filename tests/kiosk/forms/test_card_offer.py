"""A block asks for its person's card only until a chip has filled it."""

from datetime import date

from fake_devices import reading

import resources
from kiosk.forms.derive import Place
from kiosk.forms.settle import FillContext
from kiosk.forms.walk import Filling
from kiosk.identity.card_facts import party_from_reading
from kiosk.identity.party import Fact, Party
from kiosk.visit.library import Library

TODAY = date(2026, 11, 21)


def offers(party):
    library = Library.load(resources.path(), TODAY, drafts=True)
    procedure = library.catalogue.get("xac-nhan-thong-tin-cu-tru")
    place = Place("xã Hoa Mai", "tỉnh Lâm Đồng")
    context = FillContext(today=TODAY, parties={"requester": party}, place=place, procedure=procedure.code)
    page = Filling.start(library.forms_of(procedure.cases[0], TODAY), context).page(1)
    return [field.party for field in page.fields if field.kind == "heading"]


def test_a_chip_has_filled_the_block():
    assert offers(party_from_reading("requester", reading(), tuple(Fact))) == [""]


def test_nothing_is_known_yet():
    assert all(offers(Party("requester")))
