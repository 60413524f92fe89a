"""Adding a source by its address, and reading saved and live pages again, over real HTTP."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aggregator.commands.add import id_of, site_name
from aggregator.commands.demo import _free_port
from aggregator.demo.newsroom import Newsroom
from aggregator.demo.server import serving


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    room = Newsroom.open(datetime.now(UTC), _free_port())
    with serving(room):
        yield room


@pytest.fixture
def local(home: Path) -> Path:
    with (home / "aggregator.toml").open("a") as file:
        file.write('delay = 0\nresolve_allow = ["127.0.0.0/8"]\n')
    return home


def address(newsroom: Newsroom, site: str) -> str:
    return newsroom.base(newsroom.sites[site]) + newsroom.sites[site].path


def test_adding_writes_a_short_source_a_saved_page_and_shows_the_first_entries(
    local: Path, newsroom: Newsroom, aggregator
) -> None:
    shown = aggregator(
        "--home", local, "add", address(newsroom, "vault"), "--id", "vault", "--kind", "ngo"
    ).stdout
    assert "Twelve Questions to Ask" in shown
    assert "aggregator crawl vault" in shown
    text = (local / "sources" / "vault.toml").read_text()
    assert len(text.splitlines()) <= 8
    assert tomllib.loads(text)["name"] == "Open Hands Knowledge Vault"
    saved = json.loads((local / "fixtures" / "vault" / "expected.json").read_text())
    assert [item["title"] for item in saved["items"]][:1] == [
        "Twelve Questions to Ask Before You Sign a Contract Abroad"
    ]
    assert "same" in aggregator("--home", local, "check").stdout
    aggregator("--home", local, "crawl", "vault")
    assert aggregator("--home", local, "export").stdout.count("\n") == newsroom.sites["vault"].per_page


def test_adding_what_is_no_listing_writes_nothing_and_says_what_to_try(
    local: Path, newsroom: Newsroom, aggregator
) -> None:
    item = next(item for item in newsroom.items if item.site == "vault")
    page = newsroom.base(newsroom.sites["vault"]) + item.path
    error = aggregator("--home", local, "add", page, "--id", "x", code=65).stderr
    assert "inspect" in error
    assert list((local / "sources").iterdir()) == []


def test_adding_an_address_that_does_not_answer_is_69(local: Path, aggregator) -> None:
    aggregator("--home", local, "add", "http://127.0.0.99:9/news", code=69)


def test_adding_twice_names_the_way_out(local: Path, newsroom: Newsroom, aggregator) -> None:
    aggregator("--home", local, "add", address(newsroom, "wire"), "--id", "wire")
    assert (
        "--id"
        in aggregator("--home", local, "add", address(newsroom, "wire"), "--id", "wire", code=73).stderr
    )


def test_check_says_what_is_read_otherwise_than_when_the_page_was_saved(
    local: Path, newsroom: Newsroom, aggregator
) -> None:
    aggregator("--home", local, "add", address(newsroom, "harbour"), "--id", "harbour")
    file = local / "fixtures" / "harbour" / "expected.json"
    expected = json.loads(file.read_text())
    expected["items"][0]["title"] = "Another title"
    lost = expected["items"].pop()
    file.write_text(json.dumps(expected))
    rows = json.loads(aggregator("--home", local, "check", "--json", code=1).stdout)
    said = rows[0]["said"]
    assert rows[0]["result"] == "differs"
    assert "title: was 'Another title'" in said
    assert f"not there before: {lost['title']}" in said


def test_a_source_without_a_saved_page_is_told_when_named(
    local: Path, newsroom: Newsroom, aggregator
) -> None:
    (local / "sources" / "bureau.toml").write_text(
        f'name = "Bureau"\nurl = "{address(newsroom, "bureau")}"\nprivate_host = true\n'
    )
    assert "check --save bureau" in aggregator("--home", local, "check", "bureau", code=1).stdout
    aggregator("--home", local, "check", "--save", "bureau")
    aggregator("--home", local, "check", "bureau")


def test_live_marks_what_passes_as_verified_and_keeps_the_operators_comments(
    local: Path, newsroom: Newsroom, aggregator
) -> None:
    good, bad = local / "sources" / "good.toml", local / "sources" / "bad.toml"
    good.write_text(
        f'# ours\nname = "Good"\nurl = "{address(newsroom, "prosecutor")}"\nprivate_host = true\n'
    )
    bad.write_text('name = "Bad"\nurl = "http://127.0.0.99:9/news"\nprivate_host = true\n')
    rows = json.loads(aggregator("--home", local, "check", "good", "bad", "--live", "--json", code=1).stdout)
    results = {row["source"]: row["result"] for row in rows}
    assert results["good"] == "passed"
    assert results["bad"] != "passed"
    assert tomllib.loads(good.read_text())["verified"] is True
    assert "# ours" in good.read_text()
    assert "verified" not in tomllib.loads(bad.read_text())


@pytest.mark.parametrize(
    ("url", "id"),
    [
        ("https://www.example.org/tag/human-trafficking/", "example-human-trafficking"),
        ("https://news.example.co.uk/", "example-co"),
        ("http://127.0.0.1:8000/x", "127-0-0"),
        ("https://example.org/12/?page=3", "example"),
    ],
)
def test_an_id_comes_from_the_address(url: str, id: str) -> None:
    assert id_of(url) == id


@pytest.mark.parametrize(
    ("html", "name"),
    [
        (b"<title>News | Harbour Watch</title>", "Harbour Watch"),
        (b"<meta property='og:site_name' content=' The Desk '><title>x - y</title>", "The Desk"),
        (b"", None),
        (b"\x00\xff", None),
    ],
)
def test_a_site_names_itself(html: bytes, name: str | None) -> None:
    assert site_name(html) == name
