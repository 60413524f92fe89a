"""The dates that markup states, which of them is that of publication, and whether day or month comes first."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from aggregator.items import DateOrder, Precision, PublishedFrom
from aggregator.reading.fields.draft import Draft
from aggregator.reading.tree.page import Page, raw_text, squeeze
from aggregator.reading.when import read_date
from aggregator.reading.words.lexicon import MODIFIED

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

LETTERS = re.compile(r"[^\W\d_]{2}")


def settle_order(page: Page, drafts: list[Draft]) -> None:
    """Day or month first: one date with a part above 12 decides for the whole list."""
    if page.order:
        return
    found: Counter[DateOrder] = Counter()
    texts = [text for made in drafts for _, kind, text, _ in made.dates if kind == "text"] + [
        run.text for made in drafts for run in made.runs if len(run.text) < 60
    ]
    for text in texts:
        if match := re.search(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d{2})\b", text):
            first, second = int(match[1]), int(match[2])
            if first > 12 >= second:
                found["DMY"] += 1
            elif second > 12 >= first:
                found["MDY"] += 1
    if found:
        page.order = found.most_common(1)[0][0]


def settle_date(page: Page, made: Draft) -> None:
    """The date that markup states, clearest first; an update only where nothing else is stated."""
    stated = sorted(made.dates, key=lambda date: (-date[0], date[1] != "attribute"))
    found: list[tuple[bool, str, Precision, PublishedFrom, str]] = []
    best = None
    for rank, kind, text, node in stated:
        if best is not None and (rank, kind) != best:
            break
        if (reading := read_date(page, text)) is None:
            continue
        if reading[1] == "month" and (whole := with_day(page, node)):
            reading = whole
        modified = rank == 1 or is_update(node, text)
        found.append((modified, reading[0], reading[1], "modified" if modified else kind, text))
        best = None if modified else (rank, kind)
    if found:  # of two dates that are stated alike, the earlier one is that of publication
        made.published = min(found, key=lambda date: date[:2])[1:]


def with_day(page: Page, node: Element) -> tuple[str, Precision] | None:
    """The date that a month makes with the day in the box beside it: `18` `November 2026`."""
    parent = node.getparent()
    parts = [raw_text(part) for part in parent] if parent is not None and 1 < len(parent) <= 3 else []
    if sum(len(part) for part in parts) > 30 or not any(squeeze(part).isdecimal() for part in parts):
        return None
    reading = read_date(page, squeeze(" ".join(parts)))
    return reading if reading is not None and reading[1] == "day" else None


def is_update(node: Element, text: str) -> bool:
    """Whether a word beside the date says that it is the date of a change."""
    if any("updated" in name or "modified" in name for name in node.keys()):  # noqa: SIM118 - of an element
        return True
    if LETTERS.search(text) and MODIFIED.search(text):
        return not re.search(r"(?i)publi", text)
    previous = node.getprevious()
    parent = node.getparent()
    before = previous.tail if previous is not None else parent.text if parent is not None else ""
    if not squeeze(before) and previous is not None:
        before = raw_text(previous)
    return bool(before and len(before) < 40 and MODIFIED.search(before))
