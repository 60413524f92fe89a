"""Days of other calendars as days of ours."""

from __future__ import annotations

from datetime import date, timedelta

BUDDHIST = 543
_NOWRUZ_1 = date(622, 3, 21).toordinal()
_LEAP = frozenset({1, 5, 9, 13, 17, 22, 26, 30})  # years of the 33-year cycle, right from 1799 to 2256
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "民國": 1911, "民国": 1911}
ERA_LETTERS = {"r": 2018, "h": 1988, "s": 1925}


def jalali(year: int, month: int, day: int) -> date | None:
    """A day of the Iranian solar calendar; None where there is no such day."""
    length = 31 if month <= 6 else 30 if month < 12 or year % 33 in _LEAP else 29
    if not (1 <= month <= 12 and 1 <= day <= length and 1300 <= year <= 1450):
        return None
    cycles, rest = divmod(year - 1, 33)
    leaps = cycles * len(_LEAP) + sum(leap <= rest for leap in _LEAP)
    before = (month - 1) * 31 - max(0, month - 7)
    return date.fromordinal(_NOWRUZ_1 + 365 * (year - 1) + leaps) + timedelta(days=before + day - 1)


def gregorian(year: int, month: int, day: int) -> date | None:
    """A day of our calendar; None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
