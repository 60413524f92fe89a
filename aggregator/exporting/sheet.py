"""CSV that a spreadsheet may open (RFC 4180): no cell is taken for a formula, and every value can be had back.

A list is a cell of JSON; nothing is an empty cell. A text that a spreadsheet would calculate gets a quote before it.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO

from aggregator.errors import DataError
from aggregator.exporting.fields import FIELDS, NAMES, Row

# The full-width forms are formulas too, where the spreadsheet's language is Chinese or Japanese.
FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
LISTS = frozenset(field.name for field in FIELDS if field.shape in ("texts", "topics", "countries", "copies"))
FLUSH = 2**16
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def write(rows: Iterable[Row], out: BinaryIO, columns: Sequence[str] = NAMES) -> None:
    """A header and a line for each row, UTF-8, without a byte order mark."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(row[name]) for name in columns])
        if buffer.tell() > FLUSH:
            out.write(buffer.getvalue().encode())
            buffer.seek(0)
            buffer.truncate()
    out.write(buffer.getvalue().encode())


def read(text: Iterable[str]) -> Iterator[Row]:
    """The rows of such a file (open it with `newline=""`); DataError with the line where it is another."""
    csv.field_size_limit(2**20)
    reader = csv.reader(text, strict=True)
    try:
        header = [name.removeprefix("\ufeff") for name in next(reader, [])]
        if "url" not in header:
            raise DataError(
                "line 1: no column 'url'; the first line names the columns, as export writes them"
            )
        for cells in reader:
            if len(cells) != len(header):
                raise DataError(
                    f"line {reader.line_num}: {len(cells)} cells where the header has {len(header)}"
                )
            yield {name: value(name, cell) for name, cell in zip(header, cells, strict=True)}
    except (csv.Error, json.JSONDecodeError, RecursionError) as error:
        raise DataError(f"line {reader.line_num}: {error}") from error


def cell(value: Any) -> str:
    """A value as a safe cell."""
    if value is None or value == []:
        return ""
    if isinstance(value, list):
        return _encode(value)
    text = str(value)
    return "'" + text if FORMULA.match(text) else text


def value(name: str, cell: str) -> Any:
    """What `cell` in the column `name` was made from."""
    if name in LISTS:
        return json.loads(cell) if cell else []
    if not cell:
        return None
    return cell[1:] if cell[0] == "'" and FORMULA.match(cell) else cell
