"""Everything a technician does without a screen: one noun a file."""
