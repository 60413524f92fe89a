"""A report's numbers are those of the known items, and say what they are not."""

import csv
import io
import json
import random
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from known_items import make_home

from aggregator.commands import group
from aggregator.commands.report import DIMENSIONS as OFFERED
from aggregator.errors import UsageError
from aggregator.items import Finding
from aggregator.reporting.dimensions import DIMENSIONS, Names
from aggregator.reporting.numbers import report, share
from aggregator.reporting.page import page
from aggregator.reporting.terminal import BAR, bar
from aggregator.reporting.wording import NOTES, asked
from aggregator.store import Copy, Query, Store, StoredEntry

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
ONE = StoredEntry(
    seq=1, id="a", story_id="s", lead=True, status="published", url="https://example.org/", canonical="c", scope="in",
    source="desk", source_name="Desk", source_kind="ngo", first_seen=NOON, last_seen=NOON, updated=NOON, published=NOON,
)  # fmt: skip


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_home(tmp_path_factory.mktemp("report") / "home").root


def run(root: Path, *args: object) -> Result:
    return CliRunner().invoke(
        group, ["--home", str(root), "report", *map(str, args)], catch_exceptions=False, standalone_mode=False
    )


def counts(root: Path, *args: object) -> dict[tuple[str, str], tuple[int, int]]:
    rows = csv.DictReader(io.StringIO(run(root, "--csv", *args).stdout))
    return {(row["dimension"], row["code"]): (int(row["items"]), int(row["stories"])) for row in rows}


def test_the_numbers_are_those_of_the_known_items(root: Path) -> None:
    found = counts(root)
    assert found["form", "labour-trafficking"] == (3, 2)
    assert found["form", "debt-bondage"] == (2, 1)
    assert found["form", "sex-trafficking"] == (1, 1)
    assert found["form", ""] == (1, 1)
    assert found["month", "2026-01"] == (2, 1)
    assert found["month", ""] == (1, 1)
    assert found["source", "wire"] == (2, 2)
    assert found["kind", "ngo"] == (3, 3)
    assert found["country", "DE"] == (2, 2)
    assert found["region", "asia-pacific"] == (2, 1)
    assert found["language", "de"] == (1, 1)
    assert found["stage", "sentence"] == (1, 1)


def test_items_are_chosen_as_for_an_export(root: Path) -> None:
    assert counts(root, "--scope", "adjacent")["source", "desk"] == (1, 1)
    assert counts(root, "--with-held")["form", "sex-trafficking"] == (2, 2)
    assert counts(root, "--by", "story")["form", "labour-trafficking"] == (2, 2)
    assert ("form", "sex-trafficking") not in counts(root, "--country", "in")


def test_the_balance_names_the_shares_that_analysts_ask_for(root: Path) -> None:
    told = json.loads(run(root, "--json").stdout)
    assert told["bias"] == {"sex": 1, "labour": 3, "both": 0, "top_stories": 4, "top_source": 3}
    assert [(story["title"], story["items"]) for story in told["retold"]] == [
        ("Kiln workers freed after nine years of debt in northern district", 2)
    ]
    assert (told["items"], told["stories"], told["sources"], told["undated"]) == (5, 4, 2, 1)
    assert told["notes"] == list(NOTES)


def test_two_dimensions_can_be_crossed(root: Path) -> None:
    rows = list(csv.reader(io.StringIO(run(root, "--cross", "month", "source", "--csv").stdout)))
    assert rows[0] == ["month", "source", "items", "stories"]
    assert rows[1:] == [
        ["", "desk", "1", "1"],
        ["2026-01", "desk", "1", "1"],
        ["2026-01", "wire", "1", "1"],
        ["2026-02", "desk", "1", "1"],
        ["2026-03", "wire", "1", "1"],
    ]
    table = run(root, "--cross", "month", "source").stdout.splitlines()
    assert table[1].split("  ")[-2:] == ["Example Desk", "Beispiel-Draht"]
    assert table[-1].startswith("undated")


def test_the_terminal_shows_names_bars_balance_and_notes(root: Path) -> None:
    told = run(root).stdout
    assert "5 items, 4 stories (scope in)" in told
    assert "Germany" in told
    assert "20 % of all" in told
    assert all(note in told for note in NOTES)
    assert "\x1b[" not in told


