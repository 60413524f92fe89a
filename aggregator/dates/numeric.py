"""Dates in numbers, whose order the page's language and place decide where the numbers do not."""

from __future__ import annotations

import re
from datetime import date

from aggregator.dates.context import Context

_PARTS = re.compile(r"\d+")
_RANGE = re.compile(
    r"(?<![\d./-])(\d{1,2})(?:\.|(?P<by>[./])(\d{1,2})(?:(?P=by)\d{4}|(?P=by))?)?\s?[-–—]\s?\d{1,2}([./])(\d{1,2})\4(\d{4})(?!\d)"
)


_YEAR_APART = re.compile(r"(?<![\d./])(\d{1,2})/(\d{1,2}) ((?:19|20)\d\d)(?![\d/])")


def year_joined(folded: str) -> str:
    """`18/11 2026`, as Swedes write it, as one date in numbers."""
    return _YEAR_APART.sub(r"\1/\2/\3", folded) if "/" in folded else folded


def first_of_ranges(folded: str) -> str:
    """Ranges of days in numbers, such as 30.05.-02.06.2022, as their first day."""
    return _RANGE.sub(_first, folded) if "-" in folded or "–" in folded or "—" in folded else folded


def _first(match: re.Match[str]) -> str:
    day, by, month, sep, other, year = match.groups()
    if month is None:
        return f"{day}{sep}{other}{sep}{year}"
    return f"{day}{by}{month}{by}{year}"


def day_of(printed: str, context: Context, weekday: int | None) -> date | None:
    """The day of three numbers; None where no order fits or the order cannot be known."""
    first, second, third = _PARTS.findall(printed)
    a, b, c = int(first), int(second), int(third)
    if len(first) == 4:
        return context.day(a, b, c)
    if len(third) == 4:
        return _year_last(a, b, c, context, weekday)
    if len(third) == 3 or len(first) == 3:
        return None
    order = context.usual_order
    if order == "YMD" and 1 <= b <= 12 and 1 <= c <= 31 and len(first) == len(second) == len(third) == 2:
        return context.day(context.full_year(a), b, c)
    if len(third) != 2:
        return None
    return _year_last(a, b, context.full_year(c), context, weekday)


def _year_last(a: int, b: int, year: int, context: Context, weekday: int | None) -> date | None:
    day_first, month_first = context.day(year, b, a), context.day(year, a, b)
    if day_first is None or month_first is None or day_first == month_first:
        return day_first or month_first
    if (
        weekday is not None
        and weekday >= 0
        and (day_first.weekday() == weekday) != (month_first.weekday() == weekday)
    ):
        return day_first if day_first.weekday() == weekday else month_first
    order = context.usual_order
    if order is None:
        return None
    return month_first if order == "MDY" else day_first


def has_two_digit_year(printed: str) -> bool:
    """Whether no number of the date has four digits."""
    return not re.search(r"\d{4}", printed)
