"""Every way into a chip: ciphers, curves, passwords, the ladder to EF.CardAccess, and refusals in their own words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drivers.card.emrtd.access import open_chip
from drivers.card.emrtd.apdu import Command, Response
from drivers.card.emrtd.channel import Channel
from drivers.card.emrtd.files import Habits
from drivers.card.emrtd.reader import read_card
from drivers.card.simulated.card import Card, Temper
from drivers.card.simulated.chip import SoftwareChip
from drivers.card.simulated.link import InProcessLink
from drivers.card.simulated.profiles import issue
from drivers.card.simulated.security_infos import Cipher, PaceOffer
from drivers.ports import Access, Can, CardRequest, DeviceError, DeviceFault, Finding, MrzKey

CAN = Can("000123")


def card(profile: str = "cccd-2021") -> Card:
    return issue(profile, portrait_size=600).chip.card


class Watched(InProcessLink):
    """A link that remembers what was sent, and answers some commands itself."""

    def __init__(self, chip: SoftwareChip, instead: dict[str, str] | None = None) -> None:
        super().__init__(chip)
        self.sent: list[bytes] = []
        self._instead = {bytes.fromhex(begin): bytes.fromhex(answer) for begin, answer in (instead or {}).items()}

    async def transmit(self, apdu: bytes) -> bytes:
        self.sent.append(apdu)
        for begin, answer in self._instead.items():
            if apdu.startswith(begin):
                return answer
        return await super().transmit(apdu)

    def count(self, begin: str) -> int:
        return sum(apdu.startswith(bytes.fromhex(begin)) for apdu in self.sent)


@pytest.mark.parametrize("parameter", range(8, 19))
async def test_pace_on_every_standard_curve(parameter: int) -> None:
    chip = SoftwareChip(_offering(PaceOffer(Cipher.AES128, parameter)))
    assert (await read_card(InProcessLink(chip), CardRequest(CAN))).access is Access.PACE_CAN


@pytest.mark.parametrize("cipher", list(Cipher))
@pytest.mark.parametrize("key", [CAN, MrzKey("190000123", "900902", "300902")], ids=["CAN", "MRZ"])
async def test_pace_with_every_cipher_and_password(cipher: Cipher, key: Can | MrzKey) -> None:
    chip = SoftwareChip(_offering(PaceOffer(cipher)))
    reading = await read_card(InProcessLink(chip), CardRequest(key))
    assert reading.access is (Access.PACE_CAN if key is CAN else Access.PACE_MRZ)


async def test_the_strongest_of_several_offers_is_taken() -> None:
    link = Watched(SoftwareChip(_offering(PaceOffer(Cipher.DES3), PaceOffer(Cipher.AES256, 16), PaceOffer())))
    await read_card(link, CardRequest(CAN))
    assert link.count("0022C1A412800A04007F00070202040204") == 1


async def test_a_chip_that_dislikes_the_parameter_reference_is_asked_without() -> None:
    with_reference = "0022C1A412"
    link = Watched(SoftwareChip(card()), {with_reference: "6A80"})
    reading = await read_card(link, CardRequest(CAN))
    assert (reading.access, link.count("0022C1A4")) == (Access.PACE_CAN, 2)


@pytest.mark.parametrize(
    ("refused", "read"),
    [
        ({}, True),
        ({"00A4020C02011C": "6982"}, True),
        ({"00A4020C02011C": "6D00", "00B09C": "6A82"}, False),
        ({"00A4020C02011C": "6982", "00B09C": "6982", "00A4000C": "6D00"}, False),
        ({"00A4": "6983", "00B0": "6983"}, False),
        ({"00B0": "6300"}, False),
        ({"00B0": "3100" + "9000"}, True),
    ],
    ids=["plain", "by-short-id", "no-mf", "refused", "blocked", "odd", "empty-set"],
)
async def test_the_ladder_ends_in_known_parameters(refused: dict[str, str], read: bool) -> None:
    channel = Channel(Watched(SoftwareChip(card()), refused))
    if read and "00B0" in refused:  # a readable file without any PACEInfo offers no PACE
        with pytest.raises(DeviceError) as nothing:
            await open_chip(channel, CardRequest(CAN), Habits())
        assert nothing.value.fault is DeviceFault.ACCESS_REFUSED
        return
    opened = await open_chip(channel, CardRequest(CAN), Habits())
    assert (opened.card_access is not None) is read


async def test_the_rung_that_worked_is_remembered() -> None:
    habits = Habits()
    link = Watched(SoftwareChip(card()), {"00A4020C02011C": "6982"})
    await open_chip(Channel(link), CardRequest(CAN), habits)
    await link.reset()
    await open_chip(Channel(link), CardRequest(CAN), habits)
    assert link.count("00A4020C02011C") == 1


@pytest.mark.parametrize(
    ("tries", "faults"),
    [
        (None, [DeviceFault.WRONG_KEY] * 3),
        (2, [DeviceFault.WRONG_KEY, DeviceFault.KEY_BLOCKED, DeviceFault.KEY_BLOCKED]),
    ],
)
async def test_wrong_and_blocked_are_told_apart(tries: int | None, faults: list[DeviceFault]) -> None:
    chip = SoftwareChip(replace(card(), temper=Temper(tries=tries)))
    met = []
    for _ in faults:
        link = Watched(chip)
        with pytest.raises(DeviceError) as refused:
            await read_card(link, CardRequest(Can("999999"), allow_bac=True))
        met.append(refused.value.fault)
        assert link.count("0086") <= 1, "a wrong key is tried once"
        assert link.count("0082") == 0, "no other protocol follows a wrong key"
    assert met == faults


@pytest.mark.parametrize("allowed", [False, True])
async def test_bac_only_with_the_callers_consent(allowed: bool) -> None:
    specimen = issue("bac-only", portrait_size=600)
    request = CardRequest(specimen.key, allow_bac=allowed)
    if allowed:
        assert (await read_card(InProcessLink(specimen.chip), request)).access is Access.BAC
        return
    with pytest.raises(DeviceError) as refused:
        await read_card(InProcessLink(specimen.chip), request)
    assert refused.value.fault is DeviceFault.ACCESS_REFUSED


async def test_a_wrong_mrz_is_refused_by_bac_too() -> None:
    specimen = issue("bac-only", portrait_size=600)
    with pytest.raises(DeviceError) as refused:
        await read_card(
            InProcessLink(specimen.chip), CardRequest(MrzKey("190000124", "900902", "300902"), allow_bac=True)
        )
    assert refused.value.fault is DeviceFault.WRONG_KEY


async def test_a_card_without_the_application_is_no_chip_card() -> None:
    link = Watched(SoftwareChip(card("bac-only")), {"00A4": "6A82"})
    with pytest.raises(DeviceError) as refused:
        await read_card(link, CardRequest(CAN))
    assert refused.value.fault is DeviceFault.NOT_A_CHIP_CARD


class Portioned(InProcessLink):
    """Gives answers in portions of 61xx, as cards behind contacts do."""

    _rest = b""

    async def transmit(self, apdu: bytes) -> bytes:
        if apdu[:2] == b"\x00\xc0":
            return self._portion(apdu[4] or 256)
        self._rest = await super().transmit(apdu)
        return self._portion(100)

    def _portion(self, most: int) -> bytes:
        data, status = self._rest[:-2], self._rest[-2:]
        self._rest = data[most:] + status
        left = len(data) - most
        return data[:most] + (bytes([0x61, min(left, 255)]) if left > 0 else status)


@pytest.mark.parametrize("profile", ["cccd-2021", "passport"])
async def test_an_answer_in_portions_is_fetched_whole(profile: str) -> None:
    specimen = issue(profile, portrait_size=600)
    reading = await read_card(Portioned(specimen.chip), CardRequest(specimen.key))
    assert (reading.findings.data_unchanged, reading.findings.chip) == (Finding.OK, Finding.OK)


async def test_an_answer_in_portions_without_end_is_refused() -> None:
    link = Watched(SoftwareChip(card()), {"00C0": "6100", "0086": "6100", "1086": "6100"})
    with pytest.raises(DeviceError):
        await read_card(link, CardRequest(CAN))
    assert len(link.sent) < 20


@pytest.mark.parametrize("status", ["6300", "63C2", "6982", "6985", "6988", "6A80"])
async def test_all_words_for_a_wrong_can_are_understood(status: str) -> None:
    link = Watched(SoftwareChip(card()), {"0086": status})
    with pytest.raises(DeviceError) as refused:
        await read_card(link, CardRequest(CAN))
    assert refused.value.fault is DeviceFault.WRONG_KEY


@pytest.mark.parametrize("status", ["6983", "63C0"])
async def test_a_key_blocked_in_mid_protocol_is_named(status: str) -> None:
    with pytest.raises(DeviceError) as refused:
        await read_card(Watched(SoftwareChip(card()), {"1086": status}), CardRequest(CAN))
    assert refused.value.fault is DeviceFault.KEY_BLOCKED


async def test_a_chip_that_repeats_our_own_key_is_refused() -> None:
    class Mirror(Watched):
        async def transmit(self, apdu: bytes) -> bytes:
            command = Command.decode(apdu)
            if command.ins == 0x86 and command.data[2:3] == b"\x81":
                return Response(command.data[:2] + b"\x82" + command.data[3:], 0x9000).encode()
            return await super().transmit(apdu)

    with pytest.raises(DeviceError, match="our own key"):
        await read_card(Mirror(SoftwareChip(card())), CardRequest(CAN))


async def test_a_chip_with_a_wrong_token_is_not_believed() -> None:
    class Liar(Watched):
        async def transmit(self, apdu: bytes) -> bytes:
            answer = await super().transmit(apdu)
            return answer[:-3] + bytes([answer[-3] ^ 1]) + answer[-2:] if apdu[:2] == b"\x00\x86" else answer

    with pytest.raises(DeviceError, match="token is wrong"):
        await read_card(Liar(SoftwareChip(card())), CardRequest(CAN))


def _offering(*offers: PaceOffer) -> Card:
    """The card with another EF.CardAccess."""
    plain = card()
    infos = b"".join(offer.info() for offer in offers)
    return replace(plain, pace=offers, master={**plain.master, 0x011C: b"\x31" + bytes([len(infos)]) + infos})
