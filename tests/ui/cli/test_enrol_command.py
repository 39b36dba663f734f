"""`kiosk enrol`: a code in, an enrolled kiosk out; every way to fail has words and changes nothing."""

from __future__ import annotations

import base64
import json
import tomllib
from datetime import timedelta
from pathlib import Path

import pytest
from emulated_kiosk import PLACE
from typer.testing import CliRunner

import resources
from kiosk.audit import AuditLog
from kiosk.portal_link import link_settings
from kiosk.settings import load
from kiosk.staff.accounts import Accounts
from kiosk.staff.roles import Person, Role
from kiosk.staff.sign_in import Attempt, SignIn
from kiosk.staff.unlock import Unlock
from sync.enrolment.client import EnrolmentFault
from sync.http_link import HttpLink
from sync.reference_portal import secrets
from sync.unlock import Challenge, read_secret
from tests.sync.enrolment.test_enrolment import CENTRE, Portal
from ui.cli.enrol import app
from ui.cli.portal import app as portal_app


@pytest.fixture(autouse=True)
def no_chip(monkeypatch):
    monkeypatch.setattr("sync.tls_key.CHIP", Path("/nowhere"))


@pytest.fixture
def portal(tmp_path):
    one = Portal(tmp_path / "portal")
    with one.server:
        yield one
    one.database.close()


@pytest.fixture
def file(tmp_path, portal):
    key = base64.b64encode(bytes(32)).decode()
    sealing = secrets.load_or_make(tmp_path / "portal" / "keys").sealing
    public = base64.b64encode(sealing.public).decode()
    text = f'kiosk = "K07"\nstate = "{tmp_path / "state"}"\n[portal]\nurl = "{portal.url}"\nsealing_key = "{public}"\n'
    text += f'sealing_key_id = "{sealing.key_id}"\nreceipt_key = "{key}"\nreceipt_key_id = "r-1"\n[place]\n'
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


async def test_whoever_enrolled_can_be_unlocked_by_telephone(portal, file, tmp_path):
    state = tmp_path / "state"
    run(portal.code(), file)
    first = read_secret(state / "keys", "K07")
    assert run(portal.code(), file) == (0, "done")
    assert len({first, read_secret(state / "keys", "K07")}) == 2  # what somebody copied before is worth nothing now
    accounts, audit = Accounts(state / "staff", bytes(32)), AuditLog(state / "audit", "K07")
    technician = Person("21", "Đỗ Văn Kỹ", Role.TECHNICIAN)
    accounts.add(technician, "290751", with_totp=True)
    door = SignIn(accounts, audit, Unlock("K07", state / "keys"))
    challenge = await door.challenge("21")
    code, said = help_desk(challenge.lower(), tmp_path, portal)
    assert code == 0
    digits = said.replace(" ", "").strip()
    assert await door.enter(Attempt("21", answer=digits), list(Role), portal.at) == technician
    assert first not in (tmp_path / "portal" / "portal.db").read_bytes()
    accounts.close()
    audit.close()


def test_the_help_desk_answers_only_what_a_kiosk_that_is_enrolled_asked(portal, file, tmp_path):
    run(portal.code(), file)
    good = str(Challenge.make("K07", "21"))
    assert help_desk(good, tmp_path, portal)[0] == 0
    assert help_desk(good[:-1], tmp_path, portal)[0] == 1
    assert help_desk(str(Challenge.make("K08", "21")), tmp_path, portal)[0] == 1
    portal.enrolment.revoke("K07")
    assert help_desk(good, tmp_path, portal)[0] == 1


def help_desk(challenge, tmp_path, portal):
    words = ["unlock-code", challenge, "--folder", str(tmp_path / "portal"), "--database", portal.settings.database_url]
    result = CliRunner().invoke(portal_app, words)
    return result.exit_code, result.stdout


def test_settings_with_a_key_that_seals_nothing_change_nothing(portal, file, tmp_path):
    public = load(file).portal.sealing_key
    file.write_text(file.read_text().replace(public, base64.b64encode(bytes(32)).decode()))
    assert run(portal.code(), file) == (1, "no_sealing_key")
    assert not (tmp_path / "state" / "tls").exists()


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
