"""Checks of the machine that a home stands on: folders, modes, disk, the run lock, leftovers of a killed run."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from aggregator.home import Home
from aggregator.monitoring.words import counted
from aggregator.publishing import files
from aggregator.store.engine import file_of, parse_url

FREE = 200 * 2**20  # bytes below which a store or an edition may not fit
INODES = 1000
TEMPORARY = (".tmp-*", ".*.tmp", ".*.restored")  # as publishing, backup and restore name them


@dataclass(frozen=True, slots=True)
class Check:
    """What one check found: `mended` was wrong, `wrong` remains and `remedy` says what to do; the rest needs nobody."""

    name: str
    state: Literal["ok", "note", "mended", "wrong"]
    what: str
    remedy: str = ""


def folders(home: Home, *, fix: bool) -> Iterator[Check]:
    """Whether they are there, can be written, and are readable by whom they should be."""
    wrong = []
    for folder in (home.data, home.feeds, home.sources_dir):
        if not folder.is_dir():
            if fix:
                with suppress(OSError):
                    folder.mkdir(parents=True)
            state: Literal["mended", "wrong"] = "mended" if folder.is_dir() else "wrong"
            wrong.append(Check("folders", state, f"{folder} is missing", "aggregator doctor --fix"))
        elif folder != home.sources_dir and (why := _unwritable(folder)):
            wrong.append(
                Check(
                    "folders",
                    "wrong",
                    f"{folder} cannot be written: {why}",
                    f"give it to the user that runs the crawl: chown -R USER {folder}",
                )
            )
    wrong += _modes(home, fix=fix)
    yield from wrong or [Check("folders", "ok", "data and feeds can be written")]


def _unwritable(folder: Path) -> str | None:
    """Why no file can be made in a folder, or null; tried, since mode bits do not know of read-only mounts."""
    try:
        handle, name = tempfile.mkstemp(prefix=files.PREFIX, dir=folder)
        os.close(handle)
        os.unlink(name)
    except OSError as error:
        return error.strerror or str(error)
    return None


def _modes(home: Home, *, fix: bool) -> list[Check]:
    """Files of the feeds that a web server cannot read, and a store that strangers can."""
    found = []
    hidden = [path for path in home.feeds.rglob("*") if path.is_file() and not path.stat().st_mode & 0o004]
    if hidden:
        if fix:
            for path in hidden:
                path.chmod(files.MODE)
        found.append(
            Check(
                "folders",
                "mended" if fix else "wrong",
                f"{counted(len(hidden), 'file')} in feeds cannot be read by a web server",
                "aggregator doctor --fix",
            )
        )
    store = file_of(parse_url(home.store_url))
    if store and store.exists() and store.stat().st_mode & 0o006:
        if fix:
            store.chmod(0o640)
        found.append(
            Check(
                "folders",
                "mended" if fix else "wrong",
                f"{store} can be read by any user of this machine",
                "aggregator doctor --fix",
            )
        )
    return found


def disk(home: Home) -> Iterator[Check]:
    """Whether another store and another edition would fit."""
    store = file_of(parse_url(home.store_url))
    size = store.stat().st_size if store and store.exists() else 0
    for folder in dict.fromkeys(path for path in (home.data, home.feeds) if path.is_dir()):
        free, needed = shutil.disk_usage(folder).free, max(FREE, 2 * size)
        system = os.statvfs(folder)
        if free < needed:
            yield Check(
                "disk",
                "wrong",
                f"{free / 2**20:.0f} MiB free at {folder}, {needed / 2**20:.0f} are needed",
                "free some space, or move the home",
            )
        elif system.f_files and system.f_favail < INODES:
            yield Check(
                "disk", "wrong", f"only {system.f_favail} more files fit at {folder}", "free some inodes"
            )
        else:
            yield Check("disk", "ok", f"{free / 2**30:.1f} GiB free at {folder}")


def lock(home: Home) -> Iterator[Check]:
    """Whether a run is under way."""
    try:
        with home.lock.open() as held:
            fcntl.flock(held, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return
    except BlockingIOError:
        yield Check("lock", "note", "a run is under way; what it is about to write may seem wrong here")
    except OSError as error:
        yield Check(
            "lock",
            "wrong",
            f"{home.lock}: {error.strerror}",
            f"give it to the user that runs the crawl: chown USER {home.lock}",
        )


def leftovers(home: Home, *, fix: bool) -> Iterator[Check]:
    """Files that a killed run left half written."""
    folders = [home.data, home.data / "backups", home.feeds]
    found = sorted({path for folder in folders for pattern in TEMPORARY for path in folder.glob(pattern)})
    if found and fix:
        for path in found:
            files.remove(path)
    if found:
        names = ", ".join(path.name for path in found[:3])
        yield Check(
            "leftovers",
            "mended" if fix else "wrong",
            f"{counted(len(found), 'half-written file')} of a killed run: {names}",
            "aggregator doctor --fix",
        )
