"""Choosing a procedure: life events, search, list."""
