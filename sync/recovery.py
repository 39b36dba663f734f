"""The slip's second code: the sealed answers themselves, so that the desk gets the dossier even if the machine burns.

Compressed, sealed to the portal's key and bound to the submission (`sync.seal` explains the suite), then base45 with
the prefix ``KTR1:``. It is not signed: the slip's first code carries its digest among those of the parts. Where the
answers do not fit there is no code, and papers never are in it; the slip says both.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

import cbor2
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from sync import base45
from sync.errors import SyncError
from sync.receipt_token import SlipFacts
from sync.seal import SUITE, PortalKey

PREFIX = "KTR1:"
PART = "recovery"
"""The name under which the first code carries this one's digest."""
LONGEST = 1249
"""Characters of a version-20 code at level L (ISO/IEC 18004 table 7): 105 modules of 5 dots on 80 mm paper."""
_LARGEST_CLEAR = 256 * 1024
_DIGEST_HEX = 32


class RecoveryError(SyncError):
    """The text is no recovery code, or not the one that belongs to this slip."""


def recovery_code(submission_id: UUID, answers: bytes, key: PortalKey) -> str:
    """Seal the answers into the text of a code; empty when they do not fit."""
    public = X25519PublicKey.from_public_bytes(key.public)
    sealed = SUITE.encrypt(zlib.compress(answers, 9, wbits=-15), public, _info(submission_id))
    text = PREFIX + base45.encode(cbor2.dumps([key.key_id, sealed]))
    return text if len(text) <= LONGEST else ""


def with_recovery(facts: SlipFacts, code: str) -> SlipFacts:
    """Add the digest of a recovery code to what the first code says; nothing for an empty one."""
    return replace(facts, parts={**facts.parts, PART: _digest(code)}) if code else facts


def recover(text: str, facts: SlipFacts, keys: Mapping[str, X25519PrivateKey]) -> bytes:
    """Open a recovery code at the portal with the facts of the verified first code. Raises RecoveryError."""
    if not text.startswith(PREFIX) or facts.parts.get(PART) != _digest(text):
        raise RecoveryError("this code does not belong to this slip")
    try:
        key_id, sealed = cbor2.loads(base45.decode(text.removeprefix(PREFIX)))
        packed = SUITE.decrypt(sealed, keys[key_id], _info(facts.submission_id))
        return _unpacked(packed)
    except KeyError as error:
        raise RecoveryError("sealed to a key that this portal does not have") from error
    except (InvalidTag, ValueError, TypeError, zlib.error, base45.Base45Error) as error:
        raise RecoveryError("the code does not open") from error


def _unpacked(packed: bytes) -> bytes:
    stream = zlib.decompressobj(wbits=-15)
    clear = stream.decompress(packed, _LARGEST_CLEAR)
    if not stream.eof:
        raise RecoveryError("the code holds more than answers can be")
    return clear


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGEST_HEX]


def _info(submission_id: UUID) -> bytes:
    return b"kiosk-recovery-1" + submission_id.bytes
