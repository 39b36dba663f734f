"""`kiosk enrol`: a code in, an enrolled kiosk out; every way to fail has words and changes nothing."""

from __future__ import annotations

import base64
import json
import tomllib
from datetime import timedelta

import pytest
from emulated_kiosk import PLACE
from typer.testing import CliRunner

import resources
from kiosk.portal_link import link_settings
from kiosk.settings import load
from sync.enrolment import EnrolmentFault
from sync.http_link import HttpLink
from tests.sync.enrolment.test_enrolment import CENTRE, Portal
from ui.cli.enrol import app


@pytest.fixture
def portal(tmp_path):
    one = Portal(tmp_path / "portal")
    with one.server:
        yield one
    one.database.close()


@pytest.fixture
def file(tmp_path, portal):
    key = base64.b64encode(bytes(32)).decode()
    text = f'kiosk = "K07"\nstate = "{tmp_path / "state"}"\n[portal]\nurl = "{portal.url}"\nsealing_key = "{key}"\n'
    text += f'sealing_key_id = "s-1"\nreceipt_key = "{key}"\nreceipt_key_id = "r-1"\n[place]\n'
    text += "\n".join(f'{name} = "{value}"' for name, value in PLACE.model_dump().items())
    path = tmp_path / "kiosk.toml"
    path.write_text(text)
    return path


def run(code, file):
    result = CliRunner().invoke(app, [str(code), "--settings", str(file), "--json"])
    return result.exit_code, json.loads(result.stdout)["outcome"] if result.stdout else ""


def test_after_enrolling_the_settings_need_no_line_more(portal, file):
    assert PLACE.centre == CENTRE
    assert run(portal.code(), file) == (0, "done")
    link = HttpLink(link_settings(load(file)))
    assert link.exchange("GET", "/v1/openapi.yaml", frozenset({200})).status == 200
    link.close()
    assert portal.knows() == ["K07-manifest-1"]


def test_each_way_to_fail_is_told(portal, file, tmp_path):
    assert run("K07-ABC", file) == (1, "malformed")
    assert run(portal.code("K08"), file) == (1, "other_kiosk")
    late = portal.code()
    portal.at += timedelta(minutes=16)
    assert run(late, file) == (1, "refused")
    assert not (tmp_path / "state" / "tls").exists()
    assert CliRunner().invoke(app, ["x", "--settings", str(tmp_path / "none.toml")]).exit_code == 2


def test_every_fault_of_enrolment_has_words():
    assert set(EnrolmentFault) <= set(tomllib.loads(resources.path("technician.toml").read_text("utf-8"))["enrol"])
