"""A report as a page of the site, with charts as SVG; the same bytes for the same items.

It quotes no item: the page stands until the next report, and must hold nothing that a takedown would have to find.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from aggregator.publishing.feed import Site
from aggregator.publishing.names import long_date
from aggregator.publishing.page import Pages
from aggregator.reporting.dimensions import DIMENSIONS, NONE
from aggregator.reporting.numbers import Count, Report, most, share
from aggregator.reporting.wording import NOTES, asked, counted, shares
from aggregator.store.records import Query

BAR = 120  # width of a bar in a table
NARROWEST, WIDTH, HEIGHT, MONTHS = 360, 720, 160, 36  # of the chart of months
WIDEST, LABEL = 48, 44  # a column and its gap; a label
ROWS = 25


def page(report: Report, query: Query, site: Site) -> bytes:
    """report.html as UTF-8."""
    tables = [
        {"id": dimension, "heading": heading, **_table(report.tables[dimension])}
        for dimension, (heading, _) in DIMENSIONS.items()
        if dimension != "month"
    ]
    values = {
        **Pages(site, ()).common,
        "here": "report",
        "report": report,
        "counted": counted,
        "asked": asked(query),
        "as_of": long_date(report.newest) if report.newest else None,
        "months": _months([count for count in report.tables["month"] if count.code != NONE][-MONTHS:]),
        "tables": tables,
        "balance": _balance(report),
        "shares": shares(report, query),
        "notes": NOTES,
    }
    return (_environment().get_template("report.html").render(values) + "\n").encode()


def _table(counts: Sequence[Count]) -> dict[str, Any]:
    peak = most(counts)
    shown = counts[:ROWS]
    return {
        "rows": [{"count": c, "width": _part(BAR, c.items, peak) if c.code != NONE else 0} for c in shown],
        "more": len(counts) - len(shown),
        "bar": BAR,
    }


def _months(counts: Sequence[Count]) -> dict[str, Any]:
    """Columns of items with those of stories before them, labelled as far as there is room."""
    peak = max((count.items for count in counts), default=0)
    step = min(WIDEST, WIDTH // max(1, len(counts)))
    columns: list[dict[str, Any]] = []
    free = 0  # where the next label may begin
    for place, count in enumerate(counts):
        x = place * step
        label = x >= free and (count.code.endswith("-01") or not place or step >= LABEL)
        free = x + LABEL if label else free
        items, stories = _part(HEIGHT, count.items, peak), _part(HEIGHT, count.stories, peak)
        columns.append(
            {
                "count": count,
                "x": x,
                "items": {"y": HEIGHT - items, "height": items},
                "stories": {"y": HEIGHT - stories, "height": stories},
                "label": count.code if label else "",
            }
        )
    return {
        "columns": columns,
        "width": max(NARROWEST, len(counts) * step),
        "height": HEIGHT,
        "step": step,
        "peak": peak,
    }


def _balance(report: Report) -> list[dict[str, Any]]:
    """One bar of all items: sex trafficking alone, both, labour exploitation alone, neither."""
    bias = report.bias
    parts = (
        ("sex", "sex trafficking", bias.sex - bias.both),
        ("both", "both", bias.both),
        ("labour", "labour exploitation", bias.labour - bias.both),
        ("neither", "neither", report.items - bias.sex - bias.labour + bias.both),
    )
    told, x = [], 0.0
    for name, text, items in parts:
        width = round(1000 * items / report.items, 1) if report.items else 0.0
        told.append(
            {
                "name": name,
                "text": text,
                "items": items,
                "share": share(items, report.items),
                "x": x,
                "width": width,
            }
        )
        x = round(x + width, 1)
    return told


def _part(whole: int, count: int, peak: int) -> int:
    """The length for `count` where `peak` has `whole`; what is there at all can be seen."""
    return max(1, round(whole * count / peak)) if count and peak else 0


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("aggregator.publishing"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
