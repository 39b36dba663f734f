from __future__ import annotations

from collections.abc import Callable

import pytest

from kiosk.forms.derive import Place
from kiosk.forms.errors import Locked, NeedsBundle, TooManyRows, UnknownField
from kiosk.forms.library import FormLibrary
from kiosk.forms.samples import filling_of, read_samples
from kiosk.forms.settle import FillContext
from kiosk.forms.view import FieldView
from kiosk.forms.walk import Filling
from kiosk.identity.party import Source
from tests.kiosk.forms.conftest import TODAY, Folder, begin, card

Start = Callable[..., Filling]


def field(filling: Filling, pointer: str) -> FieldView:
    pages = [filling.check(number) for number in range(1, filling.page_count + 1)]
    return next(one for page in pages for one in page.fields if one.pointer == pointer)


def test_the_procedure_narrows_ct01(start: Start) -> None:
    filling = start("CT01", card("requester"), procedure="1.010041")
    pointers = [one.pointer for n in range(1, filling.page_count + 1) for one in filling.page(n).fields]
    assert "/matter" not in pointers and "/members" not in pointers and "/head_full_name" not in pointers
    assert filling.outputs()[0].answers["matter"] == "xac_nhan"
    assert start("CT01", card("requester")).page(1).fields[0].pointer == "/matter"


def test_a_whole_confirmation_of_residence(start: Start) -> None:
    filling = start("CT01", card("requester"), procedure="1.010041.01", case="chinh_minh")
    assert filling.first_page_with_errors() is not None
    filling = filling.answer("/purpose", "nhập học").answer("/result_way", "here")
    assert filling.first_page_with_errors() is None
    (form,) = filling.outputs()
    assert form.form == "CT01@2026-07-01" and form.sha256 == filling.form.sha256
    assert form.answers["request_text"] == "Xác nhận thông tin về cư trú của Trần Thị Mẫu; mục đích: nhập học."
    assert form.sources["/full_name_birth"] == "chip_genuine" and form.sources["/purpose"] == "typed"
    assert filling.counts() == {"chip": 4, "typed": 1, "derived": 2, "place": 1}


def test_a_parent_who_files_for_a_child_is_not_taken_for_the_child(start: Start) -> None:
    filling = start("CT01", card("requester"), procedure="1.010041", case="con_chua_thanh_nien")
    assert field(filling, "/full_name_birth").value is None
    consent = field(filling, "/consent_parent")
    assert consent.value == {"full_name": "Trần Thị Mẫu", "personal_id": "000190000123", "way": "on_form"}
    child = card("subject", full_name="Trần An", date_of_birth="2015-05-05", personal_id="000215000789", sex="Nam")
    both = filling.with_parties({**filling.context.parties, "subject": child})
    assert field(both, "/full_name_birth").value == "Trần An" and field(both, "/full_name_birth").locked


@pytest.mark.parametrize("pointer", ["/full_name_birth", "/personal_id", "/date_of_birth", "/sex"])
def test_what_the_chip_vouches_for_is_changed_by_staff_only(start: Start, pointer: str) -> None:
    filling = start("CT01", card("requester", Source.CHIP_UNPROVEN), procedure="1.010041")
    assert field(filling, pointer).locked
    with pytest.raises(Locked):
        filling.answer(pointer, "khác")
    changed = filling.answer(pointer, "khác", Source.STAFF)
    assert field(changed, pointer).source is Source.STAFF and not field(changed, pointer).locked


def test_what_a_code_says_may_be_changed_and_becomes_typed(start: Start) -> None:
    filling = start("CT01", card("requester", Source.CODE), procedure="1.010041")
    assert field(filling, "/personal_id").source is Source.CODE
    changed = filling.answer("/full_name_birth", "Trần Thị Mẫn")
    assert field(changed, "/full_name_birth").source is Source.TYPED
    again = changed.with_parties({"requester": card("requester", Source.CODE)})
    assert field(again, "/full_name_birth").value == "Trần Thị Mẫn"
    chip = changed.with_parties({"requester": card("requester")})
    assert field(chip, "/full_name_birth").value == "Trần Thị Mẫu"


