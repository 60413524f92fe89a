"""What monitoring remembers from run to run: a fault is told when it opens, weekly after, and once when it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from aggregator.monitoring.findings import Finding

Fate = Literal["stands", "recovered", "forgotten"]
REMIND = timedelta(days=7)
EVENTS = 50  # entries of the status feed


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """A finding that stands, and when it was last told to a person."""

    finding: Finding
    opened: datetime
    told: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What the status feed tells: a finding that was made, or the recovery from it."""

    at: datetime
    kind: Literal["broken", "notice", "recovered"]
    finding: Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """Open findings by key, and the last events, newest first."""

    open: Mapping[str, Open]
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What a person is to be told now."""

    opened: tuple[Finding, ...] = ()
    reminded: tuple[Finding, ...] = ()
    recovered: tuple[Finding, ...] = ()


def compare(
    memory: Memory, findings: Iterable[Finding], now: datetime, fate: Callable[[Finding], Fate]
) -> tuple[Memory, News]:
    """Today's findings against the remembered ones; `fate` decides on those that are not made again."""
    today = {finding.key: finding for finding in findings}
    after: dict[str, Open] = {}
    opened, reminded, recovered = [], [], []
    for key, finding in today.items():
        known = memory.open.get(key)
        if known is None:
            opened.append(finding)
            after[key] = Open(finding=finding, opened=now, told=now)
            continue
        kept = _continued(known.finding, finding)
        remind = not kept.notice and now - known.told >= REMIND
        reminded += [kept] * remind
        after[key] = Open(finding=kept, opened=known.opened, told=now if remind else min(known.told, now))
    for key, known in memory.open.items():
        decided = "stands" if key in today else fate(known.finding)
        if key not in today and decided == "stands":
            after[key] = known
        elif decided == "recovered" and not known.finding.notice:
            recovered.append(known.finding)
    events = [Event(at=now, kind="notice" if f.notice else "broken", finding=f) for f in opened]
    events += [Event(at=now, kind="recovered", finding=f) for f in recovered]
    return (
        Memory(open=after, events=(*events, *memory.events)[:EVENTS]),
        News(opened=tuple(opened), reminded=tuple(reminded), recovered=tuple(recovered)),
    )


def _continued(before: Finding, now: Finding) -> Finding:
    """The visits that first showed a fault fall out of sight; what is remembered of them does not."""
    since = min(filter(None, (before.since, now.since)), default=None)
    return replace(now, since=since, last_good=now.last_good or before.last_good)


def load(note: Any) -> Memory:
    """The memory from its stored form; an empty one where there is none."""
    note = note or {}
    stands = [
        Open(finding=_finding(o["finding"]), opened=_time(o["opened"]), told=_time(o["told"]))
        for o in note.get("open", ())
    ]
    events = [
        Event(at=_time(e["at"]), kind=e["kind"], finding=_finding(e["finding"]))
        for e in note.get("events", ())
    ]
    return Memory(open={o.finding.key: o for o in stands}, events=tuple(events))


def dump(memory: Memory) -> dict[str, Any]:
    """The memory as JSON types."""
    return {
        "open": [
            {"finding": plain(o.finding), "opened": o.opened.isoformat(), "told": o.told.isoformat()}
            for o in memory.open.values()
        ],
        "events": [
            {"at": e.at.isoformat(), "kind": e.kind, "finding": plain(e.finding)} for e in memory.events
        ],
    }


def plain(finding: Finding) -> dict[str, Any]:
    """A finding as JSON types: times as ISO 8601 in UTC."""
    values = asdict(finding)
    return {
        key: v.isoformat().replace("+00:00", "Z") if isinstance(v, datetime) else v
        for key, v in values.items()
    }


def _finding(values: Mapping[str, Any]) -> Finding:
    known = {field.name for field in fields(Finding)}
    kept = {key: value for key, value in values.items() if key in known}
    return Finding(**kept | {key: _time(kept[key]) for key in ("since", "last_good") if kept.get(key)})


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
