"""A kiosk that is built from its settings serves by its signed catalogue, and by what was installed without one."""

import base64
import time
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from kiosk import assembly, fitting
from kiosk.demo.hall import PLACE
from kiosk.settings import Catalogue, Devices, Driver, Portal, Settings
from kiosk.sync_settings import sync_settings
from kiosk.visit.states import State
from sync.catalogue.standing import Record, write_record
from sync.catalogue.versions import current, put_in_place
from tests.kiosk.visit.test_editions import SLUG, keys_file, publish


def settings(folder: Path, *, signed: bool) -> Settings:
    sealing = X25519PrivateKey.generate().public_key().public_bytes_raw()
    receipt = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    return Settings(
        kiosk="K07",
        state=folder,
        place=PLACE,
        trust=folder / "trust",
        drafts=True,
        catalogue=Catalogue(root=folder / "root.json") if signed else None,
        devices=Devices(card_reader=Driver(driver="apdu_tcp", options={"address": "127.0.0.1:1"})),
        portal=Portal(
            url="http://127.0.0.1:1",
            sealing_key=base64.b64encode(sealing).decode(),
            sealing_key_id="seal-1",
            receipt_key=base64.b64encode(receipt).decode(),
            receipt_key_id="receipt-1",
        ),
    )


@pytest.mark.parametrize("signed", [True, False])
async def test_data_keys_and_anchors_come_from_the_catalogue_where_there_is_one(tmp_path: Path, signed: bool) -> None:
    staged = publish(tmp_path / "catalogue", 1, name="Bản một")
    keys_file(staged, "seal-7", X25519PrivateKey.generate())
    (staged / "trust").mkdir()
    put_in_place(tmp_path / "catalogue", staged, 1)
    write_record(tmp_path / "catalogue", Record(confirmed_at=time.time(), valid_until=time.time() + 3600))
    said = settings(tmp_path, signed=signed)
    known = sync_settings(said).receipt_keys
    assert set(known) == ({"receipt-1", "receipt-2"} if signed else {"receipt-1"})
    held, anchors = current(tmp_path / "catalogue"), said.trust_anchors
    assert held is not None and anchors is not None and said.devices.card_reader is not None
    async with assembly.running(said) as kiosk:
        assert (kiosk.library.catalogue.get(SLUG).name == "Bản một") is signed
        assert kiosk.visit.snapshot.state is State.WELCOME
        assert anchors.resolve() == (held / "trust" if signed else tmp_path / "trust")
        fitting.make("card_reader", said.devices.card_reader, said)
        put_in_place(tmp_path / "catalogue", publish(tmp_path / "catalogue", 2, name="Bản hai"), 2)
        editions = kiosk.visit._mechanics.means.editions
        assert editions is not None
        newest = editions.newer() or editions.served  # it may be served already
        assert (newest.library.catalogue.get(SLUG).name == "Bản hai") is signed
