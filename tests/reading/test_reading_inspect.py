"""`aggregator inspect`: the documented JSON, exit 0 for either kind, and nothing heavy imported."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from aggregator.commands.inspect import command

FIXTURES = Path(__file__).parent.parent / "fixtures"
KEYS = {
    "title",
    "url",
    "excerpt",
    "published",
    "published_precision",
    "published_from",
    "author",
    "categories",
    "tags",
}


@pytest.mark.parametrize(("name", "kind"), [("views-labelled-fields", "listing"), ("not-faq", "not_listing")])
def test_a_file_gives_the_documented_json_and_exit_zero(name: str, kind: str) -> None:
    url = json.loads((FIXTURES / name / "expected.json").read_text())["url"]
    ran = CliRunner().invoke(command, [str(FIXTURES / name / "page.html"), "--url", url, "--json"])
    answer = json.loads(ran.output)
    assert ran.exit_code == 0
    assert {"url", "kind", "read_by", "heading", "description", "next_page", "items"} <= set(answer)
    assert answer["kind"] == kind
    assert all(set(item) == KEYS for item in answer["items"])


def test_a_relative_date_is_read_with_the_time_that_is_given() -> None:
    page = str(FIXTURES / "relative-dates" / "page.html")
    without = json.loads(CliRunner().invoke(command, [page, "--json"]).output)
    given = json.loads(CliRunner().invoke(command, [page, "--now", "2024-05-20T12:00:00Z", "--json"]).output)
    assert {item["published"] for item in without["items"]} == {None}
    assert given["items"][0]["published"] == "2024-05-18"


def test_why_shows_the_lists_that_were_weighed_and_how_to_declare_another() -> None:
    ran = CliRunner().invoke(command, [str(FIXTURES / "views-labelled-fields" / "page.html"), "--why"])
    assert "weighed" in ran.output
    assert "div.views-row" in ran.output
    assert "selectors" in ran.output


def test_a_file_that_is_not_there_is_one_clear_line() -> None:
    ran = CliRunner().invoke(command, ["/no/such/page.html"])
    assert ran.exit_code != 0
    assert "/no/such/page.html" in str(ran.exception)


def test_reading_a_file_imports_nothing_heavy() -> None:
    script = (
        "import sys; from click.testing import CliRunner; from aggregator.commands.inspect import command; "
        f"CliRunner().invoke(command, [{str(FIXTURES / 'flat-headings' / 'page.html')!r}, '--json']); "
        "print(sorted({'scrapy', 'twisted', 'sqlalchemy', 'pydantic', 'dateparser', 'feedgen'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
