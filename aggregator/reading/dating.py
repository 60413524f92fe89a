"""Dates of the drafts of one list: stated ones, columns of dates, boxes."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from aggregator.dates import is_weekday
from aggregator.items import DateOrder, Precision, PublishedFrom
from aggregator.reading.dom import WORD
from aggregator.reading.draft import Draft, Run
from aggregator.reading.lexicon import DATE_LABEL, MODIFIED
from aggregator.reading.page import Page, raw_text, squeeze
from aggregator.reading.shapes import MONTH_SHAPE, find_date
from aggregator.reading.when import read_date

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

SEPARATORS = re.compile(r"\s*[|·•∙⋅‧/—]\s*|\s+[–-]\s+|\s{2,}")
# a weekday and the little words between a name and a date: "on Mon, ", "le vendredi, "
DATE_LEAD = re.compile(
    r"(?:^|\s)(?:on|am|le|el|il|op|den|em|dne|в|на|at)(?:\s+[^\s\d.,]{2,12}\s?[.,]*)?\s*$|^[^\s\d.,]{2,12}\s?[.,]+\s*$",
    re.I,
)
LETTERS = re.compile(r"[^\W\d_]{2}")
SIGNS = " ,;:()[]–—-|·•"
CLOCK = re.compile(r"^(?:at|um|à|a las|às|alle|om|kl\.?|о|в)?\s*\d{1,2}[:.h]\d{2}(?:\s*[ap]\.?m\.?)?")
LABEL_BEFORE = re.compile(r"[^|·•,;]{1,40}[:：]\s*$")


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
        modified = rank == 1 or is_update(node, text)
        found.append((modified, reading[0], reading[1], "modified" if modified else kind, text))
        best = None if modified else (rank, kind)
    if found:  # of two dates that are stated alike, the earlier one is that of publication
        made.published = min(found, key=lambda date: date[:2])[1:]


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


def dates_from_columns(page: Page, drafts: list[Draft], columns: dict[str, list[tuple[int, Run]]]) -> None:
    """Dates in plain text: from the column that reads as a date in most blocks."""
    share = {
        path: sum(1 for _, run in cells if date_in(run.text)) / len(cells) for path, cells in columns.items()
    }
    for made in drafts:
        for run in sorted(made.runs, key=lambda run: (-round(share[run.path], 1), len(run.text))):
            if run.role not in ("", "meta") or not (
                date_in(run.text) or (share[run.path] > 0.5 and len(run.text) < 30)
            ):
                continue
            match = find_date(run.text)
            if match is not None and not stands_out(run.text, match, share[run.path]):
                continue
            printed = match[0] if match else run.text
            reading = (read_date(page, run.text) if run.size < 12 else None) or read_date(page, printed)
            if reading is None:
                continue
            if made.published is None:
                update = MODIFIED.search(run.text) or is_update(run.node, run.text)
                made.published = (reading[0], reading[1], "modified" if update else "text", printed)
            meta = run.role == "meta"
            strip_date(run, printed, page.lang)
            run.role = "date" if meta else run.role
            made.dated.add(run.node)


def stands_out(text: str, match: re.Match[str], share: float) -> bool:
    """Whether a date is what a text is for: little stands beside it, or it opens or closes the text in most items."""
    rest = len(text) - len(match[0])
    if rest <= (60 if share >= 0.5 else 25):
        return True
    opens, closes = not WORD.search(text[: match.start()]), not WORD.search(text[match.end() :])
    return share >= 0.5 and (opens or (closes and text[match.start() - 1] in "([|–—-"))


def dates_in_pieces(page: Page, made: Draft) -> None:
    """A date printed in boxes: month, day and year in elements side by side."""
    for start, run in enumerate(made.runs):
        if len(run.text) > 12 or run.role in ("title", "date"):
            continue
        row = [run]
        for other in made.runs[start + 1 : start + 4]:
            if len(other.text) > 12 or other.node.getparent() is not run.node.getparent():
                break
            row.append(other)
        text = " ".join(part.text for part in row)
        if len(row) > 1 and re.search(r"\d", text) and find_date(text) and (reading := read_date(page, text)):
            made.published = (reading[0], reading[1], "text", text)
            for part in row:
                part.role = "date"
            return


def date_in(text: str) -> bool:
    """Whether a short text holds something of the shape of a date."""
    return len(text) <= 160 and bool(find_date(text) or MONTH_SHAPE.fullmatch(text))


def strip_date(run: Run, printed: str, lang: str | None) -> None:
    """Leave in the run what stands beside the date."""
    before, _, after = run.text.partition(printed)
    if run.size >= 12:  # a text with its date before or behind it
        run.text = max(before, after, key=len).strip(SIGNS)
        return
    before = DATE_LEAD.sub("", LABEL_BEFORE.sub("", before))
    head, _, last = before.rstrip(SIGNS).rpartition(" ")
    rest = (head if is_weekday(last, lang) else before) + " | " + after
    pieces = [DATE_LABEL.sub("", piece).strip(SIGNS) for piece in SEPARATORS.split(rest)]
    pieces = [CLOCK.sub("", piece).strip(SIGNS) for piece in pieces]
    run.text = " | ".join(piece for piece in pieces if WORD.search(piece))
    run.role = "beside date" if run.text else "date"