def test_leaving_a_field_unchanged_does_not_make_it_typed(start: Start) -> None:
    filling = start("TK01", card("requester"))
    same = filling.answer("/ethnicity", "Kinh").answer("/personal_id", "000 190 000 123").answer("/phone", "")
    assert same is filling


def test_an_emptied_field_stays_empty(start: Start) -> None:
    filling = start("TK01", card("requester")).answer("/religion", "")
    assert field(filling, "/religion").value is None
    assert field(filling, "/religion").error == "Chưa nhập tôn giáo"
    assert "typed" not in filling.counts()


def test_derived_text_follows_its_parts_until_somebody_edits_it(start: Start) -> None:
    filling = start("CT01", card("requester"), procedure="1.010041").answer("/purpose", "vay vốn")
    assert field(filling, "/request_text").source is Source.DERIVED
    assert "vay vốn" in field(filling, "/request_text").text
    edited = filling.answer("/request_text", "Câu của tôi").answer("/purpose", "việc khác")
    assert field(edited, "/request_text").text == "Câu của tôi"
    assert field(edited, "/request_text").source is Source.TYPED


def test_the_head_of_household_is_not_asked_twice(start: Start) -> None:
    filling = start("CT01", card("requester"), procedure="1.010038").answer("/relation_to_head", "Chủ hộ")
    head = field(filling, "/head_personal_id")
    assert head.value == "000190000123" and head.source is Source.CHIP_GENUINE and head.locked
    other = filling.answer("/relation_to_head", "Con đẻ")
    assert field(other, "/head_personal_id").value is None


def test_each_row_has_a_person_of_its_own(start: Start) -> None:
    filling = start("CT01", card("requester"), procedure="1.004222")
    filling = filling.add_row("/members").add_row("/members").add_row("/members")
    parties = {
        "requester": card("requester"),
        "member/0": card("member/0", personal_id="000215000789", full_name="Một"),
        "member/2": card("member/2", personal_id="000215000788", full_name="Ba"),
    }
    filling = filling.with_parties(parties).answer("/members/1/full_name", "Hai")
    rows = field(filling, "/members").rows
    assert [row[0].value for row in rows] == ["Một", "Hai", "Ba"]
    assert [row[0].party for row in rows] == ["member/0", "member/1", "member/2"]
    fewer = filling.remove_row("/members/0")
    rows = field(fewer, "/members").rows
    assert [row[0].value for row in rows] == ["Hai", "Ba"]
    assert rows[1][0].source is Source.CHIP_GENUINE and rows[0][0].source is Source.TYPED
    assert "member/2" not in fewer.context.parties


def test_rows_have_a_limit_and_must_exist(folder: Folder) -> None:
    filling = begin(folder.form()).add_row("/people").add_row("/people")
    assert field(filling, "/people").full
    with pytest.raises(TooManyRows):
        filling.add_row("/people")
    with pytest.raises(UnknownField):
        filling.remove_row("/people/2")
    with pytest.raises(UnknownField):
        filling.add_row("/name")
    with pytest.raises(UnknownField):
        filling.answer("/nowhere", "x")


def test_an_error_in_a_row_is_the_tables_error(folder: Folder) -> None:
    filling = begin(folder.form()).add_row("/people")
    page = filling.check(1)
    table = field(filling, "/people")
    assert table.error == "Dòng 1: Chưa nhập full_name"
    assert table.rows[0][0].error == "Chưa nhập full_name" and table.rows[0][0].required
    assert [one.pointer for one in page.errors] == ["/name", "/people"]
    assert filling.page(1).errors == ()


