"""The next page: found by rel, words of any language, arrows and numbers; none where there is none."""

# ruff: noqa: E501 - pages in strings
from __future__ import annotations

import pytest

from aggregator.reading import read

ITEMS = "".join(
    f'<article><h2><a href="/n/{n}-a-story-of-some-length">A story of some length, number {n}</a></h2><time datetime="2024-05-0{n}">x</time></article>'
    for n in range(1, 6)
)


def next_of(pager: str, url: str = "https://desk.example.net/news/", head: str = "") -> str | None:
    body = f"<html><head>{head}</head><body><main>{ITEMS}</main>{pager}</body></html>"
    found = read(body.encode(), url)
    assert len(found.items) == 5
    return found.next_page


@pytest.mark.parametrize(
    ("pager", "path"),
    [
        ('<a rel="next" href="page/2/">x</a>', "/news/page/2/"),
        ('<nav class=pagination><a href="?page=2">Next</a></nav>', "/news/?page=2"),
        ('<nav class=pagination><a href="?page=2">Nächste Seite</a></nav>', "/news/?page=2"),
        ('<nav class=pagination><a href="?page=2">Suivant</a></nav>', "/news/?page=2"),
        ('<nav class=pagination><a href="?page=2">次へ</a></nav>', "/news/?page=2"),
        ('<nav class=pagination><a href="?page=2">التالي</a></nav>', "/news/?page=2"),
        ('<nav class=pagination><a href="?page=2">Следующая</a></nav>', "/news/?page=2"),
        ('<div class="nav-previous"><a href="/news/page/2/">&larr; Older posts</a></div>', "/news/page/2/"),
        (
            '<div class="pager"><b>1</b> <a href="?start=10">2</a> <a href="?start=20">3</a></div>',
            "/news/?start=10",
        ),
        (
            '<div class="pager"><a href="?page=0">1</a> <a href="?page=1">2</a> <a href="?page=1">›</a></div>',
            "/news/?page=1",
        ),
        ('<p><a href="news2.htm">Older items &gt;&gt;</a></p>', "/news/news2.htm"),
        ('<button class="load-more" data-url="/news/?page=2">Load more</button>', "/news/?page=2"),
    ],
)
def test_the_next_page_is_found(pager: str, path: str) -> None:
    assert next_of(pager) == "https://desk.example.net" + path


@pytest.mark.parametrize(
    "pager",
    [
        "",
        '<nav class=pagination><a href="#">Next</a></nav>',
        '<nav class=pagination><a href="https://other.example.org/news/?page=2">Next</a></nav>',
        '<nav class=pagination><a href="javascript:go(2)">Next</a></nav>',
        '<nav class=pagination><a href="/news/">1</a></nav>',
        '<p>Read our <a href="/donate">next appeal</a>.</p>',
        "<button>Load more</button>",
    ],
)
def test_none_is_invented(pager: str) -> None:
    assert next_of(pager) is None


def test_on_a_later_page_the_way_back_is_not_the_way_on() -> None:
    pager = '<nav class=pagination><a class=prev href="/news/page/2/">Previous</a><a href="/news/page/2/">2</a><b>3</b><a href="/news/page/4/">4</a><a href="/news/page/4/">Next</a></nav>'
    assert next_of(pager, "https://desk.example.net/news/page/3/") == "https://desk.example.net/news/page/4/"


def test_the_last_page_has_no_next() -> None:
    pager = '<nav class=pagination><a class=prev href="/news/page/2/">Previous</a><a href="/news/">1</a><a href="/news/page/2/">2</a><b>3</b></nav>'
    assert next_of(pager, "https://desk.example.net/news/page/3/") is None


def test_a_next_document_in_the_head_is_no_next_page() -> None:
    head = '<link rel="next" href="/categories/about/">'
    assert next_of("", head=head) is None


def test_a_number_in_superscript_is_no_page_number() -> None:
    assert next_of('<p><a href="/news/?page=2">²</a> <a href="/news/?page=3">³</a></p>') is None
    assert next_of('<a href="/about/?page=²">²</a>') is None


def test_a_link_inside_an_item_is_never_the_pager() -> None:
    inside = ITEMS.replace("</article>", '<a href="/news/?page=2" rel=next>Next</a></article>')
    found = read(f"<main>{inside}</main>".encode(), "https://desk.example.net/news/")
    assert found.next_page is None
