"""Keys, secure messaging and PACE arithmetic against the worked examples of ICAO 9303-11 (App. D and G.1)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from drivers.card.emrtd import suites
from drivers.card.emrtd.apdu import Command, Response
from drivers.card.emrtd.curves import NAMED
from drivers.card.emrtd.errors import Malformed, SessionLost
from drivers.card.emrtd.keys import bac_seed, mrz_information, password_key, session_keys
from drivers.card.emrtd.secure_messaging import SecureMessaging
from drivers.ports import Can, MrzKey

ICAO: dict[str, Any] = json.loads(Path(__file__).with_name("icao9303.json").read_text("utf-8"))
D1, D2, D3, D4, G1 = (ICAO[name] for name in ("D1", "D2", "D3", "D4", "G1"))


def raw(text: str) -> bytes:
    return bytes.fromhex(text)


def test_d1_key_derivation() -> None:
    keys = session_keys(suites.DES3, raw(D1["kseed"]))
    assert keys.encryption == raw(D1["enc"]["key"])
    assert keys.authentication == raw(D1["mac"]["key"])


@pytest.mark.parametrize("case", D2["cases"], ids=lambda case: f"{case['fmt']}-{case['doc']}")
def test_d2_keys_of_an_mrz(case: dict[str, str]) -> None:
    key = MrzKey(case["doc"], case["dob"], case["doe"])
    keys = session_keys(suites.DES3, bac_seed(key))
    assert mrz_information(key) == case["info"]
    assert bac_seed(key) == raw(case["kseed"])
    assert (keys.encryption, keys.authentication) == (raw(case["kenc"]), raw(case["kmac"]))


def test_vietnamese_example_keys() -> None:
    mrz = MrzKey("190123456", "900115", "300115")
    keys = session_keys(suites.DES3, bac_seed(mrz))
    assert mrz_information(mrz) == "190123456990011583001156"
    assert keys.encryption == raw("EFD54A5B5113DFE9F8D9D0987A701523")
    assert keys.authentication == raw("B3F7B31CA1673DE67F3152E98F20C168")
    assert password_key(suites.AES128, Can("123456")) == raw("591468CDA83D65219CCCB8560233600F")
    assert password_key(suites.AES128, mrz) == raw("F86C32E1732789A97B1B530CE4CE0A5F")


@pytest.mark.parametrize("step", D4["steps"], ids=lambda step: step["name"])
def test_d4_secure_messaging_of_the_terminal(step: dict[str, str]) -> None:
    keys = session_keys(suites.DES3, raw(D3["kseed"]))
    channel = SecureMessaging(keys, int(step["ssc0"], 16))
    assert channel.wrap_command(Command.decode(raw(step["c"]))).encode() == raw(step["pc"])
    answer = channel.unwrap_response(Response.decode(raw(step["pr"])))
    assert (answer.data, answer.status) == (raw(step["data"]), int(step["sw"], 16))


@pytest.mark.parametrize("step", D4["steps"], ids=lambda step: step["name"])
def test_d4_secure_messaging_of_the_chip(step: dict[str, str]) -> None:
    channel = SecureMessaging(session_keys(suites.DES3, raw(D3["kseed"])), int(step["ssc0"], 16))
    assert channel.unwrap_command(Command.decode(raw(step["pc"]))) == Command.decode(raw(step["c"]))
    assert channel.wrap_response(Response(raw(step["data"]), int(step["sw"], 16))).encode() == raw(step["pr"])


def test_g1_pace_arithmetic() -> None:
    curve = NAMED[G1["param"]]
    mrz = MrzKey(G1["mrz"]["doc"], G1["mrz"]["dob"], G1["mrz"]["doe"])
    assert password_key(suites.AES128, mrz) == raw(G1["k_pi"])
    nonce = suites.AES128.decrypt(raw(G1["k_pi"]), bytes(16), raw(G1["z"]))
    assert nonce == raw(G1["s"])
    shared = curve.multiply(int(G1["map"]["sk_ifd"], 16), curve.decode(raw(G1["map"]["pk_ic"])))
    assert curve.encode(shared) == raw(G1["map"]["h"])
    generator = curve.map_generic(nonce, shared)
    assert curve.encode(generator) == raw(G1["map"]["g"])
    private = int(G1["eph"]["sk_ifd"], 16)
    assert curve.encode(curve.multiply(private, generator)) == raw(G1["eph"]["pk_ifd"])
    secret = curve.field_bytes(curve.multiply(private, curve.decode(raw(G1["eph"]["pk_ic"]))).x)
    assert secret == raw(G1["secret"])
    keys = session_keys(suites.AES128, secret)
    assert (keys.encryption, keys.authentication) == (raw(G1["ks_enc"]), raw(G1["ks_mac"]))
    assert suites.AES128.token(keys.authentication, raw(G1["token"]["in_ifd"])) == raw(G1["token"]["t_ifd"])
    assert suites.AES128.token(keys.authentication, raw(G1["token"]["in_ic"])) == raw(G1["token"]["t_ic"])


@pytest.mark.parametrize("suite", [suites.DES3, suites.AES128, suites.AES192, suites.AES256], ids=lambda s: s.name)
@pytest.mark.parametrize("size", [0, 1, 7, 8, 15, 16, 112, 223])
def test_both_ends_understand_each_other(suite: suites.Suite, size: int) -> None:
    keys = session_keys(suite, b"a shared secret")
    terminal, chip = SecureMessaging(keys), SecureMessaging(keys)
    command = Command(0x00, 0xB0, 0x01, 0x02, bytes(size)[:64], size)
    assert chip.unwrap_command(terminal.wrap_command(command)) == command
    answer = Response(bytes(size), 0x9000)
    assert terminal.unwrap_response(chip.wrap_response(answer)) == answer


def test_odd_instructions_use_their_own_cryptogram() -> None:
    keys = session_keys(suites.AES128, b"a shared secret")
    terminal, chip = SecureMessaging(keys), SecureMessaging(keys)
    command = Command(0x00, 0xB1, 0, 0, raw("54028000"), 200)
    wrapped = terminal.wrap_command(command)
    assert wrapped.data[0] == 0x85
    assert chip.unwrap_command(wrapped) == command
    answer = chip.wrap_response(Response(raw("5301AA"), 0x9000), odd=True)
    assert answer.data[0] == 0x85
    assert terminal.unwrap_response(answer).data == raw("5301AA")


@pytest.mark.parametrize("at", range(30))
def test_any_changed_bit_ends_the_session(at: int) -> None:
    keys = session_keys(suites.AES128, b"a shared secret")
    terminal, chip = SecureMessaging(keys), SecureMessaging(keys)
    chip.unwrap_command(terminal.wrap_command(Command(0, 0xB0, 0, 0, b"", 8)))
    answer = bytearray(chip.wrap_response(Response(bytes(8), 0x9000)).encode())
    answer[at % len(answer)] ^= 0x01
    with pytest.raises(SessionLost):
        terminal.unwrap_response(Response.decode(bytes(answer)))


@pytest.mark.parametrize("plain", ["9000", "6988", "6A82"])
def test_a_plain_answer_is_not_believed(plain: str) -> None:
    terminal = SecureMessaging(session_keys(suites.AES128, b"a shared secret"))
    terminal.wrap_command(Command(0, 0xB0, 0, 0, b"", 8))
    with pytest.raises(SessionLost):
        terminal.unwrap_response(Response.decode(raw(plain)))


@pytest.mark.parametrize("parameter", sorted(NAMED))
def test_every_curve_agrees_on_a_secret(parameter: int) -> None:
    curve = NAMED[parameter]
    one, other = curve.random_scalar(), curve.random_scalar()
    shared = curve.multiply(one, curve.multiply(other, curve.generator))
    assert shared == curve.multiply(other, curve.multiply(one, curve.generator))
    assert curve.decode(curve.encode(shared)) == shared


def test_a_point_off_the_curve_is_refused() -> None:
    curve = NAMED[13]
    point = bytearray(curve.encode(curve.generator))
    point[-1] ^= 1
    for bad in (bytes(point), bytes(point[:-1]), b"\x02" + bytes(64), b""):
        with pytest.raises(Malformed):
            curve.decode(bad)
    with pytest.raises(Malformed):
        curve.multiply(curve.n, curve.generator)
