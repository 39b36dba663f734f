"""One-time codes from a phone or a token (TOTP, RFC 6238): six digits, 30 seconds, SHA-1 as every app expects."""

from __future__ import annotations

import hmac

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

STEP = 30
_DRIFT = 1
"""Steps a phone's clock may be off (RFC 6238 §5.2)."""


def secret_of(pepper: bytes, number: str, salt: str) -> bytes:
    """Derive an account's secret from the device's: nothing that opens a door lies in the accounts file."""
    return hmac.digest(pepper, f"totp:{number}:{salt}".encode(), "sha256")[:20]  # 160 bits, RFC 4226 §4 R6


def accepted_step(secret: bytes, code: str, at: float, used: int) -> int | None:
    """Return the step whose code this is, later than `used`; None for any other code. `at` is Unix seconds."""
    totp = TOTP(secret, 6, SHA1(), STEP)  # noqa: S303 – HMAC-SHA-1 is what RFC 6238 apps compute
    steps = range(int(at) // STEP - _DRIFT, int(at) // STEP + _DRIFT + 1)
    right = [step for step in steps if hmac.compare_digest(totp.generate(step * STEP), code.encode())]
    return next((step for step in right if step > used), None)


def address(secret: bytes, number: str, kiosk: str) -> str:
    """Return the ``otpauth://`` address that a phone scans once."""
    return TOTP(secret, 6, SHA1(), STEP).get_provisioning_uri(number, kiosk)  # noqa: S303 – as above
