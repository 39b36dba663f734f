"""Reads QR codes with a camera or a serial scanner."""
