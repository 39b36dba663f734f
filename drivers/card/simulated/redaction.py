"""Records one reading of a real card and keeps of it only what says nothing about its holder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from asn1crypto import keys

from drivers.card.emrtd import tlv
from drivers.card.emrtd.chip_authentication import find_way, parse_chip_file
from drivers.card.emrtd.ec_public_key import parse_ec_public_key
from drivers.card.emrtd.errors import Malformed
from drivers.card.emrtd.reader import read_card
from drivers.card.emrtd.security_object import parse_security_object
from drivers.card.emrtd.signatures import Unsupported
from drivers.card.emrtd.vietnamese_file import parse_vietnamese_file
from drivers.card.link import CardLink
from drivers.card.simulated.files import SERIAL
from drivers.card.simulated.recording import Recording, RecordingLink
from drivers.ports import CardReading, CardRequest, DeviceError, ProgressSink

CARD_ACCESS = "CardAccess"


async def record(
    link: CardLink, request: CardRequest, reader: str, progress: ProgressSink = lambda _: None
) -> Recording:
    """Read the card on `link` and return the redacted recording, also when the reading fails."""
    recorder = RecordingLink(link)
    try:
        await recorder.reset()
        reading = await read_card(recorder, request, progress)
    except DeviceError as error:
        failure = f"{error.fault}: {error.detail}"
        return Recording(reader, None, failure, None, {}, {}, tuple(recorder.exchanges))
    files = {file.name: file.data for file in reading.files}
    return Recording(
        reader=reader,
        access=str(reading.access),
        failure=None,
        card_access=files[CARD_ACCESS].hex() if CARD_ACCESS in files else None,
        files={name: len(data) for name, data in files.items()},
        keys=dict(_kinds(files, reading)),
        exchanges=tuple(recorder.exchanges),
    )


def _kinds(files: Mapping[str, bytes], reading: CardReading) -> Iterator[tuple[str, str]]:
    """Kinds of keys and algorithms, which are the same on every card of a kind."""
    yield "proof", str(reading.findings.chip)
    for name, describe in (("DG13", _unknown_fields), ("DG14", _chip_key), ("DG15", _active_key), ("SOD", _signature)):
        if name in files:
            try:
                yield name, describe(files[name])
            except (Malformed, Unsupported, ValueError) as error:
                yield name, f"not understood: {error}"


def _unknown_fields(dg13: bytes) -> str:
    """Numbers above those that are public; which of the others a holder has would say something of her."""
    numbers = [number for number in parse_vietnamese_file(dg13) if number > SERIAL]
    return ", ".join(map(str, sorted(numbers))) or "none"


def _chip_key(dg14: bytes) -> str:
    way = find_way(parse_chip_file(dg14))
    return f"{way[0].suite.name} {way[1].curve.name}" if way else "none"


def _active_key(dg15: bytes) -> str:
    return _kind_of_key(tlv.first(dg15, 0x6F))


def _signature(sod: bytes) -> str:
    parsed = parse_security_object(sod)
    scheme = parsed.message.signed.algorithm
    return f"{parsed.digest} {scheme.scheme if scheme else 'unknown'} {_kind_of_key(parsed.message.signer.key_info)}"


def _kind_of_key(key_info: bytes) -> str:
    """Such as ``RSA 2048``, ``EC brainpoolP256r1`` or, for a curve in numbers, ``EC explicit brainpoolP512r1``."""
    info = keys.PublicKeyInfo.load(key_info)
    if info.algorithm != "ec":
        return f"{info.algorithm.upper()} {info.bit_size}"
    curve, _ = parse_ec_public_key(tlv.first(key_info, 0x30))
    return f"EC {curve.name}" if info.curve[0] == "named" else f"EC explicit {curve.name}"
