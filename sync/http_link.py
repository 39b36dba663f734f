"""One HTTP exchange with the portal, and the table that turns every possible answer into a known outcome.

Rules: TLS 1.3 with the pinned private CA only; nothing of the environment counts (proxies, CA bundles); redirects are
not followed; an answer is read up to a limit. Only a problem document (RFC 9457) of the portal itself can refuse a
submission: any other 4xx was said by some machine in between and is tried again.
"""

from __future__ import annotations

import json
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NameResolutionError, NewConnectionError

from sync.http_date import http_date
from sync.lifetimes import LONGEST_RETRY_AFTER
from sync.link_settings import LinkSettings
from sync.portal import Outcome, PortalError, Retry
from sync.tls_key import make_usable
from sync.tls_probe import certificate_refused

LONGEST_ANSWER = 256 * 1024
"""Bytes; the contract knows nothing longer."""
_PROBLEM = "application/problem+json"
_JSON = frozenset({"application/json", _PROBLEM})


@dataclass(frozen=True, slots=True)
class Answer:
    """What the portal said, read whole."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    media_type: str

    def json(self) -> Any:
        """The body as JSON. Raises PortalError(SERVER_ERROR)."""
        if self.media_type not in _JSON:
            raise PortalError(Outcome.SERVER_ERROR, f"{self.status} with {self.media_type or 'no type'}")
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise PortalError(Outcome.SERVER_ERROR, f"{self.status} with broken JSON") from error


class HttpLink:
    """A session with one portal; belongs to one thread."""

    def __init__(self, settings: LinkSettings) -> None:
        """Prepare; nothing is sent. Raises PortalError(CERTIFICATE) for settings that cannot be right."""
        self._settings = settings
        self._patience = (settings.connect_seconds, settings.read_seconds)
        self._base = settings.url.rstrip("/")
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers["User-Agent"] = "kiosk-sync"
        self._session.mount("https://", _ModernTls(max_retries=0))
        if urlsplit(self._base).scheme == "https":
            self._pin(settings)
        elif not (settings.loopback_http and self._base.startswith("http:") and _is_loopback(self._base)):
            raise PortalError(Outcome.CERTIFICATE, "the portal's address must be https")

    def _pin(self, settings: LinkSettings) -> None:
        if settings.ca is None:
            raise PortalError(Outcome.CERTIFICATE, "no pinned CA is set")
        self._session.verify = str(settings.ca)
        if settings.certificate is not None:
            self._session.cert = (str(settings.certificate), str(settings.key or settings.certificate))

    def exchange(
        self,
        method: str,
        path: str,
        expected: frozenset[int],
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Ask once; return an answer whose status is expected. Raises PortalError for everything else."""
        url = path if self.belongs(path) else self._base + path
        try:
            answer = self._ask(method, url, body, headers or {})
        except PortalError as error:
            raise self._the_truth_about(error) from error
        if answer.media_type == "text/html" and answer.status in expected:
            raise PortalError(Outcome.CAPTIVE_PORTAL, f"{answer.status} with a web page")
        if answer.status in expected:
            return answer
        raise _refusal(answer)

    def _ask(self, method: str, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        with _transport_errors():
            said = self._session.request(
                method,
                url,
                data=body or None,
                headers=dict(headers),
                timeout=self._patience,
                allow_redirects=False,
                stream=True,
            )
            with said:
                return _read(said)

    @contextmanager
    def download(self, path: str) -> Iterator[Iterator[bytes] | None]:
        """Ask for a file and give its bytes as they come, None when there is none. Raises PortalError."""
        with _transport_errors():
            said = self._session.get(self._base + path, timeout=self._patience, allow_redirects=False, stream=True)
            with said:
                if said.status_code == 404:
                    yield None
                elif said.status_code != 200 or said.headers.get("Content-Type", "").startswith("text/html"):
                    raise _refusal(_read(said))
                else:
                    yield said.iter_content(64 * 1024)

    def _the_truth_about(self, error: PortalError) -> PortalError:
        """A cut may be a refused certificate whose alert was lost: ask once more without sending anything."""
        said, ca = self._settings, self._settings.ca
        if error.outcome is not Outcome.CUT or ca is None:
            return error
        pair = (said.certificate, said.key or said.certificate) if said.certificate else None
        if certificate_refused(self._base, ca, pair, said.connect_seconds):
            return PortalError(Outcome.CERTIFICATE, "the portal refuses this kiosk's certificate")
        return error

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def belongs(self, url: str) -> bool:
        """True for an address under this portal: an upload is never sent elsewhere."""
        return url.startswith(self._base + "/")

    @property
    def origin(self) -> str:
        """Scheme and host of the portal, for addresses it gives without them."""
        parts = urlsplit(self._base)
        return f"{parts.scheme}://{parts.netloc}"


class _ModernTls(HTTPAdapter):
    """TLS 1.3 only; `Session.verify` and `Session.cert` put the one CA and the kiosk's certificate into its context."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        super().init_poolmanager(*args, **kwargs, ssl_context=context)

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        """Called before every request: a TPM that was away at the start may be back."""
        if cert:
            make_usable(Path(cert[1]))
        super().cert_verify(conn, url, verify, cert)  # type: ignore[no-untyped-call]  # by the stubs


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


@contextmanager
def _transport_errors() -> Iterator[None]:
    try:
        yield
    except requests.RequestException as error:
        outcome = _outcome_of(tuple(_chain(error)))
        raise PortalError(outcome, type(error).__name__) from error
    except HTTPError as error:  # urllib3's own, from reading the body
        raise PortalError(Outcome.CUT, type(error).__name__) from error
    except OSError as error:  # requests looks for certificate files when it sends
        raise PortalError(Outcome.CERTIFICATE, "certificate files are not readable") from error


def _outcome_of(causes: tuple[BaseException, ...]) -> Outcome:
    """Classify by type, never by text: the words of TLS errors differ from run to run."""

    def any_is(*kinds: type[BaseException]) -> bool:
        return any(isinstance(cause, kinds) for cause in causes)

    if any_is(NameResolutionError):
        return Outcome.NAME_NOT_FOUND
    if any_is(ConnectionRefusedError):
        return Outcome.PORTAL_AWAY
    if any_is(NewConnectionError, ConnectTimeoutError):
        return Outcome.NO_NETWORK
    if any_is(ssl.SSLEOFError, ssl.SSLZeroReturnError, ConnectionError):
        return Outcome.CUT
    return Outcome.CERTIFICATE if any_is(ssl.SSLError) else Outcome.CUT


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error, what caused it, and what the libraries hide in their arguments and `reason`."""
    seen: list[BaseException] = []
    todo: list[object] = [error]
    while todo:
        one = todo.pop()
        if isinstance(one, BaseException) and one not in seen:
            seen.append(one)
            todo += [one.__cause__, one.__context__, getattr(one, "reason", None), *one.args]
    yield from seen


def _read(said: requests.Response) -> Answer:
    body = b""
    for block in said.iter_content(64 * 1024):
        body += block
        if len(body) > LONGEST_ANSWER:
            raise PortalError(Outcome.SERVER_ERROR, f"{said.status_code} with a huge body")
    media_type = said.headers.get("Content-Type", "").split(";")[0].strip().lower()
    return Answer(said.status_code, said.headers, body, media_type)


def _refusal(answer: Answer) -> PortalError:
    """Every answer that was not expected, as an outcome (the table in this folder's README)."""
    status, problem = answer.status, _problem(answer)
    detail = f"{status} {problem.get('title', '')}"[:120].strip()
    after = _retry_after(answer)
    if status in (407, 511) or 300 <= status < 400 or (answer.media_type == "text/html" and status in (200, 401, 403)):
        return PortalError(Outcome.CAPTIVE_PORTAL, detail)  # RFC 6585 §6 for 511
    if status in (401, 403):
        return PortalError(Outcome.NOT_ENROLLED, detail)
    if status == 429:
        return PortalError(Outcome.RATE_LIMITED, detail, after)
    if 400 <= status < 500 and problem and problem.get("retry") != Retry.LATER:
        return PortalError(Outcome.REFUSED, detail)
    return PortalError(Outcome.SERVER_ERROR, detail, after)


def _problem(answer: Answer) -> Mapping[str, Any]:
    if answer.media_type != _PROBLEM:
        return {}
    try:
        said = json.loads(answer.body)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _retry_after(answer: Answer) -> float | None:
    """Seconds, from either form of the header (RFC 9110 §10.2.3); a day at most."""
    text = answer.headers.get("Retry-After", "")
    if text.isascii() and text.isdigit():
        return min(float(text), LONGEST_RETRY_AFTER)
    then, sent = http_date(text), http_date(answer.headers.get("Date", ""))
    return None if then is None or sent is None else min(max(then - sent, 0.0), LONGEST_RETRY_AFTER)
