"""The emulated PN532 as a host meets it on the line: frames, commands, cards that come and go, and bad lines."""

from __future__ import annotations

import termios
from collections.abc import Iterator
from pathlib import Path

import pytest

from drivers.card.pn532.emulator import EmulatedPn532, Misbehaviour
from drivers.card.pn532.emulator_firmware import Modulation
from drivers.card.pn532.emulator_line import air_seconds
from drivers.card.simulated.profiles import issue
from tests.drivers.card_device.pn532_host import ACK, NACK, Pn532Host, Silence, frame

SELECT_ACCESS = "00A4020C02011C"


class Bench:
    """An emulated reader with a host at its port."""

    def __init__(self) -> None:
        self.reader = EmulatedPn532()
        self.host = Pn532Host(self.reader.start())

    def lay(self, profile: str = "cccd-2021", modulation: Modulation = Modulation.A, step: int | None = None) -> None:
        self.reader.lay(issue(profile, step=step).chip, modulation)

    def close(self) -> None:
        self.host.close()
        self.reader.stop()


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench()
    yield bench
    bench.close()


@pytest.fixture
def awake(bench: Bench) -> Bench:
    bench.host.wake()
    return bench


def listed(bench: Bench) -> Bench:
    """Lay a card and activate it."""
    bench.lay()
    assert bench.host.ask("4A0100").startswith("4B0101")
    return bench


# --- frames ---------------------------------------------------------------------------------------


def test_the_firmware_frame_is_byte_for_byte_the_manual_s(awake: Bench) -> None:
    awake.host.write(bytes.fromhex("0000FF02FED4022A00"))
    assert awake.host.read(6 + 13).hex().upper() == "0000FF00FF00" + "0000FF06FAD50332010607E800"


def test_a_sleeping_chip_loses_the_frame_that_wakes_it(bench: Bench) -> None:
    bench.host.write(frame(b"\x02"))
    with pytest.raises(Silence):
        bench.host.read(1, patience=0.05)
    assert bench.host.ask("02") == "0332010607"


def test_junk_and_zeros_before_a_frame_are_skipped(awake: Bench) -> None:
    awake.host.write(b"\xaa\x00\x00\x00\x00" + frame(b"\x02"))
    assert awake.host.read(6) == ACK
    assert awake.host.answer().hex() == "0332010607"


@pytest.mark.parametrize("damaged", ["0000FF02FED4022B00", "0000FF02FDD4022A00", "0000FF02FED5022900"])
def test_a_damaged_frame_is_met_with_silence(awake: Bench, damaged: str) -> None:
    awake.host.write(bytes.fromhex(damaged))
    with pytest.raises(Silence):
        awake.host.read(1, patience=0.05)
    assert awake.host.ask("02") == "0332010607"


def test_an_unknown_command_is_acknowledged_and_answered_with_an_error_frame(awake: Bench) -> None:
    awake.host.write(frame(b"\x99"))
    assert awake.host.read(6 + 8).hex().upper() == "0000FF00FF00" + "0000FF01FF7F8100"


def test_nack_brings_the_last_answer_again(awake: Bench) -> None:
    awake.host.ask("02")
    awake.host.write(NACK)
    assert awake.host.answer().hex() == "0332010607"


def test_extended_frames_go_both_ways(awake: Bench) -> None:
    echo = "0000" + "A5" * 262
    assert awake.host.ask(echo) == "01" + echo[2:]


def test_ack_aborts_the_endless_search_for_a_card(awake: Bench) -> None:
    awake.host.write(frame(b"\x4a\x01\x00"))
    assert awake.host.read(6) == ACK
    awake.host.write(ACK + frame(b"\x02"))
    assert awake.host.read(6) == ACK
    assert awake.host.answer().hex() == "0332010607"


# --- the chip -------------------------------------------------------------------------------------


def test_registers_answer_what_was_written_and_zero_otherwise(awake: Bench) -> None:
    assert awake.host.ask("086302806303 7F".replace(" ", "")) == "09"
    assert awake.host.ask("06630263036304") == "07807F00"


def test_the_line_switches_after_the_host_has_confirmed(awake: Bench) -> None:
    assert awake.host.ask("1007") == "11"
    awake.host.write(ACK)
    awake.host.speed(termios.B921600)
    assert awake.host.ask("02") == "0332010607"


def test_a_host_at_another_speed_reads_garbage_and_is_not_heard(awake: Bench) -> None:
    awake.host.speed(termios.B9600)
    awake.host.write(frame(b"\x02"))
    with pytest.raises(Silence):
        awake.host.read(1, patience=0.05)
    awake.host.speed(termios.B115200)
    assert awake.host.ask("02") == "0332010607"


