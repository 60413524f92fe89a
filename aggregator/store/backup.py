"""Copies of an SQLite store: taken while others work, verified, put back."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from aggregator.errors import CannotWriteError, DataError, UsageError
from aggregator.store.base import Base
from aggregator.store.engine import check_file, file_of, translated


class Backup(Base):
    """`backup` of an open store; `restore` is a function, since what it replaces may not open."""

    def backup(self, path: Path | str) -> int:
        """Write a verified copy to `path` while others may write; its bytes. UsageError for another database."""
        file = file_of(self._engine.url)
        if file is None:
            raise UsageError(
                f"{self._where} is no SQLite file: use the database's own tools, such as pg_dump"
            )
        return copy_file(file, Path(path))

    def verify(self) -> list[str]:
        """What a full check finds wrong with the database: nothing in a healthy one. Reads the whole file."""
        if self._engine.dialect.name != "sqlite":
            return []
        with self._reading() as connection:
            found = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check(20)")]
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(20)
        return [line for line in found if line != "ok"] + [
            f"{row[0]}: no {row[2]} for a row" for row in broken
        ]


def copy_file(file: Path, target: Path) -> int:
    """Copy a store with SQLite's backup call into a file that appears only when whole and verified."""
    if target.exists() and target.samefile(file):
        raise UsageError(f"{target} is the store itself")
    temporary = target.with_name(f".{target.name}.tmp")
    with translated(str(target)):
        try:
            temporary.unlink(missing_ok=True)
            with (
                closing(
                    sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=30)
                ) as source,
                closing(sqlite3.connect(temporary)) as copy,
            ):
                source.backup(copy)
                found = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
                copy.execute("PRAGMA journal_mode = DELETE")
            if found != "ok":
                raise DataError(f"{file} is damaged ({found}); no backup was written")
            check_file(temporary)
            _into_place(temporary, target)
        except OSError as error:
            raise CannotWriteError(f"{target}: cannot be written: {error.strerror}") from error
        finally:
            if temporary.exists():
                temporary.unlink()
    return target.stat().st_size


def verify_file(backup: Path) -> None:
    """DataError where a file is no store of ours or is damaged; reads all of it."""
    check_file(backup)
    with (
        translated(str(backup)),
        closing(sqlite3.connect(f"{backup.absolute().as_uri()}?mode=ro", uri=True)) as copy,
    ):
        found = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise DataError(f"{backup} is damaged ({found}); nothing was restored")


def restore(backup: Path, file: Path, now: datetime) -> Path | None:
    """Put a backup in the store's place; what stood there stays beside it, and its path is given back.

    The copy is whole and checked before anything is moved: a full disk leaves the store as it was.
    """
    verify_file(backup)
    staged = file.with_name(f".{file.name}.restored")
    aside = None
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        copy_file(backup, staged)
        if file.exists():
            aside = file.with_name(f"{file.stem}-replaced-{now:%Y%m%dT%H%M%S}{file.suffix}")
            os.replace(file, aside)
        for suffix in ("-journal", "-wal", "-shm"):  # they belong to what was moved aside
            if (companion := file.with_name(file.name + suffix)).exists() and aside:
                os.replace(companion, aside.with_name(aside.name + suffix))
        os.replace(staged, file)
    except OSError as error:
        raise CannotWriteError(f"{file}: cannot be replaced: {error.strerror}") from error
    finally:
        with suppress(OSError):
            staged.unlink(missing_ok=True)
    return aside


def _into_place(temporary: Path, target: Path) -> None:
    with temporary.open("rb+") as opened:
        os.fsync(opened.fileno())
    os.chmod(temporary, 0o640)
    os.replace(temporary, target)
    folder = os.open(target.parent, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
