"""The one error root of everything that carries envelopes."""


class SyncError(Exception):
    """Base of all errors that leave this package."""
