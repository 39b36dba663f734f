"""A whole hall out of emulators: devices on emulated lines, a portal on loopback, citizens who walk through alone."""
