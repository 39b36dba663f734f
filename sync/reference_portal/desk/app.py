"""The desk's pages: each route reads, decides through a service, and renders one template."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, FastAPI, Form, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

import resources
from sync.receipt import Standing
from sync.receipt_token import TokenError
from sync.reference_portal.decisions import LONGEST_REASON, OPEN, DecisionError, Decisions
from sync.reference_portal.desk import guard, words
from sync.reference_portal.desk.accounts import Accounts
from sync.reference_portal.desk.dossiers import Reading, sheets
from sync.reference_portal.desk.fleet import machines
from sync.reference_portal.desk.guard import COOKIE, Refusal
from sync.reference_portal.desk.slips import read_slip
from sync.reference_portal.settings import PortalSettings

_HERE = Path(__file__).resolve().parent
_Text = Annotated[str, Form(max_length=guard.LARGEST_FORM)]
_LONGEST_NUMBER = 80
_NO_SLIP = "Không phải phiếu thật của máy nào đã đăng ký. Quét lại mã thứ nhất trên phiếu."


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that the pages stand on."""

    settings: PortalSettings
    accounts: Accounts
    reading: Reading
    decisions: Decisions
    now: Callable[[], datetime]


class Pages:
    """Renders templates; every value in them is escaped."""

    def __init__(self) -> None:
        loader = FileSystemLoader(_HERE / "templates")
        self._templates = Environment(autoescape=True, loader=loader, undefined=StrictUndefined, trim_blocks=True)
        self._templates.globals |= {"words": words, "icon": _icon, "mark": words.mark, "clock": words.clock}

    def show(self, request: Request, name: str, status: int = 200, **shown: Any) -> HTMLResponse:
        """Answer with a template."""
        base = request.scope.get("root_path", "")
        session = getattr(request.state, "session", None)
        page = self._templates.get_template(f"{name}.html").render(base=base, session=session, **shown)
        return HTMLResponse(page, status)


def create_desk(desk: Desk) -> FastAPI:
    """Build the desk's own application, to be mounted."""
    pages = Pages()
    app = FastAPI(title="Desk", openapi_url=None, docs_url=None, redoc_url=None)
    guard.install(app, desk.accounts)
    app.include_router(_door(desk, pages))
    app.include_router(_list(desk, pages))
    app.include_router(_dossier(desk, pages))
    app.include_router(_around(desk, pages))

    @app.exception_handler(Refusal)
    def refused(request: Request, error: Refusal) -> Response:
        return pages.show(request, "refusal", error.status, said=str(error))

    @app.exception_handler(RequestValidationError)
    def malformed(request: Request, _error: RequestValidationError) -> Response:
        return pages.show(request, "refusal", 422, said="Không hiểu yêu cầu này.")

    return app


def _door(desk: Desk, pages: Pages) -> APIRouter:
    router = APIRouter()

    @router.get("/login")
    def ask(request: Request) -> Response:
        return pages.show(request, "login", failed=False, typed="")

    @router.post("/login")
    def log_in(request: Request, name: _Text, password: _Text) -> Response:
        token = desk.accounts.log_in(name, password)
        if token is None:
            return pages.show(request, "login", 401, failed=True, typed=name)
        inside, base = RedirectResponse("./", 303), request.scope.get("root_path", "")
        secure = request.url.scheme == "https"
        inside.set_cookie(COOKIE, token, path=base or "/", secure=secure, httponly=True, samesite="strict")
        return inside

    @router.post("/logout")
    def log_out(request: Request, csrf: _Text) -> Response:
        guard.check_form(request, csrf)
        desk.accounts.log_out(request.cookies[COOKIE])
        outside = RedirectResponse("login", 303)
        outside.delete_cookie(COOKIE, path=request.scope.get("root_path", "") or "/")
        return outside

    @router.get("/desk.css")
    def style() -> Response:
        return FileResponse(_HERE / "desk.css", media_type="text/css")

    @router.get("/icon.svg")
    def drawing() -> Response:
        return FileResponse(resources.path("icons", "building-2.svg"), media_type="image/svg+xml")

    @router.get("/desk.js")
    def script() -> Response:
        return FileResponse(_HERE / "desk.js", media_type="text/javascript")

    return router


