"""Texts of a serial scanner: cut at line ends however the bytes come, tolerant of framing, bounded."""

from hypothesis import given
from hypothesis import strategies as st

from drivers.code.serial_scanner.lines import LONGEST, Lines

MAU = "000190000123||Trần Thị Mẫu|02091990|Nữ|Xã Suối Trong|20062021"


@given(st.lists(st.sampled_from([MAU, "Ngọ", "A" * 300]), max_size=5), st.sampled_from(["\r", "\n", "\r\n"]), st.data())
def test_texts_are_the_same_however_the_bytes_come(texts, end, data):
    sent = "".join(text + end for text in texts).encode()
    cuts = sorted(data.draw(st.lists(st.integers(0, len(sent)), max_size=8)))
    lines, found = Lines(), []
    for start, stop in zip([0, *cuts], [*cuts, len(sent)], strict=True):
        found += lines.take(sent[start:stop])
    assert found == texts
    assert not lines.waiting


def test_a_pause_ends_a_text_without_line_end():
    lines = Lines()
    assert lines.take(MAU.encode()) == []
    assert lines.waiting
    assert lines.flush() == [MAU]


def test_bom_and_framing_are_taken_off_and_bad_bytes_are_marked():
    lines = Lines()
    assert lines.take(b"\xef\xbb\xbf\x02abc\x03\r\n") == ["abc"]
    assert lines.take(b"Nguy\xe1n\r\n") == ["Nguy\ufffdn"]


def test_noise_without_end_is_dropped_and_the_next_text_is_whole():
    lines = Lines()
    for _ in range(5):
        assert lines.take(b"x" * LONGEST) == []
    assert lines.take(b"xx\n" + MAU.encode() + b"\n") == [MAU]


@given(st.lists(st.binary(max_size=50), max_size=30))
def test_any_bytes_are_survived(chunks):
    lines = Lines()
    for chunk in chunks:
        for text in lines.take(chunk):
            assert 0 < len(text) <= LONGEST
