"""Schemathesis, which nobody here wrote, plays any client: the portal answers as the served contract says."""

import base64
import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import positive_data_acceptance

from sync.enrolment.client import EST
from sync.enrolment.request import make_request
from sync.reference_portal.app import CONTRACT, create_app
from sync.reference_portal.server import PortalServer
from sync.tls_key import FileKey
from tests.sync.portals import Validator, Verifier, portal_server, portal_settings

FILE = schemathesis.openapi.from_path(CONTRACT)
OPERATIONS = {found.ok().label: found.ok() for found in FILE.get_all_operations()}
NOT_SAID_BY_A_SCHEMA = {
    "POST /v1/uploads": [positive_data_acceptance],
    "POST /v1/telemetry": [positive_data_acceptance],
    "POST /.well-known/est/simpleenroll": [positive_data_acceptance],
    "POST /.well-known/est/simplereenroll": [positive_data_acceptance],
}
"""An upload must be announced by a manifest before, and inside `Upload-Metadata` is base64: 422 is right. Telemetry is
of enrolled kiosks and listed events: 403 and 422 are right. What base64 of a request must hold no schema says: 400."""
NOT_FOR_KIOSKS = {"GET /v1/telemetry/metrics", "GET /v1/telemetry/events"}
"""For the province's watch rooms: a portal may tell them in its own way."""
NOT_USED = {"GET", "DELETE", "OPTIONS"}
"""What tus offers beside creation, HEAD and PATCH; no kiosk asks for it."""
SAME_EVERY_DAY = settings(
    deadline=None,
    derandomize=True,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
    database=None,
)


@schemathesis.serializer("application/offset+octet-stream")
def as_it_is(_context: schemathesis.SerializationContext, value: object) -> object:
    return value if isinstance(value, bytes) else str(value).encode()


@schemathesis.serializer("application/pkcs10")
def as_text(_context: schemathesis.SerializationContext, value: object) -> object:
    return str(value).encode()


@schemathesis.serializer("application/x-ndjson")
def packed(_context: schemathesis.SerializationContext, value: object) -> object:
    return gzip.compress(json.dumps(value, default=str).encode())


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PortalServer]:
    with portal_server(tmp_path_factory.mktemp("contract")) as running:
        yield running


def exercise(operation: APIOperation, portal: PortalServer, examples: int) -> None:
    @settings(SAME_EVERY_DAY, max_examples=examples)
    @given(case=operation.as_strategy())
    def all_examples(case: schemathesis.Case) -> None:
        case.call_and_validate(base_url=portal.url, excluded_checks=NOT_SAID_BY_A_SCHEMA.get(operation.label, []))

    all_examples()


def test_every_route_of_the_portal_is_in_the_contract(tmp_path: Path) -> None:
    said = create_app(portal_settings(tmp_path), Validator(), Verifier()).openapi()
    served = {f"{method.upper()} {nameless(path)}" for path, methods in said["paths"].items() for method in methods}
    beside = NOT_FOR_KIOSKS | {one for one in served if "/v1/uploads" in one and one.split()[0] in NOT_USED}
    assert served - beside == {nameless(label) for label in OPERATIONS}


def nameless(path: str) -> str:
    return re.sub(r"{\w+}", "{}", path.rstrip("/"))


def test_the_served_contract_is_the_file_and_well_formed(portal: PortalServer) -> None:
    FILE.validate()
    served = schemathesis.openapi.from_url(f"{portal.url}/v1/openapi.yaml")
    assert served.raw_schema == FILE.raw_schema


@pytest.mark.parametrize("label", OPERATIONS)
def test_every_operation_answers_as_the_contract_says(label: str, portal: PortalServer) -> None:
    exercise(OPERATIONS[label], portal, 8)


@pytest.mark.slow
@pytest.mark.parametrize("label", OPERATIONS)
def test_every_operation_answers_so_for_long(label: str, portal: PortalServer) -> None:
    exercise(OPERATIONS[label], portal, 150)


def test_who_shows_no_code_is_told_how_to(portal: PortalServer) -> None:
    request = base64.b64encode(make_request("K07", "Trung tâm", FileKey.make(), {}))
    answer = requests.post(f"{portal.url}{EST}/simpleenroll", data=request, timeout=10)
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, 'Basic realm="enrolment"')
