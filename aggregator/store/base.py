"""What every part of the store builds on: one engine, short transactions, the ids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b
from importlib import import_module
from secrets import token_hex
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Executable
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import Connection, Engine

from aggregator.store import tables as t
from aggregator.store.engine import translated

VERSION = "version"  # in meta: another word after each change, also after a backup was restored
CHUNK = 500  # values bound in one IN (...)


def hash_of(canonical: str) -> str:
    """The name of an article for ever: 80 bits of its canonical address, as hex."""
    return blake2b(canonical.encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()


def upsert(connection: Connection, table: sa.Table, *change: str) -> Executable:
    """An insert that changes the named columns where the primary key is there already, or leaves the row."""
    return _upsert(connection.dialect.name, table, change)


@lru_cache
def _upsert(dialect: str, table: sa.Table, change: tuple[str, ...]) -> Executable:
    # late: loading the other takes a while
    statement: sqlite.Insert = import_module(f"sqlalchemy.dialects.{dialect}").insert(table)
    key = list(table.primary_key.columns)
    if not change:
        return statement.on_conflict_do_nothing(index_elements=key)
    new = {name: statement.excluded[name] for name in change}
    return statement.on_conflict_do_update(index_elements=key, set_=new)


def insert_rows(connection: Connection, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows of the same columns, in the database's own types: quicker than what fits any statement."""
    if rows:
        statement, order = _insert(connection.dialect, table, tuple(rows[0]))
        connection.exec_driver_sql(
            statement, [tuple(map(row.__getitem__, order)) for row in rows] if order else rows
        )


@lru_cache
def _insert(dialect: sa.Dialect, table: sa.Table, columns: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The statement, and the order of its values where the driver takes them without their names."""
    compiled = table.insert().compile(dialect=dialect, column_keys=columns)
    return str(compiled), tuple(compiled.positiontup or ())


class Base:
    """Holds the engine and opens transactions; the parts of the store are mixed over it."""

    def __init__(
        self, engine: Engine, where: str, *, quiet_days: int = 30, retention_months: int = 24
    ) -> None:
        self._engine = engine
        self._where = where
        self._quiet_days, self._retention_months = quiet_days, retention_months
        with self._reading() as connection:
            pairs = connection.execute(sa.select(t.meta.c.key, t.meta.c.value))
            self._meta: dict[str, str] = {row.key: row.value for row in pairs}
        self.tag: tuple[str, int] = (self._meta["authority"], int(self._meta["year"]))

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with translated(self._where), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _writing(self, *, shown: bool = True) -> Iterator[Connection]:
        """One transaction that holds the writer's place from its first statement (BEGIN IMMEDIATE).

        `shown` says that it may change what publishing shows: the store then has a new version.
        """
        with (
            translated(self._where),
            self._engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            yield connection
            if shown:
                row = {"key": VERSION, "value": token_hex(8)}
                connection.execute(upsert(connection, t.meta, "value"), row)

    def item_id(self, digest: str) -> str:
        return f"tag:{self.tag[0]},{self.tag[1]}:item/{digest}"

    def story_id(self, digest: str) -> str:
        return f"tag:{self.tag[0]},{self.tag[1]}:story/{digest}"


def when(ms: int | None) -> datetime | None:
    """Stored milliseconds as aware UTC, null as null."""
    return None if ms is None else t.from_ms(ms)


def ms(time: datetime | None) -> int | None:
    """Aware time as stored milliseconds, null as null."""
    return None if time is None else t.to_ms(time)
