"""Identification by the card: code, chip, progress."""