def test_a_requester_who_is_the_mother_is_asked_once(start: Start) -> None:
    filling = start("TKKS", card("requester")).answer("/req/relation", "Mẹ")
    mother = field(filling, "/mother/full_name")
    assert mother.value == "Trần Thị Mẫu" and mother.source is Source.CHIP_GENUINE
    assert field(filling, "/mother/ethnicity").value == "Kinh"
    assert field(filling, "/father/full_name").value is None
    other = filling.answer("/req/relation", "Cha")
    assert field(other, "/mother/full_name").value is None
    assert field(other, "/father/full_name").value == "Trần Thị Mẫu"


def test_a_requester_without_a_card_is_asked_once_too(start: Start) -> None:
    filling = start("TKTTHN").answer("/req/relation", "Bản thân").answer("/req/full_name", "Y Thử Niê")
    subject = field(filling, "/sub/full_name")
    assert subject.value == "Y Thử Niê" and subject.source is Source.TYPED
    corrected = filling.answer("/req/full_name", "Y Thử Kđăm")
    assert field(corrected, "/sub/full_name").value == "Y Thử Kđăm"


def test_no_default_to_the_father(start: Start) -> None:
    filling = start("TKKS", card("requester", full_name="Y Thử Niê", ethnicity="Ê Đê")).answer("/req/relation", "Cha")
    assert field(filling, "/child/full_name").value is None
    assert field(filling, "/child/ethnicity_follows").value is None
    mother = filling.with_parties({**filling.context.parties, "mother": card("mother", ethnicity="Cơ Ho")})
    mother = mother.answer("/child/ethnicity_follows", "Theo mẹ")
    assert field(mother, "/child/ethnicity").value == "Cơ Ho"


def test_another_persons_card_never_comes_from_the_first(start: Start) -> None:
    filling = start("TKKH", card("requester")).answer("/requester_side", "Bên nữ")
    assert field(filling, "/bride/personal_id").value == "000190000123"
    assert field(filling, "/groom/personal_id").value is None
    groom = card("groom", personal_id="000088000321", full_name="Y Thử Niê", sex="Nam")
    both = filling.with_parties({**filling.context.parties, "groom": groom})
    assert field(both, "/groom/full_name").value == "Y Thử Niê"
    assert field(both, "/bride/full_name").value == "Trần Thị Mẫu"


def test_an_old_address_offers_the_communes_of_today(start: Start) -> None:
    line = "Thôn 2, Xã Lạc Xuân, Huyện Đơn Dương, Lâm Đồng"
    view = field(start("TK01", card("requester", residence=line)), "/permanent_residence")
    assert view.value == {
        "province": "68",
        "commune": "24934",
        "detail": "Thôn 2",
        "old": "Xã Lạc Xuân, Huyện Đơn Dương, Lâm Đồng",
    }
    assert view.source is Source.CHIP_GENUINE
    unknown = field(start("TK01", card("requester")), "/permanent_residence")
    assert unknown.value == {"old": "Thôn 2, Xã Suối Trong, Huyện Đơn Dương, Lâm Đồng"} and unknown.error == ""


def test_another_province_takes_the_commune_along(start: Start) -> None:
    filling = start("TK01", card("requester")).answer("/permanent_residence/province", "68")
    filling = filling.answer("/permanent_residence/commune", "24931")
    assert field(filling, "/permanent_residence").source is Source.TYPED
    moved = filling.answer("/permanent_residence/province", "79")
    assert field(moved, "/permanent_residence").value == {
        "province": "79",
        "old": "Thôn 2, Xã Suối Trong, Huyện Đơn Dương, Lâm Đồng",
    }
    commune = next(part for part in field(moved, "/permanent_residence").parts if part.pointer.endswith("/commune"))
    assert commune.choice_list == "communes" and commune.within == "79"


