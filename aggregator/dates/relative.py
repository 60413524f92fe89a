"""Dates told from the time of reading: "3 hours ago", "yesterday at 9:15", in the words of some eighty languages."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import datetime, timedelta
from functools import cache
from typing import NamedTuple

from aggregator.dates.clock import CLOCK, read_clock
from aggregator.dates.context import Context
from aggregator.dates.reader import at_time
from aggregator.dates.reading import Reading
from aggregator.dates.spelling import fold
from aggregator.dates.vocabulary import roles, rows
from aggregator.items import Precision

_UNITS: tuple[Precision | str, ...] = ("second", "minute", "hour", "day", "week", "month", "year")
_SECONDS = {"second": 1, "minute": 60, "hour": 3600}
_DUAL = frozenset(
    fold(word)
    for word in """ثانيتين دقيقتين ساعتين يومين أسبوعين شهرين سنتين عامين שעתיים יומיים שבועיים חודשיים שנתיים
    sagħtejn jumejn ġimagħtejn xahrejn sentejn""".split()
)
_WORD = re.compile(r"\d+|[^\W\d_](?:[^\s\d!-,./:-@\[-`{-~،。、|–—’׳-]|\.(?=[^\W\d_]{2}))*|[\u0900-\u109f]+")
_CLOCK = re.compile(CLOCK)
_SEGMENTS = re.compile(r"\s[-–—/»›]\s|\s?[|•·●▪]\s?")
_MOST = {"second": 10_000, "minute": 10_000, "hour": 2_000, "day": 2_000, "week": 400, "month": 200, "year": 40}


class _Language(NamedTuple):
    ago: frozenset[str]  # every word of the phrases that say it
    phrases: frozenset[frozenset[str]]
    units: dict[str, str]  # word -> unit; with "*" before the unit where the word itself says ago
    days: dict[str, int]  # phrase -> days from today
    now: frozenset[str]
    numbers: dict[str, int]


def read_relative(folded: str, context: Context) -> Reading | None:
    """The time that a text of few words tells from `now`; None without `now`."""
    if context.now is None:
        return None
    now = context.now.astimezone(context.zone) if context.zone else context.now
    segments = [part for part in _SEGMENTS.split(folded) if part]
    for segment in [folded, *segments] if len(segments) > 1 else [folded]:
        if len(segment) <= 80 and (reading := _segment(segment, now, context, whole=segment is folded)):
            return reading
    return None


def _segment(text: str, now: datetime, context: Context, *, whole: bool) -> Reading | None:
    said = _WORD.findall(text)
    if not said or len(said) > 12:
        return None
    languages = _languages(context.lang, said)
    if whole and any(" ".join(said) in _tables()[lang].now for lang in languages if lang in {context.lang, "en"}):
        return Reading(now.replace(second=0, microsecond=0).isoformat(), "minute", True)
    for lang in languages:
        if spans := _spans(said, _tables()[lang]):
            return before(now, spans)
    clock = None
    if match := _CLOCK.search(text):
        clock = read_clock(match[0], match["half"], match["offset"])
        said = _WORD.findall(text[: match.start()] + " " + text[match.end() :])
    if not whole and clock is None:  # "Slavery - today" is a headline
        return None
    for lang in languages:
        table, own = _tables()[lang], lang in {context.lang, "en"}
        days = _day(said, table, strong=own)
        if days is not None:
            day = now.date() + timedelta(days=days)
            return at_time(day, clock, context, relative=True) if clock else Reading(day.isoformat(), "day", True)
        if clock is None and own and " ".join(_bare(said)) in table.now:
            return Reading(now.replace(second=0, microsecond=0).isoformat(), "minute", True)
    return None


def _day(said: list[str], table: _Language, *, strong: bool) -> int | None:
    for words in (said, _bare(said)):
        phrase = " ".join(words)
        if phrase in table.days and (strong or len(phrase) > 5):
            return table.days[phrase]
    return None


def _bare(said: list[str]) -> list[str]:
    """Without the words that only label a date."""
    around = roles("of", "published", "updated")
    first, last = 0, len(said)
    while first < last and said[first] in around:
        first += 1
    while last > first and said[last - 1] in around:
        last -= 1
    return said[first:last]


def _spans(said: list[str], table: _Language) -> list[tuple[int, str]]:
    """Numbers with their units, if every word is one of a span told as past."""
    spans: list[tuple[int, str]] = []
    number: int | None = None
    past: set[str] = set()
    implied = False
    for word in said:
        unit = table.units.get(word)
        if word.isdecimal() and len(word) < 6 and number is None:
            number = int(word)
        elif word in table.ago and not (unit and number is not None):
            past.add(word)
        elif unit:
            spans.append((number if number is not None else 2 if word in _DUAL else 1, unit.lstrip("*")))
            implied, number = implied or unit[0] == "*", None
        elif word in table.numbers and number is None:
            number = table.numbers[word]
        elif word not in roles("and", "about", "of", "published", "updated"):
            return []
    if number is not None:
        if len(spans) != 1 or spans[0][0] != 1:
            return []
        spans = [(number, spans[0][1])]  # "saa 3 zilizopita" has its unit first
    ordered = [_UNITS.index(unit) for _, unit in spans]
    fits = ordered == sorted(ordered, reverse=True) and len(set(ordered)) == len(ordered)
    said_past = implied or past in table.phrases
    return spans if said_past and fits and all(0 <= n <= _MOST[unit] for n, unit in spans) else []


def before(now: datetime, spans: list[tuple[int, str]]) -> Reading:
    """The time so many units before `now`, coarsest first; days and longer give a day."""
    finest = spans[-1][1]
    at = now
    for number, unit in spans:
        if unit in _SECONDS:
            at -= timedelta(seconds=number * _SECONDS[unit])
        elif unit in {"day", "week"}:
            at -= timedelta(days=number * (7 if unit == "week" else 1))
        else:
            at = _months_before(at, number * (12 if unit == "year" else 1))
    if finest in _SECONDS:
        local = (now.astimezone(at.tzinfo) - (now - at)).replace(microsecond=0) if now.tzinfo else at.replace(microsecond=0)
        return Reading(local.isoformat(), finest, True)  # type: ignore[arg-type]
    precision: Precision = "month" if finest == "month" else "year" if finest == "year" else "day"
    return Reading(at.date().isoformat(), precision, True)


def _months_before(at: datetime, months: int) -> datetime:
    year, month = divmod(at.year * 12 + at.month - 1 - months, 12)
    return at.replace(year=year, month=month + 1, day=min(at.day, monthrange(year, month + 1)[1]))


def _languages(lang: str | None, said: list[str]) -> list[str]:
    """The page's language and English first, then any with a word for "ago" in the text."""
    first = [code for code in dict.fromkeys((lang, "en")) if code in _tables()]
    others = {code for word in said for code in _ago().get(word, ())}
    return first + sorted(others - set(first))