def _list(desk: Desk, pages: Pages) -> APIRouter:
    router = APIRouter()

    def table(request: Request, name: str, standing: str) -> HTMLResponse:
        known = standing if standing in words.TABS else ""
        return pages.show(request, name, standing=known, lines=desk.reading.lines(known), counts=desk.reading.counts())

    @router.get("/")
    def incoming(request: Request, standing: str = "received") -> Response:
        return table(request, "incoming", standing)

    @router.get("/list")
    def fragment(request: Request, standing: str = "received") -> Response:
        """The list alone; 304 while nothing has changed."""
        shown = table(request, "list", standing)
        tag = f'"{hashlib.sha256(bytes(shown.body)).hexdigest()[:32]}"'
        shown.headers["ETag"] = tag
        same = request.headers.get("If-None-Match") == tag
        return Response(status_code=304, headers={"ETag": tag}) if same else shown

    @router.get("/find")
    def find(number: str = "") -> Response:
        found = desk.reading.find(number.strip().upper()[:_LONGEST_NUMBER])
        if not found:
            raise Refusal(404, f"Không có hồ sơ số {number.strip()[:_LONGEST_NUMBER]}.")
        return RedirectResponse(f"dossiers/{found}", 303)

    return router


def _dossier(desk: Desk, pages: Pages) -> APIRouter:
    router = APIRouter(prefix="/dossiers/{submission_id}")

    def page(request: Request, submission_id: UUID, trouble: str = "", reason: str = "") -> Response:
        opened = desk.reading.open(submission_id)
        if opened is None:
            raise Refusal(404, "Không có hồ sơ này.")
        acts = desk.decisions.acts(submission_id)
        shown = {"opened": opened, "acts": acts, "undecided": opened.line.standing in OPEN, "longest": LONGEST_REASON}
        return pages.show(request, "dossier", 409 if trouble else 200, trouble=trouble, reason=reason, **shown)

    @router.get("")
    def show(request: Request, submission_id: UUID) -> Response:
        response = page(request, submission_id)  # first: only what exists can be noted
        desk.decisions.opened(submission_id, guard.somebody(request).user)
        return response

    @router.get("/parts/{name}")
    def part(submission_id: UUID, name: str) -> Response:
        """PDF is shown, anything else is only handed over."""
        found = desk.reading.document(submission_id, name)
        if found is None:
            raise Refusal(404, "Giấy tờ này không mở được.")
        media_type, data = found
        if media_type == "application/pdf":
            return Response(data, media_type=media_type)
        headers = {"Content-Disposition": "attachment"}
        return Response(data, media_type="application/octet-stream", headers=headers)

    @router.post("/decision")
    def decide(
        *, request: Request, submission_id: UUID, csrf: _Text, seen: _Text, wanted: _Text, reason: _Text = ""
    ) -> Response:
        session = guard.check_form(request, csrf)
        try:
            before, after = Standing(seen), Standing(wanted)
        except ValueError:
            raise Refusal(422, "Không hiểu quyết định này.") from None
        if after is Standing.REFUSED:
            guard.supervisor(session)
        try:
            desk.decisions.decide(submission_id, before, after, session.user, reason)
        except DecisionError as error:
            return page(request, submission_id, str(error), reason)
        return RedirectResponse(f"../{submission_id}", 303)

    return router


def _around(desk: Desk, pages: Pages) -> APIRouter:
    router = APIRouter()

    @router.get("/slips")
    def ask(request: Request) -> Response:
        return pages.show(request, "slips", slip=None, sheets=(), trouble="", procedure="")

    @router.post("/slips")
    def read(request: Request, csrf: _Text, codes: _Text) -> Response:
        guard.check_form(request, csrf)
        try:
            slip = read_slip(codes, desk.settings, desk.reading.database)
        except TokenError:
            return pages.show(request, "slips", slip=None, sheets=(), trouble=_NO_SLIP, procedure="")
        filled = sheets(slip.answers, desk.reading.reader, proven=False)  # the code carries no chip evidence
        procedure = desk.reading.reader.procedure(slip.facts.procedure) or slip.facts.procedure
        return pages.show(request, "slips", slip=slip, sheets=filled, trouble=slip.trouble, procedure=procedure)

    @router.get("/machines")
    def fleet(request: Request) -> Response:
        guard.supervisor(guard.somebody(request))
        known = [asdict(one) for one in machines(desk.settings, desk.reading.database, desk.now())]
        return pages.show(request, "machines", machines=known)

    return router


def _icon(name: str) -> Markup:
    """A Lucide drawing of the project's own resources, hidden from screen readers: the word beside it speaks."""
    drawing = resources.path("icons", f"{name}.svg").read_text("utf-8")
    return Markup(drawing[drawing.index("<svg") :].replace("<svg", '<svg aria-hidden="true"', 1))  # noqa: S704
