"""What the kiosk says and asks: data files, and one function that finds them."""

from pathlib import Path

_ROOT = Path(__file__).resolve().parent


def path(*parts: str) -> Path:
    """Return the absolute path of a resource, such as ``path("icons", "house.svg")``.

    The file need not exist: callers that list or probe folders decide what absence means.
    """
    return _ROOT.joinpath(*parts)
