"""A machine made of folders: what sysfs and /dev look like for devices that a test plugs in."""

from __future__ import annotations

import os
from pathlib import Path

from drivers.discovery import Roots


class MachineTree:
    def __init__(self, folder: Path) -> None:
        self.roots = Roots(folder / "sys", folder / "dev")
        self._sockets = 0

    def usb(self, vendor: str, product: str, maker: str = "", model: str = "", serial: str = "") -> Path:
        """Plug a USB device in; return its interface."""
        self._sockets += 1
        device = self.roots.sys / "devices" / "pci0000:00" / f"1-{self._sockets}"
        interface = device / f"1-{self._sockets}:1.0"
        interface.mkdir(parents=True)
        texts = {"idVendor": vendor, "idProduct": product, "manufacturer": maker, "product": model, "serial": serial}
        for name, text in texts.items():
            if text:
                (device / name).write_text(text + "\n")
        return interface

    def serial_port(self, name: str, interface: Path, by_id: str = "", node: str = "") -> None:
        """A tty of an interface; `node` is where its bytes really go, such as a pty."""
        self._class_entry("tty", name, interface / name)
        target = self._node(name, node)
        if by_id:
            self._link(self.roots.dev / "serial" / "by-id" / by_id, target)

    def platform_port(self, name: str, kind: str) -> None:
        real = self.roots.sys / "devices" / "platform" / "serial8250"
        real.mkdir(parents=True, exist_ok=True)
        entry = self._class_entry("tty", name, real)
        (entry / "type").write_text(kind + "\n")

    def camera(self, number: int, interface: Path, model: str, by_id: str = "") -> None:
        for index in (0, 1):
            entry = self._class_entry("video4linux", f"video{number + index}", interface)
            (entry / "index").write_text(f"{index}\n")
            (entry / "name").write_text(model + "\n")
        if by_id:
            self._link(self.roots.dev / "v4l" / "by-id" / by_id, self._node(f"video{number}"))

    def usb_printer(self, interface: Path) -> None:
        self._class_entry("usbmisc", "lp0", interface)
        self._class_entry("usbmisc", "hiddev0", interface)

    def card_reader(self, interface: Path) -> None:
        (interface / "bInterfaceClass").write_text("0b\n")
        self._link(self.roots.sys / "bus" / "usb" / "devices" / interface.name, interface)

    def _class_entry(self, kind: str, name: str, device: Path) -> Path:
        entry = self.roots.sys / "class" / kind / name
        entry.mkdir(parents=True)
        device.mkdir(parents=True, exist_ok=True)
        (entry / "device").symlink_to(device)
        return entry

    def _node(self, name: str, real: str = "") -> Path:
        node = self.roots.dev / name
        node.parent.mkdir(parents=True, exist_ok=True)
        if real:
            node.symlink_to(real)
        else:
            node.touch()
        return node

    @staticmethod
    def _link(link: Path, target: Path) -> None:
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(os.path.relpath(target, link.parent))