def test_an_impossible_day_and_a_foreign_commune_are_refused(start: Start) -> None:
    filling = start("TKKT", card("requester")).answer("/dead/death_date", "30/02/2026")
    assert field(filling, "/dead/death_date").error == "Ngày chết: nhập như 02/09/1990, 09/1990 hoặc 1990"
    filling = filling.answer("/dead/residence/province", "79").answer("/dead/residence/commune", "24931")
    assert field(filling, "/dead/residence").error == "Chọn lại xã, phường, đặc khu trong danh sách"


def test_a_warning_hinders_nothing(start: Start) -> None:
    party = card("requester", sex="Nam")
    filling = start("CT01", party, procedure="1.010041").answer("/purpose", "x y").answer("/result_way", "here")
    view = field(filling, "/personal_id")
    assert view.warning == "Số định danh và giới tính chưa khớp, xem lại" and view.error == ""
    assert filling.first_page_with_errors() is None


def test_review_shows_every_answer_with_its_source_and_masks_numbers(start: Start) -> None:
    filling = start("CT01", card("requester"), procedure="1.010041").answer("/phone", "0900000123")
    sections = filling.review()
    rows = {row.label: row for section in sections for row in section.rows}
    assert rows["4. Số định danh cá nhân"].masked and rows["5. Số điện thoại liên hệ"].masked
    assert rows["5. Số điện thoại liên hệ"].text == "0900 000 123"
    assert [section.page for section in sections] == sorted(section.page for section in sections)
    assert all(row.source is not None for row in rows.values())


def test_a_bundle_gives_three_forms_and_copies_nothing_from_the_requester_to_the_child(start: Start) -> None:
    filling = start("LTKS", card("requester")).answer("/req/relation", "Mẹ").answer("/child/full_name", "Trần An")
    filling = filling.answer("/head_is", "Mẹ của trẻ").answer("/child/date_of_birth", "2026-11-10")
    birth, residence, insurance = filling.outputs()
    assert [birth.symbol, residence.symbol, insurance.symbol] == ["TKKS", "CT01", "BHYT2"]
    assert residence.answers["full_name_birth"] == "Trần An" and "personal_id" not in residence.answers
    assert residence.answers["head_full_name"] == "Trần Thị Mẫu" and residence.answers["relation_to_head"] == "Con đẻ"
    assert birth.answers["child"]["date_of_birth_words"].startswith("Ngày mười tháng mười một năm")
    assert birth.answers["register_kind"] == "Đúng hạn"
    assert birth.sources["/mother/full_name"] == "chip_genuine" and residence.sources["/full_name_birth"] == "typed"
    assert insurance.answers["declarant_name"] == "Trần Thị Mẫu"


def test_each_new_guest_arrives_today_until_somebody_says_otherwise(start: Start) -> None:
    filling = start("TBLT", card("requester")).add_row("/guests").add_row("/guests")
    filling = filling.answer("/guests/1/arrival", "21/11/2026")
    rows = field(filling, "/guests").rows
    arrivals = [next(cell for cell in row if cell.pointer.endswith("/arrival")) for row in rows]
    assert [(one.value, one.source) for one in arrivals] == [
        ("2026-11-22", Source.DERIVED),
        ("2026-11-21", Source.TYPED),
    ]


def test_several_forms_side_by_side_need_a_bundle(start: Start) -> None:
    filling = start("CT01")
    with pytest.raises(NeedsBundle):
        Filling.start([filling.form, filling.form], filling.context)
    with pytest.raises(NeedsBundle):
        Filling.start([], filling.context)


def test_a_page_beyond_the_last_is_the_last(start: Start) -> None:
    filling = start("CT01", card("requester"), procedure="1.010041", case="chinh_minh")
    assert filling.page(99) == filling.page(filling.page_count)
    assert filling.page(0).number == 1


def test_what_was_emptied_in_the_bundle_stays_empty_in_its_forms(start: Start) -> None:
    filling = start("LTKS", card("requester", Source.CODE)).answer("/req/relation", "Mẹ")
    assert filling.outputs()[0].answers["mother"]["personal_id"] == "000190000123"
    emptied = filling.answer("/mother/personal_id", "").answer("/mother/hometown", "")
    assert "personal_id" not in emptied.outputs()[0].answers["mother"]


