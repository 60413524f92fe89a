"""Times of day and the zones printed behind them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from aggregator.items import Precision

_HOURS = {
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "akst": -9, "akdt": -8,
    "hst": -10, "bst": 1, "ist": 5.5, "cet": 1, "cest": 2, "mez": 1, "mesz": 2, "eet": 2, "eest": 3, "wet": 0,
    "west": 1, "msk": 3, "мск": 3, "trt": 3, "gst": 4, "pkt": 5, "npt": 5.75, "wib": 7, "wita": 8, "wit": 9,
    "sgt": 8, "hkt": 8,
    "pht": 8, "myt": 8, "jst": 9, "kst": 9, "aest": 10, "aedt": 11, "acst": 9.5, "awst": 8, "nzst": 12, "nzdt": 13,
    "sast": 2, "cat": 2, "eat": 3, "wat": 1, "brt": -3, "art": -3, "clt": -4, "cot": -5, "pet": -5, "ict": 7,
    "irst": 3.5, "idt": 3,
}  # fmt: skip
_ZONES = {
    "et": "America/New_York",
    "ct": "America/Chicago",
    "mt": "America/Denver",
    "pt": "America/Los_Angeles",
}
_OFFSET = re.compile(r"(?:gmt|utc)?\s?([+-])(\d{1,2})(?::?(\d\d))?")

CLOCK = (
    r"(?:(?<![\d:.,])(?<!\d/)|(?<=\d{4}[:/]))(?:[01]?\d|2[0-4])(?:\s?:\s?[0-5]\d(?:\s?:\s?[0-5]\d(?:[.,]\d{1,9})?)?(?![\d:])"
    r"|\s?h\s?[0-5]\d(?!\d)|\.[0-5]\d(?=\s?(?:[ap]m\b|uhr\b|hrs\b|uur\b|wib\b))"
    r"|(?=\s?[ap]m\b)|\s?h(?![a-z\d])|(?=\s?uhr\b))(?:\s?(?P<half>[ap])m\b)?"
    r"(?P<offset>\s?\(?(?:gmt|utc)\s?[+-]\d{1,2}(?::?\d\d)?(?!\d)\)?|\s?\+\d\d:?\d\d(?!\d)|\s-\d{4}(?!\d)|(?<=\d:\d\d:\d\d)-\d\d:\d\d(?!\d))?"
)
_CLOCK = re.compile(r"(\d{1,2})\s?(?:[:h.]\s?(\d\d))?(?:\s?:\s?(\d\d))?")


class Clock(NamedTuple):
    """A time of day as printed; `zone` is the offset or the abbreviation behind it, folded."""

    hour: int
    minute: int
    second: int
    precision: Precision
    zone: str = ""

    def half(self, name: str) -> Clock:
        return self.afternoon() if name == "pm" else self.morning()

    def afternoon(self) -> Clock:
        return self._replace(hour=self.hour + 12) if self.hour < 12 else self

    def morning(self) -> Clock:
        return self._replace(hour=0) if self.hour == 12 else self


def read_clock(printed: str, half: str | None, offset: str | None) -> Clock | None:
    """The time in a text that CLOCK has matched."""
    match = _CLOCK.match(printed)
    if match is None:
        return None
    hour, minute, second = match.groups()
    precision: Precision = "second" if second else "minute" if minute else "hour"
    clock = Clock(int(hour) % 24, int(minute or 0), int(second or 0), precision, (offset or "").strip(" ()"))
    if half is None:
        return clock
    if not 1 <= clock.hour <= 12:
        return clock if clock.hour > 12 and half == "p" else None
    return clock.afternoon() if half == "p" else clock.morning()


def instant(day: date, clock: Clock, site: tzinfo | None) -> datetime:
    """The time of that day: in the zone printed, else the site's, else naive."""
    at = datetime(day.year, day.month, day.day, clock.hour, clock.minute, clock.second)  # noqa: DTZ001
    return at.replace(tzinfo=_zone(clock.zone, at, site))


def _zone(printed: str, at: datetime, site: tzinfo | None) -> tzinfo | None:
    if not printed:
        return site
    if match := _OFFSET.fullmatch(printed):
        minutes = int(match[2]) * 60 + int(match[3] or 0)
        return _fixed(-minutes if match[1] == "-" else minutes)
    if site is not None and (at.replace(tzinfo=site).tzname() or "").lower() == printed:
        return site
    if printed in _ZONES:
        return ZoneInfo(_ZONES[printed])
    return _fixed(round(_HOURS[printed] * 60)) if printed in _HOURS else UTC


def _fixed(minutes: int) -> tzinfo:
    return UTC if minutes == 0 or abs(minutes) >= 24 * 60 else timezone(timedelta(minutes=minutes))


@lru_cache(maxsize=256)
def zone_of(name: str | tzinfo | None) -> tzinfo | None:
    """A zone by its IANA name; None where there is none of that name."""
    if name is None or isinstance(name, tzinfo):
        return name
    try:
        return UTC if name.upper() in {"UTC", "Z", "GMT"} else ZoneInfo(name)
    except (ValueError, OSError):
        return None
