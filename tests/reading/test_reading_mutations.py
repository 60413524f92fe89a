"""Pages cut, nested, mislabelled, sprinkled with control characters: never an exception, never a hang.

A few hundred mutations run always; READING_MUTATIONS=10000 runs as many as it says.
"""

# ruff: noqa: E501 - pages in strings
from __future__ import annotations

import os
import random
import time
from pathlib import Path

from aggregator.items import Listing
from aggregator.reading import read

PAGES = [
    file.read_bytes() for file in sorted((Path(__file__).parent.parent / "fixtures").glob("*/page.html"))
]
COUNT = int(os.environ.get("READING_MUTATIONS", "400"))
LABELS = (
    None,
    "text/html; charset=utf-8",
    "text/html; charset=utf-16",
    "text/html; charset=punycode",
    "application/json",
    "application/rss+xml",
    "text/html; charset=big5",
    "image/png",
)
PIECES = (
    b"<", b">", b"</div>", b"<div>", b"<table><tr><td>", b"</p>", b"<!--", b"-->", b"<![CDATA[", b"<script>", b"</script>", b"<base href='//x'>", b"&#0;", b"&#xD800;",
    b"\x00", b"\x0b", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"<a href='javascript:x'>", b"<a href='http://[::1'>", b"<time datetime='99999-99-99'>", b"<h1>",
    b"<article>", b" class='hentry'", b"<dl><dt><dd>", b"<br><br>", b"<form>", b"{", b"]", b'"', b"\xe2\x80\xae", b"<li><ul>", b"<svg><style>",
)  # fmt: skip


def mutate(chance: random.Random, page: bytes) -> bytes:
    """The page after one to four changes of a random kind."""
    for _ in range(chance.randint(1, 4)):
        kind, place = chance.randrange(7), chance.randrange(len(page) + 1)
        if kind == 0:
            page = page[:place]
        elif kind == 1:
            page = page[:place] + chance.choice(PIECES) * chance.choice((1, 1, 3, 50)) + page[place:]
        elif kind == 2:
            page = page[:place] + page[place + chance.randrange(200) :]
        elif kind == 3:
            page = page[:place] + page[place : place + 400] * chance.randint(2, 5) + page[place:]
        elif kind == 4:
            page = (
                page[:place]
                + bytes(chance.randrange(256) for _ in range(chance.randrange(20)))
                + page[place:]
            )
        elif kind == 5:
            page = page.replace(
                chance.choice((b"div", b"class", b"href", b"</", b"article", b"li", b"20")),
                chance.choice((b"p", b"x", b"", b"span", b"td")),
            )
        else:
            page = page.decode("utf-8", "replace").encode(
                chance.choice(("utf-16", "utf-16-be", "latin-1", "utf-7", "cp1251")), "replace"
            )
    return page


def sane(found: Listing) -> bool:
    """What holds for every listing, whatever the bytes."""
    return (
        found.kind in ("listing", "not_listing")
        and (found.kind == "listing" or not found.items)
        and len(found.items) <= 1000
        and all(item.url is None or item.url.startswith(("http://", "https://")) for item in found.items)
        and all(item.title or item.excerpt or item.url for item in found.items)
        and (found.next_page is None or found.next_page.startswith(("http://", "https://")))
    )


def test_no_mutation_of_a_page_raises_or_hangs() -> None:
    chance = random.Random(20261123)
    slowest = 0.0
    for number in range(COUNT):
        body = mutate(chance, chance.choice(PAGES))
        started = time.process_time()
        found = read(body, "https://desk.example.net/news/", content_type=chance.choice(LABELS), why=True)
        slowest = max(slowest, time.process_time() - started)
        assert sane(found), f"mutation {number}"
    assert slowest < 10
