"""Whatever a chip or a line sends: no crash, no hang, nothing but the package's own errors.

Mutations of good files reach deeper than random bytes; both are tried. The full count runs in the slow suite.
"""

from __future__ import annotations

import contextlib
import random
import ssl
import time
from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.card.emrtd import tlv
from drivers.card.emrtd.active_authentication import SignedChallenge, challenge_holds
from drivers.card.emrtd.apdu import Command, Response
from drivers.card.emrtd.certificates import BadCertificate, Certificate, RevocationList
from drivers.card.emrtd.chip_authentication import parse_chip_file
from drivers.card.emrtd.details_file import parse_details_file, parse_tag_list
from drivers.card.emrtd.evidence import Transcript, prove
from drivers.card.emrtd.face_file import parse_face_file
from drivers.card.emrtd.judgement import ChipProof, examine, judge
from drivers.card.emrtd.keys import session_keys
from drivers.card.emrtd.moment import Moment, system_moment
from drivers.card.emrtd.mrz_file import parse_mrz_file
from drivers.card.emrtd.secure_messaging import SecureMessaging
from drivers.card.emrtd.security_infos import parse_security_infos
from drivers.card.emrtd.security_object import parse_security_object
from drivers.card.emrtd.signatures import Unsupported
from drivers.card.emrtd.suites import AES128, pad
from drivers.card.emrtd.trust import TrustStore
from drivers.card.emrtd.trust_files import read_material
from drivers.card.emrtd.vietnamese_file import parse_vietnamese_file
from drivers.card.pn532.frames import FrameReader, build_frame
from drivers.card.simulated.profiles import issue
from drivers.ports import DeviceError, Finding

MOMENT: Moment = system_moment()
ALLOWED = (DeviceError, BadCertificate, Unsupported)
SECONDS = 1.0
"""No single input may take longer."""


@cache
def samples() -> dict[str, bytes]:
    card = issue("cccd-2021", portrait_size=600)
    passport = issue("passport", portrait_size=600)
    application = card.chip.card.application
    good = {f"DG{number}": application[0x0100 + number] for number in (1, 2, 13, 14, 15)}
    good |= {f"DG{number}": passport.chip.card.application[0x0100 + number] for number in (11, 12)}
    sealed = SecureMessaging(KEYS, 1).wrap_response(Response(bytes(40), 0x9000))
    return good | {
        "COM": application[0x011E],
        "SOD": application[0x011D],
        "CardAccess": card.chip.card.master[0x011C],
        "answer": sealed.encode(),
        "objects": sealed.data[:-10],
        "frame": build_frame(b"\x40\x01" + bytes(60)).replace(b"\xd4", b"\xd5", 1),
        "csca": card.csca.encode(),
        "csca-der": ssl.PEM_cert_to_DER_cert(card.csca),
        "crl-der": ssl.PEM_cert_to_DER_cert(card.crl.replace("X509 CRL", "CERTIFICATE")),
        "transcript": Transcript(None, SignedChallenge(bytes(8), bytes(64))).encode(),
    }


KEYS = session_keys(AES128, b"secret")


def unwrap(data: bytes) -> object:
    return SecureMessaging(KEYS, 1).unwrap_response(Response.decode(data))


def unwrap_authentic(objects: bytes) -> object:
    """Objects that a hostile chip with the right keys has sealed."""
    checksum = AES128.mac(KEYS.authentication, pad((2).to_bytes(16, "big") + objects, 16))
    return unwrap(objects + tlv.encode(0x8E, checksum) + b"\x90\x00")


def judged(data: bytes) -> object:
    files = {"SOD": data, "DG1": samples()["DG1"]}
    return judge(files, examine(data, TrustStore(), MOMENT), ChipProof(Finding.NOT_OFFERED))


TARGETS: dict[str, tuple[str, Callable[[bytes], object]]] = {
    "tlv": ("DG14", tlv.parse),
    "mrz": ("DG1", parse_mrz_file),
    "face": ("DG2", parse_face_file),
    "vietnamese": ("DG13", parse_vietnamese_file),
    "details-11": ("DG11", lambda data: parse_details_file(data, 0x6B)),
    "details-12": ("DG12", lambda data: parse_details_file(data, 0x6C)),
    "tag-list": ("COM", parse_tag_list),
    "card-access": ("CardAccess", parse_security_infos),
    "chip-file": ("DG14", parse_chip_file),
    "active-key": ("DG15", lambda data: challenge_holds(data, SignedChallenge(bytes(8), bytes(64)))),
    "proofs": ("DG14", lambda data: prove({"DG14": data}, Transcript.decode(samples()["transcript"]))),
    "security-object": ("SOD", parse_security_object),
    "verdict": ("SOD", judged),
    "secure-messaging": ("answer", unwrap),
    "sealed-objects": ("objects", unwrap_authentic),
    "command": ("answer", Command.decode),
    "frame": ("frame", lambda data: list(FrameReader().feed(data))),
    "trust-file": ("csca", read_material),
    "trust-der": ("csca-der", read_material),
    "certificate": ("csca-der", Certificate.load),
    "revocations": ("crl-der", RevocationList.load),
    "transcript": ("transcript", Transcript.decode),
}


