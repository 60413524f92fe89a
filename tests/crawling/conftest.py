"""Fixtures of the crawl's tests."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from hostile import Hostile
from newsdesk import Newsdesk, Warm


@pytest.fixture(scope="session", autouse=True)
def warm() -> Iterator[None]:
    yield
    Warm.cool()


@pytest.fixture
def web() -> Iterator[Hostile]:
    """A server for the sites of one test."""
    with Hostile() as server:
        yield server


@pytest.fixture
def desk(tmp_path: Path) -> Newsdesk:
    """A home that waits for sources."""
    return Newsdesk.open(tmp_path / "home")


@pytest.fixture
def desks(tmp_path: Path) -> Callable[..., Newsdesk]:
    """Homes with keys of their own."""
    return lambda name="home", **keys: Newsdesk.open(tmp_path / name, **keys)
