"""Findings that no visit tells: of files, of sources never reached, of runs that do not end, of old excerpts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from aggregator.errors import DataError
from aggregator.home import Home
from aggregator.items import Source, Visit
from aggregator.monitoring import outages
from aggregator.monitoring.findings import Finding
from aggregator.monitoring.outages import UNREACHED, Outages, asked
from aggregator.monitoring.schedule import interval, last_visited
from aggregator.monitoring.words import span
from aggregator.sources import Problem
from aggregator.store import Run, Store
from aggregator.store.remembering import OFFLINE

SILENT = timedelta(days=2)  # without a finished run before the machine itself is the finding
WAITING = timedelta(days=1)  # a source may be overdue: runs end at their budget


def broken_file(problem: Problem) -> Finding:
    return Finding(
        source=problem.key, code="configuration", what=problem.message, command="aggregator doctor"
    )


def waiting(
    home: Home, source: Source, visits: Sequence[Visit], tried: Sequence[Visit], now: datetime
) -> list[Finding]:
    """A source that is long due and not visited: runs reach their budget before it, or name other sources only.

    `visits` are those that count, which tell how often it is due; `tried` are all.
    """
    last = last_visited(tried, now)
    step = interval(source, visits, home.config)
    if last is None or now - last <= step * 3 + WAITING:
        return []
    return [
        Finding(
            source=source.id,
            code="waiting",
            what=f"was not visited for {span(now - last)}, though it is due every {span(step)}",
            command=f"aggregator crawl {source.id}",
            since=last + step,
            last_good=last,
            address=source.url,
        )
    ]


def silent(run: Run | None, last: Run | None, now: datetime) -> list[Finding]:
    """No run came to its end for two days: cron, the machine or a page that kills the process."""
    since = last.finished if last else run.started if run else None
    if since is None or now - since <= SILENT:
        return []
    return [
        Finding(
            source="",
            code="no_run",
            what=f"no run has finished for {span(now - since)}",
            command="aggregator crawl -v",
            since=since,
            last_good=since,
        )
    ]


def retained(store: Store, now: datetime) -> list[Finding]:
    """Erase what is past its time; a finding where it would be so much that the clock is doubted."""
    try:
        store.retain(now)
    except DataError as error:
        return [Finding(source="", code="retention", what=str(error), command="aggregator doctor")]
    return []


def reached(visits: Mapping[str, Sequence[Visit]], run: Run | None) -> bool:
    """Whether the last run reached anything at all, if it tried."""
    last = [own[0] for own in visits.values() if own and run and own[0].run == run.id]
    tried = [visit.status for visit in last if asked(visit)]
    return not tried or any(status not in UNREACHED for status in tried)


def follow(store: Store) -> Outages:
    """Look at the visits of the latest runs, and remember whether this machine was offline in them."""
    before = outages.load(store.get_note(*OFFLINE))
    after = outages.follow(before, store.last_visits())
    if after != before:
        store.set_note(*OFFLINE, outages.dump(after))
    return after


def counting(store: Store) -> dict[str, list[Visit]]:
    """Each source's last visits, newest first, that count: those made while this machine was offline do not."""
    return store.last_visits(without=store.offline_runs())
