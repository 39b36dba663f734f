"""Counts of this machine and the shares made of them."""
