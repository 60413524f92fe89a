"""A home with a store, and a way to keep entries in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from made_items import NOW, SOURCES, awkward_feed, entry_of

from aggregator.home import Home
from aggregator.publishing.feed import Feed
from aggregator.store import Store


@pytest.fixture
def awkward() -> Feed:
    return awkward_feed()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An empty home on a public address."""
    for folder in ("sources", "data", "feeds"):
        (tmp_path / folder).mkdir()
    (tmp_path / "aggregator.toml").write_text(
        'title = "Monitor & News"\nbase_url = "https://news.example.org/feeds/"\n'
        'contact = "desk@news.example.org"\nhelpline = "Help: 0800 000 000"\n',
        encoding="utf-8",
    )
    return Home.open(tmp_path)


@pytest.fixture
def store(home: Home) -> Iterator[Store]:
    with Store.open(home, create=True) as opened:
        yield opened


Keep = Callable[..., None]


@pytest.fixture
def keep(store: Store) -> Keep:
    """Keep entries given as (number, fields); each is in scope, filed, first seen when it was published."""

    def keeping(*entries: tuple[int, dict[str, Any]], now: datetime = NOW) -> None:
        stated = [entry_of(number, values) for number, values in entries]
        store.keep(None, stated, source=SOURCES["harbour"], now=now)

    return keeping
