"""A folder dropped in with a broken catalogue is never offered and stops no screen; the others keep speaking."""

from __future__ import annotations

import os

import pytest

import resources
from kiosk.language.packs import packs

SOUND = 'msgid ""\nmsgstr ""\n"X-Name: Sound\\n"\n"X-Reviewed-By: somebody\\n"\n\nmsgid "Xong"\nmsgstr "Done"\n'
BROKEN = {
    "without a name": b'msgid ""\nmsgstr ""\n"Language: xx\\n"\n\nmsgid "Xong"\nmsgstr "Done"\n',
    "not UTF-8": b'msgid ""\nmsgstr "\xff\xfe"\n\nmsgid "Xong"\nmsgstr "\xff"\n',
    "not a catalogue": b"<html>log in</html>",
    "empty": b"",
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_pack_is_not_offered_and_says_nothing(kind, tmp_path):
    for code, content in (("xx", BROKEN[kind]), ("yy", SOUND.encode())):
        (tmp_path / code).mkdir()
        (tmp_path / code / "messages.po").write_bytes(content)
    broken, sound = packs(tmp_path)
    assert not broken.offered
    assert sound.offered
    assert [entry.msgstr for entry in sound.entries()] == ["Done"]


def test_a_slip_behind_a_sound_header_says_nothing(tmp_path):
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx" / "messages.po").write_text(SOUND + "\nwhat is this\n", "utf-8")
    (pack,) = packs(tmp_path)
    assert list(pack.entries()) == []


def test_a_header_that_an_editor_wrapped_is_read_whole(tmp_path):
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx" / "messages.po").write_text(SOUND.replace("X-Name: So", 'X-Name: "\n"So'), "utf-8")
    (pack,) = packs(tmp_path)
    assert pack.name == "Sound"
    assert pack.offered


def test_a_pack_that_holds_few_of_all_texts_is_not_offered(tmp_path):
    (tmp_path / "languages" / "xx").mkdir(parents=True)
    (tmp_path / "languages" / "xx" / "messages.po").write_text(SOUND, "utf-8")
    brought = next(pack for pack in packs(resources.path("languages"), tmp_path) if pack.code == "xx")
    assert not brought.offered and brought.complete < 0.01


def test_a_pipe_is_never_opened(tmp_path):
    (tmp_path / "xx").mkdir()
    os.mkfifo(tmp_path / "xx" / "messages.po")
    assert packs(tmp_path) == ()
