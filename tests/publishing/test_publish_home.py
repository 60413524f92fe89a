"""Publishing a home: what is written, when, and what happens to it afterwards."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from feedlint import ATOM, lint_atom, lint_json, lint_opml, lint_rss
from lxml import etree
from made_items import NOW, SOURCES, entry_of

from aggregator.errors import CannotWriteError, ConfigError
from aggregator.home import Home
from aggregator.items import Visit
from aggregator.judging import feeds
from aggregator.publishing import Published, publish, rendering
from aggregator.publishing.press import declared
from aggregator.sources import Catalogue
from aggregator.store import Store

CATALOGUE = Catalogue(dict(SOURCES))
Keep = Callable[..., None]


FEW = """
[[feeds]]
id = "all"
title = "All topics"
description = "Everything."
group = "all"
[[feeds]]
id = "debt-bondage"
title = "Debt bondage"
description = "Debt."
group = "form"
topics = ["debt-bondage"]
[[feeds]]
id = "prosecution"
title = "Prosecution"
description = "Courts."
group = "response"
topics = ["prosecution"]
"""


@pytest.fixture(autouse=True)
def few(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Three feeds instead of the shipped ones, except where a test is about those: it is quicker."""
    if "shipped" not in request.node.name:
        file = tmp_path / "few.toml"
        file.write_text(FEW)
        monkeypatch.setattr(feeds, "SHIPPED", file)
        feeds._load.cache_clear()
    yield
    feeds._load.cache_clear()


def go(home: Home, store: Store, *, days: int = 0, dry_run: bool = False) -> Published:
    return publish(home, store, CATALOGUE, NOW + timedelta(days=days), dry_run=dry_run)


def names(published: Published) -> set[str]:
    return {path.name for path in published.written}


def titles(home: Home, feed: str = "all") -> list[str]:
    return [
        item["title"].split()[1] for item in json.loads((home.feeds / f"{feed}.json").read_bytes())["items"]
    ]


def test_every_shipped_feed_stands_in_every_format_with_its_page(
    home: Home, store: Store, keep: Keep
) -> None:
    keep(*((number, {}) for number in range(60)))
    published = go(home, store)
    expected = {
        f"{spec.id}.{kind}" for spec in declared(home) for kind in ("rss.xml", "atom.xml", "json", "html")
    }
    assert expected <= names(published)
    assert {
        "index.html",
        "sources.html",
        "feeds.opml",
        "favicon.ico",
        "icon.png",
        "logo.png",
        "page.css",
    } <= names(published)
    for path in home.feeds.iterdir():
        address, data = f"https://news.example.org/feeds/{path.name}", path.read_bytes()
        assert stat.S_IMODE(path.stat().st_mode) == 0o644
        if path.name.endswith(".rss.xml"):
            assert lint_rss(data, address, NOW) == []
        elif path.name.endswith(".atom.xml"):
            assert lint_atom(data, address, NOW) == []
        elif path.suffix == ".json":
            assert lint_json(data, address, NOW) == []
        elif path.suffix == ".opml":
            assert lint_opml(data) == []


def test_a_second_publishing_touches_nothing(home: Home, store: Store, keep: Keep) -> None:
    keep((1, {}), (2, {}))
    first = go(home, store)
    times = {path: path.stat().st_mtime_ns for path in home.feeds.iterdir()}
    again = go(home, store, days=20)
    assert (again.written, again.removed, again.unchanged) == ([], [], len(first.written))
    (home.data / "published.json").unlink()  # nor without the note of what was written
    assert go(home, store, days=20).written == []
    assert {path: path.stat().st_mtime_ns for path in home.feeds.iterdir()} == times


