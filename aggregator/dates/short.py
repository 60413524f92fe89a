"""Dates that print less than day, month and year in full: to be believed only where a text says nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from aggregator.dates.context import Context
from aggregator.dates.named import BEFORE, Found, is_numbered, weekday_near
from aggregator.dates.numeric import day_of, has_two_digit_year
from aggregator.dates.tokens import Token

_SHORT_YEAR = (
    re.compile(r"(?P<d>d)[./-]?(?P<m>m)[.,o/'-]{0,2}(?P<y>[de])"),
    re.compile(r"(?P<m>m)[./-]?(?P<d>d),?'(?P<y>[de])"),
)
_NO_YEAR = (re.compile(r"(?P<d>d)[.,o/-]{0,3}(?P<m>m)"), re.compile(r"(?P<m>m)[.o-]{0,2}(?P<d>d)"))
_MONTH = (
    re.compile(r"(?P<m>m)(?:\.?[-r/]m)?[.,o/'-]{0,3}(?P<y>Y)"),
    re.compile(r"(?P<y>Y)[.,or/()-]{0,5}(?P<m>m)"),
)
# The second only where the year comes first by custom: elsewhere 2011/12 is a business year.
_MONTH_IN_NUMBERS = (re.compile(r"(?P<m>d)/(?P<y>Y)"), re.compile(r"(?P<y>Y)[/.](?P<m>d)"))


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
            month, number = _values(match, tokens, "m", "d")
            day = context.day(context.full_year(year.value), month, number)
            if day and len(re.sub(r"\D", "", year.text)) == 2:
                yield Found(day, *match.span())
    yield from _months(tokens, shape, context)
    if context.today is not None:
        yield from _yearless(tokens, shape, context, context.today)


def _months(tokens: list[Token], shape: str, context: Context) -> Iterator[Found]:
    for pattern in _MONTH:
        for match in pattern.finditer(shape):
            year, month = _values(match, tokens, "y", "m")
            day = context.day(year, month, 1)
            if day and month <= 12:
                yield Found(day, *match.span(), is_month=True)
    for pattern in _MONTH_IN_NUMBERS[: 2 if context.usual_order == "YMD" else 1]:
        for match in pattern.finditer(shape):
            year, month = _values(match, tokens, "y", "m")
            day = context.day(year, month, 1)
            if day and len(tokens[match.start("m")].text) == 2 and not is_numbered(tokens, match.start()):
                yield Found(day, *match.span(), is_month=True)


def _values(match: re.Match[str], tokens: list[Token], *parts: str) -> tuple[int, ...]:
    return tuple(tokens[match.start(part)].value for part in parts)


def _yearless(tokens: list[Token], shape: str, context: Context, today: date) -> Iterator[Found]:
    weekday = next((t.value for t in tokens if t.kind == "w"), None)
    for pattern in _NO_YEAR:
        for match in pattern.finditer(shape):
            month, number = tokens[match.start("m")].value, tokens[match.start("d")].value
            before = BEFORE.search(shape[: match.start()]) if pattern is _NO_YEAR[0] else None
            start = before.start() if before else match.start()
            number = tokens[start].value if before else number
            if day := nearest(month, number, weekday, context, today):
                yield Found(day, start, match.end())


def nearest(month: int, number: int, weekday: int | None, context: Context, today: date) -> date | None:
    """The day without a year: the last one that its weekday fits, else the one to come within a year, else the last."""
    year = today.year
    if month > 100:
        year -= 621
    days = [
        day for y in (year + 1, year, year - 1, year - 2, year - 3) if (day := context.day(y, month, number))
    ]
    past = [day for day in days if (day - today).days <= 1]
    if weekday is not None and weekday >= 0:
        fits = [day for day in past[:2] if day.weekday() == weekday] or [
            day for day in days if day.weekday() == weekday and (day - today).days < 366
        ]
        if fits:
            return fits[0] if fits[0] in past else min(fits, key=lambda day: abs((day - today).days))
    return past[0] if past else None
