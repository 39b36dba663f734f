"""What the kiosk says and asks: data files, and one function that finds them."""

from pathlib import Path

_ROOT = Path(__file__).resolve().parent


def path(*parts: str, root: Path | None = None) -> Path:
    """Return the absolute path of a resource, such as ``path("icons", "house.svg")``.

    With `root`, the folder of a catalogue, it is the one there where that catalogue brings it, else the installed one.
    The file need not exist: callers that list or probe folders decide what absence means.
    """
    brought = (root or _ROOT).joinpath(*parts)
    return brought if brought.exists() else _ROOT.joinpath(*parts)
