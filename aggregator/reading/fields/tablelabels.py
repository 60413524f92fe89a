"""People and categories in tables whose header row says what their columns are."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from aggregator.reading.fields.draft import Draft
from aggregator.reading.fields.labels import split_names
from aggregator.reading.tree.dom import holds, words_in
from aggregator.reading.tree.page import text_of
from aggregator.reading.words.lexicon import BY, CATEGORY_LABEL

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def table_labels(drafts: list[Draft]) -> None:
    """In tables with a header row, the header says what a column is: what it does not call a category is none."""
    headers: dict[Element, list[str]] = {}
    for made in drafts:
        table = next(made.block.iterancestors("table"), None) if made.block.tag == "tr" else None
        if table is None:
            continue
        names = headers[table] if table in headers else headers.setdefault(table, header_of(table))
        for run in made.runs:
            cell = next(
                (node for node in (run.node, *run.node.iterancestors()) if node.tag in ("td", "th")), None
            )
            if run.role not in ("", "repeated") or cell is None or cell.getparent() is not made.block:
                continue
            if holds(cell, made.title_node):
                continue  # the column of the titles, called `Topic`, and what else is in it
            place = made.block.index(cell)
            name = names[place] if place < len(names) else ""
            if not name:
                continue
            if CATEGORY_LABEL.match(name + ":"):
                split_names(run.text, made.categories)
                run.role = "meta"
            elif BY.match(name + ":"):
                made.authors = made.authors or [run.text]
                run.role = "meta"
            elif words_in(run.text) < 6:
                run.role = "column"


def header_of(table: Element) -> list[str]:
    """The texts of a table's header row, if one of its first rows is one."""
    for row in islice(table.iter("tr"), 3):
        if row.find("th") is not None and row.find("td") is None:
            return [text_of(cell) for cell in row]
    return []
