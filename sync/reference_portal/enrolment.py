"""Enrolment at the portal: one-time codes, certificates and keys of kiosks, and their revocation (EST, RFC 7030).

A code works once, for fifteen minutes, for one kiosk of one centre; five wrong secrets end it. Enrolling again revokes
what the kiosk had before. A revoked kiosk is refused with every request, by its certificate and by its signing key.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping, ValuesView
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from sqlalchemy import Column, ColumnElement, Integer, LargeBinary, Table, Text, delete, select, update
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from sync.enrolment.client import EST
from sync.enrolment.code import EnrolmentCode
from sync.enrolment.request import KioskRequest, RequestError, read_request
from sync.kiosk_keys import KeyUse
from sync.reference_portal.authority import Authority
from sync.reference_portal.bodies import read_body
from sync.reference_portal.problems import MEDIA_TYPE, Problem
from sync.reference_portal.settings import EnrolledKiosk, PortalSettings
from sync.reference_portal.tables import Moment, PortalDatabase, metadata, upsert
from sync.unlock import Challenge, UnlockError, answer, open_secret

CODE_LIFE = timedelta(minutes=15)
_MOST_FAILURES = 5
_LARGEST = 16 * 1024

codes = Table(
    "enrolment_codes",
    metadata,
    Column("kiosk", Text, primary_key=True),
    Column("centre", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("until", Moment, nullable=False),
    Column("failures", Integer, nullable=False, default=0),
)

certificates = Table(
    "certificates",
    metadata,
    Column("serial", Text, primary_key=True),
    Column("kiosk", Text, nullable=False, index=True),
    Column("until", Moment, nullable=False),
    Column("revoked_at", Moment),
)

kiosk_keys = Table(
    "kiosk_keys",
    metadata,
    Column("key_id", Text, primary_key=True),
    Column("kiosk", Text, nullable=False, index=True),
    Column("use", Text, nullable=False),
    Column("public", LargeBinary, nullable=False),
)

unlock_secrets = Table(
    "unlock_secrets", metadata, Column("kiosk", Text, primary_key=True), Column("sealed", Text, nullable=False)
)


class Enrolment:
    """Codes, certificates and keys of the kiosks of one portal."""

    def __init__(self, authority: Authority, database: PortalDatabase, now: Callable[[], datetime]) -> None:
        self._authority = authority
        self._database = database
        self._now = now

    def new_code(self, kiosk: str, centre: str, server: x509.Certificate) -> EnrolmentCode:
        """Make the one code of a kiosk that works; the one before no longer does."""
        code = EnrolmentCode.make(kiosk, server.public_bytes(Encoding.DER))
        row = {"centre": centre[:64], "digest": _digest(code.secret), "until": self._now() + CODE_LIFE, "failures": 0}
        with self._database.transaction() as connection:
            statement = upsert(connection, codes).values(kiosk=kiosk, **row)
            connection.execute(statement.on_conflict_do_update(index_elements=[codes.c.kiosk], set_=row))
        return code

    def enrol(self, kiosk: str, secret: str, request: bytes) -> bytes:
        """Issue to whoever holds the code; returns certs-only PKCS#7 (DER). Raises Problem."""
        asked = _read(request)
        centre = self._use_code(kiosk, secret)
        if centre is None or asked.kiosk != kiosk:
            raise Problem(401, "code unknown, used or too old", retry="after_fix")
        if centre != asked.centre:
            raise Problem(403, "the code is for another centre", retry="after_fix")
        self.revoke(kiosk)
        return self._issue(asked)

    def renew(self, peer: bytes, request: bytes) -> bytes:
        """Issue again to whoever holds a certificate that is good. Raises Problem."""
        asked = _read(request)
        if self.kiosk_of(peer) != asked.kiosk:
            raise Problem(403, "not this kiosk's certificate", retry="after_fix")
        return self._issue(asked)

    def revoke(self, kiosk: str) -> int:
        """Refuse a kiosk from now on; returns how many certificates that ended."""
        with self._database.transaction() as connection:
            good = (certificates.c.kiosk == kiosk) & certificates.c.revoked_at.is_(None)
            ended = connection.execute(update(certificates).where(good).values(revoked_at=self._now())).rowcount
            connection.execute(delete(kiosk_keys).where(kiosk_keys.c.kiosk == kiosk))
            connection.execute(delete(unlock_secrets).where(unlock_secrets.c.kiosk == kiosk))
        return int(ended)

    def unlock_code(self, text: str, keys: Mapping[str, X25519PrivateKey]) -> str:
        """Answer a technician's challenge, read at a kiosk that is enrolled. Raises UnlockError."""
        challenge = Challenge.parse(text)
        wanted = select(unlock_secrets.c.sealed).where(unlock_secrets.c.kiosk == challenge.kiosk)
        with self._database.transaction() as connection:
            sealed = connection.execute(wanted).scalar_one_or_none()
        if sealed is None:
            raise UnlockError(f"{challenge.kiosk} is not enrolled")
        return answer(open_secret(sealed, challenge.kiosk, keys), challenge, "technician")

    def kiosk_of(self, peer: bytes) -> str:
        """The kiosk of a client certificate (DER), empty for one that is unknown, revoked or over."""
        try:
            serial = format(x509.load_der_x509_certificate(peer).serial_number, "x")
        except ValueError:
            return ""
        good = certificates.c.revoked_at.is_(None) & (certificates.c.until > self._now())
        held = select(certificates.c.kiosk).where(certificates.c.serial == serial, good)
        with self._database.transaction() as connection:
            return connection.execute(held).scalar_one_or_none() or ""

    def chain(self) -> bytes:
        """Our own certificate as certs-only PKCS#7 (DER)."""
        return pkcs7.serialize_certificates([self._authority.certificate], Encoding.DER)

    def _use_code(self, kiosk: str, secret: str) -> str | None:
        """Return the code's centre, once, for the right secret in time; a wrong one is counted."""
        mine = codes.c.kiosk == kiosk
        with self._database.transaction() as connection:
            row = connection.execute(select(codes).where(mine).with_for_update()).one_or_none()
            if row is None or row.until <= self._now() or row.failures >= _MOST_FAILURES:
                return None
            good = hmac.compare_digest(row.digest, _digest(secret))
            failures = _MOST_FAILURES if good else row.failures + 1
            connection.execute(update(codes).where(mine).values(failures=failures))
            return str(row.centre) if good else None

    def _issue(self, asked: KioskRequest) -> bytes:
        made = self._authority.issue(asked, self._now())
        row = {"kiosk": asked.kiosk, "until": made.not_valid_after_utc, "revoked_at": None}
        with self._database.transaction() as connection:
            connection.execute(certificates.insert().values(serial=format(made.serial_number, "x"), **row))
            for use, public in asked.signing.items():
                said = {"kiosk": asked.kiosk, "use": use.value, "public": public.public_bytes_raw()}
                statement = upsert(connection, kiosk_keys).values(key_id=f"{asked.kiosk}-{use}-1", **said)
                connection.execute(statement.on_conflict_do_update(index_elements=[kiosk_keys.c.key_id], set_=said))
            if asked.unlock:  # enrolling has deleted the one before; a renewal brings none
                connection.execute(unlock_secrets.insert().values(kiosk=asked.kiosk, sealed=asked.unlock))
        return pkcs7.serialize_certificates([made], Encoding.DER)


