"""The board of staff, and their help beside a citizen."""
