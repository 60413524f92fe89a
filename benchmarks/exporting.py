"""What exporting and reporting a home costs: seconds of CPU and peak memory, each command a process of its own.

usage: python benchmarks/exporting.py [--items 200000]
Memory is bounded: the last column is the peak with all items over the peak with a tenth of them.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from aggregator.commands.init import make
from aggregator.home import Home
from aggregator.items import Entry, Evidence, Finding, Judgement
from aggregator.store import tables as t
from aggregator.store.rows import entry_values, filings

START = datetime(2016, 1, 4, 6, tzinfo=UTC)
SOURCES = 400
FORMS = ("labour-trafficking", "sex-trafficking", "debt-bondage", "forced-criminality", "domestic-servitude")
COUNTRIES = ("IN", "NG", "US", "DE", "PH", "BR", "TH", "NP")
WORDS = (
    "workers", "court", "police", "kiln", "village", "passport", "wages", "debt", "recruiter", "border", "farm",
)  # fmt: skip
RUNS = (
    ("export", "--format", "jsonl"),
    ("export", "--format", "csv"),
    ("export", "--format", "parquet"),
    ("export", "--format", "jsonfeed"),
    ("export", "--topic", "debt-bondage", "--region", "south-asia", "--by", "story"),
    ("report", "--json"),
    ("report", "--html"),
)


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--items", type=int, default=200_000)
    count = options.parse_args().items
    with tempfile.TemporaryDirectory() as folder:
        homes = [Path(folder) / str(size) for size in (count // 10, count)]
        for home, size in zip(homes, (count // 10, count), strict=True):
            # in a process of its own: a child's peak counts what its parent held when it was started
            fill = get_context("spawn").Process(target=filled, args=(home, size))
            fill.start()
            fill.join()
        print(f"{'':<58} {count // 10:>9,} items {count:>15,} items   memory")
        for run in RUNS:
            (few, small), (many, large) = (measured(home, run, Path(folder) / "out") for home in homes)
            name = " ".join(run)
            ratio = large / small
            print(
                f"{name:<58} {few:6.1f} s {small:4.0f} MiB {many:9.1f} s {large:4.0f} MiB   x {ratio:.2f}",
                flush=True,
            )


def measured(home: Path, run: tuple[str, ...], out: Path) -> tuple[float, float]:
    """CPU seconds and peak memory in MiB of one command."""
    command = [
        sys.executable,
        "-c",
        "from aggregator.commands import main; main()",
        "--home",
        str(home),
        *run,
    ]
    process = subprocess.Popen([*command, "-o", str(out)], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    assert status == 0, run
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def filled(folder: Path, count: int) -> None:
    """A home of `count` items, one in ten a copy of an earlier one, written past the store's own ways."""
    make(folder, title="Benchmark", base_url="https://news.example/feeds/", contact=None)
    home = Home.open(folder)
    engine = sa.create_engine(home.store_url)
    with engine.begin() as connection:
        sources = [{"id": f"source-{n}", "name": f"Source {n}", "kind": "media"} for n in range(SOURCES)]
        connection.execute(t.sources.insert(), sources)
        told = items(count)
        while batch := list(islice(told, 5_000)):
            connection.execute(t.entries.insert(), [row for row, _ in batch])
            connection.execute(t.filed.insert(), [filed for _, filing in batch for filed in filing])
    engine.dispose()


def items(count: int) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """A row of entries with its rows of filed, `count` times."""
    dice = random.Random(7)
    founders = [1]
    for seq in range(1, count + 1):
        now = START + timedelta(minutes=20 * seq)
        judgement = judged(dice)
        address = f"https://s{seq % SOURCES}.example.org/{now:%Y/%m}/{seq}/"
        entry = Entry(
            source=f"source-{seq % SOURCES}",
            address=address,
            canonical=address,
            title=" ".join(dice.choices(WORDS, k=9)).capitalize(),
            excerpt=" ".join(dice.choices(WORDS, k=42)).capitalize() + " …",
            lang=dice.choice(("en", "en", "es", "fr")),
            published=now.replace(hour=12, minute=0),
            published_precision="day",
            published_from="attribute",
            published_text=f"{now:%d %B %Y}",
            categories=("News", dice.choice(WORDS)),
            judgement=judgement,
        )
        copy = seq > 1 and dice.random() < 0.1
        story = dice.choice(founders[-2000:]) if copy else seq
        if not copy:
            founders.append(seq)
        seen = t.to_ms(now)
        times = {
            "first_seen": seen,
            "last_seen": seen,
            "updated": seen,
            "dated": t.to_ms(entry.published or now),
        }
        kept = {"seq": seq, "hash": f"{seq:020x}", "story": story, "lead": not copy, "status": "published"}
        row = kept | {"source": entry.source} | times | entry_values(entry)
        yield row, [{"kind": kind, "code": code, "entry": seq} for kind, code in filings(judgement)]


def judged(dice: random.Random) -> Judgement:
    def found(code: str, facet: str | None) -> Finding:
        return Finding(
            code=code, facet=facet, evidence=(Evidence(text="workers", field="title", rule="benchmark"),)
        )

    return Judgement(
        scope="in",
        topics=(found(dice.choice(FORMS), "form"), found("prosecution", "response")),
        countries=(found(dice.choice(COUNTRIES), None),),
        regions=("asia-pacific",),
        case_stage=dice.choice((None, "arrest", "trial")),
        rules_version="benchmark",
    )


if __name__ == "__main__":
    main()