def test_nothing_found_is_said(root: Path) -> None:
    assert "0 items, 0 stories" in run(root, "--scope", "out").stdout
    assert counts(root, "--scope", "out") == {}


def test_the_page_is_written_into_the_site_once(root: Path) -> None:
    assert run(root, "--html").stdout.endswith("feeds/report.html: written\n")
    first = (root / "feeds" / "report.html").read_bytes()
    assert run(root, "--html").stdout.endswith("feeds/report.html: unchanged\n")
    assert (root / "feeds" / "report.html").read_bytes() == first


def test_a_file_needs_a_form(root: Path, tmp_path: Path) -> None:
    run(root, "-o", tmp_path / "r.json")
    assert json.loads((tmp_path / "r.json").read_text())["items"] == 5
    with pytest.raises(Exception, match="--csv, --json or --html"):
        run(root, "-o", tmp_path / "r.txt")
    with pytest.raises(UsageError, match="no stage of case 'convicted'; did you mean 'conviction'"):
        run(root, "--stage", "convicted")


def test_the_verb_offers_what_can_be_counted() -> None:
    assert tuple(DIMENSIONS) == OFFERED


def test_stories_are_counted_once_whatever_the_order_and_the_bucket() -> None:
    copies = (Copy("b", "wire", "Wire", "https://wire.example/"),)
    topic = (Finding(code="debt-bondage", facet="form"),)
    entries = [
        replace(ONE, story_id="shared", copies=copies),
        replace(ONE, story_id="shared", copies=copies, lead=False, source="wire", topics=topic),
        replace(ONE, story_id="shared", copies=copies, lead=False, published=None),
        *(replace(ONE, story_id=f"alone {n}") for n in range(5)),
    ]
    random.Random(8).shuffle(entries)
    found = report(iter(entries), Names())
    assert (found.items, found.stories) == (8, 6)
    assert {(c.code, c.items, c.stories) for c in found.tables["form"]} == {
        ("debt-bondage", 1, 1),
        ("", 7, 6),
    }
    assert found.bias.top_stories == 3 + 1 + 1


def test_months_without_an_item_stand_in_the_table() -> None:
    entries = [
        replace(ONE, published=datetime(year, month, 1, tzinfo=UTC))
        for year, month in ((2025, 11), (2026, 2))
    ]
    months = report(iter(entries), Names()).tables["month"]
    assert [(c.code, c.items) for c in months] == [
        ("2025-11", 1),
        ("2025-12", 0),
        ("2026-01", 0),
        ("2026-02", 1),
    ]


def test_a_share_of_nothing_is_no_number() -> None:
    assert share(1, 3) == "33 %"
    assert share(0, 0) == "–"


def test_bars_have_the_length_of_their_share() -> None:
    assert bar(5, 5) == "█" * BAR
    assert bar(0, 5) == ""
    assert len(bar(1, 2)) == BAR // 2
    assert [len(bar(n, 1000)) for n in range(0, 1001, 100)] == sorted(
        len(bar(n, 1000)) for n in range(0, 1001, 100)
    )


def test_the_question_is_told_in_words() -> None:
    query = Query(scope=("in",), topics=("a", "b"), since=datetime(2026, 1, 1, tzinfo=UTC), by="story")
    assert asked(query) == "scope in; topic a or b; from 2026-01-01; leads of stories only"


def test_hostile_names_cannot_leave_the_page_nor_a_cell(root: Path) -> None:
    from aggregator.home import Home
    from aggregator.publishing.edition import site_of

    hostile = replace(
        ONE,
        source_name="<script>alert(1)</script>",
        title="<img src=x>",
        copies=(Copy(None, "x", "x", "https://x/"),),
    )
    found = report(iter([hostile, replace(hostile, seq=2)]), Names())
    with Store.open(Home.open(root), readonly=True):
        told = page(found, Query(text="<b>"), site_of(Home.open(root))).decode()
    assert "<script>alert" not in told
    assert "<img" not in told
    assert "&lt;b&gt;" in told
