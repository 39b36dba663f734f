"""Invented moments of the staff's board; the only names on it are those of invented staff."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

from drivers.ports import DeviceFault, Portrait, Verdict
from kiosk.identity.party import Fact
from kiosk.identity.verdict_words import reason_words, verdict_words
from kiosk.staff.roles import MATRIX, Person, Role
from kiosk.visit.desk.view import Beside, Board, DeskView, Figure, Holding, Machine, Notice, Page, Pile, Row
from kiosk.visit.snapshot import Snapshot
from kiosk.visit.states import State
from sync.delivery import State as Delivery
from sync.outcome_words import words
from sync.portal import Outcome
from ui.screenshots.moment import Moment

_STAFF = Person("07", "Phạm Văn Thử", Role.STAFF)
_WAITING = (
    Row(
        "K07-261121-0042-U",
        "Đăng ký tạm trú",
        "13:58",
        Delivery.QUEUED,
        words(Outcome.PORTAL_AWAY).staff,
        3,
    ),
    Row("K07-261121-0041-V", "Đăng ký khai sinh", "13:40", Delivery.SENDING),
    Row(
        "K07-261121-0039-K",
        "Xác nhận thông tin về cư trú",
        "13:12",
        Delivery.BLOCKED,
        words(Outcome.NOT_ENROLLED).staff,
        1,
    ),
)
_MACHINES = (
    Machine("card_reader"),
    Machine("code_scanner", DeviceFault.NOT_CONNECTED),
    Machine("receipt_printer", paper_low=True),
    Machine("disk"),
)
_BOARD = Board(
    MappingProxyType({Pile.WAITING: 3, Pile.RETURNED: 1, Pile.SENT: 42}), Pile.WAITING, _WAITING, "14:06", _MACHINES
)
_FIGURES = (
    Figure("Lượt dùng", "312"),
    Figure("Phút mỗi lượt", "6,4"),
    Figure("3.3 Hồ sơ nộp trực tuyến từ máy", "66,67 %", 0.6667, "28 / 42"),
    Figure("5.4 Hài lòng (phần đánh giá tại máy)", "95,12 %", 0.9512, "39 / 41"),
    Figure("Ô điền sẵn trên ô phải khai", "71,40 %", 0.714, "714 / 1000"),
    Figure("Bỏ dở ở: Xác nhận danh tính", "9", 1.0),
    Figure("Bỏ dở ở: Khai thông tin", "4", 0.44),
)
_DESK = DeskView(_STAFF, MATRIX[Role.STAFF], board=_BOARD, locks_in=108)
_PAD = (4, 0, 7, 9, 1, 5, 8, 3, 2, 6)


def staff_moments(base: Snapshot, visit: Snapshot, face: Portrait) -> Iterator[Moment]:
    """Yield every moment of the board (`base`) and of help beside a citizen (`visit`)."""
    board = replace(base, state=State.STAFF)
    yield Moment("staff-pad", replace(board, desk=DeskView(pad=_PAD)))
    yield Moment("staff-refused", replace(board, desk=DeskView(pad=_PAD, refused=True, wait=900)))
    asked = DeskView(pad=_PAD, challenge="K07-21-7K3MQ-2XDVH")
    yield Moment("staff-unlock", replace(board, desk=asked))
    yield Moment("staff-unlock-refused", replace(board, desk=replace(asked, refused=True, wait=42)))
    yield Moment("staff-queue", replace(board, desk=_DESK))
    empty = replace(_BOARD, pile=Pile.RETURNED, rows=(), next_try="")
    yield Moment("staff-nothing", replace(board, desk=replace(_DESK, board=empty, notice=Notice.DONE)))
    yield Moment("staff-machine", replace(board, desk=replace(_DESK, page=Page.MACHINE, closed=True)))
    slips = replace(_DESK, page=Page.SLIPS, notice=Notice.UNKNOWN_NUMBER)
    yield Moment("staff-slips", replace(board, desk=slips))
    held = (Holding("queue.queued", 3, "21/11/2026"), Holding("queue.accepted", 42, "01/11/2026", 30))
    holdings = (*held, Holding("numbers", 21), Holding("audit", 318, "02/10/2026", 730))
    yield Moment("staff-holdings", replace(board, desk=replace(_DESK, page=Page.HOLDINGS, holdings=holdings)))
    yield Moment("staff-figures", replace(board, desk=replace(_DESK, page=Page.FIGURES, figures=_FIGURES)))
    yield from _beside(visit, face)


def _beside(visit: Snapshot, face: Portrait) -> Iterator[Moment]:
    here = Beside(State.FILL.value, "Đăng ký tạm trú", identified=True, may_hand_over=True, holder_needed=True)
    why = (verdict_words(Verdict.ISSUER_UNKNOWN), *reason_words(["CSCA_UNKNOWN"]))
    chip = replace(here, portrait=face, verdict=Verdict.ISSUER_UNKNOWN, reasons=why)
    side = replace(_DESK, page=Page.BESIDE)
    yield Moment("staff-beside", replace(visit, state=State.FILL, desk=replace(side, beside=chip)))
    false = (verdict_words(Verdict.TAMPERED), *reason_words(["DG1_DIFFERS", "SIGNATURE_BAD"]))
    forged = Beside(State.IDENTIFY.value, "Đăng ký tạm trú", verdict=Verdict.TAMPERED, reasons=false)
    forged = replace(forged, differences=(Fact.FULL_NAME, Fact.DATE_OF_BIRTH), may_identify=True)
    yield Moment("staff-forged", replace(visit, state=State.IDENTIFY, desk=replace(side, beside=forged)))
    yield Moment("staff-offer", replace(visit, state=State.FILL, desk=replace(side, page=Page.OFFER, beside=chip)))
    paper = replace(side, page=Page.PAPER, beside=forged)
    yield Moment("staff-paper", replace(visit, state=State.IDENTIFY, desk=paper))
