"""Newer signed data are served from the next visit on, never in the middle of one; too old ones close the kiosk."""

import shutil
import tomllib
from base64 import b64encode
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

import resources
from kiosk.faults import Fault
from kiosk.settings import Catalogue
from kiosk.visit import events as ev
from kiosk.visit.edition import Editions
from kiosk.visit.examine import examine
from kiosk.visit.states import State
from sync.catalogue.portal_keys import ReceiptKeys
from sync.catalogue.standing import Record, write_record
from sync.catalogue.versions import current, put_in_place, staging
from sync.envelope import parse_manifest
from sync.lifetimes import CATALOGUE_GRACE
from sync.seal import PortalKey

SLUG = "xac-nhan-thong-tin-cu-tru"
SET_HERE = PortalKey("1", X25519PrivateKey.generate().public_key().public_bytes_raw())


def publish(folder, number, *, name=None, broken=False):
    """Bring a small catalogue to its place as `refresh` does with one that it has verified."""
    staged = staging(folder, number)
    for room in ("forms", "schemas"):
        shutil.copytree(resources.path(room), staged / room)
    shutil.copytree(resources.path("procedures", SLUG), staged / "procedures" / SLUG)
    for file in ("groups.toml", "consents.toml"):
        shutil.copyfile(resources.path(file), staged / file)
    procedure = staged / "procedures" / SLUG / "procedure.toml"
    if name:
        was = tomllib.loads(procedure.read_text("utf-8"))["name"]
        procedure.write_text(procedure.read_text("utf-8").replace(f'name = "{was}"', f'name = "{name}"', 1), "utf-8")
    if broken:
        procedure.write_text("name = ", "utf-8")
    return staged


def keys_file(staged, seal_id, private):
    key = b64encode(private.public_key().public_bytes_raw()).decode()
    receipt = b64encode(Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key().public_bytes_raw()).decode()
    (staged / "portal_keys").mkdir()
    text = f'[sealing]\nid = "{seal_id}"\nkey = "{key}"\n[receipts]\nreceipt-2 = "{receipt}"\n'
    (staged / "portal_keys" / "keys.toml").write_text(text)


@pytest.fixture
def folder(stage):
    return stage.folder / "catalogue"


@pytest.fixture
async def editions(stage, folder):
    """The kiosk of `stage` with a catalogue, whose first version it serves."""
    put_in_place(folder, publish(folder, 1, name="Bản một"), 1)
    confirmed(stage, folder)
    mechanics = stage.visit._mechanics
    settings = mechanics.means.settings.model_copy(
        update={"catalogue": Catalogue(root=stage.folder / "root.json"), "drafts": True}
    )
    made = Editions(settings, stage.clock, SET_HERE)
    mechanics.means = replace(mechanics.means, settings=settings, library=made.served.library, editions=made)
    return made


def confirmed(stage, folder, ago=timedelta()):
    at = (stage.clock.now() - ago).timestamp()
    write_record(folder, Record(at, at, at + 30 * 86_400.0, at))


def name_of(stage):
    return stage.visit._mechanics.means.library.catalogue.get(SLUG).name


async def test_a_newer_catalogue_is_served_to_the_next_citizen_and_never_in_mid_visit(stage, editions, folder):
    await stage.tell(ev.Begin(), ev.Choose(SLUG))
    assert stage.now.procedure.name == "Bản một"
    put_in_place(folder, publish(folder, 2, name="Bản hai"), 2)
    await stage.clock.advance(30)
    await stage.tell(ev.Back(), ev.Choose(SLUG))
    assert stage.now.procedure.name == "Bản một"
    assert (folder / "versions" / "1").is_dir()  # its files stay for as long as somebody is served by them
    await stage.tell(ev.Leave())
    await stage.until(lambda now: now.data == current(folder))
    await stage.tell(ev.Begin(), ev.Choose(SLUG))
    assert stage.now.procedure.name == "Bản hai"


async def test_a_newer_catalogue_that_cannot_be_served_leaves_the_old_one_in_use(stage, editions, folder):
    await stage.tell(ev.Begin(), ev.Leave())
    staged = publish(folder, 2, broken=True)
    assert examine(staged, stage.clock.now().date())  # it would not have been taken; here the disk spoilt it later
    put_in_place(folder, staged, 2)
    assert editions.newer() is None
    await stage.clock.advance(6)
    assert name_of(stage) == "Bản một"
    put_in_place(folder, publish(folder, 3, name="Bản ba"), 3)
    await stage.rest_until(lambda _: name_of(stage) == "Bản ba")


async def test_a_catalogue_beyond_its_grace_closes_the_kiosk_until_it_is_renewed(stage, editions, folder):
    confirmed(stage, folder, timedelta(seconds=CATALOGUE_GRACE + 60))
    await stage.rest_until(lambda now: now.state is State.CLOSED)
    assert stage.now.fault is Fault.CATALOGUE_TOO_OLD
    confirmed(stage, folder)
    await stage.rest_until(lambda now: now.state is State.WELCOME)


async def test_keys_anchors_and_times_come_with_the_catalogue(stage, editions, folder):
    staged = publish(folder, 2)
    keys_file(staged, "seal-7", X25519PrivateKey.generate())
    (staged / "trust").mkdir()
    (staged / "settings").mkdir()
    (staged / "settings" / "kiosk.toml").write_text("[visit]\nidle_seconds = 300\n")
    assert examine(staged, stage.clock.now().date()) == ()
    put_in_place(folder, staged, 2)
    await stage.rest_until(lambda now: now.data == current(folder))
    assert (stage.folder / "trust-in-use").resolve() == current(folder) / "trust"
    await stage.done()
    with stage.outbox._store.database.read() as connection:
        manifest = parse_manifest(connection.exec_driver_sql("SELECT manifest FROM submissions").scalar_one())
    assert manifest.key_id == "seal-7"
    assert editions.served.times.idle_seconds == 300
    set_here = {"receipt-1": Ed25519PrivateKey.generate().public_key()}
    assert set(ReceiptKeys(set_here, folder)) == {"receipt-1", "receipt-2"}


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("settings/kiosk.toml", "[visit]\nidle_seconds = 1\n", "visit.idle_seconds"),
        ("settings/kiosk.toml", 'kiosk = "K99"\n', "kiosk"),
        ("portal_keys/keys.toml", "[receipts]\n", "portal_keys"),
        ("portal_keys/keys.toml", '[sealing]\nid = "a"\nkey = "AAAA"\n[receipts]\n', "X25519"),
    ],
)
def test_a_catalogue_with_keys_or_settings_that_cannot_be_right_is_not_taken(stage, folder, file, text, said):
    staged = publish(folder, 1)
    (staged / file).parent.mkdir()
    (staged / file).write_text(text)
    (problem,) = examine(staged, stage.clock.now().date())
    assert said in problem


async def test_what_a_technician_set_here_counts_more_than_the_provinces_word(stage, folder):
    staged = publish(folder, 1)
    (staged / "settings").mkdir()
    (staged / "settings" / "kiosk.toml").write_text("[visit]\nidle_seconds = 300\nwarning_seconds = 40\n")
    put_in_place(folder, staged, 1)
    here = stage.visit._mechanics.means.settings.model_copy(update={"catalogue": Catalogue(root=folder / "root.json")})
    here = here.model_copy(update={"visit": here.visit.model_validate({"idle_seconds": 200})})
    times = Editions(here, stage.clock, SET_HERE).served.times
    assert (times.idle_seconds, times.warning_seconds) == (200, 40)
