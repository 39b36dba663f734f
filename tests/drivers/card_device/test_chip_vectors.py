"""The chip's side of the worked examples of ICAO 9303-11: PACE (G.1), BAC (D.3) and secure messaging (D.4)."""

from __future__ import annotations

from collections.abc import Iterator

from drivers.card.emrtd.curves import NAMED
from drivers.card.simulated.card import CARD_ACCESS, COM, Card
from drivers.card.simulated.chip import SoftwareChip
from drivers.card.simulated.chip_pace import Entropy
from drivers.card.simulated.security_infos import PaceOffer
from drivers.ports import MrzKey

ERIKSSON = MrzKey("L898902C<", "690806", "940623")
T22000129 = MrzKey("T22000129", "640812", "101031")
EF_COM = bytes.fromhex("60145F0104303130365F36063034303030305C026175")
EMPTY_APPLICATION_FILE = {COM: EF_COM}

G1_NONCE = "3F00C4D39D153F2B2A214A078D899B22"
G1_CHIP_KEYS = (
    "498FF49756F2DC1587840041839A85982BE7761D14715FB091EFA7BCE9058560",
    "107CF58696EF6155053340FD633392BA81909DF7B9706F226F32086C7AFF974A",
)
G1_COMMANDS = {
    "0022C1A40F800A04007F00070202040202830101": "9000",
    "10860000027C0000": "7C12801095A3A016522EE98D01E76CB6B98B42C39000",
    "10860000457C438141047ACF3EFC982EC45565A4B155129EFBC74650DCBFA6362D896FC70262E0C2CC5E544552DCB6725218799115B55C9BAA6D"
    "9F6BC3A9618E70C25AF71777A9C4922D00": "7C43824104824FBA91C9CBE26BEF53A0EBE7342A3BF178CEA9F45DE0B70AA601651FBA3F57"
    "30D8C879AAA9C9F73991E61B58F4D52EB87A0A0C709A49DC63719363CCD13C549000",
    "10860000457C438341042DB7A64C0355044EC9DF190514C625CBA2CEA48754887122F3A5EF0D5EDD301C3556F3B3B186DF10B857B58F6A7EB80F"
    "20BA5DC7BE1D43D9BF850149FBB3646200": "7C438441049E880F842905B8B3181F7AF7CAA9F0EFB743847F44A306D2D28C1D9EC65DF6DB"
    "7764B22277A2EDDC3C265A9F018F9CB852E111B768B326904B59A0193776F0949000",
    "008600000C7C0A8508C2B0BD78D94BA86600": "7C0A86083ABB9674BCE93C089000",
}

D3_COMMANDS = {
    "0084000008": "4608F919887022129000",
    "008200002872C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F25F1448EEA8AD90A728": "46B9342A41396CD73"
    "86BF5803104D7CEDC122B9132139BAF2EEDC94EE178534F2F2D235D074D74499000",
}
D4_COMMANDS = {
    "0CA4020C158709016375432908C044F68E08BF8B92D635FF24F800": "990290008E08FA855A5D4C50A8ED9000",
    "0CB000000D9701048E08ED6705417E96BA5500": "8709019FF0EC34F9922651990290008E08AD55CC17140B2DED9000",
    "0CB000040D9701128E082EA28A70F3C7B53500": "871901FB9235F4E4037F2327DCC8964F1F9B8C30F42C8E2FFF224A990290008E08C8B278"
    "7EAEA07D749000",
}


def drawn(*values: bytes) -> Entropy:
    """Give the random values of a worked example, in order."""
    queue: Iterator[bytes] = iter(values)
    return lambda size: next(queue)


def scalar_bytes(private: str) -> bytes:
    """Random bytes that the chip turns into this private key on brainpoolP256r1."""
    return NAMED[13].field_bytes(int(private, 16) - 1)


def test_the_chip_runs_pace_as_in_appendix_g1() -> None:
    card = Card({CARD_ACCESS: b""}, {}, T22000129, None, (PaceOffer(),))
    chip = SoftwareChip(card, drawn(bytes.fromhex(G1_NONCE), *map(scalar_bytes, G1_CHIP_KEYS)))
    for command, answer in G1_COMMANDS.items():
        assert chip.transmit(bytes.fromhex(command)).hex().upper() == answer


def test_the_chip_runs_bac_and_secure_messaging_as_in_appendix_d() -> None:
    randoms = drawn(bytes.fromhex("4608F91988702212"), bytes.fromhex("0B4F80323EB3191CB04970CB4052790B"))
    chip = SoftwareChip(Card({}, EMPTY_APPLICATION_FILE, ERIKSSON, None, ()), randoms)
    assert chip.transmit(bytes.fromhex("00A4040C07A0000002471001")) == b"\x90\x00"
    for command, answer in (D3_COMMANDS | D4_COMMANDS).items():
        assert chip.transmit(bytes.fromhex(command)).hex().upper() == answer


def test_pace_takes_the_optional_parameter_reference_and_refuses_another_curve() -> None:
    chip = SoftwareChip(Card({}, {}, T22000129, None, (PaceOffer(),)))
    assert chip.transmit(bytes.fromhex("0022C1A412800A04007F0007020204020283010184010D")) == b"\x90\x00"
    assert chip.transmit(bytes.fromhex("0022C1A412800A04007F00070202040202830101840110")) == b"\x6a\x80"
