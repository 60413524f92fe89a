"""Files that are whole at any moment, readable by a web server, and touched only when their bytes change."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path

from aggregator.errors import CannotWriteError

PREFIX = ".tmp-"
MODE = 0o644


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Put every file in its place, or none: all are staged beside before the first is renamed. CannotWriteError."""
    staged: list[tuple[Path, Path]] = []
    try:
        for path, data in contents.items():
            staged.append((stage(path, data), path))
        while staged:
            os.replace(*staged[0])
            staged.pop(0)
        for folder in sorted({path.parent for path in contents}):
            sync(folder)
    except OSError as error:
        raise _cannot(Path(error.filename or path), error) from error
    finally:
        for temporary, _ in staged:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def same(path: Path, data: bytes) -> bool:
    """Whether `path` is a plain, readable file of exactly these bytes."""
    try:
        status = path.lstat()
        return status.st_size == len(data) and status.st_mode & 0o777 == MODE and path.read_bytes() == data
    except OSError:
        return False


def stage(path: Path, data: bytes) -> Path:
    """Write `data` beside `path`, flushed to the disk and readable by a server; where it is. OSError otherwise."""
    temporary = path.with_name(f"{PREFIX}{os.getpid()}-{path.name}")
    try:
        handle = os.open(
            temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW, MODE
        )
        with open(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(handle, MODE)  # whatever the umask of cron
            os.fsync(handle)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    return temporary


def replace(path: Path, data: bytes) -> None:
    """One file, atomically: a reader sees the old bytes or the new. OSError otherwise."""
    os.replace(stage(path, data), path)


def remove(path: Path) -> bool:
    """Delete a file; whether it was there. CannotWriteError where it cannot be."""
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise _cannot(path, error) from error
    return True


def sync(folder: Path) -> None:
    """Make renames in `folder` last through a power cut. OSError otherwise."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(folder: Path) -> list[Path]:
    """Delete what a killed run left half written; the paths removed."""
    try:
        leftovers = sorted(path for path in folder.glob(f"{PREFIX}*") if path.is_file() or path.is_symlink())
    except OSError as error:
        raise _cannot(folder, error) from error
    return [path for path in leftovers if remove(path)]


def _cannot(path: Path, error: OSError) -> CannotWriteError:
    return CannotWriteError(
        f"{path}: cannot be written: {error.strerror or error}; the feeds stand as they were"
    )
