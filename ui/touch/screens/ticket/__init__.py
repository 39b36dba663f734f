"""The screen of the queue number."""
