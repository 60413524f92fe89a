"""Finds the date in a folded text: which of several, with the time of day beside it."""

from __future__ import annotations

import re
from datetime import date

from aggregator.dates.clock import Clock, instant
from aggregator.dates.context import Context
from aggregator.dates.named import Found, full_dates
from aggregator.dates.numeric import first_of_ranges, year_joined
from aggregator.dates.reading import Reading
from aggregator.dates.short import short_dates
from aggregator.dates.tokens import Token, tokens

_ALONE = re.compile(r"(?:s[.:'!]{0,2}[den]?|[olLwzptrf.,:/'()|!-])*")
_TIME_AFTER = re.compile(r"[).,:|/orw(lL-]{0,7}(?P<p>p?)(?P<t>[tf])(?P<q>p?)[o.]{0,2}(?:[(-]?(?P<z>z))?")
_TIME_BEFORE = re.compile(r"(?P<p>p?)(?P<t>t)(?P<q>p?)(?P<z>z?)(?:[-r]o?tp?z?)?[o.,)(w|-]{0,4}$")
_BARS = re.compile(r"\s?[|•·●▪]\s?")
SEGMENTS = re.compile(r"\s[-–—/»›:]\s|\s?[|•·●▪]\s?")
_LINE = 100  # characters of a line that has a date; a longer text is prose and has one at its head at most
_HEAD = 80
_SHORT = 70  # characters a text may have besides a date that is believed only alone


def read_printed(folded: str, context: Context) -> Reading | None:
    """The date printed in `folded`: one with a year wherever it stands, others only where nothing else is said."""
    folded = first_of_ranges(year_joined(folded))
    row = tokens(folded, context.lang)
    shape = "".join(token.kind for token in row)
    found = list(full_dates(row, shape, context))
    if len(folded) > _LINE:
        found = [one for one in found if _heads(one, row, shape)]
    if found:
        best = found[0] if len(found) == 1 else _published(found, row)
        return _stated(best, row, shape, context)
    if not any(kind in shape for kind in ("d", "Y", "D")):
        return None
    if alone := _alone(row, shape, context):
        return alone
    barred = [part for part in _BARS.split(folded) if part != folded]
    with_year = context._replace(now=None)  # "8 March – a holiday" is a headline
    for parts, told in ((barred, context), (_parts(folded), with_year)):
        for segment in parts:
            row = tokens(segment, context.lang)
            if alone := _alone(row, "".join(token.kind for token in row), told):
                return alone
    return None


def _parts(folded: str) -> list[str]:
    parts = SEGMENTS.split(folded)
    if len(folded) <= _SHORT:
        parts += [part for segment in parts for part in segment.split(", ") if part != segment]
    return parts if len(parts) > 1 else []


def _alone(row: list[Token], shape: str, context: Context) -> Reading | None:
    for found in short_dates(row, shape, context):
        if _ALONE.fullmatch(shape[: found.start]) and _ALONE.fullmatch(shape[found.end :]):
            if found.is_month:
                return Reading(found.day.isoformat()[:7], "month")
            return _stated(found, row, shape, context)
    return None


def _heads(found: Found, row: list[Token], shape: str) -> bool:
    """Whether a date is the label or dateline that heads a prose text, not one told in it."""
    if row[found.start].start > _HEAD:
        return False
    return any(kind in "lL" for kind in shape[: found.start]) or shape[found.end : found.end + 1] in {
        "-",
        "|",
        "(",
        ")",
    }


def _published(found: list[Found], row: list[Token]) -> Found:
    """Of several dates the one said to be of publishing, else the first not said to be of another thing."""
    labels: list[str] = []
    behind = 0
    for one in found:
        labels.append(next((t.kind for t in reversed(row[behind : one.start]) if t.kind in "lL"), ""))
        behind = one.end
    for wanted in ("l", ""):
        if wanted in labels:
            return found[labels.index(wanted)]
    return found[0]


def _stated(found: Found, row: list[Token], shape: str, context: Context) -> Reading:
    clock = _clock_after(found, row, shape) or _clock_before(found, row, shape)
    if clock is None:
        return Reading(found.day.isoformat(), "day")
    return at_time(found.day, clock, context)


def at_time(day: date, clock: Clock, context: Context, *, relative: bool = False) -> Reading:
    """The day with a time of it, in the zone printed or the site's."""
    return Reading(instant(day, clock, context.zone).isoformat(), clock.precision, relative)


def _clock_after(found: Found, row: list[Token], shape: str) -> Clock | None:
    inside = next((token.clock for token in row[found.start : found.end] if token.clock), None)
    if inside:
        zone = next((token.text for token in row[found.start : found.end] if token.kind == "z"), "")
        return inside._replace(zone=inside.zone or zone)
    match = _TIME_AFTER.match(shape, found.end)
    return _clock(match, row) if match else None


def _clock_before(found: Found, row: list[Token], shape: str) -> Clock | None:
    match = _TIME_BEFORE.search(shape[: found.start])
    if match is None or (
        "|" in match[0] and len(row[match.start("t")].text) < 5
    ):  # "3:25 | 9 June": a video's length
        return None
    return _clock(match, row)


def _clock(match: re.Match[str], row: list[Token]) -> Clock | None:
    token = row[match.start("t")]
    clock = token.clock or _pointed(token.text)
    if clock is None:
        return None
    for part in ("p", "q"):
        if match[part]:
            clock = clock.afternoon() if row[match.start(part)].value == 12 else clock.morning()
    if match["z"] and not clock.zone:
        clock = clock._replace(zone=row[match.start("z")].text)
    return clock


def _pointed(text: str) -> Clock | None:
    hour, _, minute = text.partition(".")
    if int(hour) > 23 or int(minute) > 59:
        return None
    return Clock(int(hour), int(minute), 0, "minute")
