"""The formats of an export. Each takes rows as they come and writes bytes: memory does not grow with the rows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import islice
from typing import Any, BinaryIO

from aggregator.errors import UsageError
from aggregator.exporting import sheet
from aggregator.exporting.fields import FIELDS, Row

Write = Callable[[Iterable[Row], BinaryIO, str], None]
GROUP = 5_000  # rows of a Parquet row group: what is held at once
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def json_lines(rows: Iterable[Row], out: BinaryIO, title: str) -> None:
    """One JSON object a line, UTF-8 (jsonlines.org)."""
    for row in rows:
        out.write(_encode(row).encode() + b"\n")


def comma_separated(rows: Iterable[Row], out: BinaryIO, title: str) -> None:
    """CSV; see `sheet`."""
    sheet.write(rows, out)


def json_feed(rows: Iterable[Row], out: BinaryIO, title: str) -> None:
    """JSON Feed 1.1; what has no name there stands under `_item`, so nothing is lost."""
    head = _encode({"version": "https://jsonfeed.org/version/1.1", "title": title})
    out.write(head[:-1].encode() + b',"items":[')
    for number, row in enumerate(rows):
        out.write((b",\n" if number else b"\n") + _encode(_feed_item(row)).encode())
    out.write(b"\n]}\n")


def parquet(rows: Iterable[Row], out: BinaryIO, title: str) -> None:
    """Apache Parquet, compressed with Zstandard: lists are lists, times are timestamps in UTC."""
    try:
        import pyarrow as arrow
        from pyarrow.parquet import ParquetWriter
    except ImportError as error:
        raise UsageError("Parquet needs pyarrow: pip install pyarrow; or choose --format jsonl") from error

    schema = _arrow_schema(arrow)
    rest = iter(rows)
    with ParquetWriter(out, schema, compression="zstd") as writer:
        while batch := list(islice(rest, GROUP)):
            writer.write_table(arrow.Table.from_pylist([_timed(row) for row in batch], schema=schema))


FORMATS: dict[str, Write] = {
    "jsonl": json_lines,
    "csv": comma_separated,
    "parquet": parquet,
    "jsonfeed": json_feed,
}


def _feed_item(row: Row) -> Row:
    authors = [{"name": name} for name in (row["author"] or row["source_name"],) if name]
    told = {
        "id": row["id"],
        "url": row["url"],
        "title": row["title"],
        "content_text": row["excerpt"] or "",
        "date_published": full_time(row["published"]),
        "date_modified": row["updated"],
        "authors": authors,
        "tags": [topic["slug"] for topic in row["topics"]],
        "language": row["lang"],
    }
    item = {key: value for key, value in told.items() if value not in (None, [])}
    known = {"id", "url", "title", "excerpt", "lang"}
    return item | {"_item": {key: value for key, value in row.items() if key not in known}}


def full_time(published: str | None) -> str | None:
    """RFC 3339 of a date that may be a day, month or year alone: its beginning, in UTC."""
    if published is None or published.endswith("Z"):
        return published
    return published + "-01" * (2 - published.count("-")) + "T00:00:00Z"


def _timed(row: Row) -> Row:
    """The row with instants where it has ISO text; a day alone becomes its beginning, beside its precision."""
    times = {
        field.name: datetime.fromisoformat(text) if (text := full_time(row[field.name])) else None
        for field in FIELDS
        if field.shape in ("time", "day")
    }
    return row | times


def _arrow_schema(arrow: Any) -> Any:
    text, struct = arrow.string(), arrow.struct
    evidence = arrow.list_(struct([("text", text), ("field", text), ("rule", text)]))
    shapes = {
        "text": text,
        "time": arrow.timestamp("s", "UTC"),
        "day": arrow.timestamp("s", "UTC"),
        "texts": arrow.list_(text),
        "topics": arrow.list_(struct([("slug", text), ("facet", text), ("evidence", evidence)])),
        "countries": arrow.list_(struct([("code", text), ("evidence", evidence)])),
        "copies": arrow.list_(struct([("source", text), ("url", text)])),
    }
    return arrow.schema(
        [
            arrow.field(f.name, shapes[f.shape], nullable=f.null, metadata={"description": f.about})
            for f in FIELDS
        ]
    )
