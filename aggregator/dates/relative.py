"""Dates told from the time of reading: "3 hours ago", "yesterday at 9:15", in the words of some eighty languages."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, datetime, timedelta

from aggregator.dates.clock import CLOCK, Clock, read_clock
from aggregator.dates.context import Context
from aggregator.dates.reader import SEGMENTS, at_time
from aggregator.dates.reading import Reading
from aggregator.dates.told import UNITS, WORD, Told, Unit, languages, tables
from aggregator.dates.vocabulary import roles
from aggregator.items import Precision

Span = tuple[int, Unit]
_CLOCK = re.compile(CLOCK)
_SECONDS = {"second": 1, "minute": 60, "hour": 3600}
_MOST = {
    "second": 10_000,
    "minute": 10_000,
    "hour": 2_000,
    "day": 2_000,
    "week": 400,
    "month": 200,
    "year": 40,
}
_LONGEST, _MOST_WORDS = 80, 12  # of a text that is nothing but such a date


def read_relative(folded: str, context: Context) -> Reading | None:
    """The time that a text of few words tells from `now`; None without `now`."""
    if context.now is None:
        return None
    if reading := _whole(folded, context.now, context):
        return reading
    segments = [part for part in SEGMENTS.split(folded) if part]
    if len(segments) == 1:
        return None
    return next(filter(None, (_segment(part, context.now, context) for part in segments)), None)


def _whole(text: str, now: datetime, context: Context) -> Reading | None:
    """Of a whole text also "now" and "yesterday" alone: behind a dash they end a headline."""
    said = _words(text)
    own = [tables()[code] for code in dict.fromkeys((context.lang, "en")) if code in tables()]
    if any(" ".join(said) in told.now for told in own):
        return _just_now(now)
    if reading := _segment(text, now, context):
        return reading
    for code in languages(context.lang, said):
        days = _days(said, tables()[code], strong=tables()[code] in own)
        if days is not None:
            return Reading((now.date() + timedelta(days=days)).isoformat(), "day", relative=True)
    return _just_now(now) if any(" ".join(_bare(said)) in told.now for told in own) else None


def _segment(text: str, now: datetime, context: Context) -> Reading | None:
    said = _words(text)
    codes = languages(context.lang, said)
    for code in codes:
        if spans := _spans(said, tables()[code]):
            return before(now, spans)
    match = _CLOCK.search(text) if said else None
    clock: Clock | None = read_clock(match[0], match["half"], match["offset"]) if match else None
    if match is None or clock is None:
        return None
    said = _words(text[: match.start()] + " " + text[match.end() :])
    for code in codes:
        days = _days(said, tables()[code], strong=code in {context.lang, "en"})
        if days is not None:
            return at_time(now.date() + timedelta(days=days), clock, context, relative=True)
    return None


def _words(text: str) -> list[str]:
    said = WORD.findall(text) if len(text) <= _LONGEST else []
    return said if len(said) <= _MOST_WORDS else []


def _just_now(now: datetime) -> Reading:
    return Reading(now.replace(second=0, microsecond=0).isoformat(), "minute", relative=True)


def _days(said: list[str], told: Told, *, strong: bool) -> int | None:
    for words in (said, _bare(said)):
        phrase = " ".join(words)
        if phrase in told.days and (strong or len(phrase) > 5):
            return told.days[phrase]
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


def _spans(said: list[str], told: Told) -> list[Span]:
    """Numbers with their units, if every word is one of a span told as past."""
    spans: list[Span] = []
    number: int | None = None
    past: set[str] = set()
    for word in said:
        unit = told.units.get(word)
        if word.isdecimal() and len(word) < 6 and number is None:
            number = int(word)
        elif word in told.ago and not (unit and number is not None):
            past.add(word)
        elif unit:
            spans.append((number if number is not None else 2 if word in roles("dual") else 1, unit))
            past |= {""} if word in told.past else set()
            number = None
        elif word in told.numbers and number is None:
            number = told.numbers[word]
        elif word not in roles("and", "about", "of", "published", "updated"):
            return []
    if number is not None and len(spans) == 1 and spans[0][0] == 1:
        spans, number = [(number, spans[0][1])], None  # "saa 3 zilizopita" has its unit first
    is_past = "" in past or past in told.phrases
    return spans if is_past and number is None and _fit(spans) else []


def _fit(spans: list[Span]) -> bool:
    """Whether units go from coarse to fine, each once, in numbers that a page would print."""
    order = [UNITS.index(unit) for _, unit in spans]
    return order == sorted(set(order), reverse=True) and all(n <= _MOST[unit] for n, unit in spans)


def before(now: datetime, spans: list[Span]) -> Reading:
    """The time so many units before `now`, coarsest first; days and longer give a day."""
    at = now
    for number, unit in spans:
        if unit in _SECONDS:
            past = timedelta(seconds=number * _SECONDS[unit])
            at = (at.astimezone(UTC) - past).astimezone(at.tzinfo) if at.tzinfo else at - past
        elif unit in {"day", "week"}:
            at -= timedelta(days=number * (7 if unit == "week" else 1))
        else:
            at = _months_before(at, number * (12 if unit == "year" else 1))
    finest = spans[-1][1]
    precision: Precision = "day" if finest == "week" else finest
    printed = at.replace(microsecond=0).isoformat() if finest in _SECONDS else at.date().isoformat()
    return Reading(printed, precision, relative=True)


def _months_before(at: datetime, months: int) -> datetime:
    year, month = divmod(at.year * 12 + at.month - 1 - months, 12)
    return at.replace(year=year, month=month + 1, day=min(at.day, monthrange(year, month + 1)[1]))
