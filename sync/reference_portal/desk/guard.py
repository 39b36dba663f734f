"""Lets nobody in without a session, takes no form from elsewhere, and tells the browser to run and keep nothing."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import PlainTextResponse, RedirectResponse

from sync.reference_portal.desk.accounts import Accounts, Role, Session

COOKIE = "desk"
LARGEST_FORM = 64 * 1024
_OPEN = frozenset({"/login", "/desk.css", "/icon.svg"})
_POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
_POLICY += "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {framed}"
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
_Next = Callable[[Request], Awaitable[Response]]


class Refusal(Exception):
    """A page says no, in words for the person at the desk."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


def install(app: FastAPI, accounts: Accounts) -> None:
    """Put the guard before every page."""

    @app.middleware("http")
    async def guarded(request: Request, page: _Next) -> Response:
        response = await _checked(request, page, accounts)
        # PDF documents are shown in a frame of our own page; nothing else is framed.
        framed = "'self'" if response.headers.get("Content-Type") == "application/pdf" else "'none'"
        response.headers.update(_HEADERS | {"Content-Security-Policy": _POLICY.format(framed=framed)})
        return response


async def _checked(request: Request, page: _Next, accounts: Accounts) -> Response:
    if request.method == "POST" and (refused := _foreign(request)):
        return refused
    token = request.cookies.get(COOKIE, "")
    session = await run_in_threadpool(accounts.session, token) if token else None
    request.state.session = session
    path = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
    if session is None and path not in _OPEN:
        login = f"{request.scope.get('root_path', '')}/login"
        return PlainTextResponse("", 401) if path == "/list" else RedirectResponse(login, 303)
    return await page(request)


def _foreign(request: Request) -> Response | None:
    """A form of another site, or one that no page of ours sends."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return PlainTextResponse("Biểu mẫu từ trang khác.", 403)
    length = request.headers.get("Content-Length", "")
    if not length.isdecimal() or int(length) > LARGEST_FORM:
        return PlainTextResponse("Biểu mẫu quá lớn.", 413)
    return None


def somebody(request: Request) -> Session:
    """Who is logged in; the guard has seen to it that somebody is."""
    session: Session = request.state.session
    return session


def check_form(request: Request, csrf: str) -> Session:
    """Return the session when a form is its own. Raises Refusal."""
    session = somebody(request)
    if not hmac.compare_digest(csrf.encode(), session.csrf.encode()):
        raise Refusal(403, "Trang đã cũ. Mở lại trang rồi làm lại; chưa có gì thay đổi.")
    return session


def supervisor(session: Session) -> None:
    """Raise Refusal unless this is a supervisor's session."""
    if session.role is not Role.SUPERVISOR:
        raise Refusal(403, "Việc này dành cho người phụ trách.")
