"""A report for machines: tidy CSV (one count a line), or JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, BinaryIO

from aggregator.exporting import sheet
from aggregator.exporting.fields import utc
from aggregator.exporting.manifest import query_told
from aggregator.reporting.numbers import Report
from aggregator.reporting.wording import NOTES
from aggregator.store.records import Query

COLUMNS = ("dimension", "code", "name", "items", "stories")


def write_csv(report: Report, out: BinaryIO) -> None:
    """All tables under one header; where two dimensions were crossed, that table alone."""
    if report.cross:
        row, column = report.cross
        rows = ({row: c.row, column: c.column, "items": c.items, "stories": c.stories} for c in report.cells)
        sheet.write(rows, out, (row, column, "items", "stories"))
        return
    sheet.write(
        (
            {"dimension": dimension, "code": c.code, "name": c.name, "items": c.items, "stories": c.stories}
            for dimension, counts in report.tables.items()
            for c in counts
        ),
        out,
        COLUMNS,
    )


def as_json(report: Report, query: Query) -> dict[str, Any]:
    """The report as JSON-ready values, with its query and its notes."""
    told = asdict(report) | {"newest": utc(report.newest) if report.newest else None}
    return {"query": query_told(query), **told, "notes": list(NOTES)}
