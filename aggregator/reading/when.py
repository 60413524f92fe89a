"""Dates of teasers: what the page states goes to `aggregator.dates`; what only the address states is read here."""

from __future__ import annotations

import re

from aggregator import dates
from aggregator.items import Precision, PublishedFrom
from aggregator.reading.tree.page import Page

IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])(?:[/-](0?[1-9]|[12]\d|3[01]))?(?=[/-])")
LETTER_OR_DIGIT = re.compile(r"[^\W_]")
TWICE_ZONED = re.compile(r"([+-]\d{2}:?\d{2}) (?:[+-]\d{4}|[A-Z]{2,5})$")


def read_date(page: Page, text: str) -> tuple[str, Precision] | None:
    """ISO date and precision of a printed or stated date; None where it is none (or relative without a clock)."""
    if len(text) > 200 or not LETTER_OR_DIGIT.search(text):
        return None
    if " " in text:
        text = TWICE_ZONED.sub(r"\1", text)
    reading = dates.read(text, lang=page.lang, now=page.now, timezone=page.timezone, order=page.order)
    return (reading.published, reading.precision) if reading is not None else None


def from_address(address: str) -> tuple[str, Precision, PublishedFrom, str] | None:
    """The day or month that a permalink such as `/2022/06/09/slug/` states."""
    match = IN_ADDRESS.search(address)
    if not match:
        return None
    year, month, day = match.groups()
    iso = f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")
    return iso, "day" if day else "month", "url", match[0].strip("/")
