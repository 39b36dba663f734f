"""A secret that two processes make at once is the same for both, and nobody else's to read."""

from pathlib import Path

from sync.durable import write_once


def test_the_first_secret_stays_and_no_draft_is_left(tmp_path: Path) -> None:
    file = tmp_path / "pepper.key"
    write_once(file, b"first")
    write_once(file, b"second")
    assert file.read_bytes() == b"first"
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [file]
