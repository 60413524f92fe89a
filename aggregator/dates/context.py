"""What a page tells beside the text: its language, the order of its numbers, its zone, the time it was read."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from typing import NamedTuple

from aggregator.dates.calendars import BUDDHIST, gregorian, jalali
from aggregator.items import DateOrder

_YEAR_FIRST = frozenset({"zh", "ja", "ko", "hu", "lt", "mn", "fa", "ps"})
_MONTH_FIRST = frozenset({"tl"})
_MONTH_FIRST_ZONES = frozenset(
    [
        "America/New_York",
        "America/Chicago",
        "America/Denver",
        "America/Los_Angeles",
        "America/Phoenix",
        "America/Detroit",
        "America/Boise",
        "America/Anchorage",
        "America/Juneau",
        "America/Kentucky/Louisville",
        "America/Indiana/Indianapolis",
        "America/Menominee",
        "Pacific/Honolulu",
        "America/Puerto_Rico",
        "Pacific/Guam",
        "Asia/Manila",
        "US/Eastern",
        "US/Central",
        "US/Mountain",
        "US/Pacific",
        "EST5EDT",
        "CST6CDT",
        "MST7MDT",
        "PST8PDT",
    ]
)


class Context(NamedTuple):
    """`lang` is the primary subtag, `region` what the page's tag says besides, in capitals."""

    lang: str | None
    region: str
    order: DateOrder | None
    zone: tzinfo | None
    now: datetime | None

    @property
    def today(self) -> date | None:
        return None if self.now is None else self.now.date()

    @property
    def usual_order(self) -> DateOrder | None:
        """The order of a date in numbers: the source's own, else its language's and place's; None where unknowable."""
        if self.order:
            return self.order
        if self.lang in _YEAR_FIRST:
            return "YMD"
        zone = getattr(self.zone, "key", None)
        if self.lang in _MONTH_FIRST or self.region in {"US", "PH"}:
            return "MDY"
        if self.lang == "en" and not self.region:
            if zone is None:
                return None
            return "MDY" if zone in _MONTH_FIRST_ZONES else "DMY"
        return "DMY" if self.lang or zone else None

    def day(self, year: int, month: int, day: int) -> date | None:
        """A day in the calendar that its year and the page's language tell."""
        if month > 100 or (1300 <= year <= 1450 and self.lang in {"fa", "ps"}):
            return jalali(year, month % 100, day)
        if 2443 <= year <= 2643 and self.lang == "th":
            year -= BUDDHIST
        if self.lang == "ne" and year > 2050:  # Bikram Sambat, 57 years ahead
            return None
        return gregorian(year, month, day) if 1900 <= year <= 2100 else None

    def full_year(self, two_digits: int) -> int:
        """The latest year with these digits that is not beyond next year."""
        if self.lang == "th" and two_digits >= 30:
            return 2500 + two_digits
        last = self.today.year + 1 if self.today else 2068
        year = last - last % 100 + two_digits
        return year if year <= last else year - 100
