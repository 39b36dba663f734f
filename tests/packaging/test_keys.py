"""Where the kiosk's TLS key lies: inside a TPM, or in a credential that systemd keeps encrypted.

The TPM is one of software behind the resource manager that many programs share; its key is made, certified and used by
the package's own commands and services, against a portal on this machine's loopback, which the root shares.
"""

from __future__ import annotations

import json

import pytest

from tests.packaging.conftest import AS_THE_SCREEN, SUITE
from tests.packaging.test_install import code_for, portal, sheet
from tests.packaging.test_systemd import ENQUEUE

__all__ = ["portal"]
pytestmark = pytest.mark.package
TPM = ("swtpm", "tpm2-abrmd", "libtss2-tcti-tabrmd0", "dbus", "openssl", "tpm2-openssl")
WAY = "TPM2OPENSSL_TCTI=tabrmd:bus_type=system"
PAIR = "var/lib/kiosk/tls/kiosk.pem"
DROP_IN = "etc/systemd/system/kiosk-sync.service.d/keys.conf"
RENEW = """
import sys, time; sys.path.insert(0, "/opt/kiosk/lib")
from pathlib import Path
from kiosk.portal_link import link_settings; from kiosk.settings import load
from sync.enrolment.renewal import Renewal
link = link_settings(load(Path("/etc/kiosk/kiosk.toml")))
print(Renewal(link, {}, lambda: time.time() + 61 * 86400).renew_when_due())
"""


def switched_on(machine) -> None:
    """A new TPM of software and its resource manager: what `/dev/tpmrm0` is to the group `tss`."""
    chip = "socket --tpm2 --tpmstate dir=/run/tpm --server type=unixio,path=/run/tpm/s --flags startup-clear"
    chip += " --ctrl type=unixio,path=/run/tpm/s.ctrl"
    machine.run("systemd-run", "--unit=chip", "--property=RuntimeDirectory=tpm", "swtpm", *chip.split())
    machine.wait_until(lambda: machine.run("test", "-S", "/run/tpm/s", check=False).returncode == 0)
    machine.run("systemctl", "start", "dbus")
    machine.run("systemd-run", "--unit=manager", "tpm2-abrmd", "--allow-root", "--tcti=swtpm:path=/run/tpm/s")
    machine.wait_until(lambda: machine.run("busctl", "status", "com.intel.tss2.Tabrmd", check=False).returncode == 0)


def enrolled(machine, portal) -> str:
    return json.loads(machine.run("env", WAY, "kiosk", "enrol", "--json", code_for(portal)).stdout)["outcome"]


def answer_of_portal(machine) -> str:
    """What the self-test says of it in the end, asked with the kiosk's own certificate."""
    said = machine.run("env", WAY, "kiosk", "doctor", "--json", check=False).stdout
    return [one["outcome"] for one in json.loads(said)["checks"] if one["check"] == "portal"][-1]


def service_delivers(machine, number: int) -> None:
    """The restricted service itself speaks to the portal: it brings a dossier there."""
    before = delivered(machine)
    machine.run("systemctl", "daemon-reload")
    machine.run("systemctl", "restart", "kiosk-sync.service")
    machine.run(*AS_THE_SCREEN, "python3", "-IBc", ENQUEUE, str(number))
    machine.wait_until(lambda: delivered(machine) == before + 1)


def delivered(machine) -> int:
    """How many came back: nobody at the desk can open what was sealed to another key."""
    return machine.run("kiosk", "queue", "list", "--json").stdout.count('"state": "returned"')


@pytest.fixture
def settled(root, portal):
    """The machine with the settings of this portal and a drop-in of sync to be written."""
    (root.path / "etc/kiosk/kiosk.toml").write_text(sheet(portal), "utf-8")
    drop_in = root.path / DROP_IN
    drop_in.parent.mkdir(parents=True, exist_ok=True)
    with root.booted() as machine:
        yield machine
    drop_in.unlink(missing_ok=True)


@pytest.mark.skipif(SUITE != "trixie", reason="THE TPM IS NOT TRIED HERE: TLS of Debian 12 cannot use one")
def test_a_key_in_the_tpm_is_certified_used_and_renewed_and_is_worth_nothing_without_it(root, settled, portal):
    root.install(*TPM)
    switched_on(settled)
    assert enrolled(settled, portal) == "done_in_chip"
    first = (root.path / PAIR).read_text("ascii")
    assert "TSS2 PRIVATE KEY" in first
    assert "BEGIN PRIVATE KEY" not in first
    (root.path / DROP_IN).write_text(f"[Service]\nEnvironment={WAY}\n", "ascii")
    service_delivers(settled, 1)

    renewed = settled.run("runuser", "-u", "kiosk-sync", "--", "env", WAY, "python3", "-IBc", RENEW)
    assert renewed.stdout.strip() == "True"
    key, _, certificate = first.partition("-----BEGIN CERTIFICATE")
    second = (root.path / PAIR).read_text("ascii")
    assert second.startswith(key)
    assert certificate not in second
    assert answer_of_portal(settled) == "ok"

    settled.run("systemctl", "stop", "kiosk-sync", "manager", "chip")
    switched_on(settled)  # another machine's TPM
    assert answer_of_portal(settled) == "certificate"


def test_a_key_may_lie_in_a_credential_of_systemd(root, settled, portal):
    assert enrolled(settled, portal) in ("done", "done_beside_chip")
    key, begin, certificate = (root.path / PAIR).read_text("ascii").partition("-----BEGIN CERTIFICATE")
    (root.path / "root/key.pem").write_text(key, "ascii")
    (root.path / "var/lib/kiosk/tls/kiosk.crt").write_text(begin + certificate, "ascii")
    sealing = ("systemd-creds", "encrypt", "--name=tls-key", "/root/key.pem", "/etc/kiosk/tls-key.cred")
    settled.run(*sealing)
    (root.path / DROP_IN).write_text("[Service]\nLoadCredentialEncrypted=tls-key:/etc/kiosk/tls-key.cred\n", "ascii")
    for file in ("root/key.pem", PAIR):
        (root.path / file).unlink()
    lines = 'certificate = "/var/lib/kiosk/tls/kiosk.crt"\nkey = "/run/credentials/kiosk-sync.service/tls-key"\n'
    text = sheet(portal).replace("[portal]\n", f"[portal]\n{lines}")
    (root.path / "etc/kiosk/kiosk.toml").write_text(text, "utf-8")
    service_delivers(settled, 2)
