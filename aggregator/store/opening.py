"""Making a store, opening one, bringing one of an older version up to date."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine

from aggregator.errors import CannotWriteError, ConfigError, DataError
from aggregator.home import Home
from aggregator.store import tables as t
from aggregator.store.base import Base
from aggregator.store.engine import (
    CHECK_BELOW,
    check_file,
    connect,
    file_of,
    parse_url,
    quick_check,
    translated,
)

VERSION = sa.Table(
    "alembic_version", sa.MetaData(), sa.Column("version_num", sa.String(32), primary_key=True)
)


class Opening(Base):
    """`open`, `open_url`, `close`; a context manager."""

    @classmethod
    def open(cls, home: Home, *, create: bool = False, readonly: bool = False) -> Self:
        """The home's store; with `create` a new one where there is none. DataError, LockedError, CannotWriteError."""
        authority = urlsplit(home.config.base_url).hostname or "localhost"
        return cls.open_url(
            home.store_url,
            create=create,
            readonly=readonly,
            authority=authority,
            quiet_days=home.config.quiet_days,
            retention_months=home.config.retention_months,
        )

    @classmethod
    def open_url(  # noqa: PLR0913
        cls,
        url: str,
        *,
        create: bool = False,
        readonly: bool = False,
        authority: str = "localhost",
        quiet_days: int = 30,
        retention_months: int = 24,
    ) -> Self:
        """The store at an SQLAlchemy address. `authority` goes into the ids of a store that is made now."""
        parsed = parse_url(url)
        file = file_of(parsed)
        where = str(file or parsed.render_as_string(hide_password=True))
        with translated(where):
            engine = _prepare(parsed, file, create=create, readonly=readonly, authority=authority)
            return cls(engine, where, quiet_days=quiet_days, retention_months=retention_months)

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _prepare(url: URL, file: Path | None, *, create: bool, readonly: bool, authority: str) -> Engine:
    new = file is None or not file.exists() or file.stat().st_size == 0
    if file is not None and create and new:
        _touch(file)
    elif file is not None:
        check_file(file)
    if file is not None and readonly:
        _roll_back(url, file)
    engine = connect(url, readonly=readonly)
    try:
        if create:
            _make(engine, authority)
        _bring_up(engine, file, readonly=readonly)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _roll_back(url: URL, file: Path) -> None:
    """Undo what a killed run left half written; SQLite does so itself, but not for one who may only read."""
    journal = file.with_name(f"{file.name}-journal")
    if journal.exists() and journal.stat().st_size:
        engine = connect(url)
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
        engine.dispose()


def _touch(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o640)
    except OSError as error:
        raise CannotWriteError(f"{file}: cannot be made: {error.strerror}") from error


def _make(engine: Engine, authority: str) -> None:
    """All tables of the newest schema and the store's own facts, in one transaction; nothing where they are."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if sa.inspect(connection).has_table("meta"):
            return
        t.metadata.create_all(connection)
        VERSION.create(connection)
        connection.execute(VERSION.insert(), {"version_num": t.SCHEMA})
        facts = {
            "authority": authority,
            "year": str(datetime.now(UTC).year),
            "secret": secrets.token_hex(32),
        }
        connection.execute(t.meta.insert(), [{"key": key, "value": value} for key, value in facts.items()])
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA application_id = {t.APPLICATION_ID}")


def _bring_up(engine: Engine, file: Path | None, *, readonly: bool) -> None:
    """Check what was opened; migrate an older schema after a backup, refuse a newer one."""
    with engine.connect() as connection, connection.begin():
        if file is not None and not readonly and file.stat().st_size <= CHECK_BELOW:
            quick_check(connection)
        found = version_of(connection)
    if found is None:
        raise ConfigError(f"{engine.url.render_as_string()} holds no store; make one: aggregator init DIR")
    if found == t.SCHEMA:
        return
    from aggregator.store.migrations import known, upgrade

    if found not in known():
        raise DataError(
            f"the store's schema {found} is newer than this program's {t.SCHEMA}: install the newer version again"
        )
    if readonly:
        raise DataError(
            f"the store's schema {found} is older than {t.SCHEMA}: run a command that may write first"
        )
    upgrade(engine, file, found)


def version_of(connection: Connection) -> str | None:
    """The schema's revision, null where the database holds no store."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    value: str | None = connection.execute(sa.select(VERSION.c.version_num)).scalar()
    return value