Known = TypeVar("Known")


class EnrolledKeys(Mapping[str, Known]):
    """Keys of one use by their id: those of the settings, and those of kiosks that enrolled since."""

    def __init__(
        self,
        fixed: Mapping[str, Known],
        database: PortalDatabase,
        use: KeyUse,
        make: Callable[[str, Ed25519PublicKey], Known],
    ) -> None:
        """`make` is given kiosk and key. Asks the database at every look: never inside a transaction."""
        self._fixed = fixed
        self._database = database
        self._use = use
        self._make = make

    def __getitem__(self, key_id: str) -> Known:
        """Return one; a key that enrolled counts more than one of the settings."""
        return (self._enrolled(kiosk_keys.c.key_id == key_id) or self._fixed)[key_id]

    def values(self) -> ValuesView[Known]:
        """Return all of them by one question."""
        return self._all().values()

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def _all(self) -> dict[str, Known]:
        return {**self._fixed, **self._enrolled()}

    def _enrolled(self, *which: ColumnElement[bool]) -> dict[str, Known]:
        wanted = select(kiosk_keys).where(kiosk_keys.c.use == self._use.value, *which)
        with self._database.transaction() as connection:
            rows = connection.execute(wanted).all()
        return {row.key_id: self._make(row.kiosk, Ed25519PublicKey.from_public_bytes(row.public)) for row in rows}


