"""Dates as machines write them: ISO 8601 and its variants, seconds since 1970."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from aggregator.dates.context import Context
from aggregator.dates.reading import Reading
from aggregator.items import Precision

_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:(?:[Tt]|\s)\s?(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?\s?(Z|z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?"
)
_MONTH = re.compile(r"((?:19|20)\d\d)-(0[1-9]|1[0-2])")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:[Tt]?(\d\d)(\d\d)(\d\d)?(Z|z)?)?")
_EPOCH = re.compile(r"(?:/Date\()?(1\d{9})(\d{3})?(?:\.\d{1,6})?(?:[+-]\d{4})?(?:\)/)?")
_OTHER_CALENDARS = frozenset({"fa", "ps", "th", "ne"})
_AHEAD = timedelta(days=2)


def read_machine(text: str, context: Context) -> Reading | None:
    """The date of a text that is nothing but one."""
    if (match := _ISO.fullmatch(text)) or (match := _COMPACT.fullmatch(text)):
        return _iso(match, context)
    if match := _MONTH.fullmatch(text):
        return Reading(text, "month")
    if match := _EPOCH.fullmatch(text):
        at = datetime.fromtimestamp(int(match[1]), UTC)
        late = context.now + _AHEAD if context.now else datetime(2040, 1, 1, tzinfo=UTC)
        return Reading(at.isoformat(), "second") if at <= late else None
    return None


def _iso(match: re.Match[str], context: Context) -> Reading | None:
    year, month, number, hour, minute, second, offset = match.groups()
    try:
        if context.lang in _OTHER_CALENDARS:
            day = context.day(int(year), int(month), int(number))
        else:
            day = date(int(year), int(month), int(number))
        if day is None or hour is None:
            return Reading(day.isoformat(), "day") if day else None
        at = datetime(day.year, day.month, day.day, int(hour), int(minute), int(second or 0))  # noqa: DTZ001
    except ValueError:
        return None
    precision: Precision = "second" if second else "minute"
    return Reading(at.replace(tzinfo=_zone(offset, context.zone)).isoformat(), precision)


def _zone(offset: str | None, zone: tzinfo | None) -> tzinfo | None:
    if offset is None:
        return zone
    if offset[0] not in "+-":
        return UTC
    minutes = int(offset[1:3]) * 60 + int(offset[3:].lstrip(":") or 0)
    if minutes == 0 or minutes >= 24 * 60:
        return UTC
    return timezone(timedelta(minutes=-minutes if offset[0] == "-" else minutes))