# --- cards ----------------------------------------------------------------------------------------


def test_a_type_a_card_shows_its_identifier_and_answer_to_select(awake: Bench) -> None:
    awake.lay()
    assert awake.host.ask("4A0100") == "4B0101" + "000420" + "0408A1B2C3" + "0578008002"


def test_without_automatic_rats_the_answer_to_select_is_left_out(awake: Bench) -> None:
    awake.lay()
    awake.host.ask("1200")
    assert awake.host.ask("4A0100") == "4B0101" + "000420" + "0408A1B2C3"


def test_a_type_b_card_answers_to_type_b_only(awake: Bench) -> None:
    awake.lay(modulation=Modulation.B)
    awake.host.ask("3205FFFF00")
    assert awake.host.ask("4A0100") == "4B00"
    assert awake.host.ask("4A010300") == "4B01015011223344000000000081C10100"
    assert awake.host.ask("4001" + SELECT_ACCESS) == "41009000"


def test_a_card_laid_during_the_search_is_found(awake: Bench) -> None:
    awake.host.write(frame(b"\x4a\x01\x00"))
    assert awake.host.read(6) == ACK
    awake.lay()
    assert awake.host.answer()[:3].hex() == "4b0101"


def test_commands_reach_the_card_whole_and_in_parts(awake: Bench) -> None:
    listed(awake)
    assert awake.host.ask("4001" + SELECT_ACCESS) == "41009000"
    assert awake.host.ask("4041" + SELECT_ACCESS[:6]) == "4100"
    assert awake.host.ask("4001" + SELECT_ACCESS[6:]) == "41009000"


@pytest.mark.parametrize("release", ["5201", "4401", "320100"])
def test_a_released_card_is_out_of_reach_until_listed_again(awake: Bench, release: str) -> None:
    listed(awake)
    awake.host.ask(release)
    assert awake.host.ask("4001" + SELECT_ACCESS) == "4127"
    assert awake.host.ask("4A0100").startswith("4B0101")
    assert awake.host.ask("4001" + SELECT_ACCESS) == "41009000"


def test_a_lifted_card_does_not_answer_and_the_presence_check_says_so(awake: Bench) -> None:
    listed(awake)
    assert awake.host.ask("0006") == "0100"
    awake.reader.lift()
    assert awake.host.ask("0006") == "0101"
    assert awake.host.ask("4001" + SELECT_ACCESS) == "4101"


def test_a_card_put_in_place_of_another_must_be_listed_anew(awake: Bench) -> None:
    listed(awake)
    awake.lay()
    assert awake.host.ask("4001" + SELECT_ACCESS) == "4101"


def test_a_vanished_card_of_type_b_has_its_own_status(awake: Bench) -> None:
    awake.lay(modulation=Modulation.B)
    awake.host.ask("4A010300")
    awake.reader.lift()
    assert awake.host.ask("4001" + SELECT_ACCESS) == "412B"


def test_a_torn_card_is_missed_once_and_then_found_again(awake: Bench) -> None:
    awake.lay("torn", step=2)
    awake.host.ask("3205FFFF00")
    awake.host.ask("4A0100")
    assert awake.host.ask("4001" + SELECT_ACCESS) == "41009000"
    assert awake.host.ask("4001" + SELECT_ACCESS) == "4101"
    assert awake.host.ask("0006") == "0101"
    assert awake.host.ask("4A0100") == "4B00"
    assert awake.host.ask("4A0100").startswith("4B0101")


def test_autopoll_reports_a_card_with_its_kind(awake: Bench) -> None:
    assert awake.host.ask("60010120") == "6100"
    awake.lay()
    assert awake.host.ask("60010120").startswith("6101200E01")


def test_endless_autopoll_waits_for_a_card(awake: Bench) -> None:
    awake.host.write(frame(bytes.fromhex("60FF0120")))
    assert awake.host.read(6) == ACK
    awake.lay()
    assert awake.host.answer()[:3].hex() == "610120"


def test_a_memory_card_has_no_answer_to_select_and_takes_no_commands(awake: Bench) -> None:
    awake.lay(modulation=Modulation.MEMORY)
    assert awake.host.ask("4A0100") == "4B0101" + "000408" + "0408A1B2C3"
    assert awake.host.ask("42E080") == "4301"
    assert awake.host.ask("4001" + SELECT_ACCESS) == "4101"


# --- ISO-DEP by the host itself ---------------------------------------------------------------------


def raw(bench: Bench, block: str) -> str:
    answer = bench.host.ask("42" + block)
    assert answer.startswith("4300")
    return answer[4:]


