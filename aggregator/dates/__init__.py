"""Dates as pages print them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from aggregator.items import DateOrder, Precision

__all__ = ["Reading", "from_url", "read"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A date read: ISO 8601 text as precise as what was printed; `relative` where it was told from now."""

    published: str
    precision: Precision
    relative: bool = False


def zone_of(name: str | tzinfo | None) -> tzinfo | None:
    if name is None or isinstance(name, tzinfo):
        return name
    try:
        return UTC if name.upper() in {"UTC", "Z", "GMT"} else ZoneInfo(name)
    except (ValueError, OSError):
        return None


@lru_cache(maxsize=64)
def _parser(lang: str | None, order: str | None) -> Any:
    from dateparser.date import DateDataParser

    settings: dict[str, Any] = {"REQUIRE_PARTS": ["day", "month", "year"], "PREFER_DATES_FROM": "past"}
    if order:
        settings["DATE_ORDER"] = order
    return DateDataParser(languages=[lang] if lang else ["en"], settings=settings)


def read(
    text: str | None,
    *,
    lang: str | None = None,
    now: datetime | None = None,
    timezone: str | tzinfo | None = None,
    order: DateOrder | None = None,
) -> Reading | None:
    """The date `text` holds, or None where it holds none."""
    text = (text or "").strip()
    zone = zone_of(timezone)
    if re.match(r"\d{4}-\d\d-\d\d$", text):
        try:
            return Reading(datetime.fromisoformat(text).date().isoformat(), "day")
        except ValueError:
            return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        pass
    else:
        if at.tzinfo is None and zone:
            at = at.replace(tzinfo=zone)
        return Reading(at.isoformat(), "second")
    if not any(c.isdigit() for c in text):
        return None
    try:
        at = _parser((lang or "en")[:2], order).get_date_data(text).date_obj
    except Exception:
        return None
    return Reading(at.date().isoformat(), "day") if at else None


_IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})(?:[/-](\d{1,2}))?(?=[/-])")


def from_url(url: str) -> Reading | None:
    """The date an address carries, or None."""
    match = _IN_PATH.search(url or "")
    if match is None:
        return None
    try:
        if match[3]:
            return Reading(datetime(int(match[1]), int(match[2]), int(match[3])).date().isoformat(), "day")
        return Reading(f"{match[1]}-{int(match[2]):02d}", "month") if 1 <= int(match[2]) <= 12 else None
    except ValueError:
        return None
