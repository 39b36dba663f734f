"""Settings: read whole, every error at once, nothing misspelt passes."""

import pytest

from kiosk.settings import SettingsError, load

GOOD = """
kiosk = "K07"
state = "/var/lib/kiosk"

[place]
centre = "Trung tâm Phục vụ hành chính công xã Hoa Mai"
authority = "UBND XÃ HOA MAI"
commune = "xã Hoa Mai"
province = "tỉnh Lâm Đồng"

[portal]
url = "https://cong.vidu.vn"
sealing_key = "AAAA"
sealing_key_id = "2026-1"
receipt_key = "AAAA"
receipt_key_id = "1"

[devices.card_reader]
driver = "pn532"
options = { port = "/dev/serial/by-id/reader" }
"""


@pytest.fixture
def file(tmp_path):
    def write(text):
        path = tmp_path / "kiosk.toml"
        path.write_text(text, "utf-8")
        return path

    return write


def test_settings_are_read(file):
    settings = load(file(GOOD))
    assert settings.kiosk == "K07"
    assert settings.devices.card_reader.options["port"] == "/dev/serial/by-id/reader"
    assert settings.visit.idle_seconds == 120


def test_every_error_is_said_at_once_with_its_place(file):
    text = GOOD.replace('"K07"', '"07"').replace("[place]", "[visit]\nidle_seconds = 5\n\n[place]\ncolour = 1")
    with pytest.raises(SettingsError) as failure:
        load(file(text))
    places = [problem.split(":")[0] for problem in failure.value.problems]
    assert places == ["kiosk", "place.colour", "visit.idle_seconds"]


@pytest.mark.parametrize("text", ["kiosk = ", "\x00", 'kiosk = "K07"'])
def test_a_file_that_is_no_settings_is_an_error_with_its_name(file, text):
    path = file(text)
    with pytest.raises(SettingsError) as failure:
        load(path)
    assert str(path) in str(failure.value)


def test_a_missing_file_is_an_error(tmp_path):
    with pytest.raises(SettingsError):
        load(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("driver", "options", "simulated"),
    [("simulated", "{}", True), ("pn532", '{ port = "/dev/x", emulated = true }', True), ("pn532", "{}", False)],
)
def test_a_simulated_or_emulated_device_raises_the_banner(file, driver, options, simulated):
    text = GOOD.replace('driver = "pn532"', f'driver = "{driver}"')
    text = text.replace('options = { port = "/dev/serial/by-id/reader" }', f"options = {options}")
    assert load(file(text)).devices.simulated is simulated
