"""Consent, one purpose a page."""
