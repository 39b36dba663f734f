"""Invents card payloads and Vietnamese names, the same ones for the same seed; numbers start with 000."""

from __future__ import annotations

import numpy as np

FAMILIES = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Đoàn Trịnh Mạc Tô Hà Từ".split()
MIDDLES = "Thị Văn Hữu Đức Minh Ngọc Quốc Thanh Xuân Thùy Bảo Kim Gia Hồng Mỹ Như Phương Công Đình Khánh Y H’".split()
GIVENS = (
    "An Ánh Bảo Bích Bình Châu Chi Cường Dũng Duyên Đạt Điệp Đông Giang Hà Hạnh Hậu Hiếu Hoà Hòa Huệ Hường Khuê Kiên Lệ "
    "Liễu Loan Lượng Lý Mẫu Mỹ Nga Ngọ Nghĩa Nguyệt Nhã Nhị Oanh Phượng Quý Quỳnh Sỹ Tạ Tấn Thảo Thắng Thoại Thuý Thủy "
    "Tuệ Tuyết Tự Uyên Vĩ Vượng Xuyến Yến Ỷ Ngọ Sửu Dậu Kỷ Mùi Đậu Cừ Ổi Vững Kẻ Ơn Ưng"
).split()
STREETS = (
    "Hùng Vương|Trần Phú|Nguyễn Huệ|Lê Lợi|Phan Đình Phùng|Quang Trung|Điện Biên Phủ|Hai Bà Trưng|Lý Thường Kiệt".split(
        "|"
    )
)
COMMUNES = "Xã Suối Trong|Phường Hoa Mai|Xã Đồng Cỏ|Thị trấn Bến Mơ|Xã Ea Mới|Phường Cửa Sổ|Xã Krông Xanh".split("|")
PROVINCES = "Lâm Đồng|Đắk Lắk|Quảng Ngãi|Thừa Thiên Huế|Bà Rịa - Vũng Tàu|Hòa Bình|Hưng Yên|Cà Mau|Thái Nguyên".split(
    "|"
)


def full_name(rng: np.random.Generator) -> str:
    """A name of two to five words."""
    middles = [str(word) for word in rng.choice(MIDDLES, int(rng.integers(0, 4)), replace=False)]
    return " ".join([str(rng.choice(FAMILIES)), *middles, str(rng.choice(GIVENS))])


def card_payload(rng: np.random.Generator) -> str:
    """A card's code of the 2021 form."""
    number = f"000{rng.integers(0, 4)}{rng.integers(0, 100):02}{rng.integers(0, 10**6):06}"
    old = f"{rng.integers(0, 10**9):09}" if rng.random() < 0.5 else ""
    born = f"{rng.integers(1, 29):02}{rng.integers(1, 13):02}{rng.integers(1930, 2012)}"
    issued = f"{rng.integers(1, 29):02}{rng.integers(1, 13):02}{rng.integers(2021, 2026)}"
    home = (
        f"Số {rng.integers(1, 400)} {rng.choice(STREETS)}, {rng.choice(COMMUNES)}, "
        f"Huyện {rng.choice(GIVENS)} {rng.choice(GIVENS)}, {rng.choice(PROVINCES)}"
    )
    return f"{number}|{old}|{full_name(rng)}|{born}|{rng.choice(['Nam', 'Nữ'])}|{home}|{issued}"
