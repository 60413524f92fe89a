"""The whole job, end to end: six publishers over real HTTP, read, stated, judged, grouped, kept, published."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest

from aggregator.demo.newsroom import Item, Newsroom


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, aggregator) -> Path:
    into = tmp_path_factory.mktemp("demo") / "demo-home"
    aggregator("demo", "--into", into)
    return into


@pytest.fixture(scope="module")
def newsroom(demo: Path) -> Newsroom:
    kept = json.loads((demo / "data" / "newsroom.json").read_text())
    return Newsroom.open(datetime.fromisoformat(kept["start"]), kept["port"])


@pytest.fixture(scope="module")
def exported(demo: Path, aggregator) -> dict[str, dict[str, Any]]:
    """Every item that was kept, by the number that ends its address."""
    lines = aggregator("--home", demo, "export", "--scope", "all", "--with-held").stdout.splitlines()
    items = [json.loads(line) for line in lines]
    return {item["url"].rstrip("/").rsplit("-", 1)[-1]: item for item in items}


def of(exported: dict[str, dict[str, Any]], item: Item) -> dict[str, Any]:
    return exported[str(item.number)]


def test_every_item_of_every_page_is_kept_once(exported, newsroom: Newsroom) -> None:
    assert set(exported) == {str(item.number) for item in newsroom.items}


def test_what_is_printed_is_what_is_kept(exported, newsroom: Newsroom) -> None:
    for item in newsroom.items:
        kept = of(exported, item)
        assert item.title.removesuffix(" | Evening Wire").removesuffix(" - Evening Wire") == kept["title"], (
            item
        )
        assert kept["source"] == item.site
        assert "utm_" not in kept["url"]
        if item.day is None:
            assert kept["published"] is None, item
        else:
            assert kept["published"][:10] == item.date.date().isoformat(), item
        # the hand-made table prints no categories, and RSS may add none
        assert set(kept["categories"]) == (set(item.categories) if item.site != "echo" else set())


def test_scope_is_what_a_careful_reader_would_say(exported, newsroom: Newsroom) -> None:
    wrong = [
        (i.title, i.scope, of(exported, i)["scope"])
        for i in newsroom.items
        if of(exported, i)["scope"] != i.scope
    ]
    assert wrong == []


def test_languages_are_those_of_the_entry_not_of_the_site(exported, newsroom: Newsroom) -> None:
    wrong = [
        (i.title, of(exported, i)["lang"])
        for i in newsroom.items
        if of(exported, i)["lang"] != (i.lang or "en")
    ]
    assert wrong == []


def test_a_story_is_told_once_with_all_its_copies(exported, newsroom: Newsroom) -> None:
    stories: dict[str, set[str]] = {}
    for item in newsroom.items:
        stories.setdefault(item.story or str(item.number), set()).add(of(exported, item)["story_id"])
    assert all(len(ids) == 1 for ids in stories.values()), stories
    assert len(set().union(*stories.values())) == len(stories)
    trawlers = next(i for i in newsroom.items if i.story == "trawlers")
    assert {copy["source"] for copy in of(exported, trawlers)["copies"]} == {"harbour", "wire"}


def test_every_feed_parses_and_all_holds_the_stories_on_the_subject(
    demo: Path, exported, newsroom: Newsroom
) -> None:
    for file in sorted([*demo.glob("feeds/*.rss.xml"), *demo.glob("feeds/*.atom.xml")]):
        assert not feedparser.parse(file.read_bytes()).bozo, file
    entries = feedparser.parse((demo / "feeds" / "all.atom.xml").read_bytes()).entries
    published = {
        item["story_id"]
        for item in exported.values()
        if item["scope"] == "in" and item["status"] == "published"
    }
    assert len(entries) == len(published)
    assert len({entry.id for entry in entries}) == len(entries)
    assert not any("slave trade" in entry.title for entry in entries)


def test_a_second_run_asks_conditionally_and_writes_no_feed(demo: Path, aggregator) -> None:
    def times() -> dict[str, int]:
        run_files = ("health.json", "status.atom.xml")
        return {f.name: f.stat().st_mtime_ns for f in (demo / "feeds").iterdir() if f.name not in run_files}

    before = times()
    shown = aggregator("demo", "--into", demo).stdout
    assert times() == before
    rows = [
        line
        for line in shown.splitlines()
        if line.startswith(("Open Hands", "Harbour", "Bureau", "Office", "Evening", "Echo"))
    ]
    assert len(rows) == 6
    for row in rows:
        read, unchanged = row.split()[-5:-3]
        assert (read, unchanged) == ("0", "1"), row