def test_the_host_may_speak_iso_dep_with_chained_blocks(awake: Bench) -> None:
    listed(awake)
    assert raw(awake, "E080") == "0578008002"
    assert raw(awake, "12" + SELECT_ACCESS[:6]) == "A2"
    assert raw(awake, "03" + SELECT_ACCESS[6:]) == "039000"


def test_long_answers_come_in_blocks_and_a_lost_block_is_sent_again(awake: Bench) -> None:
    listed(awake)
    raw(awake, "E010")  # frames of 24 bytes
    raw(awake, "02" + SELECT_ACCESS)
    first_block = raw(awake, "0300B0000000")
    assert first_block.startswith("13")
    assert raw(awake, "B3") == first_block
    second, third = raw(awake, "A2"), raw(awake, "A3")
    assert (second[:2], third[:2]) == ("12", "03")
    assert len(first_block + second + third) == 2 * (3 + 54 + 2)


def test_a_slow_card_asks_for_more_time(awake: Bench) -> None:
    awake.lay("slow")
    awake.host.ask("4A0100")
    raw(awake, "E080")
    pace = ("0022C1A40F800A04007F00070202040202830102", "10860000027C0000")
    assert raw(awake, "02" + pace[0]) == "029000"
    extension = raw(awake, "03" + pace[1])
    assert extension == "F20A"
    assert raw(awake, extension).startswith("037C128010")


def test_probes_for_other_cards_meet_silence(awake: Bench) -> None:
    assert awake.host.ask("4226") == "4301"


# --- bad lines --------------------------------------------------------------------------------------


def test_a_corrupt_answer_is_whole_when_asked_for_again(awake: Bench) -> None:
    awake.reader.misbehave(Misbehaviour(corrupt_every=1))
    with pytest.raises(AssertionError):
        awake.host.ask("02")
    awake.host.write(NACK)
    assert awake.host.answer().hex() == "0332010607"


def test_a_dropped_answer_is_whole_when_asked_for_again(awake: Bench) -> None:
    awake.reader.misbehave(Misbehaviour(drop_every=1))
    awake.host.write(frame(b"\x02"))
    assert awake.host.read(6) == ACK
    with pytest.raises(Silence):
        awake.host.read(1, patience=0.05)
    awake.host.write(NACK)
    assert awake.host.answer().hex() == "0332010607"


def test_a_split_and_noisy_answer_is_still_complete(awake: Bench) -> None:
    awake.reader.misbehave(Misbehaviour(split=1, noise=b"\x00\x00"))
    awake.host.write(frame(b"\x02"))
    assert awake.host.read(6 + 2) == ACK + b"\x00\x00"
    assert awake.host.answer().hex() == "0332010607"


def test_an_answer_may_come_twice_or_short_of_a_byte(awake: Bench) -> None:
    awake.reader.misbehave(Misbehaviour(duplicate_every=1))
    assert awake.host.ask("02") == awake.host.answer().hex() == "0332010607"
    awake.reader.misbehave(Misbehaviour(lose_byte_every=1))
    awake.host.write(frame(b"\x02"))
    with pytest.raises(Silence):
        awake.host.read(6 + 13, patience=0.05)


def test_a_host_that_never_reads_cannot_hold_the_reader(awake: Bench) -> None:
    for _ in range(200):
        awake.host.write(frame(b"\x00\x00" + bytes(200)))
    awake.reader.stop()  # at once, although nobody has read forty thousand bytes


def test_pulling_the_plug_ends_the_port_and_a_link_follows_the_new_one(tmp_path: Path) -> None:
    reader, link = EmulatedPn532(), tmp_path / "pn532"
    host = Pn532Host(reader.start(link))
    reader.stop()
    assert not link.exists()
    with pytest.raises(EOFError):
        host.read(1)
    host.close()
    again = Pn532Host(reader.start(link))
    again.wake()
    again.close()
    reader.stop()


# --- time -------------------------------------------------------------------------------------------


def test_a_protected_read_of_223_bytes_takes_29_milliseconds_on_the_air() -> None:
    assert air_seconds(19, 246) == pytest.approx(0.029, abs=0.0005)


def test_a_paced_line_takes_at_least_the_time_of_its_bytes() -> None:
    import time

    reader = EmulatedPn532(paced=True)
    host = Pn532Host(reader.start())
    host.wake()
    begin, before = time.monotonic(), reader.counters.line_seconds
    host.ask("0000" + "A5" * 262)
    counted = reader.counters.line_seconds - before
    assert counted == pytest.approx((274 + 6 + 274) * 10 / 115_200, rel=0.02)
    assert time.monotonic() - begin >= counted
    host.close()
    reader.stop()
