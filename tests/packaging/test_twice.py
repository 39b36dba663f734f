"""One commit gives the same bytes, whoever builds it and where."""

from __future__ import annotations

import os

import pytest
from clean_root import missing

from tests.packaging.conftest import built

pytestmark = pytest.mark.package


@pytest.mark.skipif(bool(missing()), reason=f"THE PACKAGE IS NOT BUILT HERE: {missing()}")
def test_another_folder_zone_and_mask_give_the_same_package(tmp_path, monkeypatch):
    first = built("HEAD", tmp_path / "first")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("TZ", "Asia/Ho_Chi_Minh")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    before = os.umask(0o077)
    try:
        second = built(str(first["commit"]), tmp_path / "second")
    finally:
        os.umask(before)
    assert second["sha256"] == first["sha256"]
