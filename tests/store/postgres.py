"""A PostgreSQL server of the tests' own, on a socket in a temporary folder, from Debian's package."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NO_PROGRAM = "no PostgreSQL is installed (make system)"


def programs() -> Path | None:
    """The folder of initdb and postgres, of the newest version installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@contextmanager
def server() -> Iterator[str]:
    """The SQLAlchemy address of an empty server, which ends with the block."""
    folder = Path(tempfile.mkdtemp(prefix="aggregator-postgres-"))
    user = "postgres" if os.geteuid() == 0 else None  # the server refuses to run as root
    if user:
        shutil.chown(folder, user)
    where = programs()
    assert where
    data = folder / "data"
    initdb = [
        where / "initdb",
        "-D",
        data,
        "-U",
        "tester",
        "--auth=trust",
        "--no-sync",
        "--encoding=UTF8",
        "--locale=C",
    ]
    subprocess.run(initdb, check=True, capture_output=True, user=user, cwd=folder)
    options = ["-k", folder, "-c", "listen_addresses=", "-c", "fsync=off"]
    running = subprocess.Popen(
        [where / "postgres", "-D", data, *options],
        user=user,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        ready = [where / "pg_isready", "-q", "-h", folder, "-U", "tester"]
        end = time.monotonic() + 30
        while subprocess.run(ready, check=False).returncode and time.monotonic() < end:
            time.sleep(0.05)
        yield f"postgresql+psycopg://tester@/postgres?host={folder}"
    finally:
        running.terminate()
        running.wait(15)
        shutil.rmtree(folder, ignore_errors=True)
