"""A PC in software: QEMU with a panel to touch, serial lines, a network cable, a mains plug and a root console."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

PANEL = (540, 960)
"""Pixels of the panel, which hangs upright; a quarter of a real one's, since every pixel is drawn by emulation."""
RANGE = 0x7FFF
"""Largest coordinate of an absolute pointer (QEMU, qapi/ui.json, InputMoveEvent)."""
_PROMPT = "# "
Found = TypeVar("Found")


def missing() -> str:
    """What keeps this machine from emulating another; empty when nothing does."""
    lacking = [name for name in ("qemu-system-x86_64", "mke2fs", "debugfs", "tesseract") if shutil.which(name) is None]
    said = "apt install qemu-system-x86 ipxe-qemu seabios e2fsprogs tesseract-ocr tesseract-ocr-vie"
    return f"no {', '.join(lacking)} ({said})" if lacking else ""


def accelerator() -> str:
    """The processor's own virtualisation where it has one that this machine may use, else emulation."""
    flags = Path("/proc/cpuinfo").read_text("ascii")
    real = re.search(r"^flags.*\b(vmx|svm)\b", flags, re.MULTILINE) is not None and Path("/dev/kvm").exists()
    return "kvm" if real else "tcg,thread=multi"


def wait_until(look: Callable[[], Found], what: str, seconds: float) -> Found:
    """Look until there is something; return it. Raises TimeoutError, which says what was missed."""
    until = time.monotonic() + seconds
    while not (found := look()):
        if time.monotonic() > until:
            raise TimeoutError(f"not within {seconds:.0f} s: {what}")
        time.sleep(0.5)
    return found


