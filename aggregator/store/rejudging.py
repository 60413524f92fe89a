"""Judging what is stored again, after rules changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice

from sqlalchemy.engine import Connection

from aggregator.items import Judgement
from aggregator.store import tables as t
from aggregator.store.finding import names_of, refile, rows_by_seq
from aggregator.store.leading import settle_leads
from aggregator.store.querying import Querying
from aggregator.store.records import Moves, Query, StoredEntry
from aggregator.store.rows import filings, filings_of, judgement_values

PAGE = 500
EVERYTHING = Query(status=("published", "quiet", "held"), with_held=True)
Judge = Callable[[StoredEntry], Judgement]
e = t.entries.c


@dataclass(slots=True)
class Tally:
    """What moved so far."""

    judged: int = 0
    changed: int = 0
    held: int = 0
    scope: Counter[tuple[str, str]] = field(default_factory=Counter)
    gained: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)

    def count(self, entry: StoredEntry, verdict: Judgement) -> None:
        self.judged += 1
        if entry.scope != verdict.scope:
            self.scope[entry.scope, verdict.scope] += 1
        before, after = {f.code for f in entry.topics}, {f.code for f in verdict.topics}
        self.gained.update(after - before)
        self.lost.update(before - after)


class Rejudging(Querying):
    """`rejudge`, in short transactions."""

    def rejudge(
        self, judge: Judge, *, query: Query | None = None, dry_run: bool = False, now: datetime | None = None
    ) -> Moves:
        """Judge stored entries again and say what moved; with `dry_run` nothing is written.

        What retention took the excerpt of keeps its judgement: there is less to judge by than there was. What comes
        into scope and may identify somebody is held, as it would have been on arrival.
        """
        tally = Tally()
        erased = (now or datetime.now(UTC)) - timedelta(days=30.44 * self._retention_months)
        whole = (x for x in self.entries(query or EVERYTHING) if x.excerpt or x.first_seen >= erased)
        while page := _judged(islice(whole, PAGE), judge, tally):
            with self._reading() if dry_run else self._writing() as connection:
                _write(connection, page, tally, names_of(connection), dry_run=dry_run)
        return Moves(
            tally.judged, tally.changed, tally.held, dict(tally.scope), dict(tally.gained), dict(tally.lost)
        )


def _judged(
    entries: Iterator[StoredEntry], judge: Judge, tally: Tally
) -> list[tuple[StoredEntry, Judgement]]:
    page = [(entry, judge(entry)) for entry in entries]
    for entry, verdict in page:
        tally.count(entry, verdict)
    return page


def _write(
    connection: Connection,
    page: list[tuple[StoredEntry, Judgement]],
    tally: Tally,
    names: dict[str, tuple[str, str]],
    *,
    dry_run: bool,
) -> None:
    rows = rows_by_seq(connection, [entry.seq for entry, _ in page])
    stories: set[int] = set()
    for entry, verdict in page:
        row = rows[entry.seq]
        moved = {k: v for k, v in judgement_values(verdict).items() if v != getattr(row, k)}
        if not moved or row.status == "withdrawn":
            continue
        tally.changed += bool(moved.keys() - {"rules_version"})
        if "scope" in moved and (because := _to_hold(entry, verdict)):
            moved |= {"status": "held", "held_because": because}
            tally.held += 1
        if dry_run:
            continue
        connection.execute(t.entries.update().where(e.seq == row.seq), moved)
        if "evidence" in moved:
            refile(connection, row.seq, filings_of(row.evidence), filings(verdict))
        if "scope" in moved:
            stories.add(row.story)
    if stories:
        settle_leads(connection, stories, names)


def _to_hold(entry: StoredEntry, verdict: Judgement) -> str | None:
    from aggregator.judging.care import hold_reason

    if entry.scope != "out" or verdict.scope == "out" or entry.held_because:
        return None
    return hold_reason(entry.title, entry.excerpt, entry.lang)
