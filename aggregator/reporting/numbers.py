"""The numbers of a report, from a stream of entries: pure; of stories without copies nothing is remembered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from aggregator.exporting.stories import Stories, alone, key
from aggregator.reporting.dimensions import DIMENSIONS, NONE, Names
from aggregator.store.records import StoredEntry

SEX = frozenset({"sex-trafficking"})
LABOUR = frozenset({
    "labour-trafficking", "domestic-servitude", "debt-bondage", "state-imposed-forced-labour",
})  # fmt: skip
TOP = 3


@dataclass(frozen=True, slots=True)
class Count:
    """How often a code occurs: in how many items, of how many stories."""

    code: str
    name: str
    items: int
    stories: int


@dataclass(frozen=True, slots=True)
class Cell:
    """How many items of how many stories have both codes."""

    row: str
    column: str
    items: int
    stories: int


@dataclass(frozen=True, slots=True)
class Bias:
    """What analysts complain of: sex cases before labour cases, few stories and few sources filling the page."""

    sex: int
    labour: int
    both: int
    top_stories: int
    top_source: int


@dataclass(frozen=True, slots=True)
class Retold:
    """A story that was told more than once."""

    id: str
    title: str
    items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All counts; `tables` by dimension. `newest` is when the newest item was first seen, null for none."""

    items: int
    stories: int
    tables: dict[str, tuple[Count, ...]]
    bias: Bias
    retold: tuple[Retold, ...]
    sources: int
    undated: int
    newest: datetime | None = None
    cross: tuple[str, str] | None = None
    cells: tuple[Cell, ...] = ()


@dataclass(slots=True)
class _Bucket:
    items: int = 0
    stories: int = 0


def report(entries: Iterable[StoredEntry], names: Names, *, cross: tuple[str, str] | None = None) -> Report:
    """Count `entries` by every dimension, and by the pair of dimensions `cross` where it is given."""
    tally = _Tally(names, cross)
    for entry in entries:
        tally.add(entry)
    return tally.report()


class _Tally:
    def __init__(self, names: Names, cross: tuple[str, str] | None) -> None:
        self.names, self.cross = names, cross
        self.items = 0
        self.stories = Stories()
        self.seen: set[int] = set()  # which stories with copies stand in which bucket, a number each
        self.buckets: dict[str, dict[str, _Bucket]] = {dimension: {} for dimension in DIMENSIONS}
        self.cells: dict[tuple[str, str], _Bucket] = {}
        self.told: dict[int, tuple[str, str]] = {}
        self.sex = self.labour = self.both = 0
        self.newest: datetime | None = None

    def add(self, entry: StoredEntry) -> None:
        self.items += 1
        self.stories.add(entry)
        self.names.sources[entry.source] = entry.source_name
        self.newest = max(self.newest or entry.first_seen, entry.first_seen)
        if not alone(entry) and (entry.lead or key(entry) not in self.told):
            self.told[key(entry)] = (entry.story_id, entry.title or "")
        topics = {topic.code for topic in entry.topics}
        sex, labour = bool(topics & SEX), bool(topics & LABOUR)
        self.sex += sex
        self.labour += labour
        self.both += sex and labour
        codes = {dimension: of(entry) for dimension, (_, of) in DIMENSIONS.items()}
        for dimension, found in codes.items():
            for code in found:
                self._count(self.buckets[dimension].setdefault(code, _Bucket()), entry)
        if self.cross:
            for row in codes[self.cross[0]]:
                for column in codes[self.cross[1]]:
                    self._count(self.cells.setdefault((row, column), _Bucket()), entry)

    def _count(self, bucket: _Bucket, entry: StoredEntry) -> None:
        bucket.items += 1
        if not alone(entry):
            pair = hash((id(bucket), key(entry)))
            if pair in self.seen:
                return
            self.seen.add(pair)
        bucket.stories += 1

    def report(self) -> Report:
        top = self.stories.top(TOP)
        by_source = self.buckets["source"].values()
        return Report(
            items=self.items,
            stories=self.stories.count,
            tables={dimension: self._table(dimension) for dimension in DIMENSIONS},
            bias=Bias(
                sex=self.sex,
                labour=self.labour,
                both=self.both,
                top_stories=sum(count for _, count in top) + min(TOP - len(top), self.stories.alone),
                top_source=max((bucket.items for bucket in by_source), default=0),
            ),
            retold=tuple(Retold(*self.told[story], count) for story, count in top if count > 1),
            sources=len(by_source),
            undated=self.buckets["month"].get(NONE, _Bucket()).items,
            newest=self.newest,
            cross=self.cross,
            cells=tuple(
                Cell(row, column, bucket.items, bucket.stories)
                for (row, column), bucket in sorted(self.cells.items())
            ),
        )

    def _table(self, dimension: str) -> tuple[Count, ...]:
        counts = [
            Count(code, self.names(dimension, code), bucket.items, bucket.stories)
            for code, bucket in self.buckets[dimension].items()
        ]
        if dimension == "month":
            return _months(counts)
        return tuple(sorted(counts, key=lambda count: (count.code == NONE, -count.items, count.code)))


def _months(counts: Sequence[Count]) -> tuple[Count, ...]:
    """In order of time, months without an item included, the undated last."""
    dated = {count.code: count for count in counts if count.code != NONE}
    found = (
        [dated.get(month) or Count(month, month, 0, 0) for month in _span(min(dated), max(dated))]
        if dated
        else []
    )
    return (*found, *(count for count in counts if count.code == NONE))


def _span(first: str, last: str) -> list[str]:
    number = [int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last)]
    return [f"{n // 12:04d}-{n % 12 + 1:02d}" for n in range(number[0], number[1] + 1)]


def most(counts: Iterable[Count]) -> int:
    """The most items of any code; those without one would dwarf the rest."""
    return max((count.items for count in counts if count.code != NONE), default=0)


def share(part: int, whole: int) -> str:
    """A share as whole percent: `38 %`; a dash where there is nothing to share."""
    return f"{100 * part / whole:.0f} %" if whole else "–"