def test_a_number_is_not_taken_from_a_paper_of_another_shape(start: Start) -> None:
    filling = start("TKKS").answer("/req/relation", "Mẹ").answer("/req/id_paper/number", "C1234567")
    filling = filling.answer("/mother/full_name", "Trần Thị Mẫu")
    assert field(filling, "/mother/personal_id").value is None


def test_what_one_form_of_a_bundle_lacks_is_left_to_the_desk_and_the_others_are_whole(library: FormLibrary) -> None:
    form = library.get_version("LTKS@2026-09-01")
    samples = {sample.name: sample for sample in read_samples(form)}
    filling = filling_of(form, samples["thieu-noi-kham"])
    assert filling.first_page_with_errors() is None
    lacking = {one.symbol: one.missing for one in filling.outputs() if one.missing}
    assert lacking == {"BHYT2": ("Chưa nhập nơi đăng ký khám bệnh, chữa bệnh ban đầu",)}
    told = filling.review()[0]
    assert told.title == "Làm tiếp tại quầy" and not told.editable
    assert [(row.text) for row in told.rows] == ["Chưa nhập nơi đăng ký khám bệnh, chữa bệnh ban đầu"]
    mended = filling.answer("/clinic", "Trạm Y tế xã Hoa Mai")
    assert mended.review()[0].title != told.title and not any(one.missing for one in mended.outputs())


def test_what_only_the_birth_needs_holds_back_neither_residence_nor_insurance(library: FormLibrary) -> None:
    form = library.get_version("LTKS@2026-09-01")
    whole = filling_of(form, next(one for one in read_samples(form) if one.name == "me-khai-ba-viec"))
    filling = whole.answer("/birth_proof/kind", None).answer("/marriage_cert/number", "").answer("/child/hometown", "")
    assert filling.first_page_with_errors() is None
    assert [one.symbol for one in filling.outputs() if one.missing] == ["TKKS"]
    number = next(n for n in range(1, filling.page_count + 1) if filling.page(n).id == "parents")
    asked = next(one for one in filling.page(number).fields if one.pointer == "/marriage_cert/number")
    assert asked.required and not asked.warning, "said when the page is left, not before"
    judged = next(one for one in filling.check(number).fields if one.pointer == asked.pointer)
    assert judged.warning == "Chưa nhập số giấy chứng nhận kết hôn. Bỏ trống thì phần này làm tiếp tại quầy"
    assert not judged.error
    unnamed = whole.answer("/child/full_name", "")
    assert unnamed.first_page_with_errors() is not None, "no form can do without the child's name"


def test_what_should_be_looked_at_again_is_said_at_once_and_hinders_nothing(start: Start) -> None:
    filling = (
        start("TKKS", card("requester")).answer("/req/relation", "Mẹ").answer("/child/date_of_birth", "01/02/1995")
    )
    mother = field(filling, "/mother/date_of_birth")
    assert (mother.warning, mother.error) == ("Xem lại năm sinh của người mẹ", "")


def test_a_child_under_six_gets_an_identity_card_only_if_its_parents_ask(library: FormLibrary) -> None:
    form = library.get_version("LTKS@2026-09-01")
    samples = {sample.name: sample for sample in read_samples(form)}
    without = filling_of(form, samples["me-khai-ba-viec"])
    assert [one.symbol for one in without.outputs()] == ["TKKS", "CT01", "BHYT2"]
    card_too = without.answer("/id_card", True).outputs()[3]
    assert (card_too.symbol, card_too.missing) == ("DC02", ())
    assert card_too.answers["rep"]["full_name"] == "Trần Thị Mẫu" and card_too.answers["rep"]["sex"] == "Nữ"
    assert "personal_id" not in card_too.answers, "it is given with the registration of the birth"


