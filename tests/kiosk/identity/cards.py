"""Readings of invented cards, for the tests of this room."""

from drivers.ports import Access, CardFacts, CardReading, Finding, Findings, Verdict

MAU_MRZ = (
    "IDVNM1900001230000190000123<<0",
    "9009028F3009026VNM<<<<<<<<<<<4",
    "TRAN<<THI<MAU<<<<<<<<<<<<<<<<<",
)
MAU_FIELDS = {
    1: ("000190000123",),
    2: ("Trần Thị Mẫu",),
    3: ("02/09/1990",),
    4: ("Nữ",),
    5: ("Việt Nam",),
    6: ("Kinh",),
    7: ("Không",),
    8: ("Xã Suối Trong, Huyện Đơn Dương, Lâm Đồng",),
    9: ("Thôn 2, Xã Suối Trong, Huyện Đơn Dương, Lâm Đồng",),
    11: ("20/06/2021",),
    12: ("02/09/2030",),
    13: ("Trần Văn Thử", "Lê Thị Nghiệm"),
}
MAU_CODE = "000190000123||Trần Thị Mẫu|02091990|Nữ|Thôn 2, Xã Suối Trong, Huyện Đơn Dương, Lâm Đồng|20062021"


def reading(fields=None, mrz=MAU_MRZ, verdict=Verdict.GENUINE):
    """A reading of Trần Thị Mẫu's card, with other DG13 fields or another MRZ where given."""
    return CardReading(
        access=Access.PACE_CAN,
        facts=CardFacts(mrz=mrz, fields=MAU_FIELDS if fields is None else fields),
        portrait=None,
        files=(),
        verdict=verdict,
        findings=Findings(Finding.OK, Finding.OK, Finding.OK, Finding.OK),
        reasons=(),
        evidence=b"",
    )
