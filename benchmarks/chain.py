"""What a teaser costs after reading: stated, language, story looked up, kept; and whether that stays flat.

usage: python benchmarks/chain.py [--items 100000] [--measure 5000] [--url sqlite:///…]
Prints CPU milliseconds a teaser (median of the visits), whole and by step, at each size of the store, the ratio of
the last to the first, and what a plain loop costs here, to compare machines by.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
import timeit
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

import sqlalchemy as sa

from aggregator.items import Entry, Judgement, Source, Teaser
from aggregator.stating import state
from aggregator.store import Kept, Store
from aggregator.store import tables as t
from aggregator.store.base import hash_of, upsert
from aggregator.store.finding import put_source
from aggregator.store.grouping import filed_key
from aggregator.store.rows import entry_values

START = datetime(2016, 1, 4, 6, tzinfo=UTC)
VISIT = 30  # teasers on a page
SOURCES = 400
LABELS = Judgement(scope="out", rules_version="benchmark")
SYLLABLES = [
    "ba", "ko", "ri", "ten", "mal", "su", "dor", "vi", "lan", "pe", "gar", "mi", "tor", "ash", "el", "un", "quo", "fra",
    "bel", "zin", "hol", "ker", "ost", "wim", "ruk", "tal", "nor", "dex",
]  # fmt: skip
# Every third word of a press text.
SMALL = [
    "the", "of", "and", "in", "to", "a", "for", "with", "was", "by", "from", "has", "that", "on", "their",
]  # fmt: skip


def vocabulary(count: int, dice: random.Random) -> list[str]:
    return sorted({"".join(dice.choices(SYLLABLES, k=dice.randint(2, 4))) for _ in range(count * 2)})[:count]


def visits(seed: int) -> Iterator[tuple[Source, datetime, list[Teaser]]]:
    """Endless visits, a few minutes apart: one teaser in ten repeats an earlier one elsewhere, half of those edited."""
    dice = random.Random(seed)
    words = vocabulary(20_000, dice)
    sources = [
        Source(id=f"source-{n}", name=f"{words[n].title()} Times", url=f"https://s{n}.example.org/")
        for n in range(SOURCES)
    ]
    recent: list[Teaser] = []
    now = START
    number = 0
    while True:
        source = dice.choice(sources)
        now += timedelta(minutes=50)
        page = []
        for _ in range(VISIT):
            number += 1
            if recent and dice.random() < 0.1:
                teaser = copied(dice.choice(recent), dice, words)
            else:
                teaser = written(dice, words, now)
            slug = "-".join(words[number % 20_000 : number % 20_000 + 3])
            teaser = replace(teaser, url=f"{source.url}{now:%Y/%m}/{number}-{slug}/")
            page.append(teaser)
        recent = (recent + page)[-3000:]
        yield source, now, page


def written(dice: random.Random, words: list[str], now: datetime) -> Teaser:
    title = sentence(dice, words, dice.randint(6, 11))
    body = ". ".join(sentence(dice, words, dice.randint(8, 16)) for _ in range(3)) + "."
    day = (now - timedelta(hours=dice.randint(1, 40))).date().isoformat()
    return Teaser(
        title=title, excerpt=f"{body} Read more", published=day, published_precision="day", published_from="attribute",
        lang="en" if dice.random() < 0.5 else None, categories=("News", words[3]),
    )  # fmt: skip


def sentence(dice: random.Random, words: list[str], length: int) -> str:
    return " ".join(
        dice.choice(SMALL if dice.random() < 1 / 3 else words) for _ in range(length)
    ).capitalize()


def copied(teaser: Teaser, dice: random.Random, words: list[str]) -> Teaser:
    excerpt = teaser.excerpt or ""
    if dice.random() < 0.5:
        parts = excerpt.split()
        excerpt = " ".join([*parts[:12], dice.choice(words), *parts[13:25]]) + " …"
    return replace(teaser, title=f"{teaser.title} | {words[7].title()} Post", excerpt=excerpt)


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--items", type=int, default=100_000, help="up to how many stored items")
    options.add_argument("--measure", type=int, default=5_000, help="teasers measured at each size")
    options.add_argument("--url", help="another database than a temporary SQLite file")
    chosen = options.parse_args()
    sizes = [size for size in (10_000, 100_000, 300_000, 1_000_000) if size <= chosen.items] or [chosen.items]
    stream = visits(7)
    with tempfile.TemporaryDirectory() as folder:
        url = chosen.url or f"sqlite:///{Path(folder) / 'store.db'}"
        with Store.open_url(url, create=True) as store:
            measured = [at_size(store, stream, size, chosen.measure) for size in sizes]
            size = sum(f.stat().st_size for f in Path(folder).iterdir())
    print(
        f"a million steps of sum(range(...)): {min(timeit.repeat('sum(range(10**6))', number=1)) * 1000:.1f} ms"
    )
    print(f"last to first: {measured[-1] / measured[0]:.2f}; file {size / 2**20:.0f} MiB")


def fill(store: Store, size: int, dice: random.Random) -> None:
    """Rows such as the chain would have written, put in beneath it: a million would take it half an hour."""
    with store._writing() as connection:
        first = (connection.execute(sa.select(sa.func.max(t.entries.c.seq))).scalar() or 0) + 1
        put_source(connection, Source(id="filler", name="Filler", url="https://filler.example/"))
        blank = entry_values(Entry(source="filler", address="", canonical="", excerpt="filled " * 40))
    began = t.to_ms(START - timedelta(days=3650))
    for start in range(first, size + 1, 10_000):
        rows, keys = [], []
        for seq in range(start, min(start + 10_000, size + 1)):
            at = began + (seq * 315_000_000_000) // max(size, 1)  # ten years, evenly, up to the first visit
            address = f"https://filler.example/{seq}"
            rows.append(blank | {
                "seq": seq, "hash": hash_of(address), "story": seq, "lead": True, "status": "published",
                "source": "filler", "address": address, "canonical": address, "title": f"Filler {seq}",
                "first_seen": at, "last_seen": at,
                "updated": at, "dated": at,
            })  # fmt: skip
            keys += [{"key": filed_key(dice.getrandbits(47), at), "entry": seq} for _ in range(11)]
        with store._writing() as connection:
            connection.execute(t.entries.insert(), rows)
            connection.execute(upsert(connection, t.story_keys), keys)


def at_size(
    store: Store, stream: Iterator[tuple[Source, datetime, list[Teaser]]], size: int, count: int
) -> float:
    """Fill up to `size`, then measure `count` teasers; CPU milliseconds of one."""
    fill(store, size - count, random.Random(size))
    for _ in range(40):
        keep(store, *next(stream))
    stating, keeping, told, kept = [], [], 0, 0
    while kept < count:
        outcome, took = keep(store, *next(stream))
        stating.append(took[0] / len(outcome) * 1000)
        keeping.append(took[1] / len(outcome) * 1000)
        kept += len(outcome)
        told += sum(one.status == "duplicate" for one in outcome)
    whole = sorted(map(sum, zip(stating, keeping, strict=True)))
    each = median(whole)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{size:>9,} stored: {each:.3f} ms a teaser = stated {median(stating):.3f} + kept {median(keeping):.3f}; "
        f"fastest tenth of the visits {whole[len(whole) // 10]:.3f}; "
        f"{told / kept:.0%} copies found; peak {peak:.0f} MiB",
        flush=True,
    )
    return each


def keep(
    store: Store, source: Source, now: datetime, page: list[Teaser]
) -> tuple[list[Kept], tuple[float, float]]:
    a = time.process_time()
    stated = [state(teaser, source, now=now) for teaser in page]
    entries = [replace(entry, judgement=LABELS) for entry in stated if isinstance(entry, Entry)]
    b = time.process_time()
    kept = store.keep(None, entries, source=source, now=now)
    return kept, (b - a, time.process_time() - b)


if __name__ == "__main__":
    main()
