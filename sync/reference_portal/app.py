"""The portal's HTTP face: routes of ``sync/openapi.yaml``, each a few lines on top of `Intake`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Body, FastAPI, Request, Response
from fastapi import Path as InPath
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles
from pydantic import BaseModel, ConfigDict, Field
from tuspyserver import create_tus_router

from sync.lifetimes import DAY, UNFINISHED_UPLOAD
from sync.reference_portal import problems
from sync.reference_portal.authority import Authority
from sync.reference_portal.bodies import read_body
from sync.reference_portal.decisions import Decisions
from sync.reference_portal.desk.accounts import Accounts
from sync.reference_portal.desk.app import Desk, create_desk
from sync.reference_portal.desk.dossiers import Reading
from sync.reference_portal.enrolment import Enrolment, Guard, with_enrolled
from sync.reference_portal.enrolment import routes as enrolment_routes
from sync.reference_portal.intake import Intake
from sync.reference_portal.opening import Opener
from sync.reference_portal.part_store import part_store
from sync.reference_portal.patience import Patience
from sync.reference_portal.ports import AnswerValidator, ChipVerifier, FormReader
from sync.reference_portal.problems import Problem
from sync.reference_portal.settings import PortalSettings
from sync.reference_portal.tables import PortalDatabase
from sync.reference_portal.telemetry import Telemetry, routes

LARGEST_WHOLE = 1024 * 1024
"""Bytes of a part in one request; larger ones are uploaded in pieces."""
LARGEST_BODY = 4 * LARGEST_WHOLE
"""Bytes of anything else that is no upload."""
LARGEST_UPLOAD = 256 * 1024 * 1024
CONTRACT = Path(__file__).resolve().parents[1] / "openapi.yaml"

Digest = Annotated[str, InPath(pattern=r"^[0-9a-f]{64}$")]


class Signed(BaseModel):
    """A manifest as flattened JWS."""

    model_config = ConfigDict(extra="forbid")
    protected: str
    payload: str
    signature: str


class Question(BaseModel):
    """Which receipts are wanted."""

    model_config = ConfigDict(extra="forbid")
    submissions: list[UUID] = Field(max_length=100)


def create_app(
    settings: PortalSettings,
    validator: AnswerValidator,
    verifier: ChipVerifier,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    reader: FormReader | None = None,
) -> FastAPI:
    """Build the portal; `validator` knows the forms, `verifier` the chips; with a `reader` it has a reception desk."""
    settings.folder.mkdir(parents=True, exist_ok=True)
    store = part_store(settings.parts, settings.folder / "parts")
    database = PortalDatabase(settings.database_url)
    settings = with_enrolled(settings, database)
    opener = Opener(settings, store, validator, verifier)
    intake = Intake(settings, database, store, opener, now)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        database.close()

    app = FastAPI(title="Kiosk portal", openapi_url=None, docs_url=None, redoc_url=None, lifespan=lifespan)
    enrolment = Enrolment(Authority(settings.folder / "ca"), database, now)
    app.add_middleware(Guard, enrolment=enrolment)
    app.include_router(enrolment_routes(enrolment))
    app.include_router(_submissions(intake))
    app.include_router(_uploads(intake, settings.folder / "uploads"))
    app.include_router(routes(Telemetry(settings, database, now), settings.secrets.watch_token))
    app.mount("/v1/catalogue", StaticFiles(directory=settings.folder / "catalogue", check_dir=False))
    app.add_middleware(Patience, seconds=settings.patience, largest=LARGEST_BODY, roomy="/v1/uploads")
    problems.install(app)
    if reader is not None:
        reading = Reading(database, opener, reader)
        desk = Desk(settings, Accounts(database, now), reading, Decisions(settings, database, now), now)
        app.mount("/desk", create_desk(desk))
    return app


def _submissions(intake: Intake) -> APIRouter:
    router = APIRouter(prefix="/v1")

    @router.get("/openapi.yaml")
    def contract() -> FileResponse:
        return FileResponse(CONTRACT, media_type="application/yaml")  # RFC 9512

    @router.put("/submissions/{submission_id}")
    def offer(submission_id: UUID, signed: Signed, response: Response) -> dict[str, Any]:
        new, held = intake.offer(submission_id, signed.model_dump())
        response.status_code = 201 if new else 200
        return held

    @router.get("/submissions/{submission_id}")
    def held(submission_id: UUID) -> dict[str, Any]:
        return intake.held(submission_id)

    @router.put("/submissions/{submission_id}/parts/{sha256}", status_code=204)
    async def put_part(submission_id: UUID, sha256: Digest, request: Request) -> None:
        data = await read_body(request, LARGEST_WHOLE)
        await run_in_threadpool(intake.put_part, submission_id, sha256, data)

    @router.post("/submissions/{submission_id}/complete")
    def complete(submission_id: UUID) -> dict[str, str]:
        return {"receipt": intake.complete(submission_id)}

    @router.post("/receipts:query")
    def query(question: Annotated[Question, Body()]) -> dict[str, list[str]]:
        return {"receipts": intake.receipts(question.submissions)}

    @router.get("/dossiers/{code}")
    def dossier(code: str) -> dict[str, Any]:
        return intake.dossier(code)

    return router


def _uploads(intake: Intake, folder: Path) -> APIRouter:
    def announced(metadata: dict[str, str], upload: dict[str, Any]) -> None:
        """Only a part that a manifest announced may be uploaded."""
        try:
            submission, sha256 = UUID(metadata["submission"]), metadata["sha256"]
        except (KeyError, ValueError) as error:
            raise Problem(422, "Upload-Metadata names no submission and digest") from error
        intake.expect_part(submission, sha256, upload["size"])

    def arrived(path: str, metadata: dict[str, str]) -> None:
        """Take the whole part over; one with another digest is dropped and stays missing."""
        file = Path(path)
        try:
            intake.put_part(UUID(metadata["submission"]), metadata["sha256"], file.read_bytes())
        finally:
            file.unlink(missing_ok=True)

    folder.mkdir(parents=True, exist_ok=True)
    router: APIRouter = create_tus_router(
        prefix="v1/uploads",
        files_dir=str(folder),
        max_size=LARGEST_UPLOAD,
        days_to_keep=int(UNFINISHED_UPLOAD / DAY),
        on_upload_complete=arrived,
        pre_create_hook=announced,
        strict_offset_validation=True,
    )
    return router
