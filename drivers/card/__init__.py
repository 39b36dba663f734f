"""Everything that reads a chip ID card, from the reader's line up to the verdict."""
