"""Dates with a month's name, found in the shape of a text's tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from aggregator.dates.context import Context
from aggregator.dates.numeric import day_of, has_two_digit_year
from aggregator.dates.tokens import Token

_FULL = (
    re.compile(r"(?P<d>d)[.,o'/-]{0,3}(?P<m>[mM])(?:/[mM])?[.,o'/:-]{0,3}(?P<y>Y)"),
    re.compile(r"(?P<m>[mM])[.o/-]{0,2}(?P<d>d)(?:[.o]{0,2}[-r][wo,]{0,3}(?:[mM][.o]?)?d)?[.,o/:-]{0,3}(?P<y>Y)"),
    re.compile(r"(?P<m>[mM])(?P<d>d)tz?(?P<y>Y)"),
    re.compile(r"(?P<y>Y)[.,or/()-]{0,5}(?P<m>[mM])[.,o/-]{0,3}(?P<d>d)(?!d)"),
    re.compile(r"(?P<y>Y)(?:-o)?[.,o]{0,3}(?P<d>d)[.,o-]{0,2}(?P<m>[mM])(?![.,o/-]{0,3}Y)"),
)
_SHORT_YEAR = (
    re.compile(r"(?P<d>d)[./-]?(?P<m>m)[.,o/'-]{0,2}(?P<y>[de])"),
    re.compile(r"(?P<m>m)[./-]?(?P<d>d),?'(?P<y>[de])"),
)
_NO_YEAR = (re.compile(r"(?P<d>d)[.,o/-]{0,3}(?P<m>m)"), re.compile(r"(?P<m>m)[.o-]{0,2}(?P<d>d)"))
_MONTH = (re.compile(r"(?P<m>m)(?:/m)?[.,o/'-]{0,3}(?P<y>Y)"), re.compile(r"(?P<y>Y)[.,o/()-]{0,5}(?P<m>m)"))
# The second only where the year comes first by custom: elsewhere 2011/12 is a business year.
_MONTH_IN_NUMBERS = (re.compile(r"(?P<m>d)/(?P<y>Y)"), re.compile(r"(?P<y>Y)[/.](?P<m>d)"))
# The days before the one that has the month: "12, 13 and", "30 April –".
_BEFORE = re.compile(
    r"(?P<d>d)[.o]{0,2}(?P<m>[mM])?[.,o]{0,2}(?:[-r,/]{1,2}[.wo]{0,3}d[.o]{0,2}(?:[mM][.,o]{0,2})?)*[-r/][wo,.]{0,4}$"
)


class Found(NamedTuple):
    """A day (or the first of a month) and the tokens, first and behind the last, that print it."""

    day: date
    start: int
    end: int
    is_month: bool = False


def full_dates(tokens: list[Token], shape: str, context: Context) -> Iterator[Found]:
    """Dates printed with day, month and a four-digit year, in the order printed."""
    found: list[Found] = []
    if "Y" in shape and ("m" in shape or "M" in shape):
        for pattern in _FULL:
            for match in pattern.finditer(shape):
                if seen := _spelled(match, tokens, shape, context):
                    found.append(seen)
    for index, token in enumerate(tokens):
        if token.kind == "D" and not has_two_digit_year(token.text) and not _is_numbered(tokens, index):
            day = day_of(token.text, context, weekday_near(tokens, index))
            if day:
                found.append(Found(day, index, index + 1))
    end = 0
    for one in sorted(found, key=lambda f: (f.start, -f.end)):
        if one.start >= end:
            yield one
            end = one.end


def short_dates(tokens: list[Token], shape: str, context: Context) -> Iterator[Found]:
    """Dates whose year has two digits, is not printed or stands beside a month alone: to be believed only alone."""
    for index, token in enumerate(tokens):
        if token.kind == "D" and has_two_digit_year(token.text):
            day = day_of(token.text, context, weekday_near(tokens, index))
            if day:
                yield Found(day, index, index + 1)
    for pattern in _SHORT_YEAR:
        for match in pattern.finditer(shape):
            year = tokens[match.start("y")]
            if len(re.sub(r"\D", "", year.text)) == 2:
                full = context.full_year(year.value)
                day = context.day(full, tokens[match.start("m")].value, tokens[match.start("d")].value)
                if day:
                    yield Found(day, *match.span())
    for pattern in _MONTH:
        for match in pattern.finditer(shape):
            day = context.day(tokens[match.start("y")].value, tokens[match.start("m")].value, 1)
            if day and tokens[match.start("m")].value <= 12:
                yield Found(day, *match.span(), is_month=True)
    for pattern in _MONTH_IN_NUMBERS[: 2 if context.usual_order == "YMD" else 1]:
        for match in pattern.finditer(shape):
            month, year = tokens[match.start("m")], tokens[match.start("y")]
            day = context.day(year.value, month.value, 1)
            if day and len(month.text) == 2 and month.value <= 12:
                yield Found(day, *match.span(), is_month=True)
    if context.today is not None:
        yield from _yearless(tokens, shape, context, context.today)


def _yearless(tokens: list[Token], shape: str, context: Context, today: date) -> Iterator[Found]:
    weekday = next((t.value for t in tokens if t.kind == "w"), None)
    for pattern in _NO_YEAR:
        for match in pattern.finditer(shape):
            month, number = tokens[match.start("m")].value, tokens[match.start("d")].value
            before = _BEFORE.search(shape[: match.start()]) if pattern is _NO_YEAR[0] else None
            start = before.start() if before else match.start()
            number = tokens[start].value if before else number
            if day := nearest(month, number, weekday, context, today):
                yield Found(day, start, match.end())


def nearest(month: int, number: int, weekday: int | None, context: Context, today: date) -> date | None:
    """The day without a year: the last one that its weekday fits, else the one to come within a year, else the last."""
    year = today.year
    if month > 100:
        year -= 621
    days = [day for y in (year + 1, year, year - 1, year - 2, year - 3) if (day := context.day(y, month, number))]
    past = [day for day in days if (day - today).days <= 1]
    if weekday is not None and weekday >= 0:
        fits = [day for day in past[:2] if day.weekday() == weekday] or [
            day for day in days if day.weekday() == weekday and (day - today).days < 366
        ]
        if fits:
            return fits[0] if fits[0] in past else min(fits, key=lambda day: abs((day - today).days))
    return past[0] if past else None


def _spelled(match: re.Match[str], tokens: list[Token], shape: str, context: Context) -> Found | None:
    day, month, year = (tokens[match.start(part)] for part in "dmy")
    start = match.start()
    if start == match.start("d") and _counts(tokens, start, match.group()[1]):
        return None
    if start == match.start("d") and (before := _BEFORE.search(shape[:start])):
        first = tokens[before.start()]
        named = tokens[before.start("m")].value if before["m"] else month.value
        if _is_range(tokens, before.start(), start) and (named, first.value) != (month.value, day.value):
            later = (named, first.value) > (month.value, day.value)
            if not later or before["m"]:
                seen = context.day(year.value - later, named, first.value)
                if seen:
                    return Found(seen, before.start(), match.end())
    seen = context.day(year.value, month.value, day.value)
    return Found(seen, *match.span()) if seen else None


def _is_range(tokens: list[Token], first: int, last: int) -> bool:
    """Whether the days before are a range, not a number behind a word: "Room 5 - 12 May"."""
    spaced = any(a.end < b.start for a, b in zip(tokens[first:last], tokens[first + 1 : last + 1], strict=False))
    return not spaced or first == 0 or tokens[first - 1].kind not in "xscnYem"


def weekday_near(tokens: list[Token], index: int) -> int | None:
    """The weekday printed within three tokens of one."""
    near = tokens[max(0, index - 3) : index + 4]
    return next((token.value for token in near if token.kind == "w"), None)


def _counts(tokens: list[Token], index: int, behind: str) -> bool:
    """Whether a number is of a series or a part: "Issue 14, June 2021", "Room 12 May 2021"."""
    before = tokens[index - 2 if index > 1 and tokens[index - 1].kind == "." else index - 1].kind if index else ""
    return before == "c" or (before == "s" and behind in ",-")


def _is_numbered(tokens: list[Token], index: int) -> bool:
    """Whether the numbers are those of a document: "No. 12/05/2022"."""
    before = [token for token in tokens[max(0, index - 2) : index] if token.kind not in ".:"]
    return bool(before) and before[-1].kind in "sc"