def test_a_card_is_offered_for_other_people_only(start: Start) -> None:
    mine = start("CT01", card("requester"), procedure="1.010041", case="chinh_minh")
    assert mine.page(1).id == "contact", "what a chip vouches for is left to the review"
    assert mine.review()[0].rows[0].text == "Trần Thị Mẫu" and not mine.review()[0].editable
    childs = start("CT01", card("requester"), procedure="1.010041", case="con_chua_thanh_nien")
    assert [one.party for one in childs.page(1).fields if one.kind == "heading"] == ["subject"]
    birth = start("TKKS", card("requester")).answer("/req/relation", "Mẹ")
    headings = {one.label: one.party for n in (1, 3, 4) for one in birth.page(n).fields if one.kind == "heading"}
    assert headings == {"Người yêu cầu": "", "Người mẹ": "", "Người cha": "father"}


def test_parts_that_may_stay_empty_are_asked_only_where_somebody_needs_them(start: Start) -> None:
    birth = field(start("TKKS", card("requester")), "/child/birth_place")
    assert [one.label for one in birth.parts][-1] == "Quốc gia", "births abroad are few"
    assert not any(one.pointer.endswith("/old") for one in birth.parts)
    mine = field(start("TKKS", card("requester", residence="Thôn 2, Xã Không Có, Lâm Đồng")), "/req/residence")
    assert [one.pointer for one in mine.parts if one.value] == ["/req/residence/old"]
    consent = {"procedure": "1.010041", "case": "con_chua_thanh_nien"}
    asked = field(start("CT01", **consent).answer("/consent_parent/way", "vneid"), "/consent_parent")
    assert [one.pointer.rpartition("/")[2] for one in asked.parts] == ["way", "full_name", "personal_id", "date"]
    signed = field(start("CT01", **consent), "/consent_parent")
    assert [one.pointer.rpartition("/")[2] for one in signed.parts] == ["way"], "ink on the paper needs no more"


def test_what_was_said_before_the_form_is_in_it_and_not_asked_again(library: FormLibrary) -> None:
    context = FillContext(
        TODAY,
        {"requester": card("requester")},
        Place("Xã Đơn Dương", "Tỉnh Lâm Đồng"),
        procedure="1.004194",
        case="ca_nhan_ho",
        facts=frozenset({"nha_thue", "du_18"}),
        exemption="Người khuyết tật",
    )
    filling = Filling.start([library.get("CT01", TODAY)], context)
    answers = filling.outputs()[0].answers
    assert (answers["dwelling"], answers["for_other"]) == ("thue_muon_o_nho", False)
    assert answers["addressed_to"] == "Công an xã Đơn Dương, tỉnh Lâm Đồng"
    assert answers["new_address"] == {"province": "68", "commune": "24931"}, "the house is asked"
    assert answers["fee_exemption"] == "Người khuyết tật"
    asked = {one.pointer for n in range(1, filling.page_count + 1) for one in filling.page(n).fields}
    assert not asked & {"/dwelling", "/for_other", "/matter", "/full_name_birth"}


def test_a_list_fills_one_form_a_person_and_its_own_paper(library: FormLibrary) -> None:
    form = library.get_version("DSTT@2026-07-01")
    samples = {sample.name: sample for sample in read_samples(form)}
    listed, *each = filling_of(form, samples["hai-sinh-vien"]).outputs()
    assert (listed.symbol, [one.symbol for one in each]) == ("DSTT", ["CT01", "CT01"])
    assert [one.answers["full_name_birth"] for one in each] == ["Nguyễn Văn Giả", "Lê Thị Nghiệm"]
    assert not any("head_full_name" in one.answers for one in each), "the household is named when it is made"
    owner = filling_of(form, samples["gia-han"]).outputs()[1].answers["consent_owners"]
    assert owner == [{"way": "separate_text", "full_name": "Trần Thị Mẫu", "date": "2026-11-22"}]
