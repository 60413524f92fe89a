"""What changed after it was told: corrections of items, and the ids of those that were withdrawn."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import BinaryIO

from aggregator.exporting import sheet
from aggregator.exporting.fields import Row, utc
from aggregator.store.records import Correction

CORRECTION = ("id", "at", "field", "before", "after")
WITHDRAWN = ("id", "at")


def corrections(found: Iterable[Correction]) -> Iterator[Row]:
    """A row for each change of a field: what the item said before and after."""
    for c in found:
        yield {"id": c.id, "at": utc(c.at), "field": c.field, "before": c.before, "after": c.after}


def withdrawn(found: Iterable[tuple[str, datetime]]) -> Iterator[Row]:
    """A row for each withdrawn item: its id and when; never what it said, nor why it went."""
    for id, at in found:
        yield {"id": id, "at": utc(at)}


def write(rows: Iterable[Row], columns: tuple[str, ...], out: BinaryIO, *, csv: bool) -> None:
    """The rows as JSON Lines or CSV."""
    if csv:
        sheet.write(rows, out, columns)
        return
    for row in rows:
        out.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
