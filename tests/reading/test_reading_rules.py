"""What holds for every listing page, one rule a test, on pages as small as the rule allows."""

# ruff: noqa: E501 - pages in strings
from __future__ import annotations

from datetime import UTC, datetime

import pytest

from aggregator.items import Listing, Selectors, Source
from aggregator.reading import read

URL = "https://desk.example.net/news/"
STORIES = (
    (
        "Harbour inspectors find nine men aboard",
        "harbour",
        "12 May 2024",
        "Their papers had been locked away by the mate.",
    ),
    (
        "Court orders kiln owners to repay debts",
        "kiln",
        "3 May 2024",
        "Eleven families will be paid for six years of work.",
    ),
    (
        "Nurses learn which signs to look for",
        "nurses",
        "22 April 2024",
        "Forty schools take part in the course this spring.",
    ),
    (
        "Hotel chain opens its cleaning contracts",
        "hotel",
        "9 April 2024",
        "One template now holds for all four countries.",
    ),
)


def page(body: str, head: str = "", lang: str = "en") -> bytes:
    return f"<!doctype html><html lang={lang}><head><title>News</title>{head}</head><body>{body}</body></html>".encode()


def card(title: str, slug: str, date: str, text: str, more: str = "") -> str:
    return f'<div class=card><h2><a href="/news/{slug}">{title}</a></h2><span>{date}</span><p>{text}</p>{more}</div>'


def cards(more: str = "", **changes: str) -> str:
    made = []
    for story in STORIES:
        title, slug, date, text = story
        values = {
            "title": title,
            "slug": slug,
            "date": date,
            "text": text,
            "more": more.format(slug=slug, title=title),
        }
        made.append(card(**(values | {name: value.format(**values) for name, value in changes.items()})))
    return "<main>" + "".join(made) + "</main>"


def listing(body: str, **options: object) -> Listing:
    return read(page(body), URL, **options)  # type: ignore[arg-type]


def test_a_listing_is_read_in_page_order_with_title_link_date_and_excerpt() -> None:
    found = listing(cards())
    assert found.kind == "listing"
    assert [item.title for item in found.items] == [story[0] for story in STORIES]
    first = found.items[0]
    assert (first.url, first.published, first.published_precision, first.published_from, first.excerpt) == (
        "https://desk.example.net/news/harbour",
        "2024-05-12",
        "day",
        "text",
        STORIES[0][3],
    )


def test_reading_twice_gives_the_same() -> None:
    assert listing(cards(), why=True) == listing(cards(), why=True)


def test_links_follow_the_base_of_the_page() -> None:
    body = cards().replace('href="/news/', 'href="')
    found = read(page(body, head='<base href="https://static.example.net/archive/">'), URL)
    assert found.items[0].url == "https://static.example.net/archive/harbour"


@pytest.mark.parametrize("base", ["javascript:alert(1)//", "data:text/html,x", "ftp://files.example.net/"])
def test_a_base_that_cannot_be_followed_is_ignored(base: str) -> None:
    found = read(page(cards(), head=f'<base href="{base}">'), URL)
    assert found.items[0].url == "https://desk.example.net/news/harbour"


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "java\tscript:alert(1)",
        " JavaScript:alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "mailto:a@b.example",
        "http://good.example@evil.example/",
    ],
)
def test_an_item_that_links_to_anything_but_the_web_is_dropped_and_counted(href: str) -> None:
    found = read(page(cards().replace('"/news/harbour"', f'"{href}"')), URL)
    assert all(
        item.url is None or item.url.startswith("https://desk.example.net/news/") for item in found.items
    )
    assert [item.url for item in found.items if item.url][:1] == ["https://desk.example.net/news/kiln"]


def test_an_item_that_stands_twice_on_the_page_is_given_once() -> None:
    found = listing("<main>" + card(*STORIES[1]) + cards() + "</main>")
    addresses = [item.url for item in found.items]
    assert len(addresses) == len(set(addresses)) == len(STORIES)


@pytest.mark.parametrize(
    ("more", "lang"),
    [
        ('<a href="/news/{slug}">Read more</a>', "en"),
        ('<a href="/news/{slug}">Continue reading <i>{title}</i></a>', "en"),
        ('<a href="/news/{slug}">Weiterlesen</a>', "de"),
        ('<a href="/news/{slug}">続きを読む</a>', "ja"),
        ('<a href="/news/{slug}">اقرأ المزيد</a>', "ar"),
        ('<a href="/news/{slug}#comments">3 comments</a>', "en"),
        ('<a href="https://twitter.com/intent/tweet?u=/news/{slug}">Tweet this now</a>', "en"),
        ("<span>Loki pamoja nasi</span>", "sw"),  # in no word list: it is the same in each item
    ],
)
def test_furniture_is_no_part_of_the_excerpt(more: str, lang: str) -> None:
    found = read(page(cards(more=more), lang=lang), URL)
    assert [item.excerpt for item in found.items] == [story[3] for story in STORIES]
    assert [item.title for item in found.items] == [story[0] for story in STORIES]