def with_enrolled(settings: PortalSettings, database: PortalDatabase) -> PortalSettings:
    """Settings that know every kiosk as soon as it has enrolled."""
    kiosks = EnrolledKeys(settings.kiosks, database, KeyUse.MANIFEST, EnrolledKiosk)
    slips = EnrolledKeys(settings.slip_keys, database, KeyUse.SLIP, lambda _, public: public)
    return replace(settings, kiosks=kiosks, slip_keys=slips)


def routes(enrolment: Enrolment) -> APIRouter:
    """The three EST operations."""
    router = APIRouter(prefix=EST)

    @router.get("/cacerts")
    def cacerts() -> Response:
        return _pkcs7(enrolment.chain())

    @router.post("/simpleenroll")
    async def simpleenroll(request: Request) -> Response:
        kiosk, secret = _basic(request.headers.get("Authorization", ""))
        return _pkcs7(await run_in_threadpool(enrolment.enrol, kiosk, secret, await _body(request)))

    @router.post("/simplereenroll")
    async def simplereenroll(request: Request) -> Response:
        peer: bytes = getattr(request.state, "peer", b"")
        return _pkcs7(await run_in_threadpool(enrolment.renew, peer, await _body(request)))

    return router


class Guard:
    """Over TLS refuses every request of the contract that comes without a good certificate (ASGI middleware)."""

    def __init__(self, app: ASGIApp, enrolment: Enrolment) -> None:
        self._app = app
        self._enrolment = enrolment

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let pass, or answer 403 as a problem document."""
        guarded = scope["type"] == "http" and scope["scheme"] == "https" and scope["path"].startswith("/v1/")
        if guarded and not await run_in_threadpool(self._enrolment.kiosk_of, scope["state"].get("peer", b"")):
            body = {"title": "this kiosk is not enrolled, or no longer", "status": 403, "retry": "after_fix"}
            await JSONResponse(body, 403, media_type=MEDIA_TYPE)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _read(request: bytes) -> KioskRequest:
    try:
        return read_request(request)
    except RequestError as error:
        raise Problem(400, f"request: {error}") from error


async def _body(request: Request) -> bytes:
    body = await read_body(request, _LARGEST)
    try:
        return b64decode(body)
    except ValueError as error:
        raise Problem(400, "no base64") from error


def _basic(header: str) -> tuple[str, str]:
    """Name and password (RFC 7617), empty for anything else."""
    try:
        name, _, secret = b64decode(header.removeprefix("Basic ")).decode("ascii").partition(":")
    except (ValueError, UnicodeDecodeError):
        return "", ""
    return name, secret


def _pkcs7(data: bytes) -> Response:
    """RFC 7030 §4.2.3."""
    headers = {"Content-Transfer-Encoding": "base64"}
    return Response(b64encode(data), media_type="application/pkcs7-mime; smime-type=certs-only", headers=headers)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
