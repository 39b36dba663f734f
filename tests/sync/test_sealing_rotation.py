"""The portal changes the key that kiosks seal to: the catalogue tells them, and what was under way is still opened."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from sync.catalogue.portal_keys import PortalKeys, portal_keys_text, read_portal_keys
from sync.outbox import State, Store
from sync.reference_portal import secrets
from sync.seal import seal
from tests.sync.envelopes import ANSWERS, particulars
from tests.sync.portals import RECEIPT_KEY, Clock, drain, portal_server, worker
from ui.cli import portal


def test_dossiers_of_before_and_after_the_change_are_opened(tmp_path: Path) -> None:
    keys = secrets.load_or_make(tmp_path / "portal" / "keys")
    clock = Clock()
    store = Store(tmp_path / "queue", clock)
    store.enqueue(seal(particulars(1), (ANSWERS,), keys.sealing))  # waits on a kiosk that has no network

    said = CliRunner().invoke(portal.app, ["rotate-sealing", "--folder", str(tmp_path / "portal")])
    catalogue = tmp_path / "catalogue" / "portal_keys"
    catalogue.mkdir(parents=True)
    (catalogue / "keys.toml").write_text(said.output, "ascii")
    told = read_portal_keys(tmp_path / "catalogue")
    assert told is not None and told.sealing.key_id == "seal-2"
    assert told.receipts.keys() == keys.receipt_key.public.keys()
    store.enqueue(seal(particulars(2), (ANSWERS,), told.sealing))

    held = secrets.load_or_make(tmp_path / "portal" / "keys").seal_keys
    assert set(held) == {"seal-1", "seal-2"}
    with portal_server(tmp_path / "portal", seal_keys=held) as running:
        drain(worker(store, running.url, clock))
    assert store.counts().by_state[State.ACCEPTED] == 2
    store.close()


def test_what_is_written_is_what_is_read(tmp_path: Path) -> None:
    keys = PortalKeys(secrets.load_or_make(tmp_path / "keys").sealing, RECEIPT_KEY.public)
    (tmp_path / "portal_keys").mkdir()
    (tmp_path / "portal_keys" / "keys.toml").write_text(portal_keys_text(keys), "ascii")
    read = read_portal_keys(tmp_path)
    assert read is not None and read.sealing == keys.sealing
    (tmp_path / "portal_keys" / "keys.toml").write_text(portal_keys_text(keys).replace("[receipts]", "[other]"))
    with pytest.raises(ValueError, match="KeyError"):
        read_portal_keys(tmp_path)
