"""Any bytes: what they are is found out, hostile ones are refused in bounded time, and nothing raises."""

# ruff: noqa: E501 - pages in strings
from __future__ import annotations

import json
import time

import pytest

from aggregator.reading import read

URL = "https://desk.example.net/news/"
TITLES = (
    "Zoë räumt im Hafen auf und zählt neun Männer",
    "Ein Urteil über Öfen, Ziegel und Schulden",
    "Größere Löhne für die Pflücker von Tee",
)


def german(encoding: str, declared: str | None = None) -> bytes:
    rows = "".join(
        f'<li><h3><a href="/n/{n}">{title}</a></h3>0{n}.05.2024<p>Ein Satz über Männer und Öfen.</p></li>'
        for n, title in enumerate(TITLES, 1)
    )
    meta = f'<meta charset="{declared}">' if declared else ""
    return f"<html lang=de><head>{meta}<title>x</title></head><body><main><ul>{rows}</ul></main></body></html>".encode(
        encoding
    )


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (german("utf-8"), None),
        (german("utf-8"), "text/html; charset=punycode"),
        (german("utf-8"), "text/html; charset=unicode_escape"),
        (german("utf-8"), "text/html; charset=hex"),
        (german("utf-8"), "text/html; charset=no-such-thing"),
        (german("cp1252"), "text/html; charset=iso-8859-1"),
        (german("cp1252", "windows-1252"), None),
        (german("cp1252"), None),
        (german("utf-16"), "text/html; charset=utf-8"),
        (b"\xef\xbb\xbf" + german("utf-8"), "text/html; charset=iso-8859-1"),
    ],
)
def test_text_is_decoded_as_a_browser_would(body: bytes, content_type: str | None) -> None:
    found = read(body, URL, content_type=content_type)
    assert [item.title for item in found.items] == list(TITLES)


def test_latin_1_that_calls_itself_utf_8_is_flagged() -> None:
    assert "undecodable_bytes" in read(german("cp1252", "utf-8"), URL).problems


@pytest.mark.parametrize(
    ("body", "content_type", "problem"),
    [
        (b"\x89PNG\r\n\x1a\n....", "text/html", "not_html"),
        (b"hello", "image/png", "not_html: image/png"),
        (b"PK\x03\x04xxxx", None, "not_html"),
        (b"", "text/html", "empty_body"),
        (b" \n ", "text/html", "empty_body"),
        (b"<html><body>Error</body></html>", "application/rss+xml", "not_a_feed"),
        (b'{"a": 1}', "application/json", "not_a_feed"),
        (b"[" * 100_000, "application/json", "not_a_feed"),
        (b"<feed" + b" a='b'" * 10, None, ""),
    ],
)
def test_what_is_no_page_is_said_to_be_none(body: bytes, content_type: str | None, problem: str) -> None:
    found = read(body, URL, content_type=content_type)
    assert found.items == ()
    assert any(said.startswith(problem) for said in found.problems) or not problem


def test_a_tag_with_a_hundred_thousand_attributes_is_refused_unparsed() -> None:
    body = german("utf-8") + b"<div " + b" ".join(b"a%d='1'" % n for n in range(100_000)) + b">"
    started = time.process_time()
    assert read(body, URL).problems == ("monstrous_tag",)
    assert time.process_time() - started < 1  # libxml2 alone needs ten


def test_a_long_data_address_is_no_monstrous_tag() -> None:
    body = german("utf-8").replace(
        b"<main>", b'<main><img src="data:image/png;base64,' + b"A" * 200_000 + b'">'
    )
    assert len(read(body, URL).items) == 3


def test_a_tree_too_deep_to_parse_is_reported() -> None:
    body = german("utf-8").replace(b"<main>", b"<main>" + b"<div>" * 100_000)
    assert "truncated_tree" in read(body, URL).problems


def test_control_characters_never_reach_a_title() -> None:
    found = read(german("utf-8").replace(b"Zo", b"Zo\x00\x0b&#1;&#xD800;"), URL)
    assert all(character >= " " for item in found.items for character in item.title or "")


