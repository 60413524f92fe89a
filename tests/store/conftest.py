"""A store for each test, on SQLite and, where a server is named, on PostgreSQL."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from aggregator.store import Store
from aggregator.store.tables import metadata

SERVER = os.environ.get(
    "AGGREGATOR_TEST_DATABASE"
)  # postgresql+psycopg://user@host/name, emptied by every test


@pytest.fixture(params=["sqlite", "postgresql"] if SERVER else ["sqlite"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.db'}"
    assert SERVER
    engine = sa.create_engine(SERVER)
    with engine.begin() as connection:
        metadata.drop_all(connection)
        connection.exec_driver_sql("DROP TABLE IF EXISTS alembic_version")
    engine.dispose()
    return SERVER


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
