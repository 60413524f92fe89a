"""The state of all sources and of the last run: assessed from the store, told in files and in one paragraph."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

from aggregator.home import Home
from aggregator.items import Visit
from aggregator.monitoring import outages
from aggregator.monitoring.findings import STALE_FLOOR, Finding, judge, recovered
from aggregator.monitoring.memory import Fate, Memory, compare, dump, load
from aggregator.monitoring.runs import broken_file, counting, follow, reached, retained, silent, waiting
from aggregator.monitoring.states import Health, state_of
from aggregator.monitoring.telling import ping, write
from aggregator.sources import Catalogue
from aggregator.store import Store
from aggregator.store.remembering import OFFLINE

SCOPE, KEY = "monitoring", "memory"  # the note in the store
YEAR = timedelta(days=400)  # of entries that tell how often a source publishes
OF_NO_VISIT = frozenset(
    {"configuration", "waiting", "no_run", "offline", "retention", "stale", "reader_changed"}
)


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
    tried, visits = store.last_visits(), counting(store)
    enabled = {source.id: source for source in catalogue.enabled()}
    published = _published(store, visits, enabled, now)
    offline = outages.finding(outages.load(store.get_note(*OFFLINE)))
    found = [*offline, *(retention or ()), *(broken_file(problem) for problem in catalogue.problems)]
    for source in enabled.values():
        own = visits.get(source.id, [])
        found += judge(own, source, now, published=published.get(source.id, ()))
        found += waiting(home, source, own, tried.get(source.id, []), now)
    run, last = store.last_run(), store.last_run(finished=True)
    found += silent(run, last, now)
    looked_at = OF_NO_VISIT if retention is not None else OF_NO_VISIT - {"retention"}
    latest = {id: [] if offline else visits.get(id, []) for id in enabled}
    fate = partial(_fate, looked_at=looked_at, latest=latest)
    memory, news = compare(load(store.get_note(SCOPE, KEY)), found, now, fate)
    stands = [known.finding for known in memory.open.values()]
    health = Health(
        at=now,
        findings=tuple(finding for finding in stands if not finding.notice),
        notices=tuple(finding for finding in stands if finding.notice),
        sources=tuple(
            state_of(source, visits.get(source.id, []), stands, home, now) for source in enabled.values()
        ),
        last_run=last,
        news=news,
        reached=reached(tried, run),
    )
    return health, memory


def report(home: Home, store: Store, catalogue: Catalogue, now: datetime) -> Health:
    """Assess after a run, remember, write `health.json` and `status.atom.xml`, ping; prints nothing.

    Also erases excerpts past their time. CannotWriteError where the feeds folder cannot be written.
    """
    follow(store)
    health, memory = assess(home, store, catalogue, now, retention=retained(store, now))
    write(home, store, health, memory)
    store.set_note(
        SCOPE, KEY, dump(memory)
    )  # after the files: what could not be told is told by the next run
    if home.config.ping:
        ping(home.config.ping)
    return health


def _fate(finding: Finding, looked_at: Collection[str], latest: Mapping[str, Sequence[Visit]]) -> Fate:
    """A fault of visits ends with a good one; any other when it is not found again by who looks for it."""
    if finding.code in looked_at:
        return "recovered"
    if finding.code in OF_NO_VISIT:
        return "stands"
    if finding.source not in latest:
        return "forgotten"
    return "recovered" if recovered(latest[finding.source]) else "stands"


def _published(
    store: Store, visits: Mapping[str, Sequence[Visit]], enabled: Iterable[str], now: datetime
) -> dict[str, list[datetime]]:
    """Times of the sources' entries; asked only where the visits saw nothing recent, for it takes a while."""
    quiet = [source for source in enabled if _saw_nothing_recent(visits.get(source, ()), now)]
    times = store.published_times(quiet, since=now - YEAR) if quiet else {}
    return {source: [time for time in own if time <= now] for source, own in times.items()}


def _saw_nothing_recent(visits: Sequence[Visit], now: datetime) -> bool:
    newest = max((visit.newest for visit in visits if visit.newest), default=None)
    return bool(visits) and (newest is None or now - newest > STALE_FLOOR)
