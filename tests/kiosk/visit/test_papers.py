"""Papers under the camera: taken, taken again, moved, thrown away, brought later; the originals go home."""

import pytest
from fake_devices import CODE, reading
from fake_document_camera import page

from drivers.ports import DeviceError, DeviceFault, PaperAdvice
from kiosk.faults import Fault
from kiosk.language.words import lowered
from kiosk.visit import events as ev
from kiosk.visit.states import State

ASKS_FOR_PAPERS = "khai-bao-tam-vang"


@pytest.fixture
async def laid(stage):
    await stage.papers(ASKS_FOR_PAPERS)
    assert stage.now.state is State.ATTACH, (
        stage.now.state,
        stage.now.page and [f.error for f in stage.now.page.errors],
    )
    return stage


def pages(stage):
    return [one.jpeg.decode() for one in stage.now.papers.pile.pages]


async def test_the_camera_is_on_only_while_papers_are_laid(laid):
    assert laid.desk.looking
    await laid.tell(ev.Back())
    assert laid.now.state is State.FILL
    assert not laid.desk.looking


async def test_pages_are_taken_moved_taken_again_and_thrown_away(laid):
    laid.desk.lay(page("a"), page("b"), page("c"), page("B"))
    await laid.tell(ev.TakePage(), ev.TakePage(), ev.TakePage())
    assert pages(laid) == ["a", "b", "c"]
    await laid.tell(ev.MovePage(2, 0))
    assert pages(laid) == ["c", "a", "b"]
    await laid.tell(ev.RetakePage(2))
    assert pages(laid) == ["c", "a", "B"]
    await laid.tell(ev.DropPage(0))
    assert pages(laid) == ["a", "B"]


@pytest.mark.parametrize("touch", [ev.RetakePage(3), ev.DropPage(-1), ev.MovePage(0, 9), ev.ShowPaper(99)])
async def test_a_touch_that_means_no_page_changes_nothing(laid, touch):
    laid.desk.lay(page("a"))
    await laid.tell(ev.TakePage())
    before = laid.now.papers
    await laid.tell(touch)
    assert laid.now.papers == before


async def test_a_bad_page_is_refused_with_advice_and_nothing_is_lost(laid):
    laid.desk.lay(page("a"), PaperAdvice.BLURRED, page("b"))
    await laid.tell(ev.TakePage(), ev.TakePage())
    assert (laid.now.papers.advice, pages(laid)) == (PaperAdvice.BLURRED, ["a"])
    await laid.tell(ev.TakePage())
    assert (laid.now.papers.advice, pages(laid)) == (PaperAdvice.GOOD, ["a", "b"])


async def test_a_camera_that_went_is_said_and_the_paper_may_be_brought_later(laid):
    laid.desk.lay(DeviceError(DeviceFault.NOT_CONNECTED))
    await laid.tell(ev.TakePage())
    assert laid.now.fault is Fault.CAMERA_AWAY
    await laid.tell(ev.BringLater())
    assert laid.now.papers.pile.later


async def test_going_on_waits_until_something_was_done_about_every_paper(laid):
    await laid.tell(ev.Next())
    assert laid.now.state is State.ATTACH
    for _ in laid.now.papers.piles:
        await laid.tell(ev.BringLater())
        await laid.tell(ev.Next())
    assert laid.now.state is State.REVIEW


async def test_pages_wait_on_the_way_back_from_the_review_and_are_sealed_as_one_file_a_paper(laid):
    for number, _ in enumerate(laid.now.papers.piles):
        laid.desk.lay(page(f"{number}-1"), page(f"{number}-2"))
        await laid.tell(ev.TakePage(), ev.TakePage())
        await laid.tell(ev.Next())
    await laid.tell(ev.Back())
    assert laid.now.state is State.ATTACH
    assert all(len(pile.pages) == 2 for pile in laid.now.papers.piles)
    wanted = [pile.paper for pile in laid.now.papers.piles]
    await laid.tell(ev.Next())
    await laid.tell(ev.Confirm())
    await laid.until(lambda now: now.submitted is not None)
    assert [(label.title, label.component, len(taken)) for label, taken in laid.desk.bound] == [
        (paper.name, paper.id, 2) for paper in wanted
    ]
    stored = [file.read_bytes() for file in laid.folder.rglob("*") if file.is_file()]
    assert not any(b"0-1" in content and b"%PDF" in content for content in stored)


async def test_no_page_is_left_after_the_visit(laid):
    laid.desk.lay(page("a"))
    await laid.tell(ev.TakePage())
    await laid.tell(ev.Leave())
    assert laid.now.papers is None
    assert not laid.desk.looking


async def with_relatives(stage):
    """Fill CT01 for the house of a relative up to the page of consents, and say that there is a text of one's own."""
    await stage.tell(ev.Begin(), ev.Choose("dang-ky-thuong-tru"))
    for choice in ("nguoi_than", "toi", "vneid"):
        await stage.tell(ev.Pick(choice), ev.Next())
    while stage.now.state is State.PRECHECK:
        if stage.now.precheck.question is not None:
            await stage.tell(ev.Pick(stage.now.precheck.question.choices[0].id))
        await stage.tell(ev.Next())
    stage.scanner.show(CODE)
    stage.reader.lay(reading())
    await stage.rest()
    await stage.tell(ev.Agree())
    await stage.tell(ev.Answer("/new_address", {"province": "68", "commune": "24931", "detail": "Thôn 2"}))
    await stage.to_page_with("/relation_to_head")
    await stage.tell(ev.Answer("/relation_to_head", "Em ruột"))
    await stage.to_page_with("/consent_head")
    own = {"way": "separate_text", "full_name": "Trần Văn Thử", "date": "2026-11-20"}
    await stage.tell(*(ev.Answer(f"/consent_head/{name}", value) for name, value in own.items()))


async def test_an_agreement_in_a_text_of_its_own_is_laid_under_the_camera_with_the_other_papers(stage):
    await with_relatives(stage)
    announced = next(one for one in stage.now.page.fields if one.kind == "attachment")
    assert (announced.pointer, announced.value, announced.required) == ("/agreed_text", None, False)
    await stage.tell(ev.Answer("/owner_is", "head"))
    while stage.now.state is State.FILL:
        await stage.answer_page()
    assert [pile.paper.id for pile in stage.now.papers.piles] == ["dong_y"], "kinship is known to the State"
    stage.desk.lay(page("văn bản"))
    await stage.tell(ev.TakePage())
    await stage.tell(ev.Next())
    told = {row.label: row.text for section in stage.now.review for row in section.rows}
    assert told["Văn bản đồng ý của chủ hộ, chủ sở hữu chỗ ở"] == "Đã chụp"
    await stage.tell(ev.Confirm())
    await stage.until(lambda now: now.submitted is not None)
    answers = stage.visit._mechanics.session.filling.outputs()[0].answers
    assert answers["agreed_text"] == "paper-dong_y" == stage.now.papers.pile.part
    assert stage.now.submitted.left == ()


async def test_papers_that_were_not_laid_down_are_named_at_the_end(laid):
    for _ in laid.now.papers.piles:
        await laid.tell(ev.BringLater())
        await laid.tell(ev.Next())
    await laid.tell(ev.Confirm())
    await laid.until(lambda now: now.submitted is not None)
    later = [pile.paper.name for pile in laid.now.papers.piles]
    assert later and all(any(lowered(name) in line for line in laid.now.submitted.left) for name in later)
