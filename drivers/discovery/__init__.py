"""What is plugged into this machine, and which drivers could serve it."""

from drivers.discovery.looking import MACHINE, Found, Roots, look

__all__ = ["MACHINE", "Found", "Roots", "look"]
