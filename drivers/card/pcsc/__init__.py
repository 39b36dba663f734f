"""Contactless readers behind PC/SC (pcscd), through the optional package pyscard."""

from drivers.card.pcsc.driver import create

__all__ = ["create"]
