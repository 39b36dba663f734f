"""A PostgreSQL of its own in a temporary folder, for as long as a context lasts."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
MISSING = "" if BINARIES and find_spec("psycopg") else "needs Debian's postgresql and PyPI's psycopg[binary]"


@dataclass(frozen=True)
class Cluster:
    url: str
    postmaster: int
    """Process id."""


@contextmanager
def own_postgres() -> Iterator[Cluster]:
    """Make a cluster, serve it on loopback, stop it."""
    user = "postgres" if os.geteuid() == 0 else None  # it refuses to run as root
    with tempfile.TemporaryDirectory(prefix="portal-pg-") as folder, socket.create_server(("127.0.0.1", 0)) as free:
        if user:
            shutil.chown(folder, user)
        port = free.getsockname()[1]
        free.close()

        def run(name: str, *options: str) -> None:
            command = [str(BINARIES[-1] / name), "-D", f"{folder}/data", *options]
            subprocess.run(command, user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL)

        run("initdb", "-A", "trust", "-U", "portal", "--no-sync", "--locale=C.UTF-8")
        settings = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
        run("pg_ctl", "-w", "-l", f"{folder}/log", "-o", settings, "start")
        postmaster = int(Path(folder, "data", "postmaster.pid").read_text("ascii").split()[0])
        yield Cluster(f"postgresql+psycopg://portal@127.0.0.1:{port}/postgres", postmaster)
        run("pg_ctl", "-m", "immediate", "stop")
