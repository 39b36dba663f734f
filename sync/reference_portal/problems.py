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
    app.add_exception_handler(Problem, _problem)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _malformed)


def _problem(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Problem)
    asked = {"WWW-Authenticate": 'Basic realm="enrolment"'} if error.status == 401 else None  # RFC 9110 §15.5.2
    return JSONResponse(error.body, error.status, headers=asked, media_type=MEDIA_TYPE)


def _http(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    body = {"title": str(error.detail), "status": error.status_code, "retry": "later"}
    return JSONResponse(body, error.status_code, headers=dict(error.headers or {}), media_type=MEDIA_TYPE)


def _malformed(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    pointers = ["/" + "/".join(map(str, one["loc"])) for one in error.errors()]
    body = {"title": "malformed request", "status": 422, "retry": "never", "pointers": pointers}
    return JSONResponse(body, 422, media_type=MEDIA_TYPE)
