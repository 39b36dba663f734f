"""APDUs over TCP: two bytes of length, most significant first, then the APDU; the answer likewise."""

from drivers.card.apdu_tcp.driver import Options, create

__all__ = ["Options", "create"]