@cache
def _ago() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for code, table in _tables().items():
        for word in table.ago | {word for word, unit in table.units.items() if unit[0] == "*"}:
            if len(word) > 2:
                found.setdefault(word, set()).add(code)
    return found


@cache
def _tables() -> dict[str, _Language]:
    tables: dict[str, _Language] = {}
    for code, ago, *rest in rows("relative"):
        units: dict[str, str] = {}
        for unit, forms in zip(_UNITS, rest[:7], strict=True):
            for form in _forms(forms):
                units.setdefault(form.lstrip("*"), ("*" if form[0] == "*" else "") + unit)
        days = {" ".join(_WORD.findall(p)): n for n, cell in zip((0, -1, -2, 1), rest[8:12], strict=True) for p in _forms(cell)}
        now = frozenset(" ".join(_WORD.findall(phrase)) for phrase in _forms(rest[7]))
        phrases = frozenset(frozenset(phrase.split()) for phrase in _forms(ago))
        numbers = dict.fromkeys(_forms(rest[12]), 1) | _numbers().get(code, {})
        tables[code] = _Language(frozenset().union(*phrases), phrases, units, days, now, numbers)
    return tables


@cache
def _numbers() -> dict[str, dict[str, int]]:
    return {
        code: {form: number for number, cell in enumerate(cells, 2) for form in _forms(cell)}
        for code, *cells in rows("numbers")
    }


def _forms(cell: str) -> list[str]:
    return [form.strip(" .'’׳") for form in fold(cell).split(",") if form.strip(" .'’׳")]