LINKED = '<p><a href="/n/{n}">A line of text number {n}</a> <a href="/tag/{n}">tag</a></p>'
CROWDED = '<article><h2><a href="/a">One</a></h2>{}</article><article><h2><a href="/b">Two</a></h2></article>'


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("".join(LINKED.format(n=n) for n in range(10_000)), id="links"),
        pytest.param("<p>A line of text" * 100_000, id="unclosed paragraphs"),
        pytest.param(
            "".join(f'<a href="/p/{n}">{n % 9999}</a>' for n in range(30_000)), id="page numbers in a row"
        ),
        pytest.param(
            CROWDED.format("".join(f'<a rel=tag href="/tag/{n}">tag {n}</a>' for n in range(30_000))),
            id="tags of one item",
        ),
        pytest.param(CROWDED.format("<time>4 May 2024</time>" * 30_000), id="dates of one item"),
        pytest.param(
            "".join(f'<header class="h{n}"><a href="/{n}">A title</a></header>' for n in range(30_000)),
            id="class names that all differ",
        ),
    ],
)
def test_a_crowded_page_is_read_in_bounded_time(body: str) -> None:
    started = time.process_time()
    read(f"<div>{body}</div>".encode(), URL)
    assert time.process_time() - started < 10  # about one second; quadratic work would need minutes


RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Desk</title><description>News</description>
<item><title>A &amp;amp; B</title><link>https://desk.example.net/1</link><pubDate>Fri, 03 May 2024 09:15:00 -0500</pubDate><dc:creator>Ana</dc:creator>
<category>Courts</category><guid isPermaLink="false">x1</guid><description>&lt;p&gt;One &lt;script&gt;alert(1)&lt;/script&gt;two&lt;/p&gt;</description></item>
<item><title>No link at all</title></item></channel></rss>"""


def test_rss_is_read_whatever_its_content_type() -> None:
    found = read(RSS.encode(), URL, content_type="text/html")
    first = found.items[0]
    assert (found.kind, found.read_by, found.heading) == ("listing", "feed", "Desk")
    assert (first.title, first.published, first.author, first.categories, first.guid) == (
        "A & B",
        "2024-05-03T09:15:00-05:00",
        "Ana",
        ("Courts",),
        "x1",
    )
    assert first.excerpt == "One two"
    assert (found.items[1].title, found.items[1].url) == ("No link at all", None)


def test_an_empty_feed_is_a_listing_without_items() -> None:
    found = read(b"<rss><channel><title>x</title></channel></rss>", URL)
    assert (found.kind, found.items) == ("listing", ())


def test_entities_of_a_feed_are_neither_expanded_nor_fetched() -> None:
    bomb = (
        '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
        + RSS.partition("?>")[2].replace("No link at all", "&b;&f;")
    )
    started = time.process_time()
    found = read(bomb.encode(), URL, content_type="application/rss+xml")
    assert time.process_time() - started < 1
    assert "root:" not in json.dumps([item.title for item in found.items])


def test_atom_prefers_published_and_marks_updated_alone() -> None:
    atom = """<feed xmlns="http://www.w3.org/2005/Atom"><title>D</title>
    <entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A <b>bold</b> step<script>x()</script></div></title><link href="/1"/><updated>2024-05-03T00:00:00Z</updated></entry>
    <entry><title>B</title><link rel="edit" href="/e"/><link href="/2"/><published>2024-05-01T10:00:00+02:00</published><updated>2024-05-03T00:00:00Z</updated></entry></feed>"""
    one, two = read(atom.encode(), URL).items
    assert (one.title, one.url, one.published_from) == (
        "A bold step",
        "https://desk.example.net/1",
        "modified",
    )
    assert (two.url, two.published, two.published_from) == (
        "https://desk.example.net/2",
        "2024-05-01T10:00:00+02:00",
        "feed",
    )


def test_the_rest_api_gives_names_not_numbers_and_utc_not_local_time() -> None:
    post = {"link": "https://desk.example.net/p", "title": {"rendered": "Fish &#038; chips"}, "date": "2024-05-01T09:15:00", "date_gmt": "2024-05-01T14:15:00",
            "excerpt": {"rendered": "<p>Short. [&hellip;]</p>"}, "categories": [7], "_embedded": {"wp:term": [[{"name": "Courts", "taxonomy": "category"}], [{"name": "Debt", "taxonomy": "post_tag"}]]}}  # fmt: skip
    found = read(
        json.dumps([post] * 10).encode(),
        "https://desk.example.net/wp-json/wp/v2/posts?tags=4",
        content_type="application/json",
    )
    first = found.items[0]
    assert (first.title, first.published, first.categories, first.tags, first.excerpt) == (
        "Fish & chips",
        "2024-05-01T14:15:00+00:00",
        ("Courts",),
        ("Debt",),
        "Short. […]",
    )
    assert found.next_page == "https://desk.example.net/wp-json/wp/v2/posts?tags=4&page=2"


def test_a_plain_sitemap_names_pages_and_is_no_listing() -> None:
    body = b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://desk.example.net/a</loc></url></urlset>'
    assert read(body, URL).kind == "not_listing"
