"""A key that two processes make at once is the same for both; a secret is nobody else's to read."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sync.durable import write_once
from sync.kiosk_keys import KeyUse, load_or_make, public_keys


def test_the_first_secret_stays_and_no_draft_is_left(tmp_path: Path) -> None:
    file = tmp_path / "pepper.key"
    write_once(file, b"first")
    write_once(file, b"second")
    assert file.read_bytes() == b"first"
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_whoever_asks_at_once_for_a_signing_key_gets_one_and_the_same(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as many:
        made = list(many.map(lambda _: load_or_make(tmp_path, "K07", KeyUse.SLIP), range(32)))
    published = public_keys(tmp_path, KeyUse.SLIP)["K07-slip-1"].public_bytes_raw()
    assert {key.private.public_key().public_bytes_raw() for key in made} == {published}


def test_a_public_half_that_a_power_cut_took_is_written_again(tmp_path: Path) -> None:
    first = load_or_make(tmp_path, "K07", KeyUse.SLIP)
    (tmp_path / "K07-slip-1.pub").unlink()
    assert load_or_make(tmp_path, "K07", KeyUse.SLIP).private.private_bytes_raw() == first.private.private_bytes_raw()
    assert (tmp_path / "K07-slip-1.pub").stat().st_mode & 0o777 == 0o644
