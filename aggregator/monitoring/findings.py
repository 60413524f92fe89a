"""What the visits to one source tell: pure, from the visits and a clock.

No news is not broken: a listing shows its old teasers too, so it is the count on the page that is watched, and the
age of the newest entry only against the source's own habit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from aggregator.items import Source, Visit
from aggregator.monitoring.schedule import PATIENCE, WELL, paused
from aggregator.monitoring.symptoms import COUNTED, ENOUGH, Symptoms, failed, symptoms_of
from aggregator.monitoring.words import command_for, span, words_for

STALE_FLOOR = timedelta(days=3)  # a long weekend
SHOWN = timedelta(days=7)  # how long a notice stands
DISTINCT = frozenset(
    {*COUNTED, "stale", "reader_changed", "configuration", "waiting", "no_run", "retention", "offline"}
)
NOTICES = frozenset({"reader_changed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that a person should know of a source: `what` in a sentence, `command` to run next.

    `code` is the class, for scripts; `since` the first visit that showed it, `last_good` the last one that was well.
    A notice asks for nobody's help: it is shown, and changes no exit code. `paused`: visited only weekly.
    """

    source: str
    code: str
    what: str
    command: str
    since: datetime | None = None
    last_good: datetime | None = None
    visits: int = 0
    paused: bool = False
    address: str | None = None

    @property
    def notice(self) -> bool:
        return self.code in NOTICES

    @property
    def key(self) -> str:
        """What it is remembered by: visits that fail now in this way, now in that, are one trouble."""
        return f"{self.source}/{self.code if self.code in DISTINCT else 'failing'}"


def judge(
    visits: Sequence[Visit], source: Source, now: datetime, *, published: Sequence[datetime] = ()
) -> list[Finding]:
    """What is wrong with a source, the gravest first; no fault before three visits in a row showed it.

    `visits` are the latest, newest first; `published` the times of its latest entries, which tell how often it
    publishes (without them, the newest dates that the visits saw do).
    """
    told = [visit for visit in reversed(visits) if visit.status != "stopped"]
    if not told:
        return []
    found = _standing(told, symptoms_of(told), source)
    if told[-1].status in WELL:
        found += _stale(told, source, min(told[-1].started, now), published)
        found += _reader_changed(told, source, now)
    return found


def recovered(visits: Sequence[Visit]) -> bool:
    """Whether the latest visit, newest first, shows nothing wrong: a fault that was told is mended."""
    told = [visit for visit in reversed(visits) if visit.status != "stopped"]
    return bool(told) and not symptoms_of(told)[-1]


def _standing(visits: Sequence[Visit], symptoms: Symptoms, source: Source) -> list[Finding]:
    """The faults that the last three visits share: the same symptom, or that nothing came of them."""
    found = []
    for code in sorted(symptoms[-1], key=lambda c: COUNTED.index(c) + 1 if c in COUNTED else 0):
        run = 0
        for visit, seen in zip(reversed(visits), reversed(symptoms), strict=True):
            if not (code in seen if code in COUNTED else failed(visit, seen)):
                break
            run += 1
        if run >= PATIENCE:
            found.append(_fault(code, visits, run, source))
    return found


def _fault(code: str, visits: Sequence[Visit], run: int, source: Source) -> Finding:
    before = visits[: len(visits) - run]
    counts = [v.teasers for v in before if v.status == "ok" and v.teasers]
    return Finding(
        source=source.id,
        code=code,
        what=words_for(code, visits[-1], int(median(counts)) if counts else None),
        command=command_for(code, source),
        since=visits[-run].started,
        last_good=next((v.started for v in reversed(before) if v.status in WELL), None),
        visits=run,
        paused=paused(list(reversed(visits))),
        address=visits[-1].url,
    )


def _stale(
    visits: Sequence[Visit], source: Source, now: datetime, published: Sequence[datetime]
) -> list[Finding]:
    """Silent for three times its usual gap, and for twice its longest: a summer break is a habit too.

    `now` is the time of the last look at it: nobody knows what it published since.
    """
    seen = [visit.newest for visit in visits if visit.newest is not None]
    times = sorted({*(published or seen)})
    gaps = sorted((later - earlier).total_seconds() for earlier, later in pairwise(times))
    if len(gaps) < ENOUGH or sum(visit.status in WELL for visit in visits) < PATIENCE:
        return []
    newest = max([*times, *seen])
    allowed = max(timedelta(seconds=max(3 * median(gaps), 2 * gaps[-1])), STALE_FLOOR)
    if now - newest <= allowed:
        return []
    usual = timedelta(seconds=median(gaps))
    return [
        Finding(
            source=source.id,
            code="stale",
            what=f"its newest entry is of {newest:%Y-%m-%d}; it used to bring one every {span(usual)}",
            command=command_for("stale", source),
            since=newest + allowed,
            last_good=newest,
            address=source.url,
        )
    ]


def _reader_changed(visits: Sequence[Visit], source: Source, now: datetime) -> list[Finding]:
    """A page that was rebuilt and is read another way now: it mended itself, and deserves one look."""
    for visit in reversed(visits):
        changed = visit.expected_by and visit.read_by and visit.expected_by != visit.read_by
        if changed and visit.status == "ok" and now - visit.started <= SHOWN:
            return [
                Finding(
                    source=source.id,
                    code="reader_changed",
                    what=words_for("reader_changed", visit, None),
                    command=command_for("reader_changed", source),
                    since=visit.started,
                    last_good=visit.started,
                    visits=1,
                    address=visit.url,
                )
            ]
    return []
