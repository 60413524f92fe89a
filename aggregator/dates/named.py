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
    re.compile(
        r"(?P<m>[mM])[.o/-]{0,2}(?P<d>d)(?:[.o]{0,2}[-r][wo,]{0,3}(?:[mM][.o]?)?d)?[.,o/:-]{0,3}(?P<y>Y)"
    ),
    re.compile(r"(?P<m>[mM])(?P<d>d)tz?(?P<y>Y)"),
    re.compile(r"(?P<y>Y)[.,or/()-]{0,5}(?P<m>[mM])[.,o/-]{0,3}(?P<d>d)(?!d)"),
    re.compile(r"(?P<y>Y)(?:-o)?[.,o]{0,3}(?P<d>d)[.,o-]{0,2}(?P<m>[mM])(?![.,o/-]{0,3}Y)"),
)
# The days before the one that has the month: "12, 13 and", "30 April –".
BEFORE = re.compile(
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
        if token.kind == "D" and not has_two_digit_year(token.text) and not is_numbered(tokens, index):
            day = day_of(token.text, context, weekday_near(tokens, index))
            if day:
                found.append(Found(day, index, index + 1))
    end = 0
    for one in sorted(found, key=lambda f: (f.start, -f.end)):
        if one.start >= end:
            yield one
            end = one.end


def _spelled(match: re.Match[str], tokens: list[Token], shape: str, context: Context) -> Found | None:
    day, month, year = (tokens[match.start(part)] for part in "dmy")
    start = match.start()
    if start == match.start("d") and _counts(tokens, start, match.group()[1]):
        return None
    if start == match.start("d") and (before := BEFORE.search(shape[:start])):
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
    spaced = any(
        a.end < b.start for a, b in zip(tokens[first:last], tokens[first + 1 : last + 1], strict=False)
    )
    return not spaced or first == 0 or tokens[first - 1].kind not in "xscnYem"


def weekday_near(tokens: list[Token], index: int) -> int | None:
    """The weekday printed within three tokens of one."""
    near = tokens[max(0, index - 3) : index + 4]
    return next((token.value for token in near if token.kind == "w"), None)


def _counts(tokens: list[Token], index: int, behind: str) -> bool:
    """Whether a number is of a series or a part: "Issue 14, June 2021", "Room 12 May 2021"."""
    before = (
        tokens[index - 2 if index > 1 and tokens[index - 1].kind == "." else index - 1].kind if index else ""
    )
    return before == "c" or (before == "s" and behind in ",-")


def is_numbered(tokens: list[Token], index: int) -> bool:
    """Whether the numbers are those of a document: "No. 12/05/2022"."""
    before = [token for token in tokens[max(0, index - 2) : index] if token.kind not in ".:"]
    return bool(before) and before[-1].kind in "sc"
