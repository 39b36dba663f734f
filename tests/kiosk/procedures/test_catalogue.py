"""The catalogue offers what is valid, finds it, and survives broken folders."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

import resources
from kiosk.procedures.catalogue import Catalogue

TODAY = date(2026, 11, 22)

GOOD = """\
code = "9.000001"
name = "Cấp giấy phép thử"
short_name = "Giấy phép thử"
summary = "Một thủ tục chỉ có trong phép thử"
group = "noi-o"
agency = "Ủy ban nhân dân cấp xã"
level = "commune"
result = "Giấy phép"
purposes = ["filing"]
legal_basis = []
fees = []
times = []

[[cases]]
id = "chung"
name = "Mọi trường hợp"
"""


@pytest.fixture
def shipped() -> Catalogue:
    return Catalogue(resources.path("procedures"), TODAY)


def _folder(root: Path, slug: str, text: str) -> None:
    (root / slug).mkdir()
    (root / slug / "procedure.toml").write_text(text, "utf-8")


def _one(tmp_path: Path, text: str) -> Catalogue:
    _folder(tmp_path, "giay-phep-thu", text)
    return Catalogue(tmp_path, TODAY)


def test_every_shipped_folder_is_accepted(shipped: Catalogue) -> None:
    assert [str(problem) for problem in shipped.problems] == []


def test_every_purpose_of_a_shipped_procedure_has_words(shipped: Catalogue) -> None:
    words = tomllib.loads(resources.path("consents.toml").read_text("utf-8"))["purposes"]
    for procedure in shipped.all():
        for purpose in procedure.purposes:
            said = words[purpose]
            assert all(said[key] for key in ("version", "title", "text", "data", "recipient", "refusal"))
            text = said["text"].format(procedure=procedure.name, agency=procedure.agency)
            assert "{" not in text + said["refusal"] + "".join(said["data"])


def test_a_new_folder_shows_up_in_list_group_search_and_code(tmp_path: Path) -> None:
    catalogue = _one(tmp_path, GOOD)
    procedure = catalogue.get("giay-phep-thu")
    assert catalogue.all() == catalogue.in_group("noi-o") == catalogue.search("giay phep thu", 5) == (procedure,)
    assert [group.id for group in catalogue.groups()] == ["noi-o"]
    assert catalogue.find_code("9.000001.000.00.00.H36") is procedure


def test_a_procedure_past_its_last_day_is_kept_for_old_dossiers_but_not_offered(tmp_path: Path) -> None:
    catalogue = _one(tmp_path, "valid_to = 2026-11-21\n" + GOOD)
    assert catalogue.get("giay-phep-thu").code == "9.000001"
    assert catalogue.all() == () and catalogue.groups() == ()
    assert catalogue.search("giay phep thu") == () and catalogue.find_code("9.000001") is None


def test_a_procedure_is_offered_on_its_first_and_last_day(tmp_path: Path) -> None:
    _folder(tmp_path, "a", "valid_from = 2026-11-22\nvalid_to = 2026-11-22\n" + GOOD)
    assert len(Catalogue(tmp_path, TODAY).all()) == 1
    assert Catalogue(tmp_path, date(2026, 11, 21)).all() == ()
    assert Catalogue(tmp_path, date(2026, 11, 23)).all() == ()


def test_a_broken_folder_is_named_with_all_its_lines_and_the_others_keep_working(tmp_path: Path) -> None:
    broken = GOOD.replace("9.000001", "9.000002").replace('result = "Giấy phép"', 'reslt = "Giấy phép"')
    broken += 'forms = "CT01"\n'
    _folder(tmp_path, "hong", broken)
    catalogue = _one(tmp_path, GOOD)
    assert [procedure.slug for procedure in catalogue.all()] == ["giay-phep-thu"]
    assert [str(problem) for problem in catalogue.problems] == [
        "hong/procedure.toml: result: thiếu mục này",
        "hong/procedure.toml, dòng 8: reslt: không có mục này (viết sai tên?)",
        "hong/procedure.toml, dòng 17: cases.1.forms: phải là danh sách trong [ ]",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('code = "x', "hong/procedure.toml, dòng 1: không đọc được"),
        ("a = 1\na = 2\n", "hong/procedure.toml, dòng 2: không đọc được"),
        (GOOD.replace("Giấy phép thử", "Giâ\u0301y phép thử"), "hong/procedure.toml, dòng 3: chữ có ký tự ẩn"),
        (GOOD.replace("thử", "thử\u200e"), "hong/procedure.toml, dòng 2: chữ có ký tự ẩn"),
        (GOOD.replace("9.000001", "mã 1"), "hong/procedure.toml, dòng 1: mã thủ tục “mã 1” không đúng dạng"),
        (GOOD.replace('"noi-o"', '"khac"'), "hong/procedure.toml, dòng 5: không có nhóm việc “khac”"),
        ('slug = "a"\n' + GOOD, "hong/procedure.toml, dòng 1: slug: tên thư mục đã là slug"),
        (GOOD.partition("[[cases]]")[0], "hong/procedure.toml: cases: thiếu mục này"),
        (GOOD + '\n[[cases]]\nid = "chung"\nname = "B"\n', "hong/procedure.toml, dòng 19: id “chung” đã dùng ở trên"),
        (
            GOOD + '[[cases.papers]]\nid = "a"\nname = "A"\nneeded_if = ["thue"]\n',
            "hong/procedure.toml, dòng 20: không câu trả lời nào cho biết “thue”",
        ),
        (
            GOOD.replace("fees = []\n", "") + '\n[[fees]]\nchannel = "direct"\namount = -1\n',
            "hong/procedure.toml, dòng 19: lệ phí không thể âm",
        ),
        (
            GOOD.replace('["filing"]', '["marketing"]'),
            "hong/procedure.toml, dòng 9: không có mục đích “marketing” trong consents.toml",
        ),
        (GOOD.replace('["filing"]', "[]"), "hong/procedure.toml, dòng 9: không được để trống"),
        (GOOD.replace('"commune"', '"galaxy"'), "hong/procedure.toml, dòng 7: phải là commune hoặc province"),
        (
            GOOD.replace('"chung"', '"Trường hợp/.."'),
            "hong/procedure.toml, dòng 15: id “Trường hợp/..” chỉ gồm chữ thường",
        ),
        (GOOD + 'forms = ["CT01", "DC02"]\n', "hong/procedure.toml, dòng 17: mỗi trường hợp một tờ khai"),
        (
            GOOD.replace("times = []\n", "") + '\n[[times]]\ncases = ["khac"]\n',
            "hong/procedure.toml, dòng 18: không có trường hợp “khac”",
        ),
    ],
)
def test_each_error_says_its_line_and_what_to_do(tmp_path: Path, text: str, message: str) -> None:
    _folder(tmp_path, "hong", text)
    catalogue = Catalogue(tmp_path, TODAY)
    assert catalogue.all() == ()
    assert str(catalogue.problems[0]).startswith(message)


def test_a_folder_without_its_file_and_a_file_that_is_no_text_are_problems(tmp_path: Path) -> None:
    (tmp_path / "trong").mkdir()
    (tmp_path / "rac").mkdir()
    (tmp_path / "rac" / "procedure.toml").write_bytes(b"\xff\xfe\x00")
    assert [str(problem) for problem in Catalogue(tmp_path, TODAY).problems] == [
        "rac/procedure.toml: tệp không phải UTF-8: lưu lại với bảng mã UTF-8",
        "trong/procedure.toml: thư mục thiếu tệp này",
    ]


def test_a_file_of_absurd_size_is_refused_unread(tmp_path: Path) -> None:
    catalogue = _one(tmp_path, GOOD + "#\n" * 102_401)
    assert "quá lớn" in str(catalogue.problems[0])


@pytest.mark.parametrize("text", ["a = " + "[\n" * 20_000, "a = " + "{b = " * 300, "[[" + "a." * 30_000 + "b]]"])
def test_a_file_nested_beyond_reason_is_a_problem_not_a_crash(tmp_path: Path, text: str) -> None:
    catalogue = _one(tmp_path, text)
    assert catalogue.all() == () and len(catalogue.problems) >= 1


def test_two_folders_with_one_code_are_a_problem_of_the_second(tmp_path: Path) -> None:
    _folder(tmp_path, "a", GOOD)
    _folder(tmp_path, "b", GOOD)
    catalogue = Catalogue(tmp_path, TODAY)
    assert [procedure.slug for procedure in catalogue.all()] == ["a"]
    assert [str(problem) for problem in catalogue.problems] == [
        "b/procedure.toml, dòng 1: mã 9.000001 đã có ở thư mục a"
    ]


def test_what_most_people_come_for_stands_first_in_its_life_event():
    catalogue = Catalogue(resources.path("procedures"), TODAY)
    event = next(event for event in catalogue.groups() if event.id == "noi-o")
    listed = [procedure.slug for procedure in catalogue.in_group("noi-o")]
    assert event.first
    assert tuple(listed[: len(event.first)]) == event.first


def test_a_form_that_no_folder_holds_is_named_and_the_procedure_stands(tmp_path: Path) -> None:
    catalogue = _one(tmp_path, GOOD + 'forms = ["CTXX"]\n')
    assert [str(one) for one in catalogue.problems] == [
        "giay-phep-thu/procedure.toml, dòng 17: không có tờ khai “CTXX” trong forms"
    ]
    assert catalogue.get("giay-phep-thu").code == "9.000001"
