"""PINs: which are good enough, and how one is kept – peppered by the device, then Argon2id.

A million PINs at 0.15 s are two days of one core: the hash alone would not survive a stolen disk, so the PIN first
goes through HMAC with a secret of the device (a systemd credential sealed by the TPM, where there is one).
"""

from __future__ import annotations

import hmac
import os
import re
import secrets
from itertools import pairwise
from pathlib import Path

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from sync.durable import force, write_once

SHORTEST, LONGEST = 6, 12
_SALT = 16
NOBODY = (
    "$argon2id$v=19$m=65536,t=3,p=4$bm9ib2R5LW5vYm9keS0wMA$b4ihQ8280/AYJTALYz1AdtcbRZsso/Ip/p9syXw9hSs"  # of no PIN
)
"""Checked where there is no such account, so that an unknown number takes as long as a known one."""
CREDENTIAL = "staff-pepper"


class WeakPin(Exception):
    """The PIN is too short or too easy; the text says which, in Vietnamese."""


def check_strength(pin: str, number: str) -> None:
    """Refuse what is tried first. Raises WeakPin."""
    if not re.fullmatch(rf"[0-9]{{{SHORTEST},{LONGEST}}}", pin, re.ASCII):
        raise WeakPin(f"Mã PIN phải có từ {SHORTEST} đến {LONGEST} chữ số.")
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    if len(set(pin)) < 3 or steps <= {1} or steps <= {9} or pin == number:
        raise WeakPin("Mã PIN quá dễ đoán: tránh số lặp, số liền nhau và số cán bộ.")


def pepper(keys: Path) -> bytes:
    """Return the device's secret: the systemd credential, else a file of its own, made at first use. Raises OSError."""
    given = Path(os.environ.get("CREDENTIALS_DIRECTORY", "/nowhere"), CREDENTIAL)
    if given.is_file():
        return given.read_bytes()
    file = keys / f"{CREDENTIAL}.key"
    if not file.exists():
        keys.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_once(file, secrets.token_bytes(32))
        force(keys)
    return file.read_bytes()


def keep(pin: str, number: str, secret: bytes) -> str:
    """Return what is stored of a PIN, a PHC string. Takes 0.15 s and 64 MiB by design."""
    # RFC 9106 §4, second recommended option: t = 3, p = 4, 64 MiB.
    argon = Argon2id(salt=secrets.token_bytes(_SALT), length=32, iterations=3, lanes=4, memory_cost=64 * 1024)
    return argon.derive_phc_encoded(_peppered(pin, number, secret))


def matches(pin: str, number: str, secret: bytes, kept: str) -> bool:
    """Return whether this is the PIN. Takes as long whether it is or not."""
    try:
        Argon2id.verify_phc_encoded(_peppered(pin, number, secret), kept)
    except InvalidKey:
        return False
    return True


def _peppered(pin: str, number: str, secret: bytes) -> bytes:
    return hmac.digest(secret, f"{number}:{pin}".encode(), "sha256")
