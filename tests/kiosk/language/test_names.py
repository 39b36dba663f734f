"""The name on the chip's MRZ and the name in its data belong to one person, or they do not."""

import pytest

from kiosk.language.names import masked_name, same_person


@pytest.mark.parametrize(
    ("mrz", "name"),
    [
        ("TRAN<<THI<MAU<<<<<<<<<<<<<<<<<", "Trần Thị Mẫu"),
        ("TRAN THI MAU", "TRẦN THỊ MẪU"),
        ("KSO<<HOA", "K'Sô Hoa"),
        ("K<SO<<HOA", "K\u2019Sô Hoa"),
        ("HOA", "Hoa"),
        ("NGUYEN<<ANH<DAO", "Nguyễn Anh-Đào"),
        ("NGUYEN<<HOANG<PHUONG<UYEN<THUY", "Nguyễn Hoàng Phương Uyên Thủy Tiên"),
        ("CONG<TANG<TON<NU<<HUONG<GIANG<", "Công Tằng Tôn Nữ Hương Giang"),
    ],
)
def test_one_person_is_recognised_across_spellings(mrz: str, name: str) -> None:
    assert same_person(mrz, name)


@pytest.mark.parametrize(
    ("mrz", "name"),
    [
        ("TRAN<<THI<MAU", "Trần Thị Mai"),
        ("TRAN<<THI", "Trần Thị Mẫu"),
        ("TRAN<<THI<MAU", "Trần Thị"),
        ("LE<<THI<MAU", "Trần Thị Mẫu"),
        ("LETHI", "Lê Thị"),
        ("NGUYEN<<HOANG<PHUONG<UYEN<THUY", "Nguyễn Hoàng Phương Uyên Minh Tiên"),
        ("", ""),
        ("<<<", "Hoa"),
        ("HOA", ""),
    ],
)
def test_another_person_is_not_taken_for_the_holder(mrz: str, name: str) -> None:
    assert not same_person(mrz, name)


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("Trần Thị Mẫu", "Trần T. M."),
        ("K'Sô Hoa", "K'Sô H."),
        ("Hoa", "H."),
        ("Lê  Ất", "Lê Ấ."),
        ("", ""),
    ],
)
def test_a_masked_name_keeps_the_first_word_and_initials(name: str, masked: str) -> None:
    assert masked_name(name) == masked
