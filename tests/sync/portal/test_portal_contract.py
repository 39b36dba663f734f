"""Schemathesis, which nobody here wrote, plays any client: the portal answers as the served contract says."""

import gzip
import json
from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import positive_data_acceptance

from sync.reference_portal.app import CONTRACT
from sync.reference_portal.server import PortalServer
from tests.sync.portals import portal_server

FILE = schemathesis.openapi.from_path(CONTRACT)
OPERATIONS = {found.ok().label: found.ok() for found in FILE.get_all_operations()}
NOT_SAID_BY_A_SCHEMA = {
    "POST /v1/uploads": [positive_data_acceptance],
    "POST /v1/telemetry": [positive_data_acceptance],
}
"""An upload must be announced by a manifest before, and inside `Upload-Metadata` is base64: 422 is right. Telemetry is
of enrolled kiosks and listed events: 403 and 422 are right."""
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
