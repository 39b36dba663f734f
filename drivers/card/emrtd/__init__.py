"""The chip protocols above any reader (ICAO 9303-10 and -11): terminal side, and the parts both sides share."""
