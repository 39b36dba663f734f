"""How the portal says no: problem details (RFC 9457) with a word on when another try makes sense."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

MEDIA_TYPE = "application/problem+json"


class Problem(Exception):
    """A refusal that the contract knows."""

    def __init__(self, status: int, title: str, retry: str = "never", **members: Any) -> None:
        super().__init__(title)
        self.status = status
        self.body = {"title": title, "status": status, "retry": retry, **members}


def install(app: FastAPI) -> None:
    """Turn problems and the framework's own refusals into problem documents."""

    @app.exception_handler(Problem)
    def refused(_request: Request, error: Problem) -> JSONResponse:
        asked = {"WWW-Authenticate": 'Basic realm="enrolment"'} if error.status == 401 else None  # RFC 9110 §15.5.2
        return JSONResponse(error.body, error.status, headers=asked, media_type=MEDIA_TYPE)

    @app.exception_handler(HTTPException)
    def framework(_request: Request, error: HTTPException) -> JSONResponse:
        body = {"title": str(error.detail), "status": error.status_code, "retry": "later"}
        return JSONResponse(body, error.status_code, headers=dict(error.headers or {}), media_type=MEDIA_TYPE)

    @app.exception_handler(RequestValidationError)
    def malformed(_request: Request, error: RequestValidationError) -> JSONResponse:
        pointers = ["/" + "/".join(map(str, one["loc"])) for one in error.errors()]
        body = {"title": "malformed request", "status": 422, "retry": "never", "pointers": pointers}
        return JSONResponse(body, 422, media_type=MEDIA_TYPE)
