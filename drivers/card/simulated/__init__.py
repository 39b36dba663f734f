"""The software chip: cards in software that speak real APDUs, with their invented issuer, and a reader for them."""
