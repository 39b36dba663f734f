"""`kiosk code`: pictures in, texts out; a poster leads back to its procedure; watching never says what a code says."""

import json

import cv2
import numpy as np
import pytest
import typst
from typer.testing import CliRunner

from drivers.code.card_frames import card_frame
from kiosk.identity.code_meaning import PosterCode, meaning_of
from ui.cli.code import app

CARD = "000190000123||Trần Thị Mẫu|02091990|Nữ|Thôn 2, Xã Suối Trong|20062021"


@pytest.fixture
def card_picture(tmp_path):
    file = tmp_path / "card.png"
    cv2.imwrite(str(file), card_frame(CARD, 1.0))
    return file


def kiosk_code(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_decode_prints_one_object_a_file(card_picture, tmp_path):
    blank = tmp_path / "blank.png"
    cv2.imwrite(str(blank), np.full((200, 200, 3), 90, np.uint8))
    said = kiosk_code("decode", card_picture, blank, "--json")
    first, second = map(json.loads, said.stdout.splitlines())
    assert (first["file"], first["codes"][0]["text"], second["codes"]) == (str(card_picture), CARD, [])
    assert len(first["codes"][0]["quad"]) == 4
    assert said.exit_code == 1


def test_decode_succeeds_when_every_file_is_read(card_picture):
    said = kiosk_code("decode", card_picture)
    assert said.exit_code == 0
    assert CARD in said.stdout


@pytest.mark.parametrize("content", [b"", b"no picture"])
def test_a_file_that_is_no_picture_is_refused(tmp_path, content):
    file = tmp_path / "x.png"
    file.write_bytes(content)
    said = kiosk_code("decode", file)
    assert said.exit_code == 2
    assert "Traceback" not in said.output


def test_watch_says_how_fast_and_by_whom_but_never_what(card_picture):
    said = kiosk_code("watch", "--pictures", card_picture, "--seconds", 1, "--json")
    second = json.loads(said.stdout)
    assert (second["width"], second["height"]) == (1280, 720)
    assert second["frames"] > 0
    assert sum(second["engines"].values()) > 0
    assert "Trần" not in said.stdout


def test_watch_without_a_camera_says_so(tmp_path):
    said = kiosk_code("watch", "--device", tmp_path / "video9", "--seconds", 1)
    assert said.exit_code == 1
    assert "not_connected" in said.output


def test_a_poster_s_code_opens_its_procedure(tmp_path):
    slug, pdf = "xac-nhan-thong-tin-cu-tru", tmp_path / "poster.pdf"
    assert kiosk_code("poster", slug, "--out", pdf).exit_code == 0
    assert pdf.read_bytes().startswith(b"%PDF-")
    page = tmp_path / "poster.png"
    source = b'#set page(width: 210mm, height: 297mm, margin: 0pt)\n#image("poster.pdf", width: 100%)'
    page.write_bytes(typst.Compiler(source, root=str(tmp_path)).compile(format="png", ppi=90))
    said = kiosk_code("decode", page, "--json")
    assert meaning_of(json.loads(said.stdout)["codes"][0]["text"]) == PosterCode(slug)


def test_a_poster_needs_a_procedure():
    assert kiosk_code("poster", "khong-co").exit_code == 2
