"""Dates that a heading above a group of items tells, whole or as the year of the day and month that the items print."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aggregator.reading.fields.draft import Draft
from aggregator.reading.tree.dom import HEADING_TAGS
from aggregator.reading.tree.page import Page, text_of
from aggregator.reading.when import read_date
from aggregator.reading.words.shapes import MONTH_SHAPE, YEAR_ALONE

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

GROUP_HEADS = frozenset((*HEADING_TAGS, "dt", "strong", "b", "th", "caption", "time", "p"))
YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
DAY_AND_MONTH = re.compile(r"\s*(\d{1,2})\s?([-./])\s?(\d{1,2})\.?\s*")


def dates_from_groups(page: Page, drafts: list[Draft]) -> None:
    """Give items the date that their group's heading and what they print make together; nothing is guessed."""
    known: dict[Element, str | None] = {}
    for made in drafts:
        made.under = group_heading(made.block, known)
    printed = {made.block: short_dates(made) for made in drafts if made.under and YEAR.search(made.under)}
    month_first = month_leads(page, [text for texts in printed.values() for text in texts])
    for made in drafts:
        heading = made.under
        year = YEAR.search(heading) if heading else None
        if heading is None or year is None:
            continue
        for text in printed[made.block]:
            reading = read_date(page, spelled(text, year[0], month_first)) or read_date(
                page, f"{text} {heading}"
            )
            if reading is not None and reading[1] == "day" and reading[0].startswith(year[0]):
                made.published = (reading[0], reading[1], "text", text)
                for run in made.runs:
                    run.role = "date" if run.text == text else run.role
                break
        if made.published is None and (reading := read_date(page, heading)):
            made.published = (reading[0], reading[1], "text", heading)


def short_dates(made: Draft) -> list[str]:
    """What an item prints that may be a day, with its month or without."""
    texts = [text for _, kind, text, _ in made.dates if kind == "text"] + [
        run.text for run in made.runs if run.role in ("", "beside date", "repeated")
    ]
    return [
        text for text in texts if len(text) <= 20 and re.search(r"\d", text) and not re.search(r"\d{3}", text)
    ]


def month_leads(page: Page, texts: list[str]) -> bool | None:
    """Whether `05-12` names the month first: a part above 12 decides, else the page's order; None where none does."""
    pairs = [match for text in texts if (match := DAY_AND_MONTH.fullmatch(text))]
    first = any(int(match[1]) > 12 for match in pairs)
    second = any(int(match[3]) > 12 for match in pairs)
    if first != second:
        return second
    if pairs and all(match[2] == "." for match in pairs):
        return False
    return page.order != "DMY" if page.order else None


def spelled(text: str, year: str, month_first: bool | None) -> str:
    """The text with its year, so that it can be read in one way only: `05-12` and 2024 ─► `2024-05-12`."""
    match = DAY_AND_MONTH.fullmatch(text)
    if match is None:
        return f"{text} {year}"
    if month_first is None:  # two dashes are written as ISO 8601 has them; else as the page's language has it
        return f"{year}-{match[1]:0>2}-{match[3]:0>2}" if match[2] == "-" else f"{match[1]}/{match[3]}/{year}"
    day, month = (match[3], match[1]) if month_first else (match[1], match[3])
    return f"{year}-{month:0>2}-{day:0>2}"


def group_heading(block: Element, known: dict[Element, str | None]) -> str | None:
    """The short heading above the list that a block stands in. `known` remembers it for siblings."""
    passed: list[Element] = []
    node: Element | None = block
    found: str | None = None
    for _ in range(4):
        if node is None or node.tag in ("main", "body"):
            break
        before: Element | None = node
        while before is not None and before not in known and not heads(before, node):
            passed.append(before)
            before = before.getprevious()
        if before is not None:
            text = known[before] if before in known else text_of(before)
            found = text if text and len(text) <= 40 else None
            break
        node = node.getparent()
    known.update(dict.fromkeys(passed, found))
    return found


def heads(element: Element, node: Element) -> bool:
    """Whether an element before a list can be its heading: it is one, or says nothing but a year or a month."""
    if element is node or len(element) > 4 or next(element.iterdescendants("a"), None) is not None:
        return False
    if element.tag in GROUP_HEADS:
        return True
    text = text_of(element)
    return 4 <= len(text) <= 24 and bool(YEAR_ALONE.fullmatch(text) or MONTH_SHAPE.fullmatch(text))
