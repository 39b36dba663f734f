import dataclasses
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from sync.envelope import (
    ClearPart,
    Envelope,
    EnvelopeError,
    FormRef,
    Manifest,
    new_submission_id,
    parse_manifest,
)
from sync.seal import PortalKey, SealError, seal, unseal
from tests.sync.envelopes import ANSWERS, NOON, PORTAL_PRIVATE, envelope, particulars

KEYS = {"seal-1": PORTAL_PRIVATE}


def test_a_sealed_part_opens_with_the_portals_key_only() -> None:
    sealed = envelope()
    part, ref = sealed.parts[0], sealed.manifest.parts[0]
    assert unseal(sealed.manifest, ref, part.data, KEYS) == ANSWERS
    assert len(part.data) == len(ANSWERS.data) + 32 + 16  # encapsulated key, tag (RFC 9180)
    with pytest.raises(SealError):
        unseal(sealed.manifest, ref, part.data, {"seal-1": X25519PrivateKey.generate()})
    with pytest.raises(SealError, match="no private key"):
        unseal(sealed.manifest, ref, part.data, {})


@pytest.mark.parametrize("changed", ["submission_id", "forms"])
def test_a_part_moved_to_another_submission_or_form_does_not_open(changed: str) -> None:
    sealed = envelope()
    other = {"submission_id": new_submission_id(NOON), "forms": (FormRef("CT01@2027-01-01", "ab" * 32),)}[changed]
    moved = dataclasses.replace(
        sealed.manifest, particulars=dataclasses.replace(sealed.manifest.particulars, **{changed: other})
    )
    with pytest.raises(SealError):
        unseal(moved, sealed.manifest.parts[0], sealed.parts[0].data, KEYS)


def test_a_part_under_another_name_or_with_one_bit_changed_does_not_open() -> None:
    sealed = envelope()
    ref, data = sealed.manifest.parts[0], sealed.parts[0].data
    with pytest.raises(SealError):
        unseal(sealed.manifest, dataclasses.replace(ref, name="evidence"), data, KEYS)
    with pytest.raises(SealError):
        unseal(sealed.manifest, ref, data[:-1] + bytes([data[-1] ^ 1]), KEYS)
    with pytest.raises(SealError):
        unseal(sealed.manifest, ref, data[:10], KEYS)


def test_sealing_to_something_that_is_no_key_is_refused() -> None:
    with pytest.raises(SealError, match="seal-9"):
        seal(particulars(), [ANSWERS], PortalKey("seal-9", b"short"))


def test_the_canonical_manifest_reads_back_and_is_never_reordered() -> None:
    manifest = envelope().manifest
    assert parse_manifest(manifest.canonical()) == manifest
    with pytest.raises(EnvelopeError, match="canonical"):
        parse_manifest(manifest.canonical().replace(b'":', b'": '))


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"\xff", b"null", b'{"parts":1}', b"[" * 100_000])
def test_rubbish_is_no_manifest(data: bytes) -> None:
    with pytest.raises(EnvelopeError):
        parse_manifest(data)


PLAIN = json.loads(envelope().manifest.canonical())
ODD = (None, [], {}, 5, 2**80, float("inf"), True, [["x"]])


def written(plain: object) -> bytes:
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


@pytest.mark.parametrize(
    "plain",
    [
        *(
            PLAIN | {name: odd}
            for name in PLAIN
            if name not in ("follows", "sequence", "forms", "parts")
            for odd in ODD
        ),
        *(
            PLAIN | {"parts": [PLAIN["parts"][0] | {name: odd}]}
            for name in ("name", "media_type", "sha256")
            for odd in ODD
        ),
        *(PLAIN | {"parts": [PLAIN["parts"][0] | {"sha256": path}]} for path in ("../" * 8 + "etc/x", "AB" * 32, "")),
        *(PLAIN | {"forms": [PLAIN["forms"][0] | {name: odd}]} for name in ("form", "sha256") for odd in ODD),
        *(PLAIN | {name: odd} for name in ("sequence", "forms", "parts") for odd in (float("inf"), "x", None, [5])),
    ],
)
def test_a_manifest_of_other_types_is_none_whoever_signed_it(plain: dict[str, object]) -> None:
    with pytest.raises(EnvelopeError):
        parse_manifest(written(plain))


def test_parts_and_manifest_must_belong_together() -> None:
    one, other = envelope(1), envelope(2)
    with pytest.raises(EnvelopeError):
        Envelope(one.manifest, other.parts)
    with pytest.raises(EnvelopeError):
        envelope(3, ClearPart("answers", "a/b", b"1"), ClearPart("answers", "a/b", b"2"))
    with pytest.raises(EnvelopeError):
        Envelope(Manifest(particulars(), (), "seal-1"), ())


def test_submission_ids_are_uuid_version_7_in_order_of_time() -> None:
    early = new_submission_id(NOON)
    late = new_submission_id(NOON.replace(hour=6))
    assert (early.version, early.variant) == (7, "specified in RFC 4122")
    assert early < late
    assert early.int >> 80 == int(NOON.timestamp() * 1000)


def test_nothing_readable_of_a_part_shows_in_its_words() -> None:
    assert "forms" not in repr(ANSWERS)
    assert "forms" not in repr(envelope().parts[0])
