"""`aggregator import`: items of a JSON Lines or CSV file through the same steps as those of a crawl."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from aggregator.commands.common import console, home_of

if TYPE_CHECKING:
    from aggregator.home import Home
    from aggregator.items import Entry, Source
    from aggregator.judging.loading import Rules
    from aggregator.store import Store
    from aggregator.store.importing import Line

BATCH = 500  # lines kept in one transaction


@click.command(short_help="Take in items from a file")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--report", type=click.Path(path_type=Path, dir_okay=False), help="What became of each line.")
@click.pass_context
def command(ctx: click.Context, file: str, report: Path | None) -> None:
    """Take in FILE: JSON Lines, one object a line ('-' reads standard input), or CSV by its ending.

    \b
    aggregator import items.jsonl --report what-became.jsonl
    aggregator --home here export --scope all | aggregator --home there import -

    \b
    {"url": "https://…", "source": "The Daily", "title": "…", "excerpt": "…", "published": "2026-03-09"}
    Also: first_seen, author, categories, lang. Only url is needed. Files that `aggregator export` wrote, as
    JSON Lines or .csv, are taken in too: what both homes have is not repeated. Exit code 1 if a line was rejected.
    """
    from aggregator.store import Store

    with ExitStack() as stack:
        home = home_of(ctx)
        told = stack.enter_context(report.open("w", encoding="utf-8")) if report else None
        store = stack.enter_context(Store.open(home))
        lines = stack.enter_context(click.open_file(file, encoding="utf-8-sig", errors="replace"))
        job = Import(home, store)
        with console(stderr=True).status("reading") as status:  # shown on a terminal only
            for number in job.run(_of_csv(lines) if file.lower().endswith(".csv") else lines):
                status.update(f"{number:,} lines")
        if told:
            job.write(told)
    for number, reason in job.rejected[:20]:
        click.echo(f"{file}:{number}: {reason}", err=True)
    if len(job.rejected) > 20:
        click.echo(f"… and {len(job.rejected) - 20} more rejected lines; --report names all", err=True)
    click.echo(job.summary())
    ctx.exit(1 if job.rejected else 0)


def _of_csv(text: IO[str]) -> Iterator[str]:
    """The lines of JSON Lines that a CSV of `aggregator export` stands for."""
    from aggregator.exporting import sheet

    return (json.dumps(row) for row in sheet.read(text))


class Import:
    """Reads lines, states, judges and keeps them in batches, in the file's order."""

    def __init__(self, home: Home, store: Store) -> None:
        from aggregator.judging import load_rules
        from aggregator.sources import load
        from aggregator.store.importing import Declared

        self.store = store
        self.declared = Declared(load(home).sources.values())
        self.rules: Rules = load_rules(home.own("topics.toml"))
        self.now = datetime.now(UTC)
        self.outcomes: list[tuple[str | None, str, str]] = []  # id, status, reason: one a line
        self.rejected: list[tuple[int, str]] = []

    def run(self, lines: Iterable[str]) -> Iterator[int]:
        """Take in all lines; gives the number of lines read after each batch."""
        pending: list[tuple[int, Entry]] = []
        sources: dict[str, Source] = {}
        addresses: set[str] = set()
        for number, text in enumerate(lines, 1):
            self.outcomes.append((None, "rejected", "an empty line"))
            entry, source = self._read(number, text)
            if entry is None or source is None:
                continue
            if len(pending) >= BATCH or entry.canonical in addresses:
                self._keep(pending, sources)
                yield number
                addresses.clear()
            pending.append((number, entry))
            sources[source.id] = source
            addresses.add(entry.canonical)
        self._keep(pending, sources)

    def _read(self, number: int, text: str) -> tuple[Entry | None, Source | None]:
        from aggregator.items import Entry
        from aggregator.stating import state
        from aggregator.store.importing import BadLineError, read_line

        if not text.strip():
            return None, None
        try:
            line = read_line(text, self.declared)
        except BadLineError as error:
            return self._reject(number, str(error))
        stated = state(line.teaser, line.source, now=line.first_seen or self.now)
        if not isinstance(stated, Entry):
            return self._reject(number, f"{stated.reason}: {stated.detail}")
        return self._judged(stated, line), line.source

    def _judged(self, entry: Entry, line: Line) -> Entry:
        from aggregator.judging import judge_entry

        judgement = judge_entry(entry, self.rules, trusted=line.source.scope == "trusted")
        original = entry.original_source or line.original_source
        return replace(entry, judgement=judgement, first_seen=line.first_seen, original_source=original)

    def _reject(self, number: int, reason: str) -> tuple[None, None]:
        self.rejected.append((number, reason))
        self.outcomes[number - 1] = (None, "rejected", reason)
        return None, None

    def _keep(self, pending: list[tuple[int, Entry]], sources: dict[str, Source]) -> None:
        kept = (
            self.store.keep(None, [entry for _, entry in pending], source=sources, now=self.now)
            if pending
            else []
        )
        for (number, _), one in zip(pending, kept, strict=True):
            status = {"seen": "duplicate", "blocked": "rejected"}.get(one.status, one.status)
            self.outcomes[number - 1] = (one.id, status, one.reason)
            if status == "rejected":
                self.rejected.append((number, one.reason))
        pending.clear()
        sources.clear()

    def write(self, report: IO[str]) -> None:
        """One JSON line a line of input; stories as they are now that all lines are in."""
        for start in range(0, len(self.outcomes), BATCH):
            part = self.outcomes[start : start + BATCH]
            stories = self.store.stories_of({id for id, _, _ in part if id})
            for line, (id_, status, reason) in enumerate(part, start + 1):
                row: dict[str, Any] = {"line": line, "id": id_, "story_id": stories.get(id_ or "")}
                report.write(
                    json.dumps(row | {"status": status, "reason": reason}, ensure_ascii=False) + "\n"
                )

    def summary(self) -> str:
        """One line for the operator."""
        counts = Counter(status for _, status, reason in self.outcomes if reason != "an empty line")
        named = ", ".join(f"{count} {status}" for status, count in sorted(counts.items()))
        return f"{sum(counts.values())} lines: {named or 'nothing in them'}"
