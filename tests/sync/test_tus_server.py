"""Our uploads against npm's `@tus/server`, a counterpart that nobody here wrote.

Set ``TUS_MODULES`` to a ``node_modules`` folder with ``@tus/server`` and ``@tus/file-store``; skips without it.
"""

import hashlib
import os
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from sync.envelope import ClearPart
from sync.http_portal import HttpPortal
from sync.portal import PortalError, Upload
from sync.upload import UploadSizes
from tests.sync.envelopes import ANSWERS, envelope
from tests.sync.meddler import Act, Cut, Meddler, Request
from tests.sync.portals import http_portal

MODULES = os.environ.get("TUS_MODULES", "")
CHUNK = UploadSizes().chunk
SERVER = """
const { Server } = require('@tus/server')
const { FileStore } = require('@tus/file-store')
const server = new Server({ path: '/v1/uploads', datastore: new FileStore({ directory: process.argv[2] }) })
const listening = server.listen({ host: '127.0.0.1', port: Number(process.argv[3]) }, () =>
  console.log(listening.address().port))
"""
pytestmark = [
    pytest.mark.thirdparty,
    pytest.mark.skipif(not MODULES or shutil.which("node") is None, reason="needs node and TUS_MODULES (@tus/server)"),
]


class Node:
    """The server as a process that can be killed and started again on the same port."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        (folder / "files").mkdir()
        (folder / "server.cjs").write_text(SERVER)
        self.port = 0
        self.start()

    def start(self) -> None:
        command = ["node", str(self._folder / "server.cjs"), str(self._folder / "files"), str(self.port)]
        environment = {**os.environ, "NODE_PATH": MODULES}
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        assert self._process.stdout is not None
        self.port = int(self._process.stdout.readline())

    def kill(self) -> None:
        self._process.kill()
        self._process.communicate()

    def files(self) -> list[bytes]:
        return [file.read_bytes() for file in (self._folder / "files").iterdir() if not file.name.endswith(".json")]


def test_large_parts_arrive_whole_at_a_server_of_others_although_cut_and_killed(tmp_path: Path) -> None:
    chance, cuts = random.Random(7), 0
    sent = envelope(1, ANSWERS, ClearPart("paper-1", "application/pdf", chance.randbytes(3_000_000)))
    part, data = sent.manifest.parts[1], sent.parts[1].data

    def plan(request: Request) -> Act:
        nonlocal cuts
        if request.method != "PATCH" or chance.random() < 0.6:
            return None
        cuts += 1
        return chance.choice(list(Cut))

    server = Node(tmp_path)
    with Meddler(server.port, plan) as between:
        portal = http_portal(between.url)
        upload = portal.begin_upload(sent.manifest, part)
        killed = False
        while upload.offset < part.size:
            if upload.offset > part.size / 2 and not killed:
                killed = True
                server.kill()
                server.start()
            upload = _next(portal, upload.url, data)
        portal.close()
        resent = between.bytes_up - part.size
    assert [hashlib.sha256(file).hexdigest() for file in server.files()] == [part.sha256]
    server.kill()
    assert cuts >= 2
    assert resent <= cuts * CHUNK


def _next(portal: HttpPortal, url: str, data: bytes) -> Upload:
    """Ask how far it is, send one chunk; a cut is no news."""
    upload = portal.resume_upload(url)
    assert upload is not None
    try:
        return portal.send_chunk(upload, data[upload.offset : upload.offset + CHUNK])
    except PortalError:
        return upload
