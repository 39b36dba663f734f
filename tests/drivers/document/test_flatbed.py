"""A flatbed whose `scanimage` does what no scanner should."""

from __future__ import annotations

from pathlib import Path

import pytest

from drivers.document.scanner import flatbed
from drivers.ports import DeviceError, DeviceFault


async def test_a_scan_without_end_is_broken_off(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    endless = tmp_path / "scanimage"
    endless.write_text("#!/bin/sh\nexec cat /dev/zero\n", "ascii")
    endless.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setattr(flatbed, "_LARGEST", 1_000_000)
    monkeypatch.setattr(flatbed, "_SCAN_SECONDS", 20.0)
    with pytest.raises(DeviceError) as refused:
        await flatbed.Flatbed("test:0").take()
    assert refused.value.fault is DeviceFault.GARBLED
