"""How a kiosk becomes known to its portal, and stays so."""
