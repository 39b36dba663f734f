"""The guide names what to bring and what not; it promises nothing that is not known."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from unittest.mock import patch

import numpy as np
import pytest
import zxingcpp
from PIL import Image

import resources
from kiosk.identity.code_meaning import PosterCode, meaning_of
from kiosk.procedures.catalogue import Catalogue
from kiosk.procedures.fees import quote
from kiosk.procedures.precheck import outcome
from kiosk.procedures.procedure import TimeLimit
from kiosk.procedures.times import time_text, times_text
from kiosk.receipts import Guide, render_guide, to_png
from kiosk.receipts.sheet import Sheet

TODAY = date(2026, 11, 22)
CATALOGUE = Catalogue(resources.path("procedures"), TODAY)


def _guide(slug: str, answers: dict[str, str]) -> Guide:
    procedure = CATALOGUE.get(slug)
    result = outcome(procedure, answers)
    fee = quote(procedure, result.case.id if result.case else "", "direct", TODAY)
    return Guide("Trung tâm Phục vụ hành chính công xã Hoa Mai", procedure, result, fee, "quầy 3")


def _words(guide: Guide, width: int = 576) -> str:
    written: list[str] = []

    def noted(sheet: Sheet, text: str, left: float, font: object, ink: int = 0) -> None:
        written.append(text)

    with patch.object(Sheet, "_write", noted):
        render_guide(guide, width)
    return " ".join(written)


def test_a_tenant_reads_what_to_bring_and_what_the_state_knows_already() -> None:
    text = _words(_guide("dang-ky-thuong-tru", {"cho_o": "thue", "dong_y": "cung_den"}))
    bring, known = text.split("Không phải mang")
    assert "Hợp đồng thuê, mượn, ở nhờ" in bring and "diện tích" not in bring
    assert "Xác nhận đủ diện tích nhà ở" in known and "Chỉ mang khi cán bộ báo" in known
    assert "7 ngày làm việc" in text and "20.000 đồng mỗi lần" in text and "Nhà thuê, mượn, ở nhờ" in text


def test_who_is_not_sure_is_sent_to_the_desk_before_collecting_papers() -> None:
    text = _words(_guide("dang-ky-thuong-tru", {"cho_o": "khong_chac"}))
    assert "hỏi cán bộ trước khi chuẩn bị giấy tờ" in text and "Cần mang" not in text


def test_nothing_to_bring_is_said() -> None:
    assert "Không phải mang giấy tờ nào." in _words(_guide("xac-nhan-thong-tin-cu-tru", {"cho_ai": "toi"}))


def test_what_is_not_known_is_not_promised() -> None:
    text = _words(_guide("lien-thong-khai-tu", {}))
    assert "Chưa có thông tin thời hạn" in text and "Chưa có thông tin lệ phí" in text


NARROW = ("dang-ky-thuong-tru", "dang-ky-mau-con-dau-moi", "chung-thuc-chu-ky")
"""The longest guides and names, also on 58 mm paper."""


@pytest.mark.parametrize(
    ("slug", "width"), [*((procedure.slug, 576) for procedure in CATALOGUE.all()), *((slug, 384) for slug in NARROW)]
)
def test_every_procedure_has_a_guide_that_fits_the_paper(slug: str, width: int) -> None:
    page = render_guide(_guide(slug, {}), width)
    dark = np.array(Image.open(BytesIO(to_png(page))).convert("L")) < 128
    assert not dark[:, :12].any() and not dark[:, -12:].any()
    assert page.height < 5000


def test_the_guides_code_opens_the_procedure_again() -> None:
    picture = Image.open(BytesIO(to_png(render_guide(_guide("dang-ky-tam-tru", {}))))).convert("L")
    (code,) = zxingcpp.read_barcodes(np.array(picture))
    assert meaning_of(code.text) == PosterCode("dang-ky-tam-tru")


@pytest.mark.parametrize(
    ("limit", "text"),
    [
        (TimeLimit(3, "working_day"), "3 ngày làm việc"),
        (TimeLimit(30, "day", "Có thể kéo dài"), "30 ngày (có thể kéo dài)"),
        (TimeLimit(1, "hour"), "1 giờ"),
        (TimeLimit(None, "same_day"), "Trong ngày"),
        (TimeLimit(None, "at_once"), "Ngay khi tiếp nhận"),
        (TimeLimit(5, "other"), "Chưa có thông tin thời hạn. Hỏi cán bộ tại quầy."),
        (TimeLimit(), "Chưa có thông tin thời hạn. Hỏi cán bộ tại quầy."),
    ],
)
def test_a_time_limit_reads_as_people_say_it(limit: TimeLimit, text: str) -> None:
    assert str(time_text(limit)) == text


def test_no_limit_at_all_is_no_information() -> None:
    assert times_text(()) == ("Chưa có thông tin thời hạn. Hỏi cán bộ tại quầy.",)
