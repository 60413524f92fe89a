"""An item whose page is gone twice, a week apart, is withdrawn; pages are asked after by HEAD, never fetched."""

import subprocess
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from known_items import judged

from aggregator.care import heed, to_ask
from aggregator.commands.init import make
from aggregator.home import Home
from aggregator.items import Entry, Source
from aggregator.store import Store, StoredEntry

Run = Callable[..., subprocess.CompletedProcess[str]]
NOW = datetime.now(UTC)


class Site(HTTPServer):
    asked: list[tuple[str, str]]
    missing: set[str]


class _Page(BaseHTTPRequestHandler):
    def _answer(self) -> None:
        self.server.asked.append((self.command, self.path))  # type: ignore[attr-defined]
        there = self.path not in self.server.missing and self.path != "/robots.txt"  # type: ignore[attr-defined]
        self.send_response(200 if there else 404)
        self.end_headers()

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[Site]:
    server = Site(("127.0.0.1", 0), _Page)
    server.asked, server.missing = [], set()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def home(tmp_path: Path, site: Site) -> Home:
    """Three items of one source on the site, seen yesterday."""
    root = tmp_path / "home"
    make(root, title="T", base_url="http://localhost:8000/", contact=None, extra="delay = 0\n")
    url = f"http://127.0.0.1:{site.server_port}/"
    (root / "sources" / "desk.toml").write_text(f'name = "Desk"\nurl = "{url}"\nprivate_host = true\n')
    source = Source(id="desk", name="Desk", url=url, private_host=True)
    items = [
        Entry(
            source="desk",
            address=f"{url}{n}",
            canonical=f"{url}{n}",
            title=f"Case {n} of forced labour",
            judgement=judged(),
        )
        for n in ("one", "two", "three")
    ]
    with Store.open(Home.open(root)) as store:
        store.keep(None, items, source=source, now=NOW - timedelta(days=1))
    return Home.open(root)


def titles(store: Store) -> list[str | None]:
    return [entry.title for entry in store.entries()]


def entries(home: Home, store: Store) -> list[StoredEntry]:
    return to_ask(store, home.config, NOW)


def answers(store: Store, entries: list[StoredEntry], status: int | None, days: float) -> tuple[int, int]:
    return heed(store, entries, {entry.url: status for entry in entries}, NOW + timedelta(days=days))


@pytest.mark.parametrize("status", [404, 410])
def test_gone_twice_a_week_apart_is_withdrawn(home: Home, status: int) -> None:
    with Store.open(home) as store:
        one = entries(home, store)[:1]
        assert answers(store, one, status, 0) == (1, 0)
        assert answers(store, one, status, 3) == (0, 0)
        assert len(titles(store)) == 3
        assert answers(store, one, status, 7.1) == (0, 1)
        assert one[0].title not in titles(store)


@pytest.mark.parametrize("status", [200, 301])
def test_a_page_that_is_back_begins_anew(home: Home, status: int) -> None:
    with Store.open(home) as store:
        one = entries(home, store)[:1]
        answers(store, one, 404, 0)
        answers(store, one, status, 4)
        assert answers(store, one, 404, 8) == (1, 0)
        assert len(titles(store)) == 3


@pytest.mark.parametrize("status", [None, 403, 405, 429, 500, 503])
def test_a_server_that_says_nothing_of_the_page_neither_withdraws_nor_clears(
    home: Home, status: int | None
) -> None:
    with Store.open(home) as store:
        one = entries(home, store)[:1]
        answers(store, one, status, 0)
        answers(store, one, status, 9)
        assert len(titles(store)) == 3
        answers(store, one, 404, 10)
        answers(store, one, status, 14)
        assert answers(store, one, 404, 18) == (0, 1)


def test_what_was_gone_is_asked_after_first_and_a_host_is_asked_little(home: Home) -> None:
    with Store.open(home) as store:
        last = entries(home, store)[-1:]
        answers(store, last, 404, 0)
        assert to_ask(store, home.config, NOW, per_host=1) == last


def test_only_recent_items_that_are_shown_are_asked_after(home: Home) -> None:
    with Store.open(home) as store:
        store.withdraw([entries(home, store)[0].id], "asked for", NOW)
        assert len(entries(home, store)) == 2
        assert to_ask(store, home.config, NOW + timedelta(days=60)) == []


def test_the_doctor_asks_by_head_and_obeys_robots(home: Home, site: Site, aggregator: Run) -> None:
    site.missing = {"/two"}
    said = aggregator("--home", home.root, "doctor", "--links").stdout
    assert said == "3 pages answered, 1 of them gone since the last time; 0 items withdrawn.\n"
    assert site.asked[0] == ("GET", "/robots.txt")
    assert sorted(site.asked[1:]) == [("HEAD", "/one"), ("HEAD", "/three"), ("HEAD", "/two")]