class Machine:
    """One PC; its disk outlives its power."""

    def __init__(self, folder: Path, disk: Path, boot: Path, lines: Mapping[str, str], stick: Path) -> None:
        """`boot` holds vmlinuz and initrd; `lines`: serial number of a USB adapter → the pty behind it."""
        self.journal = folder / "journal.log"
        """What kernel and services say, of every time it was on."""
        self._folder, self._disk, self._boot, self._lines, self._stick = folder, disk, boot, lines, stick
        self._qemu: subprocess.Popen[bytes] | None = None
        self._monitor: Monitor | None = None
        self._console: socket.socket | None = None

    def power_on(self, *, network: bool = True) -> None:
        """Switch it on, with the network cable plugged in or not; returns at once, like a power button."""
        self._qemu = subprocess.Popen(self._command(), stdin=subprocess.DEVNULL)
        self._monitor = Monitor(_connect(self._folder / "monitor"))
        self._console = _connect(self._folder / "console")
        self.network(network)

    def pull_the_plug(self) -> None:
        """End everything at once; what the machine had not written is gone. Harmless when it is off."""
        for line in (self._monitor, self._console):
            if line is not None:
                line.close()
        if self._qemu is not None:
            self._qemu.kill()
            self._qemu.wait()
        self._qemu = self._monitor = self._console = None

    def screenshot(self, file: Path) -> Path:
        """Keep what the panel shows, as PNG."""
        self._ask("screendump", filename=str(file), format="png")
        return file

    def touch(self, x: float, y: float) -> None:
        """Put a finger on a pixel of the panel and lift it."""
        at = [round(value * RANGE / size) for value, size in zip((x, y), PANEL, strict=True)]
        moved = [{"type": "abs", "data": {"axis": axis, "value": value}} for axis, value in zip("xy", at, strict=True)]
        self._ask("input-send-event", events=moved)
        for down in (True, False):
            self._ask("input-send-event", events=[{"type": "btn", "data": {"down": down, "button": "left"}}])

    def network(self, there: bool) -> None:
        """Plug the network cable in or out."""
        self._ask("set_link", name="cable", up=there)

    def journal_says(self, what: str, seconds: float, times: int = 1) -> None:
        """Wait until kernel or services have said something. Raises TimeoutError."""
        wait_until(lambda: self.journal.read_text("utf-8", "replace").count(what) >= times, what, seconds)

    def log_in(self, seconds: float = 600) -> None:
        """Become root on the console once the machine has booted."""
        self._hear("login: ", seconds)
        self._say("root")
        self._hear(_PROMPT, 120)
        self._say("stty -echo; export LC_ALL=C.UTF-8 TERM=dumb PS1=")
        self.run("true")

    def run(self, command: str, seconds: float = 180) -> str:
        """Type a command as root; return what it printed. Raises AssertionError when it fails, TimeoutError."""
        self._say(f'{command}; echo "=$?="')
        said = self._hear(r"=\d+=\r?\n", seconds)
        text, _, code = said.rstrip("=\r\n").rpartition("=")
        assert code == "0", f"{command}: exit {code}\n{text}"
        return text.replace("\r\n", "\n")

    def _command(self) -> list[str]:
        lines = [
            part
            for name, pty in self._lines.items()
            for part in (
                "-chardev",
                f"serial,id={name},path={pty}",
                "-device",
                f"usb-serial,chardev={name},serial={name}",
            )
        ]
        return [
            *(
                "qemu-system-x86_64",
                "-machine",
                "q35,i8042=off",
                "-accel",
                accelerator(),
                "-cpu",
                "max",
                "-smp",
                "2",
                "-m",
                "2048",
            ),
            *("-kernel", str(self._boot / "vmlinuz"), "-initrd", str(self._boot / "initrd")),
            *("-append", "root=/dev/vda rw console=ttyS0 net.ifnames=0 systemd.journald.forward_to_console=1"),
            *("-drive", f"file={self._disk},format=raw,if=virtio"),
            *("-vga", "none", "-display", "none", "-device", f"virtio-gpu-pci,xres={PANEL[0]},yres={PANEL[1]}"),
            *("-device", "virtio-tablet-pci", "-device", "qemu-xhci", *lines),
            *("-drive", f"if=virtio,format=raw,readonly=on,file=fat:{self._stick}"),
            *("-netdev", "user,id=net", "-device", "virtio-net-pci,id=cable,netdev=net"),
            *("-chardev", f"file,id=journal,path={self.journal},append=on", "-serial", "chardev:journal"),
            *("-serial", f"unix:{self._folder / 'console'},server=on,wait=off"),
            *("-qmp", f"unix:{self._folder / 'monitor'},server=on,wait=off", "-monitor", "none", "-no-reboot"),
        ]

    def _ask(self, command: str, **arguments: Any) -> None:
        assert self._monitor is not None, "the machine is off"
        self._monitor.ask(command, arguments)

    def _say(self, text: str) -> None:
        assert self._console is not None, "the machine is off"
        self._console.sendall(text.encode() + b"\n")

    def _hear(self, pattern: str, seconds: float) -> str:
        """Read the console up to what matches. Raises TimeoutError with the last that was heard."""
        assert self._console is not None, "the machine is off"
        heard, until = b"", time.monotonic() + seconds
        while (found := re.search(pattern.encode(), heard)) is None:
            self._console.settimeout(max(0.01, until - time.monotonic()))
            try:
                heard += self._console.recv(65536)
            except TimeoutError:
                raise TimeoutError(f"{pattern!r} not within {seconds:.0f} s after {heard[-500:]!r}") from None
        return heard[: found.end()].decode("utf-8", "replace")


class Monitor:
    """QEMU's control line (QMP, docs/interop/qmp-spec)."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._answers = line.makefile("r", encoding="utf-8")
        self._answers.readline()  # the greeting
        self.ask("qmp_capabilities", {})

    def ask(self, command: str, arguments: Mapping[str, Any]) -> Any:
        """Give a command; return what it returned. Raises AssertionError when it is refused."""
        self._line.sendall(json.dumps({"execute": command, "arguments": arguments}).encode() + b"\n")
        while True:
            answer = json.loads(self._answers.readline())
            assert "error" not in answer, answer
            if "return" in answer:  # anything else is an event
                return answer["return"]

    def close(self) -> None:
        """Hang up."""
        self._answers.close()
        self._line.close()


def _connect(path: Path) -> socket.socket:
    line = socket.socket(socket.AF_UNIX)

    def listens() -> bool:
        try:
            line.connect(str(path))
        except (FileNotFoundError, ConnectionRefusedError):
            return False
        return True

    wait_until(listens, f"QEMU opens {path.name}", 30)
    return line
