"""Saved pages: what a source's listing looked like, and what was read from it, to read again after any change."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aggregator.commands.inspect import as_json
from aggregator.errors import CannotWriteError, DataError

if TYPE_CHECKING:
    from aggregator.home import Home
    from aggregator.items import Listing, Source

COMPARED = ("kind", "read_by", "next_page", "items")
# Scripts without data, styles, drawings, frames, comments: most of a page's bytes, nothing of its items.
NEEDLESS = re.compile(
    rb"<script\b(?![^>]*(?:json|id=[\"']?__))[^>]*>(?:(?!__NEXT|__NUXT|__INITIAL|__PRELOADED).)*?</script\s*>"
    rb"|<style\b.*?</style\s*>|<svg\b.*?</svg\s*>|<iframe\b.*?</iframe\s*>|<!--(?!\[if).*?-->",
    re.DOTALL | re.IGNORECASE,
)


def folder(home: Home) -> Path:
    """Where saved pages live: among the tests in a checkout, else in the home."""
    tests = home.root / "tests" / "fixtures"
    return tests if tests.is_dir() else home.root / "fixtures"


def read_again(body: bytes, facts: dict[str, Any], source: Source | None = None) -> Listing:
    """The listing of a saved page under the facts that were saved with it."""
    from aggregator.reading import read

    now = datetime.fromisoformat(facts["now"]) if facts.get("now") else None
    return read(body, facts["url"], content_type=facts.get("content_type"), now=now, source=source)


def save(place: Path, body: bytes, facts: dict[str, Any], source: Source) -> None:
    """Write page and expectation; the page trimmed of what does not change the reading."""
    listing = read_again(body, facts, source)
    trimmed = NEEDLESS.sub(b"", body)
    if as_json(read_again(trimmed, facts, source), False)["items"] == as_json(listing, False)["items"]:
        body = trimmed
    expected = {**facts, **{key: value for key, value in as_json(listing, False).items() if key in COMPARED}}
    try:
        place.mkdir(parents=True, exist_ok=True)
        (place / "page.html").write_bytes(body)
        text = json.dumps(expected, ensure_ascii=False, indent=1)
        (place / "expected.json").write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise CannotWriteError(f"{error.filename}: cannot be written: {error.strerror}") from error


def differences(place: Path, source: Source | None = None) -> Iterator[str]:
    """What is read otherwise now than when the page was saved, a line each; nothing where all is as it was."""
    try:
        expected = json.loads((place / "expected.json").read_text(encoding="utf-8"))
        body = (place / "page.html").read_bytes()
        got = json.loads(json.dumps(as_json(read_again(body, expected, source), False)))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(
            f"{place}: is no saved page: {error}; save it again: aggregator check --save"
        ) from error
    for key in ("kind", "read_by", "next_page"):
        if key in expected and expected[key] != got[key]:
            yield f"{key}: was {expected[key]!r}, now {got[key]!r}"
    before, after = ({item.get("url"): item for item in items} for items in (expected["items"], got["items"]))
    yield from (f"lost: {before[url].get('title')} <{url}>" for url in before if url not in after)
    yield from (f"not there before: {after[url].get('title')} <{url}>" for url in after if url not in before)
    for url in before.keys() & after.keys():
        for key, value in before[url].items():
            if (value or None) != (after[url].get(key) or None):
                yield f"{url}: {key}: was {value!r}, now {after[url].get(key)!r}"
