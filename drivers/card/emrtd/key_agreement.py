"""Ephemeral key pairs and shared secrets on named curves: by the library where it knows the curve, else by hand."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric import ec

from drivers.card.emrtd.curves import Curve, Point

LIBRARY_CURVES: dict[str, ec.EllipticCurve] = {
    "secp192r1": ec.SECP192R1(),
    "secp224r1": ec.SECP224R1(),
    "secp256r1": ec.SECP256R1(),
    "secp384r1": ec.SECP384R1(),
    "secp521r1": ec.SECP521R1(),
    "brainpoolP256r1": ec.BrainpoolP256R1(),
    "brainpoolP384r1": ec.BrainpoolP384R1(),
    "brainpoolP512r1": ec.BrainpoolP512R1(),
}
"""The other three brainpool curves are not in ``cryptography``."""


def new_key_pair(curve: Curve) -> tuple[int, Point]:
    """A fresh private key and its public point on the curve's own generator."""
    private = curve.random_scalar()
    library = LIBRARY_CURVES.get(curve.name)
    if library is None:
        return private, curve.multiply(private, curve.generator)
    public = ec.derive_private_key(private, library).public_key().public_numbers()
    return private, Point(public.x, public.y)


def shared_secret(curve: Curve, private: int, public: Point) -> bytes:
    """The x coordinate of private · public, in its fixed length (BSI TR-03111 §4.3.1). Raises Malformed."""
    library = LIBRARY_CURVES.get(curve.name)
    if library is None:
        return curve.field_bytes(curve.multiply(private, public).x)
    theirs = ec.EllipticCurvePublicNumbers(public.x, public.y, library).public_key()
    return ec.derive_private_key(private, library).exchange(ec.ECDH(), theirs)