def mutate(data: bytes, chance: random.Random) -> bytes:
    """One to four changes: bits, bytes, cuts, doublings, lengths that lie."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(changed) or 1)
        match chance.randrange(6):
            case 0 if changed:
                changed[at] ^= 1 << chance.randrange(8)
            case 1 if changed:
                changed[at] = chance.choice((0x00, 0x01, 0x30, 0x7F, 0x80, 0x82, 0x84, 0xFF))
            case 2:
                del changed[at:]
            case 3:
                del changed[at : at + chance.randint(1, 9)]
            case 4:
                changed[at:at] = changed[at : at + chance.randint(1, 40)]
            case _:
                changed[at:at] = chance.randbytes(chance.randint(1, 8))
    return bytes(changed)


def mutate_inside(data: bytes, chance: random.Random, depth: int = 12) -> bytes:
    """A change deep in a TLV tree, with all lengths around it made right again."""
    try:
        items = list(tlv.parse(data))
    except DeviceError:
        return mutate(data, chance)
    if not items or not depth:
        return mutate(data, chance)
    at = chance.randrange(len(items))
    item = items[at]
    match chance.randrange(24):  # most changes go deeper
        case 0:
            del items[at]
        case 1:
            items.insert(at, item)
        case 2:
            items[at] = tlv.Tlv(chance.choice((0x02, 0x04, 0x05, 0x06, 0x30, 0x31, 0xA0, 0xA1)), item.value)
        case 3:
            items[at] = tlv.Tlv(item.tag, mutate(item.value, chance))
        case _:
            items[at] = tlv.Tlv(item.tag, mutate_inside(item.value, chance, depth - 1))
    return b"".join(tlv.encode(item.tag, item.value) for item in items)


def survives(target: Callable[[bytes], object], data: bytes) -> None:
    started = time.process_time()
    with contextlib.suppress(*ALLOWED):
        target(data)
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize("name", TARGETS)
def test_good_samples_are_read(name: str) -> None:
    if name == "command":
        return  # its sample is an answer: only mutations matter
    sample, target = TARGETS[name]
    target(samples()[sample])


def hammer(name: str, cases: int) -> None:
    sample, target = TARGETS[name]
    chance = random.Random(f"{name} {cases}")
    for _ in range(cases):
        change = chance.choice((mutate, mutate_inside, mutate_inside))
        survives(target, change(samples()[sample], chance))


@pytest.mark.parametrize("name", TARGETS)
def test_mutated_files_raise_only_our_errors(name: str) -> None:
    hammer(name, 150)


@pytest.mark.slow
@pytest.mark.parametrize("name", TARGETS)
def test_ten_thousand_mutations_each(name: str) -> None:
    hammer(name, 10_000)


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=40, deadline=None)
@given(data=st.binary(max_size=300))
def test_random_bytes_raise_only_our_errors(name: str, data: bytes) -> None:
    survives(TARGETS[name][1], data)


@given(st.lists(st.tuples(st.sampled_from([0x04, 0x30, 0x5F1F, 0x7F49, 0x7F61]), st.binary(max_size=300)), max_size=8))
def test_what_is_encoded_is_parsed_again(items: list[tuple[int, bytes]]) -> None:
    encoded = b"".join(tlv.encode(tag, value) for tag, value in items)
    assert [(item.tag, item.value) for item in tlv.parse(encoded)] == items


@pytest.mark.parametrize("depth", [10, 1_000, 20_000])
def test_deep_nesting_ends(depth: int) -> None:
    nested = b""
    for _ in range(depth):
        nested = tlv.encode(0x30, nested)
        if len(nested) > 60_000:
            break
    for name in ("vietnamese", "face", "security-object", "card-access", "verdict"):
        survives(TARGETS[name][1], tlv.encode(0x77, nested))
        survives(TARGETS[name][1], tlv.encode(0x6D, nested))
