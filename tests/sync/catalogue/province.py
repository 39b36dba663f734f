"""A province that publishes a small catalogue, and a kiosk that takes it; both in folders of one test."""

import json
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tuf.api.metadata import Metadata, Snapshot, TargetFile, Timestamp
from tuf.ngclient import FetcherInterface

from sync.catalogue.client import Refreshed, refresh
from sync.catalogue.publisher import LIFE, Keys, Published, publish
from sync.catalogue.sources import FolderSource
from sync.catalogue.standing import standing
from sync.catalogue.versions import current
from sync.lifetimes import DAY


def always_fine(_root: Path) -> list[str]:
    return []


class Province:
    """Publishes; also what an attacker or a stolen key does to its repository."""

    def __init__(self, folder: Path) -> None:
        self.source, self.repository, self.keys = folder / "source", folder / "repository", Keys(folder / "keys")
        self.begin = datetime.now(UTC).replace(microsecond=0)
        self.say("groups.toml", "groups = []")

    def say(self, name: str, text: str) -> None:
        file = self.source / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def publish(self, day: float = 0, life: timedelta = LIFE) -> Published:
        now = self.begin + timedelta(days=day)
        return publish(self.source, self.repository, self.keys, always_fine, now=now, life=life)

    @property
    def anchor(self) -> bytes:
        return (self.repository / "metadata" / "1.root.json").read_bytes()

    def copy(self, to: Path) -> Path:
        """The repository as it is now, such as on a stick."""
        shutil.copytree(self.repository, to)
        return to

    def sign_list(self, announced: Mapping[str, int]) -> None:
        """Whoever holds the keys announces names and lengths that `publish` would never sign."""
        metadata = self.repository / "metadata"
        newest = sorted(metadata.glob("*.targets.json"))[-1]
        made = Metadata.from_file(str(newest))
        made.signed.version += 1
        made.signed.targets = {
            name: TargetFile(length, {"sha256": "0" * 64}, name) for name, length in announced.items()
        }
        self._resign(made, metadata / f"{made.signed.version}.targets.json", "targets")
        snapshot = Metadata.from_file(str(sorted(metadata.glob("*.snapshot.json"))[-1]))
        snapshot.signed.version += 1
        snapshot.signed.meta["targets.json"].version = made.signed.version
        self._resign(snapshot, metadata / f"{snapshot.signed.version}.snapshot.json", Snapshot.type)
        timestamp = Metadata.from_file(str(metadata / "timestamp.json"))
        timestamp.signed.version += 1
        timestamp.signed.snapshot_meta.version = snapshot.signed.version
        self._resign(timestamp, metadata / "timestamp.json", Timestamp.type)

    def _resign(self, made, file: Path, role: str) -> None:
        made.sign(self.keys.signer(role))
        file.write_bytes(made.to_bytes())

    def forge(self, name: str, change) -> None:
        """Change signed metadata without the key."""
        file = self.repository / "metadata" / name
        said = json.loads(file.read_text())
        change(said["signed"])
        file.write_text(json.dumps(said))

    def target(self, ending: str) -> Path:
        (file,) = (self.repository / "targets").rglob(f"*.{ending}")
        return file


class Taker:
    """A kiosk's side."""

    def __init__(self, folder: Path, province: Province) -> None:
        self.folder, self.province = folder, province
        self.day = 0.0

    @property
    def clock(self) -> float:
        return self.province.begin.timestamp() + self.day * DAY

    def refresh(self, source: FetcherInterface | Path | None = None, examine=always_fine) -> Refreshed:
        if not isinstance(source, FetcherInterface):
            source = FolderSource(source or self.province.repository)
        return refresh(self.folder, self.province.anchor, source, examine, self.clock)

    def standing(self):
        return standing(self.folder, self.clock)

    def says(self, name: str) -> str:
        path = current(self.folder)
        assert path is not None
        return (path / name).read_text("utf-8")
