"""Fees by day, exemption and place; the reason always stands beside the amount."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

import resources
from kiosk.procedures.catalogue import Catalogue
from kiosk.procedures.fees import BY_PROVINCE, NO_INFORMATION, Exemption, Quote, quote
from kiosk.procedures.overlay import load_overlay
from kiosk.procedures.procedure import Procedure

TODAY = date(2026, 11, 22)
CATALOGUE = Catalogue(resources.path("procedures"), TODAY)
CARD, STAY, DEATH = map(CATALOGUE.get, ("cap-doi-the-can-cuoc", "dang-ky-tam-tru", "dang-ky-khai-tu"))

LOCAL = """\
hours = ["Thứ hai đến thứ sáu: 7:30–11:30"]

[agencies]
"1.000656" = "Quầy 2"

[[local_fees]]
code = "1.000656"
basis = "Nghị quyết số 01/NQ-HĐND"
valid_from = 2026-01-01
valid_to = 2026-12-31

[[local_fees.fees]]
channel = "direct"
amount = 8000
cases = ["qua_han"]
"""


def _group(procedure: Procedure, group: str) -> Exemption:
    return next(one for one in CATALOGUE.exemptions_of(procedure) if one.id == group)


@pytest.mark.parametrize(
    ("day", "amount"),
    [(date(2025, 6, 30), 50_000), (date(2025, 7, 1), 25_000), (date(2026, 12, 31), 25_000), (date(2027, 1, 1), 50_000)],
)
def test_a_reduction_holds_from_its_first_to_its_last_day(day: date, amount: int) -> None:
    found = quote(CARD, "het_han", "direct", day)
    assert found.amount == amount
    assert any("50%" in str(reason) for reason in found.reasons) == (amount == 25_000)


def test_an_exemption_makes_the_fee_zero_and_says_by_which_rule() -> None:
    found = quote(STAY, "ca_nhan_ho", "online", TODAY, _group(STAY, "nguoi_co_cong"))
    assert (found.amount, found.text) == (0, "Không mất lệ phí")
    assert "Thông tư 75/2022/TT-BTC" in str(found.reasons[-1])


def test_half_a_fee_is_half() -> None:
    record = CATALOGUE.get("phieu-ly-lich-tu-phap")
    assert quote(record, "ban_than_so_1", "direct", TODAY, _group(record, "giam_mot_nua")).amount == 100_000


def test_a_procedure_without_a_list_exempts_nobody() -> None:
    assert CATALOGUE.exemptions_of(CARD) == ()


def test_another_catalogue_brings_exemptions_and_life_events_of_its_own(tmp_path: Path) -> None:
    shutil.copytree(resources.path("procedures", STAY.slug), tmp_path / "procedures" / STAY.slug)
    (tmp_path / "exemptions.toml").write_text(
        '[cu_tru]\nbasis = "Nghị quyết 2"\n[[cu_tru.groups]]\nid = "moi"\nname = "Nhóm mới"\npercent = 30\n', "utf-8"
    )
    groups = '[[groups]]\nid = "noi-o"\nname = "Nhà ở"\nexamples = "Tạm trú"\nicon = "house"\n'
    (tmp_path / "groups.toml").write_text(groups, "utf-8")
    catalogue = Catalogue(tmp_path / "procedures", TODAY)
    assert catalogue.problems == ()
    assert catalogue.exemptions_of(STAY) == (Exemption("moi", "Nhóm mới", 30, "Nghị quyết 2"),)
    assert [group.name for group in catalogue.groups()] == ["Nhà ở"]


def test_a_list_of_exemptions_that_nobody_wrote_is_named(tmp_path: Path) -> None:
    shutil.copytree(resources.path("procedures", STAY.slug), tmp_path / "procedures" / STAY.slug)
    (tmp_path / "exemptions.toml").write_text("", "utf-8")
    problems = Catalogue(tmp_path / "procedures", TODAY).problems
    assert [problem.text for problem in problems] == ["không có danh sách miễn giảm “cu_tru” trong exemptions.toml"]


def test_no_information_is_never_zero() -> None:
    nothing = quote(CATALOGUE.get("xoa-dang-ky-tam-tru"), "ca_nhan", "direct", TODAY)
    assert (nothing.amount, nothing.text) == (None, NO_INFORMATION)
    unlisted = quote(STAY, "ca_nhan_ho", "post", TODAY)
    assert (unlisted.amount, unlisted.text) == (None, NO_INFORMATION)
    province = quote(DEATH, "qua_han", "direct", TODAY)
    assert (province.amount, province.text) == (None, BY_PROVINCE)


@pytest.mark.parametrize(
    ("found", "text"),
    [(Quote(7000, "lần", ()), "7.000 đồng mỗi lần"), (Quote(200_000, "", ()), "200.000 đồng")],
)
def test_an_amount_reads_as_people_say_it(found: Quote, text: str) -> None:
    assert str(found.text) == text


def test_a_province_fills_what_the_nation_leaves_to_it_while_its_resolution_holds(tmp_path: Path) -> None:
    (tmp_path / "68.toml").write_text(LOCAL, "utf-8")
    overlay, problems = load_overlay(tmp_path, "68", "24934")
    assert problems == () and overlay.hours == ("Thứ hai đến thứ sáu: 7:30–11:30",)
    here = overlay.applied(DEATH)
    assert here.agency == "Quầy 2"
    assert quote(here, "qua_han", "direct", TODAY) == Quote(8000, "", ("Nghị quyết số 01/NQ-HĐND",))
    assert quote(here, "dung_han", "direct", TODAY).amount == 0
    assert quote(here, "qua_han", "online", TODAY).text == BY_PROVINCE
    assert quote(here, "qua_han", "direct", date(2027, 1, 1)).amount is None
    assert overlay.applied(STAY) == STAY


def test_a_local_fee_for_all_cases_goes_before_every_line_left_to_the_province(tmp_path: Path) -> None:
    (tmp_path / "68.toml").write_text(LOCAL.replace('cases = ["qua_han"]\n', ""), "utf-8")
    here = load_overlay(tmp_path, "68")[0].applied(DEATH)
    assert quote(here, "qua_han", "direct", TODAY).amount == quote(here, "chet_da_lau", "direct", TODAY).amount == 8000
    assert quote(here, "dung_han", "direct", TODAY).amount == 0


def test_the_catalogue_offers_procedures_as_they_are_where_the_kiosk_stands(tmp_path: Path) -> None:
    (tmp_path / "68.toml").write_text(LOCAL, "utf-8")
    overlay, _ = load_overlay(tmp_path, "68")
    catalogue = Catalogue(resources.path("procedures"), TODAY, overlay=overlay)
    assert catalogue.get("dang-ky-khai-tu").agency == "Quầy 2"
    assert [procedure.agency for procedure in catalogue.search("khai tử", 1)] == ["Quầy 2"]


def test_a_commune_goes_before_its_province(tmp_path: Path) -> None:
    (tmp_path / "68").mkdir()
    (tmp_path / "68.toml").write_text(LOCAL, "utf-8")
    (tmp_path / "68" / "24934.toml").write_text(LOCAL.replace("8000", "5000").replace("hours =", "# "), "utf-8")
    overlay, _ = load_overlay(tmp_path, "68", "24934")
    assert quote(overlay.applied(DEATH), "qua_han", "direct", TODAY).amount == 5000
    assert overlay.hours == ("Thứ hai đến thứ sáu: 7:30–11:30",)


def test_a_broken_overlay_is_named_by_line_and_the_other_still_holds(tmp_path: Path) -> None:
    (tmp_path / "68").mkdir()
    (tmp_path / "68.toml").write_text(LOCAL, "utf-8")
    (tmp_path / "68" / "24934.toml").write_text(LOCAL.replace("amount", "amuont"), "utf-8")
    overlay, problems = load_overlay(tmp_path, "68", "24934")
    assert quote(overlay.applied(DEATH), "qua_han", "direct", TODAY).amount == 8000
    assert [str(problem) for problem in problems] == [
        "68/24934.toml, dòng 14: local_fees.1.fees.1.amuont: không có mục này (viết sai tên?)"
    ]
    (tmp_path / "68" / "24934.toml").write_text("hours = [", "utf-8")
    assert len(load_overlay(tmp_path, "68", "24934")[1]) == 1


def test_a_place_without_overlay_has_none(tmp_path: Path) -> None:
    overlay, problems = load_overlay(tmp_path, "68")
    assert (overlay.hours, overlay.local_fees, problems) == ((), (), ())
