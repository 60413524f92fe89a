"""Every fixture, `tests/fixtures/<name>/page.html`, is read as its `expected.json` says, whoever wrote it."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from aggregator.reading import read

FIXTURES = Path(__file__).parent.parent / "fixtures"
CASES = sorted(folder for folder in FIXTURES.iterdir() if (folder / "page.html").exists())
FIELDS = ("url", "title", "excerpt", "published", "author", "categories", "tags")


def expectation(folder: Path) -> dict[str, Any]:
    """The fixture's expectation; a page without one is an error."""
    file = folder / "expected.json"
    assert file.exists(), f"{folder.name}: page.html without expected.json"
    answer: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return answer


def plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_a_page_is_read_as_its_fixture_says(folder: Path) -> None:
    expected = expectation(folder)
    now = datetime.fromisoformat(expected["now"]) if expected.get("now") else None
    body = (folder / "page.html").read_bytes()
    listing = read(body, expected["url"], content_type=expected.get("content_type"), now=now)

    assert listing.kind == expected["kind"]
    assert [item.url for item in listing.items] == [item["url"] for item in expected["items"]]
    for item, wanted in zip(listing.items, expected["items"], strict=True):
        known = [name for name in (*FIELDS, "published_precision", "published_from") if name in wanted]
        assert {name: plain(getattr(item, name)) for name in known} == {name: wanted[name] for name in known}
    assert listing.next_page == expected["next_page"]
    for name in ("read_by", "heading"):
        if expected.get(name) is not None:
            assert getattr(listing, name) == expected[name]


def test_there_are_fixtures_of_either_kind() -> None:
    kinds = [expectation(folder)["kind"] for folder in CASES]
    assert kinds.count("listing") >= 25
    assert kinds.count("not_listing") >= 10
