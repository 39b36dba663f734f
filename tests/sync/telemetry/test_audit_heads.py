"""The head of the audit log goes out with the telemetry, and the portal's copy proves a cut tail."""

import re

import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.audit import Act, AuditLog, Broken, Entry, Head, verify
from sync.jws import SigningKey
from tests.sync.telemetry.test_telemetry_delivery import events, send_all

KEY = SigningKey("K07-audit-1", Ed25519PrivateKey.generate())


def test_the_portals_head_shows_that_the_tail_was_cut(tmp_path, recorder, sender, server):
    log = AuditLog(tmp_path / "one", "K07")
    for _ in range(3):
        log.record(Entry(act=Act.CLOSED))
    structlog.get_logger().info("audit_head", head=log.close_day(KEY))
    recorder.close()
    send_all(sender)
    (cef,) = events(server)
    (kept,) = re.findall(r"cs2Label=head cs2=(\S+)", cef)
    head = Head.opened(kept, KEY.public)
    assert verify(log, [head]) is None
    shorter = AuditLog(tmp_path / "two", "K07")
    shorter.record(Entry(act=Act.CLOSED))
    assert verify(shorter, [head]).broken is Broken.TAIL_CUT
    log.close()
    shorter.close()
