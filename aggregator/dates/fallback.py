"""The library for the languages our own tables do not know: absolute dates with day, month and year only."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from aggregator.dates.context import Context
from aggregator.dates.reading import Reading
from aggregator.dates.vocabulary import rows

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def read_by_library(text: str, context: Context) -> Reading | None:
    """What dateparser reads in a language that is not in the tables, if the text prints a year and another number."""
    lang = context.lang
    if lang is None or lang in _known() or not _YEAR.search(text) or len(re.findall(r"\d+", text)) < 2:
        return None
    parser = _parser(lang, context.order, getattr(context.zone, "key", None))
    if parser is None:
        return None
    found = parser.get_date_data(text)
    if found.date_obj is None or str(found.date_obj.year) not in text:
        return None
    return Reading(found.date_obj.date().isoformat(), "day")


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(row[0] for row in rows("months")) | {"vi", "zh", "ja", "ko", "mn"}


@lru_cache(maxsize=64)
def _parser(lang: str, order: str | None, zone: str | None) -> Any:
    from dateparser.date import DateDataParser

    settings: dict[str, Any] = {
        "REQUIRE_PARTS": ["day", "month", "year"],
        "PARSERS": ["absolute-time"],
        "PREFER_DATES_FROM": "past",
        "DATE_ORDER": order or "DMY",
        **({"TIMEZONE": zone} if zone else {}),
    }
    try:
        return DateDataParser(languages=[lang], settings=settings)
    except ValueError:  # a language it does not know either
        return None
