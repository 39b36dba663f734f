"""A file system on which nothing is safe before it is forced: bytes until fsync, names until fsync of their folder.

Run as a program: ``volatile_fs.py MOUNTPOINT SOCKET``. Lines on the socket, each answered when it is done:

* ``cut SEED INSIDE FOLDER`` writes to FOLDER what a disk could hold of the folder INSIDE just now: of what was not
  forced, each 512-byte sector survives or not by chance (seed 0: nothing survives), and so does each name.
* ``eio on`` and ``eio off``: from now on forcing fails as a dying disk does, or works again.
"""

import errno
import random
import socketserver
import stat
import sys
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Thread
from typing import Any

import mfusepy

SECTOR = 512


def folder_of(name: str) -> str:
    """The folder of an absolute name."""
    return name.rpartition("/")[0] or "/"


@dataclass
class Node:
    """One file: as programs see it, as the disk surely holds it, and what lies in between."""

    seen: bytearray = field(default_factory=bytearray)
    forced: bytes = b""
    between: list[tuple[int, bytes]] = field(default_factory=list)

    def force(self) -> None:
        self.forced = bytes(self.seen)
        self.between.clear()

    def after_a_cut(self, chance: random.Random | None) -> bytes:
        image = bytearray(self.forced)
        for offset, data in self.between if chance else ():
            for at in range(0, len(data), SECTOR):
                if chance.random() < 0.5:
                    sector = data[at : at + SECTOR]
                    image.extend(bytes(max(0, offset + at - len(image))))
                    image[offset + at : offset + at + len(sector)] = sector
        return bytes(image)


class VolatileFs(mfusepy.Operations):
    """Everything in memory."""

    use_ns = True

    def __init__(self) -> None:
        self.lock_ = Lock()
        self.names: dict[str, Node] = {}
        self.forced_names: dict[str, Node] = {}
        self.folders = {"/"}
        self.dying = False

    def power_cut(self, seed: int, inside: str, target: Path) -> None:
        """Write to `target` what a disk may hold of one folder now."""
        with self.lock_:
            chance = random.Random(seed) if seed else None
            names = self.forced_names
            if chance:
                mixed = {**self.forced_names, **self.names}
                names = {name: (self.names if chance.random() < 0.5 else self.forced_names).get(name) for name in mixed}
            names = {name: node for name, node in names.items() if node and name.startswith(f"/{inside}/")}
            images = {name: node.after_a_cut(chance) for name, node in names.items()}
            folders = sorted(folder for folder in self.folders if folder.startswith(f"/{inside}"))
        for folder in folders:
            (target / folder[1:]).mkdir(parents=True, exist_ok=True)
        for name, image in images.items():
            (target / name[1:]).write_bytes(image)

    def _node(self, path: str) -> Node:
        if path not in self.names:
            raise mfusepy.FuseOSError(errno.ENOENT)
        return self.names[path]

    def getattr(self, path: str, fh: int | None = None) -> dict[str, Any]:
        if path in self.folders:
            return {"st_mode": stat.S_IFDIR | 0o700, "st_nlink": 2}
        return {"st_mode": stat.S_IFREG | 0o600, "st_nlink": 1, "st_size": len(self._node(path).seen)}

    def readdir(self, path: str, fh: int) -> list[str]:
        inside = [name for name in [*self.names, *self.folders] if folder_of(name) == path and name != "/"]
        return [".", "..", *(name.rpartition("/")[2] for name in inside)]

    def mkdir(self, path: str, mode: int) -> int:
        self.folders.add(path)
        return 0

    def create(self, path: str, mode: int, fi: object = None) -> int:
        with self.lock_:
            self.names[path] = Node()
        return 0

    def open(self, path: str, flags: int) -> int:
        self._node(path)
        return 0

    def read(self, path: str, size: int, offset: int, fh: int) -> bytes:
        return bytes(self._node(path).seen[offset : offset + size])

    def write(self, path: str, data: bytes, offset: int, fh: int) -> int:
        with self.lock_:
            node = self._node(path)
            node.seen.extend(bytes(max(0, offset - len(node.seen))))
            node.seen[offset : offset + len(data)] = data
            node.between.append((offset, data))
        return len(data)

    def truncate(self, path: str, length: int, fh: int | None = None) -> int:
        with self.lock_:
            node = self._node(path)
            node.seen = node.seen[:length] + bytes(max(0, length - len(node.seen)))
        return 0

    def fsync(self, path: str, datasync: int, fh: int) -> int:
        if self.dying:
            raise mfusepy.FuseOSError(errno.EIO)
        with self.lock_:
            self._node(path).force()
        return 0

    def fsyncdir(self, path: str, datasync: int, fh: int) -> int:
        with self.lock_:
            kept = {name: node for name, node in self.forced_names.items() if folder_of(name) != path}
            here = {name: node for name, node in self.names.items() if folder_of(name) == path}
            self.forced_names = kept | here
        return 0

    def rename(self, old: str, new: str) -> int:
        with self.lock_:
            self.names[new] = self.names.pop(old)
        return 0

    def unlink(self, path: str) -> int:
        with self.lock_:
            self._node(path)
            del self.names[path]
        return 0

    def chmod(self, path: str, mode: int) -> int:
        return 0

    def utimens(self, path: str, times: object = None) -> int:
        return 0

    def statfs(self, path: str) -> dict[str, int]:
        return {"f_bsize": 4096, "f_frsize": 4096, "f_blocks": 1 << 20, "f_bavail": 1 << 19, "f_bfree": 1 << 19}


def main(mountpoint: str, socket_path: str) -> None:
    files = VolatileFs()

    class Cutter(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            for line in self.rfile:
                match line.decode().split():
                    case ["cut", seed, inside, target]:
                        files.power_cut(int(seed), inside, Path(target))
                    case ["eio", switch]:
                        files.dying = switch == "on"
                self.wfile.write(b"done\n")

    server = socketserver.UnixStreamServer(socket_path, Cutter)
    Thread(target=server.serve_forever, daemon=True).start()
    mfusepy.FUSE(files, mountpoint, foreground=True, nothreads=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
