"""People find their procedure by their own words, typed any way."""

from __future__ import annotations

from datetime import date

import pytest

import resources
from kiosk.procedures.catalogue import Catalogue

CATALOGUE = Catalogue(resources.path("procedures"), date(2026, 11, 22))

FIRST = {
    "tam tru": "dang-ky-tam-tru",
    "tạm trú": "dang-ky-tam-tru",
    "TẠM TRÚ": "dang-ky-tam-tru",
    "dang ky tam tru": "dang-ky-tam-tru",
    "tạm vắng": "khai-bao-tam-vang",
    "gia han": "gia-han-tam-tru",
    "thuong tru": "dang-ky-thuong-tru",
    "chuyển nhà": "dang-ky-thuong-tru",
    "nhập hộ khẩu": "dang-ky-thuong-tru",
    "sinh con": "lien-thong-khai-sinh-thuong-tru-bhyt",
    "khai sinh": "dang-ky-khai-sinh",
    "kết hôn": "dang-ky-ket-hon",
    "lấy vợ": "dang-ky-ket-hon",
    "giay doc than": "xac-nhan-tinh-trang-hon-nhan",
    "khai tử": "dang-ky-khai-tu",
    "mất căn cước": "cap-lai-the-can-cuoc",
    "đổi CCCD": "cap-doi-the-can-cuoc",
    "passport": "cap-ho-chieu-pho-thong",
    "ho chieu": "cap-ho-chieu-pho-thong",
    "sao y": "chung-thuc-ban-sao",
    "cong chung": "chung-thuc-ban-sao",
    "doi bang lai": "doi-giay-phep-lai-xe",
    "thất nghiệp": "tro-cap-that-nghiep",
    "xác nhận cư trú": "xac-nhan-thong-tin-cu-tru",
    "CT07": "xac-nhan-thong-tin-cu-tru",
    "VNeID": "dinh-danh-dien-tu-muc-2",
    "tiền án": "phieu-ly-lich-tu-phap",
    "1.004194": "dang-ky-tam-tru",
    "2.000986": "lien-thong-khai-sinh-thuong-tru-bhyt",
    "khai sin": "dang-ky-khai-sinh",
}


@pytest.mark.parametrize("asked", FIRST)
def test_the_first_hit_is_what_was_meant(asked: str) -> None:
    assert CATALOGUE.search(asked, 1)[0].slug == FIRST[asked]


@pytest.mark.parametrize("asked", ["", "   ", "?!", "xyzzy", "a"])
def test_nothing_is_found_for_nothing(asked: str) -> None:
    assert CATALOGUE.search(asked) == ()


def test_every_procedure_is_found_by_its_short_name_and_by_its_code() -> None:
    for procedure in CATALOGUE.all():
        assert CATALOGUE.search(procedure.short_name, 1) == (procedure,)
        assert CATALOGUE.search(procedure.code, 1) == (procedure,)


def test_the_limit_is_kept() -> None:
    assert len(CATALOGUE.search("đăng ký", 3)) == 3
