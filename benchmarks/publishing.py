"""What publishing costs with every feed full: first, again with nothing changed, then with one new entry.

usage: python benchmarks/publishing.py [--items 100000]
The last column is the time over that of a bare feedgen feed of 200 entries in both formats, the unit that all of it is
made of.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import exporting
from feedgen.feed import FeedGenerator

from aggregator.exporting.codes import topics
from aggregator.home import Home
from aggregator.items import Entry, Finding, Judgement, Source
from aggregator.publishing import publish
from aggregator.sources import load
from aggregator.store import Store

NOW = datetime(2030, 1, 1, tzinfo=UTC)


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--items", type=int, default=100_000)
    count = options.parse_args().items
    exporting.FORMS = tuple(topic["slug"] for topic in topics())
    with tempfile.TemporaryDirectory() as folder:
        exporting.filled(Path(folder) / "home", count)
        home = full(Path(folder) / "home")
        catalogue = load(home)
        unit, _ = timed(bare)
        print(f"{count:,} entries in the store{'':<14} CPU seconds    files written     x bare feed")
        with Store.open(home) as store:
            for name in ("first publishing", "again, nothing changed", "one new entry"):
                if name == "one new entry":
                    keep_one(store)
                seconds, done = timed(lambda: publish(home, store, catalogue, NOW))
                print(f"{name:<40} {seconds:8.2f} {len(done.written):16} {seconds / unit:15.1f}", flush=True)


def full(root: Path) -> Home:
    """The home with every feed filled to the most that it may hold."""
    file = root / "aggregator.toml"
    file.write_text(file.read_text() + "window_min = 200\n")
    return Home.open(root)


def keep_one(store: Store) -> None:
    source = Source(id="one", name="One", url="https://one.example/")
    topic = Finding(code="debt-bondage", facet="form")
    judgement = Judgement(scope="in", topics=(topic,), rules_version="benchmark")
    address = "https://one.example/new"
    entry = Entry(source="one", address=address, canonical=address, title="A new one", judgement=judgement)
    store.keep(None, [entry], source=source, now=NOW)


def bare() -> None:
    """What feedgen alone takes for one feed."""
    generator = FeedGenerator()
    generator.id("tag:example.org,2026:feed")
    generator.title("Bare")
    generator.description("Bare")
    generator.link(href="https://example.org/")
    for number in range(200):
        entry = generator.add_entry(order="append")
        entry.id(f"tag:example.org,2026:{number}")
        entry.title(f"Title {number}")
        entry.link(href=f"https://example.org/{number}")
        entry.summary("word " * 42)
        entry.updated(NOW - timedelta(hours=number))
    generator.rss_str()
    generator.atom_str()


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of CPU, which others at work on the machine disturb least."""
    start = time.process_time()
    done = work()
    return time.process_time() - start, done


if __name__ == "__main__":
    main()
