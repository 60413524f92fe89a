"""Opening a database: its address, SQLite's settings, what is refused, and which error says what."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from aggregator.errors import AggregatorError, CannotWriteError, ConfigError, DataError, LockedError
from aggregator.store import tables as t

BUSY_MS = 30_000  # how long a writer waits for another, or for an analyst's open read
CHECK_BELOW = 64 * 2**20  # bytes: smaller files are read through at every opening for writing
WAL_SAFE = (3, 51, 3)  # SQLite's WAL-reset bug is mended from here on
REMEDY = "restore the last backup: aggregator restore FILE"
WRITE_LOCK = 0x61686167  # PostgreSQL's advisory lock: one writer at a time, as SQLite has it


def parse_url(url: str) -> URL:
    """A database address; ConfigError where it is none or its driver is not installed."""
    try:
        parsed = make_url(url)
        parsed.get_dialect().import_dbapi()
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise ConfigError(
            f"store = {url!r} cannot be used: {error}. Use sqlite:////path/to/file.db, or "
            "postgresql+psycopg://user@host/name with psycopg installed"
        ) from error
    return parsed


def file_of(url: URL) -> Path | None:
    """The file of an SQLite address; none for another database, or one in memory."""
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return None
    return Path(url.database)


def connect(url: URL, *, readonly: bool = False) -> Engine:
    """An engine with our settings; opens nothing yet."""
    if url.get_backend_name() != "sqlite":
        engine = sa.create_engine(url, pool_pre_ping=True)
        event.listen(engine, "begin", _begin_server)
        return engine
    file = file_of(url)
    mode = "ro" if readonly else "rw"

    def open_file() -> sqlite3.Connection:
        name = f"{file.absolute().as_uri()}?mode={mode}" if file else ":memory:"
        return sqlite3.connect(
            name, uri=True, timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False
        )

    engine = sa.create_engine(
        url, creator=open_file, poolclass=sa.pool.StaticPool if file is None else sa.pool.QueuePool
    )
    event.listen(engine, "connect", _settings)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _settings(raw: sqlite3.Connection, _record: object) -> None:
    wal = sqlite3.sqlite_version_info >= WAL_SAFE
    for pragma in (
        f"busy_timeout = {BUSY_MS}",
        "foreign_keys = ON",
        "trusted_schema = OFF",
        "cell_size_check = ON",
        "secure_delete = ON",  # what is withdrawn leaves the file
        "mmap_size = 0",
        "cache_size = -32768",
        "temp_store = MEMORY",
        f"journal_mode = {'WAL' if wal else 'TRUNCATE'}",
        "synchronous = FULL",
    ):
        raw.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _begin_server(connection: Connection) -> None:
    if connection.get_execution_options().get("writes", False):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITE_LOCK})")


def check_file(file: Path) -> None:
    """Refuse what is no SQLite file of ours, before SQLite touches it; DataError names the remedy."""
    try:
        with file.open("rb") as opened:
            head = opened.read(72)
            size = opened.seek(0, 2)
    except FileNotFoundError as error:
        raise DataError(
            f"{file}: there is no store here. To begin anew: aggregator init NEW, then copy aggregator.toml and "
            f"sources/ into it; or {REMEDY}"
        ) from error
    except OSError as error:
        raise CannotWriteError(f"{file}: cannot be opened: {error.strerror}") from error
    if size == 0:
        raise DataError(
            f"{file} is empty, so what it held is lost; {REMEDY}, or remove the file and start anew"
        )
    if not head.startswith(b"SQLite format 3\x00"):
        raise DataError(f"{file} is no SQLite database (it begins with {head[:12]!r}); {REMEDY}")
    if int.from_bytes(head[68:72], "big") != t.APPLICATION_ID:
        raise DataError(f"{file} is another program's database; name the right one in aggregator.toml: store")


def quick_check(connection: Connection) -> None:
    """DataError where SQLite finds its file damaged."""
    first = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    if first != "ok":
        raise DataError(f"{connection.engine.url.database} is damaged ({first}); {REMEDY}")


@contextmanager
def translated(where: str) -> Iterator[None]:
    """Raise our errors for the database's, each with what to do."""
    try:
        yield
    except DBAPIError as error:
        raise _translate(error, where) from error
    except SQLAlchemyError as error:
        raise DataError(f"{where}: {error}") from error
    except sqlite3.Error as error:
        raise _translate_text(str(error), where) from error


def _translate(error: DBAPIError, where: str) -> AggregatorError:
    return _translate_text(str(error.orig or error).strip(), where)


def _translate_text(text: str, where: str) -> AggregatorError:
    low = text.lower()
    if "locked" in low or "busy" in low or "lock timeout" in low:
        return LockedError(
            f"{where} stayed locked by another program for {BUSY_MS // 1000} s; try again later"
        )
    if (
        "full" in low
        or "readonly" in low
        or "read-only" in low
        or "unable to open" in low
        or "disk i/o" in low
    ):
        return CannotWriteError(f"{where}: cannot be written: {text}; check free space and permissions")
    if "malformed" in low or "not a database" in low or "corrupt" in low:
        return DataError(f"{where} is damaged ({text}); {REMEDY}")
    return DataError(f"{where}: {text}")
