"""`kiosk code watch`: what the live reader sees, a line a second, without what the codes say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from drivers.code.measuring import Second
    from drivers.transport.frames import FrameSource


def watch(
    device: Annotated[str, typer.Option(help="V4L2 node")] = "/dev/video0",
    pictures: Annotated[Path | None, typer.Option(help="play a picture, a folder or a video instead")] = None,
    seconds: Annotated[int, typer.Option(min=1, max=3600, help="how long")] = 30,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object a second")] = False,
) -> None:
    """Số hình mỗi giây, mili giây mỗi hình, bộ đọc và lời nhắc; mã 1 khi mất camera.

    Show frames a second, milliseconds a frame, engines that read and the hint; exit 1 when the camera is away.
    """
    from drivers.code.measuring import measure
    from drivers.ports import DeviceError

    try:
        for number, second in enumerate(measure(_source(device, pictures), seconds), 1):
            print(_json(number, second) if as_json else _line(number, second), flush=True)
    except DeviceError as error:
        typer.echo(f"camera: {error}", err=True)
        raise typer.Exit(1) from error


def _source(device: str, pictures: Path | None) -> FrameSource:
    if pictures is None:
        from drivers.transport.video import Capture

        return Capture(device, (1920, 1080), 30)
    from drivers.transport.playing import Playing, pictures_in

    return Playing(pictures_in(pictures), 24)


def _line(number: int, second: Second) -> str:
    engines = ", ".join(f"{name} ×{count}" for name, count in second.engines.most_common()) or "–"
    return (
        f"{number:4} s  {second.size[0]}×{second.size[1]}  {second.frames:3} hình/s  "
        f"{second.ms(50):5} ms (p95 {second.ms(95)})  đọc: {engines}  gợi ý: {second.hint}"
    )


def _json(number: int, second: Second) -> str:
    return json.dumps(
        {
            "second": number,
            "width": second.size[0],
            "height": second.size[1],
            "frames": second.frames,
            "ms_median": second.ms(50),
            "ms_p95": second.ms(95),
            "engines": dict(second.engines),
            "hint": str(second.hint),
        }
    )
