"""From the glass or the desk to a part that only the portal opens; in between the picture is in memory only."""

import shutil

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from drivers import registry
from drivers.ports import PaperLabel, PaperPage
from sync.envelope import ClearPart
from sync.seal import PortalKey, seal, unseal
from tests.sync.envelopes import particulars

SANE = pytest.mark.skipif(shutil.which("scanimage") is None, reason="Debian's sane-utils is not installed")


@pytest.mark.parametrize(
    ("driver", "options"), [("simulated", {}), pytest.param("scanner", {"device": "test:0"}, marks=SANE)]
)
async def test_a_paper_goes_from_picture_to_sealed_part(driver, options, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    camera = registry.find("document", driver)(options)
    await camera.open()
    await camera.start()
    pages = [await camera.take(), await camera.take()]
    await camera.close()
    assert all(isinstance(page, PaperPage) for page in pages)
    pdf = await camera.bind(pages, PaperLabel("Giấy khai sinh", "KS-01"))

    private = X25519PrivateKey.generate()
    key = PortalKey("portal-1", private.public_key().public_bytes_raw())
    envelope = seal(particulars(), [ClearPart("paper-KS-01", "application/pdf", pdf)], key)

    assert pages[0].jpeg not in envelope.parts[0].data
    opened = unseal(envelope.manifest, envelope.manifest.parts[0], envelope.parts[0].data, {"portal-1": private})
    assert opened.data == pdf
    assert list(tmp_path.iterdir()) == []
