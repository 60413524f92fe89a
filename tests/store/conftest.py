"""A store for each test, on SQLite and, where a server is named, on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
import sqlalchemy as sa
from postgres import NO_PROGRAM, programs, server

from aggregator.store import Store
from aggregator.store.tables import metadata


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A PostgreSQL server for the session; the test is skipped where none is installed."""
    if not programs() or not find_spec("psycopg"):
        pytest.skip(NO_PROGRAM)
    with server() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.db'}"
    address: str = request.getfixturevalue("postgres")
    engine = sa.create_engine(address)
    with engine.begin() as connection:
        metadata.drop_all(connection)
        connection.exec_driver_sql("DROP TABLE IF EXISTS alembic_version")
    engine.dispose()
    return address


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with Store.open_url(url, create=True, authority="news.example") as opened:
        yield opened


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The file of a new SQLite store, closed."""
    path = tmp_path / "store.db"
    Store.open_url(f"sqlite:///{path}", create=True).close()
    return path
