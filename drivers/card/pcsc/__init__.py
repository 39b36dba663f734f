"""Contactless readers behind PC/SC (pcscd), through the optional package pyscard."""

from drivers.card.pcsc.driver import Options, create

__all__ = ["Options", "create"]
