"""Tells systemd how a process is (sd_notify(3)); imports nothing, so that a first picture need not wait for it."""

from __future__ import annotations

import os


def notify_systemd(message: str) -> None:
    """Send one message, such as ``READY=1``, when systemd asks to be told; harmless elsewhere."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if address:
        import socket  # noqa: PLC0415 – late, as promised

        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.sendto(message.encode(), address.replace("@", "\0", 1) if address[0] == "@" else address)
