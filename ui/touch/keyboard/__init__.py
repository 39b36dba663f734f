"""The on-screen keyboard: letters with accent keys, Telex, VNI, digits, mail addresses and dates."""
