"""What staff print: a marked copy of a slip, the day's report, the list that goes with the post."""

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest

from kiosk.receipts import SlipText, render_slip
from kiosk.receipts.sheet import Sheet
from kiosk.receipts.tables import DayReport, HandoverList, render_handover_list, render_report

AT = datetime(2026, 11, 22, 16, 30)
SLIP = SlipText(
    authority="UBND XÃ HOA MAI",
    centre="Trung tâm Phục vụ hành chính công xã Hoa Mai",
    kiosk="K07",
    state="queued",
    local_number="K07-260916-0123-K",
    procedure="Xác nhận thông tin về cư trú",
    procedure_code="1.010041",
    filed_at=AT,
    code="",
    help_desk="quầy 3",
)


@pytest.fixture
def written(monkeypatch):
    """Everything that is written on paper, in order."""
    said = []
    write = Sheet._write
    monkeypatch.setattr(
        Sheet, "_write", lambda self, text, *rest, **more: (said.append(text), write(self, text, *rest, **more))
    )
    return said


def text_of(written):
    return " ".join(written)


def test_a_copy_says_so_and_names_nobody(written):
    render_slip(replace(SLIP, copied_at=AT))
    assert "BẢN IN LẠI lúc 16:30, 22/11/2026" in text_of(written)
    assert "Người nộp" not in text_of(written)
    assert "Số định danh" not in text_of(written)
    written.clear()
    render_slip(SLIP)
    assert "BẢN IN LẠI" not in text_of(written)


def test_a_half_filled_form_sends_its_owner_to_the_counter(written):
    render_slip(replace(SLIP, unfinished=True))
    assert "cán bộ khai tiếp" in text_of(written)
    assert "ký tờ khai" not in text_of(written)


def test_the_report_says_that_it_is_no_official_score(written):
    states, figures = {"Chờ gửi": 3, "Đã gửi": 42}, {"Lượt dùng": "51"}
    page = render_report(DayReport("Trung tâm", "K07", AT, states, {"Đăng ký tạm trú": 45}, figures))
    assert page.width == 576
    assert "BÁO CÁO TRONG NGÀY" in written
    assert "Chỉ số tại máy, không phải điểm chính thức." in text_of(written)
    assert all(value in written for value in ("3", "42", "45", "51"))


def test_the_list_of_the_post_counts_and_leaves_room_to_sign(written):
    entries = [(f"K07-260916-012{n}-K", "Đăng ký tạm trú") for n in range(3)]
    page = render_handover_list(HandoverList("Trung tâm", "K07", AT, entries))
    assert "Cộng: 3 hồ sơ" in written
    rows = np.frombuffer(page.rows, np.uint8).reshape(page.height, -1)
    assert not rows[-60:].any()  # white to write on