def test_text_that_only_screen_readers_get_is_left_out() -> None:
    found = listing(cards(title='{title}<span class="visually-hidden"> (opens in a new window)</span>'))
    assert found.items[0].title == STORIES[0][0]


def test_words_of_a_sentence_stay_even_where_they_link_to_a_tag() -> None:
    text = 'A court in the port city heard how <a href="/tag/debt" rel=tag>debt bondage</a> kept families at the {slug}.'
    found = listing(cards(text=text))
    assert (
        found.items[0].excerpt
        == "A court in the port city heard how debt bondage kept families at the harbour."
    )
    assert found.items[0].categories == ()


def test_the_attribute_of_a_date_comes_before_its_text_and_keeps_its_offset() -> None:
    found = listing(cards(date='<time datetime="2024-05-01T09:15:00-05:00">yesterday</time>'))
    assert {item.published for item in found.items} == {"2024-05-01T09:15:00-05:00"}
    assert found.items[0].published_from == "attribute"


def test_published_comes_before_updated_wherever_it_stands() -> None:
    both = '<time class=updated datetime="2025-02-03">x</time> <time class=published datetime="2024-05-01">y</time>'
    found = listing(cards(date=both))
    assert (found.items[0].published, found.items[0].published_from) == ("2024-05-01", "attribute")


def test_a_date_of_change_alone_is_given_and_marked() -> None:
    found = listing(cards(date='Last updated: <time datetime="2024-05-01">1 May</time>'))
    assert (found.items[0].published, found.items[0].published_from) == ("2024-05-01", "modified")


def test_a_relative_date_needs_a_time_of_reading() -> None:
    body = cards(date="3 days ago")
    assert {item.published for item in listing(body).items} == {None}
    found = listing(body, now=datetime(2024, 5, 20, 12, tzinfo=UTC))
    assert {item.published for item in found.items} == {"2024-05-17"}


def test_one_date_with_a_day_above_twelve_tells_the_order_of_all() -> None:
    body = "<main>" + "".join(
        card(story[0], story[1], date, story[3])
        for story, date in zip(STORIES, ("4/23/2024", "4/11/2024", "3/9/2024", "2/1/2024"), strict=True)
    )
    assert [item.published for item in listing(body).items] == [
        "2024-04-23",
        "2024-04-11",
        "2024-03-09",
        "2024-02-01",
    ]


def test_a_time_that_every_item_shares_at_midnight_is_no_time() -> None:
    made = [
        card(s[0], s[1], f'<time datetime="2024-05-0{n}T00:00:00Z">x</time>', s[3])
        for n, s in enumerate(STORIES, 1)
    ]
    found = listing("<main>" + "".join(made) + "</main>")
    assert [(item.published, item.published_precision) for item in found.items][:2] == [
        ("2024-05-01", "day"),
        ("2024-05-02", "day"),
    ]


def test_what_the_page_does_not_show_stays_empty() -> None:
    found = listing(
        "<main><ul>"
        + "".join(f'<li>{s[2]} <a href="/news/{s[1]}">{s[0]}</a></li>' for s in STORIES)
        + "</ul></main>"
    )
    first = found.items[0]
    assert (first.excerpt, first.author, first.categories, first.tags) == (None, None, (), ())


def test_tags_stand_apart_where_the_page_keeps_sections_too() -> None:
    more = '<p><a href="/category/courts/" rel="category tag">Courts</a> <a href="/tag/debt/" rel="tag">Debt</a></p>'
    first = listing(cards(more=more)).items[0]
    assert (first.categories, first.tags) == (("Courts",), ("Debt",))


def test_the_only_labels_of_a_page_are_its_categories() -> None:
    first = listing(cards(more='<p><a href="/tag/debt/" rel="tag">Debt</a></p>')).items[0]
    assert (first.categories, first.tags) == (("Debt",), ())


def test_slugs_in_class_names_are_evidence_and_never_shown() -> None:
    body = (
        cards()
        .replace("<div class=card>", '<article class="post-7 hentry category-forced-labour tag-ports">')
        .replace("</div>", "</article>")
    )
    first = listing(body).items[0]
    assert first.slugs == ("forced-labour", "ports")
    assert first.categories == ()


