"""Dates that items print in plain text: in one place of every block, or in boxes side by side."""

from __future__ import annotations

import re

from aggregator.dates import is_weekday
from aggregator.reading.fields.dating import is_update
from aggregator.reading.fields.draft import Draft, Run
from aggregator.reading.tree.dom import WORD
from aggregator.reading.tree.page import Page
from aggregator.reading.when import read_date
from aggregator.reading.words.lexicon import CATEGORY_PHRASE, DATE_LABEL, MODIFIED
from aggregator.reading.words.shapes import MONTH_SHAPE, find_date

SEPARATORS = re.compile(r"\s*[|·•∙⋅‧/—]\s*|\s+[–-]\s+|\s{2,}")
# a weekday and the little words between a name and a date: "on Mon, ", "le vendredi, "
DATE_LEAD = re.compile(
    r"(?:^|\s)(?:on|am|le|el|il|op|den|em|dne|в|на|at)(?:\s+[^\s\d.,]{2,12}\s?[.,]*)?\s*$|^[^\s\d.,]{2,12}\s?[.,]+\s*$",
    re.I,
)
SIGNS = " ,;:()[]–—-|·•"
CLOCK = re.compile(r"^(?:at|um|à|a las|às|alle|om|kl\.?|о|в)?\s*\d{1,2}[:.h]\d{2}(?:\s*[ap]\.?m\.?)?")
LABEL_BEFORE = re.compile(r"[^|·•,;]{1,40}[:：]\s*$")


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
    pieces = [piece.lstrip(" .") for piece in SEPARATORS.split(rest)]
    pieces = [
        piece if CATEGORY_PHRASE.match(piece) else DATE_LABEL.sub("", piece).strip(SIGNS) for piece in pieces
    ]
    pieces = [CLOCK.sub("", piece).strip(SIGNS) for piece in pieces]
    run.text = " | ".join(piece for piece in pieces if WORD.search(piece))
    run.role = "beside date" if run.text else "date"
