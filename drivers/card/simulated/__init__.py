"""The driver ``simulated``: cards in software that speak real APDUs, their invented issuer, and a reader for them."""

from drivers.card.simulated.reader import Options, create

__all__ = ["Options", "create"]