def test_a_title_that_leads_out_keeps_the_permalink() -> None:
    more = '<a rel=bookmark href="/news/{slug}">#</a>'
    body = cards(more=more).replace('<h2><a href="/news/', '<h2><a href="https://outlet.example.org/')
    first = listing(body).items[0]
    assert (first.url, first.guid) == (
        "https://outlet.example.org/harbour",
        "https://desk.example.net/news/harbour",
    )


def test_lists_beside_the_main_one_are_no_items() -> None:
    side = "".join(
        f'<li><a href="/old/{n}">An older headline that many people read {n}</a> 1 May 2020</li>'
        for n in range(9)
    )
    found = listing(
        cards() + f"<aside><h3>Most read</h3><ul>{side}</ul></aside><footer><ul>{side}</ul></footer>"
    )
    assert len(found.items) == len(STORIES)


def test_an_empty_archive_beside_recent_posts_is_no_listing() -> None:
    side = "".join(
        f'<li><a href="/old/{n}">A headline number {n} from last year</a> 1 May 2020</li>' for n in range(5)
    )
    assert (
        listing(f"<main><h1>Tag</h1><p>Nothing found.</p></main><div><ul>{side}</ul></div>").kind
        == "not_listing"
    )


def test_declared_selectors_are_followed() -> None:
    source = Source(
        id="x",
        name="X",
        url=URL,
        selectors=Selectors(
            item="li.x",
            title="b",
            link="a.go",
            date="i",
            excerpt="q",
            author="u",
            categories="s",
            next="a.on",
        ),
    )
    rows = "".join(
        f'<li class=x><b>{s[0]}</b><a class=go href="/news/{s[1]}">go</a><i>{s[2]}</i><q>{s[3]}</q><u>Desk</u><s>Courts</s></li>'
        for s in STORIES
    )
    found = listing(f'<main><ul>{rows}</ul><a class=on href="/news/?p=2">x</a></main>', source=source)
    first = found.items[0]
    assert (found.read_by, found.next_page) == ("selectors", "https://desk.example.net/news/?p=2")
    assert (first.title, first.url, first.published, first.excerpt, first.author, first.categories) == (
        STORIES[0][0],
        "https://desk.example.net/news/harbour",
        "2024-05-12",
        STORIES[0][3],
        "Desk",
        ("Courts",),
    )


@pytest.mark.parametrize("item", ["li.gone", "li[["])
def test_selectors_that_match_nothing_give_way_and_are_reported(item: str) -> None:
    source = Source(id="x", name="X", url=URL, selectors=Selectors(item=item))
    found = listing(cards(), source=source)
    assert len(found.items) == len(STORIES)
    assert found.read_by != "selectors"
    assert "selector_empty: item" in found.problems


def test_data_completes_what_the_markup_lacks_and_adds_no_items() -> None:
    data = '{"@graph":[{"@type":"NewsArticle","url":"/news/harbour","headline":"x","author":{"name":"Ana Lima"}},{"@type":"NewsArticle","url":"/news/other","headline":"y"}]}'
    found = listing(cards() + f'<script type="application/ld+json">{data}</script>')
    assert len(found.items) == len(STORIES)
    assert (found.items[0].author, found.items[0].title) == ("Ana Lima", STORIES[0][0])
    assert found.read_by == "structure+json-ld"


def test_why_names_the_candidates_and_which_was_chosen() -> None:
    assert listing(cards()).candidates == ()
    weighed = listing(cards(), why=True).candidates
    assert [way.chosen for way in weighed].count(True) == 1
    assert any("dated" in piece for way in weighed for piece in way.evidence)


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        (
            '<link rel=alternate type="application/rss+xml" href="/news/feed/">',
            ("https://desk.example.net/news/feed/",),
        ),
        (
            '<link rel=alternate type="application/rss+xml" href="/feed/"><link rel=alternate type="application/rss+xml" href="/news/feed/">',
            ("https://desk.example.net/news/feed/",),
        ),
        (
            '<link rel=alternate type="application/rss+xml" title="Comments Feed" href="/news/comments/feed/">',
            (),
        ),
        ('<link rel=alternate type="application/json" href="/news/1">', ()),
        ('<link rel="https://api.w.org/" href="/wp-json/">', ("https://desk.example.net/news/feed/",)),
    ],
)
def test_feeds_are_those_that_cover_the_archive(link: str, expected: tuple[str, ...]) -> None:
    assert read(page(cards(), head=link), URL).feeds == expected


def test_a_thousand_items_are_enough() -> None:
    rows = "".join(
        f'<li>{n % 28 + 1} May 2024 <a href="/news/{n}">Story number {n} of a long list</a></li>'
        for n in range(3000)
    )
    assert len(listing(f"<main><ul>{rows}</ul></main>").items) == 1000
