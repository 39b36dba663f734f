"""What each event means: one file a part of the citizen's way."""
