"""How one source stands, as the health table shows it, and how all of them do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aggregator.errors import FINDINGS, OK, UNREACHABLE
from aggregator.home import Home
from aggregator.items import Source, Visit
from aggregator.monitoring.findings import Finding
from aggregator.monitoring.memory import News
from aggregator.monitoring.saying import paragraph
from aggregator.monitoring.schedule import WEEK, interval, last_visited, next_due, paused
from aggregator.store import Run


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How it stands at `at`. `findings` are open, notices apart; `news` is what nobody was told yet."""

    at: datetime
    findings: tuple[Finding, ...] = ()
    notices: tuple[Finding, ...] = ()
    sources: tuple[SourceState, ...] = ()
    last_run: Run | None = None
    news: News = field(default_factory=News)
    reached: bool = True

    @property
    def code(self) -> int:
        """69 where the last run reached nothing at all, 1 as long as a finding is open, else 0."""
        return UNREACHABLE if self.offline or not self.reached else FINDINGS if self.findings else OK

    @property
    def offline(self) -> bool:
        """Whether it is this machine that reaches nobody: then no source is to blame."""
        return any(finding.code == "offline" for finding in self.findings)

    def paragraph(self) -> str:
        """What needs a person, in one paragraph; empty where there is nothing that was not told before."""
        return paragraph(self.news)


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
