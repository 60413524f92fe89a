"""How one source stands, as the health table shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from aggregator.home import Home
from aggregator.items import Source, Visit
from aggregator.monitoring.findings import Finding
from aggregator.monitoring.schedule import WEEK, interval, last_visited, next_due, paused


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """One source as the health table shows it; `state` is ok, broken, paused, new or off."""

    source: str
    name: str
    state: str
    visited: datetime | None = None
    due: datetime | None = None
    interval: timedelta | None = None
    teasers: int | None = None
    new: int | None = None
    status: str | None = None


def state_of(
    source: Source, visits: Sequence[Visit], stands: Sequence[Finding], home: Home, now: datetime
) -> SourceState:
    last = next((visit for visit in visits if visit.status != "stopped"), None)
    broken = any(finding.source == source.id and not finding.notice for finding in stands)
    state = "new" if last is None else "paused" if paused(visits) else "broken" if broken else "ok"
    return SourceState(
        source=source.id,
        name=source.name,
        state=state,
        visited=last_visited(visits, now),
        due=next_due(source, visits, home.config, now),
        interval=interval(source, visits, home.config),
        status=last.status if last else None,
        teasers=last.teasers if last else None,
        new=sum(visit.new for visit in visits if now - visit.started <= WEEK),
    )
