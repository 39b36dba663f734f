"""Carries sealed envelopes to the portal; knows bytes and ids, not forms."""
