"""The desk of staff at this machine."""
