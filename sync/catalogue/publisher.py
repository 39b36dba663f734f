"""The province's side: signs a folder of data into a repository that any web server or USB stick can carry.

Four Ed25519 keys, one a role (TUF 1.0 §2.1). ``root`` and ``targets`` belong on a machine without a network and may be
taken away from the folder afterwards; ``snapshot`` and ``timestamp`` renew the short-lived word that nothing is newer.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import load_pem_private_key
from securesystemslib.signer import CryptoSigner  # type: ignore[attr-defined]  # its documented place
from tuf.api.metadata import (  # type: ignore[attr-defined]  # the documented place, though not marked as exported
    Metadata,
    MetaFile,
    Root,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)

from sync.catalogue.client import PUBLISHED, Examine
from sync.catalogue.contents import FILES, ROOMS, check_list
from sync.catalogue.errors import CatalogueError, CatalogueFault

ROLES = (Root.type, Targets.type, Snapshot.type, Timestamp.type)
ROOT_LIFE = timedelta(days=3 * 365)
LIFE = timedelta(days=30)


class KeyMissing(CatalogueError):
    """A signature is due whose key is not in the folder."""

    def __init__(self, role: str) -> None:
        super().__init__(CatalogueFault.SIGNATURE, f"the key of {role} is not here")


@dataclass(frozen=True, slots=True)
class Published:
    """What was signed."""

    version: int
    files: int
    changed: bool
    """False when only the word that nothing is newer was renewed."""
    root: Path
    """The first trusted root, which every kiosk is given when it is installed."""


class Keys:
    """The signing keys of a folder, one PEM (PKCS#8) a role."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def make(self) -> None:
        """Make those of a new publisher. Raises OSError."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for role in ROLES:
            self._write(role, CryptoSigner.generate_ed25519())

    def signer(self, role: str) -> CryptoSigner:
        """Return the signer of a role. Raises KeyMissing."""
        try:
            private = load_pem_private_key((self._folder / f"{role}.pem").read_bytes(), None)
        except FileNotFoundError as error:
            raise KeyMissing(role) from error
        return CryptoSigner(private)

    def draft(self, role: str) -> CryptoSigner:
        """Make the next key of a role, which `take_drafts` puts in place. Raises OSError."""
        made = CryptoSigner.generate_ed25519()
        self._write(f"{role}.next", made)
        return made

    def take_drafts(self) -> None:
        """Let the next keys replace those before. Raises OSError."""
        for file in self._folder.glob("*.next.pem"):
            file.replace(file.with_name(file.name.replace(".next", "")))

    def _write(self, name: str, signer: CryptoSigner) -> None:
        handle = os.open(self._folder / f"{name}.pem", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as written:
            written.write(signer.private_bytes)
            written.flush()
            os.fsync(written.fileno())


def publish(
    source: Path, repository: Path, keys: Keys, examine: Examine, *, now: datetime, life: timedelta = LIFE
) -> Published:
    """Sign what `source` holds as the next version; the first call makes keys and root.

    `life` is how long kiosks may take it without a newer word: as long as a USB stick may be under way. Raises
    CatalogueError for data that kiosks would refuse, OSError.
    """
    metadata, first = repository / "metadata", repository / "metadata" / "1.root.json"
    files = _files(source)
    check_list({name: len(data) for name, data in files.items()})
    if problems := examine(source):
        raise CatalogueError(CatalogueFault.CONTENT, *problems)
    if not first.exists():
        metadata.mkdir(parents=True, exist_ok=True)
        keys.make()
        _write_root(first, keys, now)
    targets, changed = _targets(repository, files, keys, now)
    _say_newest(metadata, targets.signed.version, keys, now + life)
    return Published(targets.signed.version, len(files), changed, first)


def rotate(repository: Path, keys: Keys, roles: Collection[str], *, now: datetime, life: timedelta = LIFE) -> int:
    """Replace the keys of these roles by new ones and prolong the root; return the root's version.

    The new root is signed by the old root key and by the new one (TUF 1.0 §6.1), so every kiosk follows it from the
    root that it trusts; whatever an old key signs afterwards is refused. Raises KeyMissing, OSError.
    """
    metadata, before = repository / "metadata", keys.signer(Root.type)
    root: Root = _newest(metadata, Root.type).signed  # type: ignore[union-attr]  # whoever rotates has published
    for role in roles:
        for key_id in tuple(root.roles[role].keyids):
            root.revoke_key(key_id, role)
        root.add_key(keys.draft(role).public_key, role)
    root.version, root.expires = root.version + 1, _whole(now + ROOT_LIFE)
    made = Metadata(root)
    made.sign(before)
    keys.take_drafts()
    made.sign(keys.signer(Root.type), append=True)
    _write(metadata / f"{root.version}.root.json", made.to_bytes())
    _say_newest(metadata, _signed_again(metadata, keys), keys, now + life)
    return root.version


def _signed_again(metadata: Path, keys: Keys) -> int:
    """Sign the newest list once more as the next version; return that version."""
    listed: Targets = _newest(metadata, Targets.type).signed  # type: ignore[union-attr]
    listed.version += 1
    _sign(Metadata(listed), metadata / f"{listed.version}.targets.json", keys, Targets.type)
    return listed.version


def _files(source: Path) -> dict[str, bytes]:
    rooms = [path for room in sorted(ROOMS) for path in sorted((source / room).rglob("*"))]
    found = [path for path in (*rooms, *(source / name for name in sorted(FILES))) if path.is_file()]
    return {path.relative_to(source).as_posix(): path.read_bytes() for path in found}


def _write_root(file: Path, keys: Keys, now: datetime) -> None:
    root = Root(expires=_whole(now + ROOT_LIFE), consistent_snapshot=True)
    for role in ROLES:
        root.add_key(keys.signer(role).public_key, role)
    _sign(Metadata(root), file, keys, Root.type)


def _targets(repository: Path, files: Mapping[str, bytes], keys: Keys, now: datetime) -> tuple[Metadata[Targets], bool]:
    """Return the signed list of these files: the newest there is when it says the same."""
    listed = {name: TargetFile.from_data(name, data, ["sha256"]) for name, data in files.items()}
    newest = _newest(repository / "metadata", Targets.type)
    version = 1 if newest is None else newest.signed.version + 1
    if newest is not None and newest.signed.targets == listed:
        return newest, False
    for name, data in files.items():
        _place(repository / "targets", name, listed[name].hashes["sha256"], data)
    # The list itself has no short life: what may not grow old is the word that it is the newest.
    signed = Targets(version, None, _whole(now + ROOT_LIFE), listed, None, {PUBLISHED: int(now.timestamp())})
    made = Metadata(signed)
    _sign(made, repository / "metadata" / f"{version}.targets.json", keys, Targets.type)
    return made, True


def _place(targets: Path, name: str, digest: str, data: bytes) -> None:
    place = (targets / name).with_name(f"{digest}.{Path(name).name}")
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        _write(place, data)


def _say_newest(metadata: Path, targets: int, keys: Keys, until: datetime) -> None:
    """Sign snapshot and timestamp anew; the timestamp comes last, so a reader always finds what it names."""
    newest = _newest(metadata, Snapshot.type)
    version = 1 if newest is None else newest.signed.version + 1
    snapshot = Snapshot(version, None, _whole(until), {"targets.json": MetaFile(targets)})
    _sign(Metadata(snapshot), metadata / f"{version}.snapshot.json", keys, Snapshot.type)
    timestamp = Timestamp(version, None, _whole(until), MetaFile(version))
    _sign(Metadata(timestamp), metadata / "timestamp.json", keys, Timestamp.type)


def _newest(metadata: Path, role: str) -> Metadata[Any] | None:
    numbered: Sequence[Path] = sorted(metadata.glob(f"*.{role}.json"), key=lambda file: int(file.name.split(".")[0]))
    return Metadata.from_file(str(numbered[-1])) if numbered else None


def _sign(made: Metadata[Any], file: Path, keys: Keys, role: str) -> None:
    made.sign(keys.signer(role))
    _write(file, made.to_bytes())


def _write(file: Path, data: bytes) -> None:
    draft = file.with_name(f".{file.name}")
    draft.write_bytes(data)
    draft.replace(file)


def _whole(when: datetime) -> datetime:
    """Metadata carry whole seconds of UTC."""
    return when.astimezone(UTC).replace(microsecond=0)
