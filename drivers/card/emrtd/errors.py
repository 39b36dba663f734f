"""What can go wrong between the terminal and a chip, as kinds of DeviceError."""

from __future__ import annotations

from drivers.ports import DeviceError, DeviceFault


class Malformed(DeviceError):
    """Bytes of the chip break their format; `detail` names the format and the rule, never the bytes."""

    def __init__(self, detail: str) -> None:
        super().__init__(DeviceFault.CARD_UNREADABLE, detail)


class SessionLost(DeviceError):
    """Secure messaging broke: the session keys are gone and only a new authentication helps."""

    def __init__(self, detail: str) -> None:
        super().__init__(DeviceFault.CARD_UNREADABLE, detail)


class Refused(DeviceError):
    """The chip answered a command with a status word that is not success."""

    def __init__(self, doing: str, status: int, fault: DeviceFault = DeviceFault.CARD_UNREADABLE) -> None:
        super().__init__(fault, f"{doing}: {status:04X}")
        self.status = status
