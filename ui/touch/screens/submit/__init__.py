"""Sealing and storing, while the person waits."""
