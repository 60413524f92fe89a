"""Real readers, over HTTP on loopback: all show the same entries once, and nothing is new twice."""

from __future__ import annotations

import itertools
import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from feed_readers import READERS, CountingServer, Reader, imported, letters, missing
from made_items import SITE, awkward_feed, feed_of

from aggregator.publishing import files
from aggregator.publishing.item import Item
from aggregator.publishing.jsonfeed import JsonFeeds
from aggregator.publishing.opml import opml
from aggregator.publishing.xmlfeeds import XmlFeeds

TICKS = itertools.count(1_790_000_000, 10)
CASES = [(name, kind) for name in READERS for kind in ("rss.xml", "atom.xml") if name != "rss2email"]
CASES += [("rss2email", "atom.xml"), ("reader", "json")]  # rss2email takes a second for every look


def put(folder: Path, address: str, items: Sequence[Item]) -> None:
    """Publish a feed of these items into the folder."""
    site = replace(SITE, base_url=address)
    feed = feed_of(list(items))
    rss, atom = XmlFeeds(site).rss_and_atom(feed)
    for name, data in (
        ("all.rss.xml", rss),
        ("all.atom.xml", atom),
        ("all.json", JsonFeeds(site).json(feed)),
    ):
        if not files.same(folder / name, data):
            files.replace(folder / name, data)
            # A reader that knows a file by its time alone cannot see two changes in one second.
            seconds = next(TICKS)
            os.utime(folder / name, (seconds, seconds))


@pytest.mark.parametrize(("name", "kind"), CASES)
def test_a_reader_shows_every_entry_once_and_never_again(name: str, kind: str, tmp_path: Path) -> None:
    if why := missing(name):
        pytest.skip(why)
    folder, own = tmp_path / "feeds", tmp_path / "reader"
    folder.mkdir()
    own.mkdir()
    items = awkward_feed().items
    everything = {item.id for item in items}
    with CountingServer(folder) as server:
        put(folder, server.address, items)
        reader: Reader = READERS[name](own, f"{server.address}all.{kind}")
        reader.update()
        assert {id: letters(title) for id, title in reader.shown().items()} == {
            item.id: letters(item.title) for item in items
        }
        assert reader.unread() == everything

        reader.update()
        put(folder, server.address, items)  # a publishing with nothing new
        server.record.clear()
        reader.update()
        assert reader.unread() == set()
        if reader.conditional:
            assert [status for path, status in server.record if kind in path] == [304]

        later = items[0].updated + timedelta(days=1)
        retitled = [replace(items[0], title="Corrected by its publisher", updated=later), *items[1:]]
        redated = [
            replace(items[1], published=items[1].published - timedelta(days=3)),
            *retitled[:1],
            *items[2:],
        ]
        for change in (
            retitled,
            redated,
            redated[3:],
            redated,
        ):  # the third drops three, the fourth brings them back
            put(folder, server.address, change)
            reader.update()
            assert reader.unread() == set()
        assert reader.shown().keys() == everything

        fresh = replace(items[2], id=items[2].id + "f", anchor="story-f", title="A new one", updated=later)
        put(folder, server.address, [fresh, *redated])
        reader.update()
        assert reader.unread() == {fresh.id}


@pytest.mark.parametrize("name", ["newsboat", "sfeed", "rss2email"])
def test_the_list_of_feeds_can_be_imported(name: str, tmp_path: Path) -> None:
    if why := missing(name):
        pytest.skip(why)
    feeds = [feed_of([]), feed_of([], "debt-bondage", title="Debt & bondage", group="Forms")]
    (tmp_path / "feeds.opml").write_bytes(opml(feeds, SITE, feeds[0].updated))
    taken = imported(name, tmp_path)
    for feed in feeds:
        assert SITE.address(feed.file("atom.xml")) in taken
