"""Each format holds the same items, whatever their texts are, and each but JSON Feed can be read back."""

import csv
import io
import json
import re
from datetime import UTC, datetime

import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.errors import DataError
from aggregator.exporting import sheet
from aggregator.exporting.fields import NAMES, Row, published, row
from aggregator.exporting.formats import FORMATS, full_time
from aggregator.items import Evidence, Finding
from aggregator.store.records import Copy, StoredEntry

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\t\r\n'=+-@"), min_size=1)
EVIDENCE = st.builds(Evidence, text=TEXT, field=st.just("title"), rule=TEXT)
FINDINGS = st.lists(
    st.builds(Finding, code=TEXT, facet=st.none() | TEXT, evidence=st.lists(EVIDENCE, max_size=2).map(tuple)),
    max_size=2,
).map(tuple)
ENTRIES = st.builds(
    StoredEntry,
    rules_version=st.just("1"), seq=st.just(1),
    id=TEXT, story_id=TEXT, lead=st.booleans(), status=st.sampled_from(["published", "quiet"]),
    url=TEXT, canonical=TEXT, source=TEXT, source_name=TEXT, source_kind=st.just("ngo"),
    title=st.none() | TEXT, excerpt=st.none() | TEXT, lang=st.none() | TEXT, author=st.none() | TEXT,
    published=st.none() | st.just(NOON), published_precision=st.sampled_from(["day", "month", "year", "second"]),
    first_seen=st.just(NOON), last_seen=st.just(NOON), updated=st.just(NOON),
    categories=st.lists(TEXT, max_size=3).map(tuple), topics=FINDINGS, countries=FINDINGS,
    copies=st.lists(st.builds(Copy, id=st.none(), source=TEXT, source_name=TEXT, url=TEXT), max_size=2).map(tuple),
)  # fmt: skip
ROWS = st.lists(ENTRIES.map(row), max_size=4)


def written(form: str, rows: list[Row]) -> bytes:
    out = io.BytesIO()
    FORMATS[form](iter(rows), out, "A title")
    return out.getvalue()


@given(ROWS)
def test_json_lines_are_one_item_a_line(rows: list[Row]) -> None:
    lines = written("jsonl", rows).split(b"\n")
    assert lines.pop() == b""
    assert [json.loads(line) for line in lines] == rows


@given(ROWS)
def test_csv_can_be_read_back(rows: list[Row]) -> None:
    text = io.StringIO(written("csv", rows).decode(), newline="")
    assert list(sheet.read(text)) == rows


@given(ROWS)
def test_no_cell_of_a_csv_is_a_formula(rows: list[Row]) -> None:
    for line in csv.reader(io.StringIO(written("csv", rows).decode(), newline="")):
        assert not [cell for cell in line if re.match(r"[=+\-@\t\r\n＝＋－＠]", cell)]


@given(ROWS)
def test_parquet_keeps_types_and_texts(rows: list[Row]) -> None:
    table = pyarrow.parquet.read_table(io.BytesIO(written("parquet", rows)))
    times = {"published", "first_seen", "last_seen", "updated"}
    for had, got in zip(rows, table.to_pylist(), strict=True):
        assert {k: v for k, v in got.items() if k not in times} == {
            k: v for k, v in had.items() if k not in times
        }
        assert got["first_seen"] == NOON
    assert table.column_names == list(NAMES)


@given(ROWS)
def test_json_feed_holds_every_field(rows: list[Row]) -> None:
    feed = json.loads(written("jsonfeed", rows))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    for had, item in zip(rows, feed["items"], strict=True):
        told = {
            "id": item["id"],
            "url": item["url"],
            "title": item.get("title"),
            "lang": item.get("language"),
        }
        assert {**told, "excerpt": item["content_text"] or None, **item["_item"]} == had


def test_an_empty_export_is_still_a_file_of_its_format() -> None:
    assert written("jsonl", []) == b""
    assert written("csv", []).decode() == ",".join(NAMES) + "\r\n"
    assert json.loads(written("jsonfeed", []))["items"] == []
    assert pyarrow.parquet.read_table(io.BytesIO(written("parquet", []))).num_rows == 0


@pytest.mark.parametrize("form", FORMATS)
def test_no_format_waits_for_the_last_row(form: str) -> None:
    """What was written before the stream fails has left memory."""
    entry = StoredEntry(
        seq=1, id="a", story_id="s", lead=True, status="published", url="https://example.org/", canonical="c",
        source="desk", source_name="Desk", source_kind="ngo", first_seen=NOON, last_seen=NOON, updated=NOON,
    )  # fmt: skip

    def rows():  # type: ignore[no-untyped-def]
        for _ in range(20_000):
            yield row(entry)
        raise EOFError

    out = io.BytesIO()
    with pytest.raises(EOFError):
        FORMATS[form](rows(), out, "A title")
    assert len(out.getvalue()) > 10_000


@pytest.mark.parametrize(
    ("precision", "told"),
    [
        ("year", "2026"),
        ("month", "2026-01"),
        ("day", "2026-01-15"),
        ("minute", "2026-01-15T12:00:00Z"),
        (None, "2026-01-15T12:00:00Z"),
    ],
)
def test_a_date_is_told_no_more_precisely_than_it_is_known(precision: str | None, told: str) -> None:
    assert published(NOON, precision) == told
    assert published(None, precision) is None
    assert (full_time(told) or "") <= "2026-01-15T12:00:00Z"
    assert datetime.fromisoformat(full_time(told) or "").tzinfo is not None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1: no column 'url'"),
        ("a,b\r\n1,2\r\n", "no column 'url'"),
        ("url,title\r\nhttps://example.org/\r\n", "line 2: 1 cells where the header has 2"),
        ('url,title\r\n"https://example.org/,x\r\n', "line 2: unexpected end of data"),
        ("url,topics\r\nhttps://example.org/,[oops\r\n", "line 2:"),
    ],
)
def test_a_csv_that_is_no_export_is_refused_with_its_line(text: str, said: str) -> None:
    with pytest.raises(DataError, match=re.escape(said)):
        list(sheet.read(io.StringIO(text, newline="")))


def test_a_spreadsheets_byte_order_mark_is_passed_over() -> None:
    assert list(sheet.read(io.StringIO("\ufeffurl\r\nhttps://example.org/\r\n", newline=""))) == [
        {"url": "https://example.org/"}
    ]
