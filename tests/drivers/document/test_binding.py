"""Pages to a file: PDF/A that says what it is, pictures unchanged, nothing on a disk, and on to a sealed part."""

import re
import zlib

import pytest

from drivers.document.binding import bind, digest_of
from drivers.document.simulated.drawn_sheet import drawn_sheet
from drivers.document.taking import page_from_photograph
from drivers.ports import PaperLabel, PaperPage

LABEL = PaperLabel("Giấy khai sinh – bản chính", "KS-01")


@pytest.fixture(scope="module")
def page():
    return page_from_photograph(drawn_sheet())


def metadata(pdf):
    """The XMP packet, which PDF/A wants uncompressed (ISO 19005-2 §6.6.2)."""
    return re.search(rb"<x:xmpmeta.*?</x:xmpmeta>", pdf, re.DOTALL)[0].decode()


def test_the_file_is_pdf_a_and_says_what_it_is(page):
    said = metadata(bind([page, page], LABEL))
    assert "<pdfaid:part>2</pdfaid:part>" in said
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in said
    assert LABEL.title in said
    for keyword in ("thanh-phan:KS-01", "so-trang:2", f"sha256:{digest_of([page, page])}"):
        assert keyword in said


def test_the_pictures_are_inside_unchanged_and_in_their_order(page):
    other = PaperPage(827, 1170, jpeg_of(827, 1170))
    pdf = bind([other, page], LABEL)
    assert page.jpeg in pdf
    assert other.jpeg in pdf
    contents = pdf + b"".join(_inflated(pdf))
    assert [float(box) for box in re.findall(rb"/MediaBox ?\[0 0 ([\d.]+)", contents)] == pytest.approx(
        [297.7, 595.4], abs=0.2
    )


def _inflated(pdf):
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            yield zlib.decompress(stream)
        except zlib.error:
            continue


def jpeg_of(width, height):
    import cv2
    import numpy as np

    return cv2.imencode(".jpg", np.full((height, width, 3), 200, np.uint8))[1].tobytes()


def test_a_page_of_the_file_is_at_most_300_kilobytes(page):
    assert len(bind([page], LABEL)) <= 300_000


def test_a_title_is_text_and_never_program(page):
    label = PaperLabel('"; #panic("x") \\ <b>', "a]b")
    assert "thanh-phan:a]b" in metadata(bind([page], label))


def test_a_paper_has_pages():
    with pytest.raises(ValueError, match="pages"):
        bind([], LABEL)


def test_nothing_is_written_anywhere(page, monkeypatch, tmp_path):
    opened = []
    import builtins
    import os

    real_open, real_os_open = builtins.open, os.open
    monkeypatch.setattr(builtins, "open", lambda *a, **k: (opened.append(a[:2]), real_open(*a, **k))[1])
    monkeypatch.setattr(os, "open", lambda *a, **k: (opened.append(a[:2]), real_os_open(*a, **k))[1])
    monkeypatch.chdir(tmp_path)
    bind([page], LABEL)
    assert not [name for name, *_ in opened if isinstance(name, str)]
    assert list(tmp_path.iterdir()) == []