def test_a_visit_with_nothing_new_touches_nothing_and_renders_nothing(
    home: Home, store: Store, keep: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep((1, {}))
    visit = Visit(source="harbour", url="https://harbour.example/", started=NOW, status="ok")
    store.record(visit)
    go(home, store)
    version = store.version()
    store.record(Visit(source="harbour", url="https://harbour.example/", started=NOW, status="unchanged"))
    assert store.version() == version
    monkeypatch.setattr(rendering, "render", None)
    again = go(home, store)
    assert again.written == []
    assert again.unchanged > 10


def test_a_source_that_fails_for_the_third_time_is_told_though_no_entry_changed(
    home: Home, store: Store, keep: Keep
) -> None:
    keep((1, {}))
    visit = Visit(source="harbour", url="https://harbour.example/", started=NOW, status="ok")
    store.record(visit)
    go(home, store)
    failed = replace(visit, status="http")
    store.record(failed, failed)
    assert go(home, store).written == []
    store.record(failed)
    assert "index.html" in names(go(home, store))


def test_feeds_in_which_nothing_changed_are_not_rendered_again(
    home: Home, store: Store, keep: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep((5, {}))
    go(home, store)
    whole = {path.name: path.read_bytes() for path in home.feeds.iterdir()}
    damaged = home.feeds / "debt-bondage.rss.xml"
    damaged.write_text("not what was written")
    rendered: set[str] = set()
    real = rendering.render

    def watched(edition: Any, **but: Any) -> dict[str, bytes]:
        made = real(edition, **but)
        rendered.update(made)
        return made

    monkeypatch.setattr(rendering, "render", watched)
    keep((3, {"topics": ("prosecution",)}))
    go(home, store)
    assert {"prosecution.json", "all.atom.xml", "index.html", damaged.name} <= rendered
    assert not {"debt-bondage.json", "debt-bondage.html"} & rendered
    assert damaged.read_bytes() == whole[damaged.name]


def test_a_new_entry_touches_only_the_files_that_show_it(home: Home, store: Store, keep: Keep) -> None:
    keep((5, {}))
    go(home, store)
    keep((3, {"topics": ("prosecution",)}))
    written = names(go(home, store))
    assert {"all.rss.xml", "prosecution.atom.xml", "prosecution.html", "index.html"} <= written
    assert not {"debt-bondage.rss.xml", "debt-bondage.json", "page.css", "sources.html"} & written


@pytest.mark.parametrize("damage", ["delete", "cut", "write", "mode", "link"])
def test_a_file_damaged_by_hand_is_healed(home: Home, store: Store, keep: Keep, damage: str) -> None:
    keep((1, {}))
    go(home, store)
    path = home.feeds / "all.atom.xml"
    before = path.read_bytes()
    if damage == "delete":
        path.unlink()
    elif damage == "cut":
        path.write_bytes(before[:100])
    elif damage == "write":
        path.write_bytes(before.replace(b"Number", b"Numbed"))
    elif damage == "mode":
        path.chmod(0o600)
    else:
        path.unlink()
        path.symlink_to(home.root / "aggregator.toml")
    assert go(home, store).written == [path]
    assert path.read_bytes() == before
    assert (home.root / "aggregator.toml").read_text().startswith("title")


def test_the_window_is_of_first_sight_and_never_too_small_or_too_large(
    home: Home, store: Store, keep: Keep
) -> None:
    keep(*((n, {"when": NOW - timedelta(days=n)}) for n in range(70)))
    go(home, store)
    assert titles(home) == [str(n) for n in range(50)]  # 31 of the last 30 days, filled up to 50
    keep(*((100 + n, {"when": NOW - timedelta(hours=n)}) for n in range(230)))
    go(home, store)
    assert len(titles(home)) == 200


def test_a_late_discovery_gets_in_and_stands_where_its_date_puts_it(
    home: Home, store: Store, keep: Keep
) -> None:
    keep(*((n, {"when": NOW - timedelta(hours=n)}) for n in range(60)))
    keep((99, {"when": NOW, "published": NOW - timedelta(days=400)}))
    go(home, store)
    assert titles(home)[-1] == "99"


def test_a_store_that_falls_quiet_keeps_its_feeds(home: Home, store: Store, keep: Keep) -> None:
    keep(*((n, {"when": NOW - timedelta(hours=n)}) for n in range(80)))
    go(home, store)
    assert go(home, store, days=300).written == []
    assert len(titles(home)) == 80


def test_only_what_is_in_scope_is_published(home: Home, store: Store, keep: Keep) -> None:
    keep((1, {}), (2, {"scope": "out"}), (3, {"scope": "adjacent"}))
    go(home, store)
    assert titles(home) == ["1"]


def test_a_changed_title_is_an_update_of_the_same_entry(home: Home, store: Store, keep: Keep) -> None:
    keep((1, {}), (2, {}))
    go(home, store)
    before = {item["id"]: item for item in json.loads((home.feeds / "all.json").read_bytes())["items"]}
    keep(
        (1, {"title": "Another headline altogether, corrected by its publisher"}),
        now=NOW + timedelta(hours=5),
    )
    go(home, store)
    after = {item["id"]: item for item in json.loads((home.feeds / "all.json").read_bytes())["items"]}
    assert before.keys() == after.keys()
    changed = [key for key in after if after[key] != before[key]]
    assert len(changed) == 1
    assert after[changed[0]]["date_modified"] > before[changed[0]]["date_modified"]
    assert after[changed[0]]["date_published"] == before[changed[0]]["date_published"]


def test_a_withdrawn_entry_leaves_every_file(home: Home, store: Store, keep: Keep) -> None:
    keep((1, {"title": "Unmistakable headline"}), (2, {}))
    go(home, store)
    entry = next(iter(store.entries()))
    store.withdraw(
        [found.id for found in store.entries() if found.title == "Unmistakable headline"], "asked", NOW
    )
    go(home, store)
    assert entry
    assert not [path.name for path in home.feeds.iterdir() if b"Unmistakable" in path.read_bytes()]


def test_a_new_source_publishes_only_its_last_month_and_marks_what_has_no_date(
    home: Home, store: Store
) -> None:
    visit = Visit(source="harbour", url="https://harbour.example/", started=NOW, status="ok")
    entries = [
        entry_of(1, {"published": NOW - timedelta(days=2), "first_seen": None}),
        entry_of(2, {"published": NOW - timedelta(days=300), "first_seen": None}),
        entry_of(
            3, {"published": None, "published_from": None, "published_precision": None, "first_seen": None}
        ),
    ]
    store.keep(visit, entries, source=SOURCES["harbour"], now=NOW)
    go(home, store)
    assert sorted(titles(home)) == ["1", "3"]
    items = {
        item["title"].split()[1]: item for item in json.loads((home.feeds / "all.json").read_bytes())["items"]
    }
    assert items["3"]["_entry"]["dated"] is False
    assert items["3"]["date_published"] == NOW.isoformat()
    assert "Undated by its publisher; first seen 20 November 2026" in items["3"]["content_html"]
    assert b"undated, seen" in (home.feeds / "all.html").read_bytes()


def test_a_dry_run_says_what_would_change_and_changes_nothing(home: Home, store: Store, keep: Keep) -> None:
    keep((1, {}))
    planned = go(home, store, dry_run=True)
    assert list(home.feeds.iterdir()) == []
    assert planned.written == go(home, store).written


def test_a_feed_no_longer_declared_stays_a_month_and_says_where_to_go(
    home: Home, store: Store, keep: Keep
) -> None:
    keep((1, {}))
    own = home.root / "feeds.toml"
    own.write_text('[[feeds]]\nid = "mine"\ntitle = "Mine & yours"\ndescription = "Own."\n')
    go(home, store)
    assert titles(home, "mine") == ["1"]
    own.unlink()
    go(home, store, days=1)
    for days in (2, 30):
        assert not any("mine." in path.name for path in go(home, store, days=days).written)
        address = "https://news.example.org/feeds/mine."
        atom, rss = (home.feeds / "mine.atom.xml").read_bytes(), (home.feeds / "mine.rss.xml").read_bytes()
        later = NOW + timedelta(days=1)
        assert lint_atom(atom, address + "atom.xml", later) == lint_rss(rss, address + "rss.xml", later) == []
        (entry,) = etree.fromstring(atom).findall(f"{ATOM}entry")
        assert entry.findtext(f"{ATOM}title") == "This feed has ended: Mine & yours"
        assert "https://news.example.org/feeds/index.html" in entry.findtext(f"{ATOM}summary")
        assert json.loads((home.feeds / "mine.json").read_bytes())["expired"] is True
    assert b"mine.atom.xml" not in (home.feeds / "feeds.opml").read_bytes()
    assert b"mine.atom.xml" not in (home.feeds / "index.html").read_bytes()
    removed = go(home, store, days=31).removed
    assert {path.name for path in removed} == {"mine.rss.xml", "mine.atom.xml", "mine.json", "mine.html"}
    assert go(home, store, days=40).removed == []


def test_a_feed_declared_again_goes_on_as_it_was(home: Home, store: Store, keep: Keep) -> None:
    keep((1, {}))
    own = home.root / "feeds.toml"
    text = '[[feeds]]\nid = "mine"\ntitle = "Mine"\ndescription = "Own."\n'
    own.write_text(text)
    go(home, store)
    before = (home.feeds / "mine.atom.xml").read_bytes()
    own.unlink()
    go(home, store, days=1)
    own.write_text(text)
    go(home, store, days=40)
    assert (home.feeds / "mine.atom.xml").read_bytes() == before


@pytest.mark.parametrize("name", ["index", "status", "health", "sources", "feeds", "report"])
def test_names_of_other_files_are_no_feeds(home: Home, store: Store, name: str) -> None:
    (home.root / "feeds.toml").write_text(f'[[feeds]]\nid = "{name}"\ntitle = "T"\ndescription = "D."\n')
    with pytest.raises(ConfigError, match=name):
        go(home, store)


def test_what_others_lay_into_the_folder_is_left_alone(home: Home, store: Store, keep: Keep) -> None:
    keep((1, {}))
    for name in ("health.json", "status.atom.xml", "robots.txt"):
        (home.feeds / name).write_text("theirs")
    (home.feeds / "downloads").mkdir()
    (home.feeds / "downloads" / "entries & more.csv").write_text("a,b")
    go(home, store)
    assert {(home.feeds / name).read_text() for name in ("health.json", "status.atom.xml", "robots.txt")} == {
        "theirs"
    }
    assert b'href="downloads/entries%20%26%20more.csv"' in (home.feeds / "index.html").read_bytes()


def test_what_a_killed_run_left_is_cleared(home: Home, store: Store, keep: Keep) -> None:
    keep((1, {}))
    go(home, store)
    left = home.feeds / ".tmp-4711-all.rss.xml"
    left.write_text("half a fe")
    assert go(home, store).removed == [left]
    assert not left.exists()


def failing(monkeypatch: pytest.MonkeyPatch, at: int, error: OSError) -> None:
    """Make the `at`-th flush to the disk fail."""
    calls = {"left": at}
    real = os.fsync

    def fsync(handle: Any) -> None:
        calls["left"] -= 1
        if calls["left"] == 0:
            raise error
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)


@pytest.mark.parametrize("at", [1, 2, 9])
def test_a_full_disk_leaves_every_file_as_it_was(
    home: Home, store: Store, keep: Keep, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    keep((1, {}))
    go(home, store)
    before = {path.name: path.read_bytes() for path in home.feeds.iterdir()}
    (home.root / "aggregator.toml").write_text(
        (home.root / "aggregator.toml").read_text().replace("Monitor", "Watch")
    )
    changed = Home.open(home.root)
    with monkeypatch.context() as patch:
        failing(patch, at, OSError(28, "No space left on device"))
        with pytest.raises(CannotWriteError, match="No space left"):
            go(changed, store)
    assert {path.name: path.read_bytes() for path in home.feeds.iterdir()} == before
    assert len(go(changed, store).written) > 10  # the next run heals


def test_a_folder_that_cannot_be_made_is_a_clear_error(home: Home, store: Store) -> None:
    home.feeds.rmdir()
    home.feeds.write_text("a file")
    with pytest.raises(CannotWriteError, match="feeds"):
        go(home, store)


def test_files_are_put_in_place_by_renaming(
    home: Home, store: Store, keep: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader that opened a file before goes on reading the old one, whole."""
    keep((1, {}))
    go(home, store)
    with (home.feeds / "all.rss.xml").open("rb") as reading:
        start = reading.read(50)
        keep((0, {}))
        go(home, store)
        old = start + reading.read()
    assert old.endswith(b"</rss>\n")
    assert old != (home.feeds / "all.rss.xml").read_bytes()


def test_the_command_says_what_changed(home: Home, store: Store, keep: Keep, aggregator: Any) -> None:
    keep((1, {}))
    planned = aggregator("--home", home.root, "publish", "--dry-run").stdout
    assert "Would write all.rss.xml" in planned
    told = json.loads(aggregator("--home", home.root, "publish", "--json").stdout)
    assert "all.rss.xml" in told["written"]
    assert "Nothing to change" in aggregator("--home", home.root, "publish").stdout


def test_the_command_fails_with_its_code_where_it_cannot_write(
    home: Home, store: Store, keep: Keep, aggregator: Any
) -> None:
    keep((1, {}))
    home.feeds.rmdir()
    Path(home.feeds).write_text("in the way")
    done = aggregator("--home", home.root, "publish", code=73)
    assert str(home.feeds) in done.stderr
