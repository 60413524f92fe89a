"""The state of all sources and of the last run: assessed from the store, told in files and in one paragraph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aggregator.errors import FINDINGS, OK, UNREACHABLE, DataError
from aggregator.home import Home
from aggregator.items import Source, Visit
from aggregator.monitoring.findings import STALE_FLOOR, Finding, judge, recovered
from aggregator.monitoring.memory import Fate, Memory, News, compare, dump, load
from aggregator.monitoring.schedule import WEEK, interval, last_visited, next_due, paused
from aggregator.monitoring.telling import paragraph, ping, write
from aggregator.monitoring.words import span
from aggregator.sources import Catalogue, Problem
from aggregator.store import Run, Store

SCOPE, KEY = "monitoring", "memory"  # the note in the store
YEAR = timedelta(days=400)  # of entries that tell how often a source publishes
SILENT = timedelta(days=2)  # without a finished run before the machine itself is the finding
WAITING = timedelta(days=1)  # a source may be overdue: runs end at their budget
OF_NO_VISIT = frozenset({"configuration", "waiting", "no_run", "retention", "stale", "reader_changed"})
UNREACHED = frozenset({"dns", "connection", "timeout", "tls"})


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
        return UNREACHABLE if not self.reached else FINDINGS if self.findings else OK

    def paragraph(self) -> str:
        """What needs a person, in one paragraph; empty where there is nothing that was not told before."""
        return paragraph(self.news)


def assess(
    home: Home,
    store: Store,
    catalogue: Catalogue,
    now: datetime,
    *,
    retention: Sequence[Finding] | None = None,
) -> tuple[Health, Memory]:
    """How all sources stand, and what is to be remembered of it; writes nothing.

    `retention` is what became of erasing old excerpts; null where it was not tried, so that what was found stands.
    """
    visits = store.last_visits()
    enabled = {source.id: source for source in catalogue.enabled()}
    found = [*(retention or ()), *(_broken_file(problem) for problem in catalogue.problems)]
    for source in enabled.values():
        own = visits.get(source.id, [])
        found += judge(own, source, now, published=_published(store, source.id, own, now))
        found += _waiting(home, source, own, now)
    run, last = store.last_run(), store.last_run(finished=True)
    found += _silent(run, last, now)

    def fate(finding: Finding) -> Fate:
        """A fault of visits ends with a good one; any other when it is not found again by who looks for it."""
        if finding.code == "retention" and retention is None:
            return "stands"
        if finding.code in OF_NO_VISIT:
            return "recovered"
        if finding.source not in enabled:
            return "forgotten"
        return "recovered" if recovered(visits.get(finding.source, [])) else "stands"

    memory, news = compare(load(store.get_note(SCOPE, KEY)), found, now, fate)
    stands = [known.finding for known in memory.open.values()]
    health = Health(
        at=now,
        findings=tuple(finding for finding in stands if not finding.notice),
        notices=tuple(finding for finding in stands if finding.notice),
        sources=tuple(
            _state(source, visits.get(source.id, []), stands, home, now) for source in enabled.values()
        ),
        last_run=last,
        news=news,
        reached=_reached(visits, run),
    )
    return health, memory


def report(home: Home, store: Store, catalogue: Catalogue, now: datetime) -> Health:
    """Assess after a run, remember, write `health.json` and `status.atom.xml`, ping; prints nothing.

    Also erases excerpts past their time. CannotWriteError where the feeds folder cannot be written.
    """
    health, memory = assess(home, store, catalogue, now, retention=_retained(store, now))
    write(home, store, health, memory)
    store.set_note(
        SCOPE, KEY, dump(memory)
    )  # after the files: what could not be told is told by the next run
    if home.config.ping:
        ping(home.config.ping)
    return health


def _state(
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


def _published(store: Store, source: str, visits: Sequence[Visit], now: datetime) -> list[datetime]:
    """Times of the source's entries; asked only where the visits saw nothing recent, for it takes a while."""
    newest = max((visit.newest for visit in visits if visit.newest), default=None)
    if not visits or (newest is not None and now - newest <= STALE_FLOOR):
        return []
    return [time for time in store.published_times(source, since=now - YEAR) if time <= now]


def _retained(store: Store, now: datetime) -> list[Finding]:
    """Erase what is past its time; a finding where it would be so much that the clock is doubted."""
    try:
        store.retain(now)
    except DataError as error:
        return [Finding(source="", code="retention", what=str(error), command="aggregator doctor")]
    return []


def _broken_file(problem: Problem) -> Finding:
    return Finding(
        source=problem.key, code="configuration", what=problem.message, command="aggregator doctor"
    )


def _waiting(home: Home, source: Source, visits: Sequence[Visit], now: datetime) -> list[Finding]:
    """A source that is long due and not visited: runs reach their budget before it, or name other sources only."""
    last = last_visited(visits, now)
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


def _silent(run: Run | None, last: Run | None, now: datetime) -> list[Finding]:
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


def _reached(visits: Mapping[str, Sequence[Visit]], run: Run | None) -> bool:
    """Whether the last run reached anything at all, if it tried."""
    tried = [own[0].status for own in visits.values() if own and run and own[0].run == run.id]
    return not tried or any(status not in UNREACHED for status in tried)
