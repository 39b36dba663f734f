"""`kiosk catalogue` from the province's folder to a kiosk, over a stick and over the network."""

import json
import shutil
import threading
from base64 import b64encode
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import structlog
from typer.testing import CliRunner

import resources
from sync.catalogue.contents import FILES, ROOMS
from sync.catalogue.errors import CatalogueFault
from sync.catalogue.keeper import CatalogueKeeper, CatalogueSettings
from sync.catalogue.versions import current
from sync.link_settings import LinkSettings
from ui.cli import catalogue

RUN = CliRunner()


def call(*arguments: object):
    said = RUN.invoke(catalogue.app, [str(one) for one in (*arguments, "--json")])
    return said.exit_code, json.loads(said.stdout) if said.stdout else {}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Two procedures and one form of our own resources."""
    folder = tmp_path / "source"
    for room in ("schemas", "overlays", "places"):
        shutil.copytree(resources.path(room), folder / room)
    for name in FILES:
        shutil.copy(resources.path(name), folder / name)
    for name in ("forms/CT01@2026-07-01", "procedures/dang-ky-thuong-tru"):
        shutil.copytree(resources.path(name), folder / name)
    shutil.copy(resources.path("forms", "paper.typ"), folder / "forms")
    return folder


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def address(tmp_path):
    """A plain web server that carries the province's repository under the portal's address."""
    web = tmp_path / "web"
    (web / "v1").mkdir(parents=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(web)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def repository(tmp_path, source, address):
    code, said = publish(tmp_path, source)
    assert (code, said["version"], said["changed"]) == (0, 1, True)
    return tmp_path / "web/v1/catalogue"


def publish(tmp_path, source):
    return call("publish", source, "--keys", tmp_path / "keys", "--repository", tmp_path / "web/v1/catalogue")


@pytest.fixture
def settings(tmp_path, address, repository) -> Path:
    key = b64encode(bytes(32)).decode()
    file = tmp_path / "kiosk.toml"
    file.write_text(
        f"""
kiosk = "K07"
state = "{tmp_path}/kiosk"
[place]
centre = "Trung tâm Phục vụ hành chính công xã Hoa Mai"
authority = "UBND XÃ HOA MAI"
commune = "xã Hoa Mai"
province = "tỉnh Lâm Đồng"
[portal]
url = "{address}"
sealing_key = "{key}"
sealing_key_id = "seal-1"
receipt_key = "{key}"
receipt_key_id = "receipt-1"
[catalogue]
root = "{repository}/metadata/1.root.json"
""",
        "utf-8",
    )
    return file


def test_a_kiosk_takes_what_the_province_published_over_the_network(settings, tmp_path):
    assert call("status", "--settings", settings)[1]["freshness"] == "none"
    assert call("refresh", "--settings", settings) == (0, {"version": 1, "changed": True})
    assert call("refresh", "--settings", settings) == (0, {"version": 1, "changed": False})
    said = call("status", "--settings", settings)[1]
    assert (said["version"], said["freshness"], said["age_days"]) == (1, "fresh", 0.0)
    assert (current(tmp_path / "kiosk/catalogue") / "forms/CT01@2026-07-01/schema.json").is_file()


def test_the_same_repository_comes_on_a_stick(settings, repository, tmp_path):
    stick = shutil.copytree(repository, tmp_path / "stick")
    assert call("import", stick, "--settings", settings) == (0, {"version": 1, "changed": True})


def test_a_repository_that_is_not_there_is_unreachable_and_stays_named(settings, repository):
    shutil.rmtree(repository / "targets")
    code, said = call("refresh", "--settings", settings)
    assert (code, said["refused"]) == (1, "unreachable")
    assert call("status", "--settings", settings)[1]["refused"] == "unreachable"


def test_settings_without_a_catalogue_are_said_to_be_so(settings):
    settings.write_text(settings.read_text("utf-8").split("[catalogue]")[0], "utf-8")
    assert call("refresh", "--settings", settings)[0] == 2


def test_every_fault_has_its_remedy():
    assert set(catalogue.REMEDIES) == set(CatalogueFault)


def test_what_the_program_brings_along_can_be_published():
    assert all(resources.path(name).exists() for name in FILES)
    assert {"procedures", "forms", "schemas", "languages", "places", "overlays"} <= ROOMS


def change_ui(source: Path, change) -> None:
    file = source / "forms/CT01@2026-07-01/ui.json"
    said = json.loads(file.read_text("utf-8"))
    change(said)
    file.write_text(json.dumps(said), "utf-8")


def ten_thousand_fields(said):
    page = said["elements"][0]
    page["elements"] = page["elements"][:1] * 10_000


def unknown_widget(said):
    said["elements"][0]["elements"][0]["type"] = "Hologram"


def write(name: str, text: str):
    def hostile(source: Path) -> None:
        (source / name).write_text(text, "utf-8")

    return hostile


def slow_pattern(source: Path) -> None:
    file = source / "forms/CT01@2026-07-01/schema.json"
    schema = json.loads(file.read_text("utf-8"))
    name = next(iter(schema["properties"]))
    schema["properties"][name] = {"type": "string", "maxLength": 100, "pattern": "^(a+)+$"}
    file.write_text(json.dumps(schema), "utf-8")


HOSTILE = {
    "ten thousand fields": lambda source: change_ui(source, ten_thousand_fields),
    "an unknown widget": lambda source: change_ui(source, unknown_widget),
    "a pattern without end": slow_pattern,
    "nested for ever": write("forms/CT01@2026-07-01/ui.json", "[" * 100_000),
    "a key of a million dots": write("consents.toml", "a." * 500_000 + "b = 1"),
    "groups of another shape": write("groups.toml", "groups = 3"),
    "consents of another shape": write("consents.toml", "[purposes]\nx = 1"),
    "no text at all": write("procedures/dang-ky-thuong-tru/procedure.toml", "\x00"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_content_that_a_kiosk_could_not_serve_is_not_signed_and_if_signed_not_taken(
    settings, source, tmp_path, name, monkeypatch
):
    call("refresh", "--settings", settings)
    HOSTILE[name](source)
    code, said = publish(tmp_path, source)
    assert (code, said["refused"]) == (1, "content")
    with monkeypatch.context() as careless:
        careless.setattr(catalogue, "_examine", lambda root: ())
        assert publish(tmp_path, source)[0] == 0
    code, said = call("refresh", "--settings", settings)
    assert (code, said["refused"]) == (1, "content")
    assert said["problems"]
    assert call("status", "--settings", settings)[1]["version"] == 1


def test_the_sync_process_asks_by_itself_and_says_what_came_of_it(address, repository, tmp_path):
    wanted = CatalogueSettings(tmp_path / "kept", repository / "metadata/1.root.json", "/v1/catalogue", lambda root: [])
    keeper = CatalogueKeeper(wanted, LinkSettings(address, loopback_http=True))
    with structlog.testing.capture_logs() as said:
        keeper.ask()
        keeper.ask()
        shutil.rmtree(repository)
        keeper.ask()
    assert [(one["event"], one.get("code", "")) for one in said] == [
        ("catalogue_changed", ""),
        ("catalogue_confirmed", ""),
        ("catalogue_refused", "no_root"),
    ]
