"""Chinese, Japanese and Korean dates: numbers with the words for year, month and day behind them, and no spaces."""

from __future__ import annotations

import re
from datetime import date

from aggregator.dates.calendars import ERA_LETTERS, ERAS
from aggregator.dates.context import Context
from aggregator.dates.han import HAN, TIME, clock_of, is_alone, number, told_from_now
from aggregator.dates.reader import at_time
from aggregator.dates.reading import Reading
from aggregator.dates.short import nearest
from aggregator.dates.spelling import fold

_NUMBER = rf"\d{{1,4}}|[{HAN}]{{1,4}}|元"
_ANY = re.compile(r"[年月日前天号號週周昨今明刚剛後前\u3040-\u30ff\uac00-\ud7af]")
_ERAS = {fold(name): first for name, first in ERAS.items()}
_DATE = re.compile(
    rf"(?:(?P<era>{'|'.join(_ERAS)}|西暦)?\s*(?P<y>{_NUMBER})\s*[年년]\s*)?(?P<m>\d{{1,2}}|[{HAN}]{{1,3}})\s*[月월]"
    rf"(?:\s*(?P<d>\d{{1,2}}|[{HAN}]{{1,3}})\s*[日号號일])?"
)
_UPDATED = re.compile(r"更新|修改|수정|업데이트|최종")
_TIME_BEFORE = re.compile(TIME.pattern + r"[\s,、]*$")
_ERA_LETTER = re.compile(r"(?<![a-z\d])([rhs])\.?\s?(\d{1,2})[./](\d{1,2})[./](\d{1,2})(?!\d)")


def read_east_asian(folded: str, context: Context) -> Reading | None:
    """The date in a text that has the words of these languages; a month or a day without year only alone."""
    if folded.isascii() or not _ANY.search(folded):
        return _era_letters(folded, context) if context.lang == "ja" else None
    matches = list(_DATE.finditer(folded))
    if len(matches) > 1:  # the date of publishing before that of an update
        matches.sort(
            key=lambda match: _UPDATED.search(folded, max(0, match.start() - 8), match.start()) is not None
        )
    for match in matches:
        if reading := _read(match, folded, context):
            return reading
    return told_from_now(folded, context)


def _read(match: re.Match[str], folded: str, context: Context) -> Reading | None:
    is_whole = match["y"] is not None and match["d"] is not None
    if not is_whole and not is_alone(folded[: match.start()] + " " + folded[match.end() :]):
        return None
    day = _day(match, context)
    if day is None or not (match["y"] or match["d"]):
        return None
    if match["d"] is None:
        return Reading(day.isoformat()[:7], "month")
    clock = clock_of(TIME.match(folded, match.end())) or clock_of(
        _TIME_BEFORE.search(folded[: match.start()])
    )
    return at_time(day, clock, context) if clock else Reading(day.isoformat(), "day")


def _day(match: re.Match[str], context: Context) -> date | None:
    month, day = number(match["m"]), number(match["d"]) if match["d"] else 1
    if match["y"] is None:
        today = context.today
        return nearest(month, day, None, context, today) if today and match["d"] else None
    year = 1 if match["y"] == "元" else number(match["y"])
    if match["era"] in _ERAS:
        year += _ERAS[match["era"]]
    elif len(match["y"]) == 2 and match["y"].isdecimal():
        year = context.full_year(year)
    return context.day(year, month, day) if 1900 <= year <= 2100 else None


def _era_letters(folded: str, context: Context) -> Reading | None:
    if match := _ERA_LETTER.search(folded):
        day = context.day(ERA_LETTERS[match[1]] + int(match[2]), int(match[3]), int(match[4]))
        return Reading(day.isoformat(), "day") if day else None
    return None
