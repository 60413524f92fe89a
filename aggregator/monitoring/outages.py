"""Times in which this machine itself was offline: pure, from the visits and what is known of the runs before.

Runs in a row that reached nothing, on two or more hosts that were not down before, are the machine's fault, until one
reaches something. Their visits are recorded, and count neither for nor against a source.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from aggregator.items import Visit
from aggregator.monitoring.findings import Finding
from aggregator.monitoring.words import counted

UNREACHED = frozenset({"dns", "connection", "timeout"})
UNASKED = frozenset({"stopped", "refused"})  # of these nothing is known: no host was asked, or not to its end
HOSTS = 2  # one that is down cannot be told from a machine that is
KEPT = 50  # outages; older ones are out of sight of the visits that are judged

Visits = Mapping[str, Sequence[Visit]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outage:
    """The runs from `first` to `last`, that reached nothing; `sources` and `hosts` are how many they tried."""

    first: int
    last: int
    since: datetime
    until: datetime
    sources: int
    hosts: int
    last_good: datetime | None = None
    over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outages:
    """What is known up to the run `seen`, newest first: decided once, while all visits of a run are at hand.

    `silent` is the first of the latest runs that reached nothing, null where the last one did.
    """

    seen: int = 0
    silent: int | None = None
    known: tuple[Outage, ...] = ()

    @property
    def now(self) -> Outage | None:
        """The one that lasts."""
        return self.known[0] if self.known and not self.known[0].over else None


def follow(outages: Outages, visits: Visits) -> Outages:
    """What is known after the latest runs; `visits` are each source's latest, newest first."""
    runs = {visit.run for own in visits.values() for visit in own if visit.run is not None}
    for run in sorted(run for run in runs if run > outages.seen):
        outages = replace(_after(outages, visits, run), seen=run)
    return outages


def asked(visit: Visit) -> bool:
    """Whether a visit can tell anything of the network: a host left alone, as it wished, was not asked."""
    return visit.status not in UNASKED and (visit.status != "blocked" or visit.http_status is not None)


def finding(outages: Outages) -> list[Finding]:
    """What a person should know: one thing of the machine, instead of one of each source."""
    outage = outages.now
    if outage is None:
        return []
    tried = f"{counted(outage.sources, 'source')} of {counted(outage.hosts, 'host')}"
    return [
        Finding(
            source="",
            code="offline",
            what=f"nothing could be reached on {outage.until:%Y-%m-%d}: {tried}; is the network up?",
            command="aggregator crawl -v",
            since=outage.since,
            last_good=outage.last_good,
        )
    ]


def load(note: Any) -> Outages:
    """From its stored form; nothing is known where there is none."""
    note = note or {}
    known = tuple(_outage(values) for values in note.get("known", ()))
    return Outages(seen=note.get("seen", 0), silent=note.get("silent"), known=known)


def dump(outages: Outages) -> dict[str, Any]:
    """As JSON types."""
    known = [
        {key: v.isoformat() if isinstance(v, datetime) else v for key, v in asdict(outage).items()}
        for outage in outages.known
    ]
    return {"seen": outages.seen, "silent": outages.silent, "known": known}


def _after(outages: Outages, visits: Visits, run: int) -> Outages:
    """What a run adds: it reached something, or is one more that did not."""
    told = [visit for own in visits.values() for visit in own if asked(visit)]
    tried = [visit for visit in told if visit.run == run]
    lasting, known = outages.now, outages.known
    if not tried:
        return outages
    if any(visit.status not in UNREACHED for visit in tried):
        return replace(
            outages, silent=None, known=(replace(lasting, over=True), *known[1:]) if lasting else known
        )
    first = outages.silent or run
    failed = [visit for visit in told if first <= (visit.run or 0) <= run]
    if lasting:
        return replace(outages, known=(replace(lasting, last=run, **_extent(failed)), *known[1:]))
    before = [visit for visit in told if (visit.run or 0) < first and not _during(visit, known)]
    down = {visit.source for visit in _latest(before) if visit.status in UNREACHED}
    if len({_host(visit) for visit in failed if visit.source not in down}) < HOSTS:
        return replace(outages, silent=first)
    outage = Outage(
        first=first,
        last=run,
        since=min(visit.started for visit in failed),
        last_good=max((visit.started for visit in before if visit.status not in UNREACHED), default=None),
        **_extent(failed),
    )
    return replace(outages, silent=first, known=(outage, *known)[:KEPT])


def _during(visit: Visit, known: Sequence[Outage]) -> bool:
    return any(outage.first <= (visit.run or 0) <= outage.last for outage in known)


def _latest(visits: Sequence[Visit]) -> Iterable[Visit]:
    """The first of each source: the newest, as they stand in this order."""
    found: dict[str, Visit] = {}
    for visit in visits:
        found.setdefault(visit.source, visit)
    return found.values()


def _extent(failed: Sequence[Visit]) -> dict[str, Any]:
    return {
        "until": max(visit.started for visit in failed),
        "sources": len({visit.source for visit in failed}),
        "hosts": len({_host(visit) for visit in failed}),
    }


def _host(visit: Visit) -> str:
    return urlsplit(visit.url).hostname or visit.url


def _outage(values: Mapping[str, Any]) -> Outage:
    times = {
        key: datetime.fromisoformat(values[key]) for key in ("since", "until", "last_good") if values[key]
    }
    return Outage(**{**values, **times})
