"""Decides what the text left in the blocks is, by looking at all blocks at once.

The same place in every block plays the same role: what changes from item to item and runs long is the excerpt, what
repeats word for word is furniture, what reads as a date nearly everywhere is the date.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from aggregator.reading.fields.datecolumns import date_in, dates_from_columns, dates_in_pieces
from aggregator.reading.fields.dating import settle_date, settle_order
from aggregator.reading.fields.draft import Draft, Run
from aggregator.reading.fields.excerpts import drop_calls, settle_excerpt
from aggregator.reading.fields.grouped import dates_from_groups
from aggregator.reading.fields.labels import bare_label, join_labels, labelled
from aggregator.reading.fields.tablelabels import table_labels
from aggregator.reading.fields.unlabelled import unlabelled
from aggregator.reading.tree.dom import words_in
from aggregator.reading.tree.page import Page
from aggregator.reading.when import from_address
from aggregator.reading.words.furniture import NOISE, READ_MORE
from aggregator.reading.words.shapes import find_date

TEMPLATE = re.compile(r"\d+")


def settle(page: Page, drafts: list[Draft]) -> None:
    """Give every draft its date, author, categories and excerpt from stated markup and from its runs."""
    columns: dict[str, list[tuple[int, Run]]] = defaultdict(list)
    for number, made in enumerate(drafts):
        for run in made.runs:
            columns[run.path].append((number, run))
    if not sum(1 for made in drafts if made.title) * 2 > len(drafts):
        title_from_runs(drafts, columns)
    furniture(drafts)
    settle_order(page, drafts)
    for made in drafts:
        settle_date(page, made)
    dates_from_columns(page, drafts, columns)
    undated = [made for made in drafts if made.published is None]
    for made in undated:
        dates_in_pieces(page, made)
    dates_from_groups(page, [made for made in undated if made.published is None])
    table_labels(drafts)
    for made in drafts:
        join_labels(made)
        labelled(made)
    unlabelled(drafts, columns)
    usual = {path: sum(min(run.size, 60) for _, run in cells) / len(cells) for path, cells in columns.items()}
    for made in drafts:
        settle_excerpt(made, usual)
        if made.published is None and made.url:
            made.published = from_address(made.url)
    drop_calls(drafts)


def title_from_runs(drafts: list[Draft], columns: dict[str, list[tuple[int, Run]]]) -> None:
    """Whole cards without headings: the first column of differing texts that are neither dates nor furniture."""
    order = {path: index for index, path in enumerate(columns)}
    best: tuple[float, str] | None = None
    for path, cells in columns.items():
        covered = len({number for number, _ in cells})
        texts = [run.text for _, run in cells]
        dated = sum(1 for text in texts if len(text) < 40 and find_date(text))
        distinct = len(set(texts)) / len(texts)
        size = sum(words_in(text) for text in texts) / len(texts)
        if covered < 0.7 * len(drafts) or distinct < 0.8 or dated > 0.3 * len(texts) or size < 2 or size > 30:
            continue
        if size > 10 and sum(1 for text in texts if text[-1] in ".!…。।؟۔") > 0.6 * len(texts):
            continue  # sentences: the teasers of items without titles
        score = min(size, 6) - 0.5 * order[path]
        if best is None or score > best[0]:
            best = (score, path)
    if best is None:
        return
    for number, made in enumerate(drafts):
        if made.title is None:
            run = next((run for run in made.runs if run.path == best[1] and not run.role), None)
            if run is not None:
                made.title, made.title_node, run.role = run.text, run.node, "title"
                seen = False
                for other in made.runs:
                    seen = seen or other is run
                    other.late = seen
        del number


def pattern_of(run: Run) -> str:
    """The text of a run as it may repeat: counters differ by their digits, sentences do not."""
    return run.text if run.size >= 8 else TEMPLATE.sub("0", run.text)


def furniture(drafts: list[Draft]) -> None:
    """Mark what repeats in most blocks, counters, labels, 'Read more' and the title again."""
    count = len(drafts)
    seen: Counter[tuple[str, str]] = Counter()
    for made in drafts:
        seen.update({(run.path, pattern_of(run)) for run in made.runs})
    for made in drafts:
        title = made.title or ""
        for run in made.runs:
            text = run.text
            if run.role:
                continue
            if title and (text == title or (len(text) > 12 and title.startswith(text.rstrip("… .")))):
                run.role = "title"
            elif not run.late and text.endswith((":", "：")) and run.size <= 8:
                run.role = "field"  # it announces the title: an outlet, a place
            elif (
                (len(text) <= 60 and bare_label(text))
                or NOISE.match(text)
                or (READ_MORE.match(text) and (len(text) < 40 or (title and title[:20] in text)))
            ):
                run.role = "noise"
            elif count >= 4 and seen[run.path, pattern_of(run)] >= 0.7 * count and not date_in(text):
                run.role = "repeated"
