"""When a source is to be visited next: as often as it publishes, less often while it fails, never dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from aggregator.home import Config
from aggregator.items import Source, Visit
from aggregator.sources import Catalogue

PATIENCE = 3  # visits in a row before a fault is told, and before visits get rarer
PAUSED = 10  # failed visits in a row after which a source is visited weekly
WEEK = timedelta(days=7)
EARLY = 0.05  # of the interval: or a source of sixty minutes would miss every second hourly run by a second
FIRST = 4  # times interval_min: how soon a source is visited again while nothing is known of it
WELL = frozenset({"ok", "unchanged"})
ASKED_AWAY = frozenset({"blocked", "robots"})


def due(
    config: Config, catalogue: Catalogue, last_visits: Mapping[str, Sequence[Visit]], now: datetime
) -> list[Source]:
    """The sources to visit at `now`, the one that has waited longest first.

    `last_visits` holds each source's latest visits, newest first, as `Store.last_visits` gives them.
    """
    waiting = [
        (last_visited(visits, now), source)
        for source in catalogue.enabled()
        if next_due(source, visits := last_visits.get(source.id, ()), config, now) <= now
    ]
    longest_ago = datetime.min.replace(tzinfo=now.tzinfo)
    return [source for _, source in sorted(waiting, key=lambda w: (w[0] or longest_ago, w[1].id))]


def next_due(source: Source, visits: Sequence[Visit], config: Config, now: datetime) -> datetime:
    """When the source is to be visited next: `now` where it never was.

    A visit that is later than `now` was made by a clock that has been set back since: it is passed over, or the
    source would wait until the clock is there again.
    """
    last = last_visited(visits, now)
    return now if last is None else last + interval(source, visits, config) * (1 - EARLY)


def last_visited(visits: Sequence[Visit], now: datetime) -> datetime | None:
    """The time of the latest visit that was carried through and that `now` can know of."""
    return next((v.started for v in visits if v.status != "stopped" and v.started <= now), None)


def interval(source: Source, visits: Sequence[Visit], config: Config) -> timedelta:
    """The time from one visit to the next: the source's own or the adapted one, doubled while visits fail."""
    most = timedelta(minutes=config.interval_max)
    if source.interval is not None:
        usual = timedelta(minutes=source.interval)
    else:
        usual = min(max(adapted(visits, config), timedelta(minutes=config.interval_min)), most)
    failed = failures(visits)
    if failed >= PAUSED:
        return max(usual, WEEK)
    patience = 1 if failed and latest(visits).status in ASKED_AWAY else PATIENCE
    slower: timedelta = usual * 2 ** max(0, failed - patience + 1)
    return min(slower, max(most, usual))


def adapted(visits: Sequence[Visit], config: Config) -> timedelta:
    """Half the time in which a source brings one new entry; twice the time it has been silent, while it is.

    The latest visits weigh as much as all of them, so that a source that wakes up is noticed. The oldest visit
    counts only as the beginning: what was new to it had been published before.
    """
    read = [visit for visit in visits if visit.status in WELL]
    if len(read) < 2:
        return timedelta(minutes=config.interval_min * FIRST)
    return min(_half_gap(read), _half_gap(read[: PATIENCE + 1]))


def failures(visits: Sequence[Visit]) -> int:
    """How many of the latest visits failed in a row; a visit that the run's end cut off counts for nothing."""
    count = 0
    for visit in visits:
        if visit.status in WELL:
            break
        count += visit.status != "stopped"
    return count


def latest(visits: Sequence[Visit]) -> Visit:
    """The newest visit that was carried through; there must be one."""
    return next(visit for visit in visits if visit.status != "stopped")


def paused(visits: Sequence[Visit]) -> bool:
    """Whether the source has failed so often that it is visited weekly."""
    return failures(visits) >= PAUSED


def _half_gap(visits: Sequence[Visit]) -> timedelta:
    span = max(visits[0].started - visits[-1].started, timedelta())
    new = sum(visit.new for visit in visits[:-1])
    return span / (2 * new) if new else span * 2
