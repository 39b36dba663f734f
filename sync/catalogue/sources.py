"""Where a catalogue comes from: the portal's address over the kiosk's own link, or a folder such as a USB stick.

Both hold the same repository: ``metadata/`` and ``targets/``. Neither is trusted with anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tuf.api.exceptions import DownloadError, DownloadHTTPError
from tuf.ngclient.fetcher import FetcherInterface

from sync.http_link import HttpLink
from sync.portal import PortalError

_BLOCK = 64 * 1024


class FolderSource(FetcherInterface):
    """A repository in a folder; nothing outside of it is read, whatever a name or a link says."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()

    def _fetch(self, url: str) -> Iterator[bytes]:
        file = (self._root / url).resolve()
        if not file.is_relative_to(self._root):
            raise DownloadError(f"{url} leads out of the folder")
        try:
            with file.open("rb") as opened:
                while block := opened.read(_BLOCK):
                    yield block
        except FileNotFoundError as error:
            raise DownloadHTTPError(f"{url} is not there", 404) from error
        except OSError as error:
            raise DownloadError(f"{url}: {error.strerror}") from error


class LinkSource(FetcherInterface):
    """A repository below a path of the portal, over mutual TLS."""

    def __init__(self, link: HttpLink, path: str) -> None:
        """`path` such as ``/v1/catalogue``."""
        self._link = link
        self._path = path.rstrip("/")

    def _fetch(self, url: str) -> Iterator[bytes]:
        try:
            with self._link.download(f"{self._path}/{url}") as blocks:
                if blocks is None:
                    raise DownloadHTTPError(f"{url} is not there", 404)
                yield from blocks
        except PortalError as error:
            raise DownloadError(f"{error.outcome}: {error.detail}") from error
