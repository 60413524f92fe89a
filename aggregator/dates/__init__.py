"""Dates as pages print them, read in some eighty languages; a text that holds no date gives none."""

from __future__ import annotations

from datetime import datetime, tzinfo

from aggregator.dates.addressed import from_url
from aggregator.dates.clock import zone_of
from aggregator.dates.context import Context
from aggregator.dates.eastasian import read_east_asian
from aggregator.dates.fallback import read_by_library
from aggregator.dates.machine import read_machine
from aggregator.dates.reader import read_printed
from aggregator.dates.reading import Reading
from aggregator.dates.relative import read_relative
from aggregator.dates.spelling import fold
from aggregator.dates.vocabulary import is_weekday, language
from aggregator.items import DateOrder

__all__ = ["Reading", "from_url", "is_weekday", "read"]

_LONGEST = 300  # characters looked at: a date stands at the head of a text, or the text is no date's


def read(
    text: str | None,
    *,
    lang: str | None = None,
    now: datetime | None = None,
    timezone: str | tzinfo | None = None,
    order: DateOrder | None = None,
) -> Reading | None:
    """The date that `text` holds, or None where it holds none; it is read, not judged.

    `lang` is the page's language tag, `now` the time of reading (aware; without it relative dates and dates without a
    year give None), `timezone` the site's IANA zone, `order` that of its dates in numbers. Never raises.
    """
    if not text:
        return None
    text = text[:_LONGEST].strip()
    zone = zone_of(timezone)
    context = Context(language(lang), _region(lang), order, zone, _local(now, zone))
    if reading := read_machine(text, context):
        return reading
    folded = fold(text)
    try:
        return (
            read_east_asian(folded, context)
            or read_printed(folded, context)
            or read_relative(folded, context)
            or read_by_library(text, context)
        )
    except (ValueError, OverflowError):  # a year or an hour outside what there is
        return None


def _region(lang: str | None) -> str:
    return lang[3:5].upper() if lang and len(lang) == 5 and lang[2] in "-_" else ""


def _local(now: datetime | None, zone: tzinfo | None) -> datetime | None:
    return now.astimezone(zone) if now is not None and zone is not None and now.tzinfo else now
