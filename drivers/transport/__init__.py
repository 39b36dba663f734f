"""Lines that carry bytes: the only place under the drivers where anything blocks, always on a thread of its own."""
