"""Out of service: what the person can do instead."""
