"""Days whose year stands in a heading above them; and what an article is told from a list by."""

from __future__ import annotations

import pytest

from aggregator.items import Listing
from aggregator.reading import read

URL = "https://desk.example.net/news/"
TITLES = (
    "Harbour inspectors find nine men aboard",
    "Court orders kiln owners to repay debts",
    "Nurses learn signs",
)


def page(inner: str, url: str = URL, lang: str = "en") -> Listing:
    body = f"<html lang={lang}><body><main>{inner}</main></body></html>"
    return read(body.encode(), url, content_type="text/html")


def year(number: int, days: tuple[str, ...], head: str) -> str:
    rows = "".join(
        f'<li><span>{day}</span> <a href="/n/{number}-{place}">{title}</a></li>'
        for place, (day, title) in enumerate(zip(days, TITLES, strict=True))
    )
    return f"{head.format(number)}<ul>{rows}</ul>"


@pytest.mark.parametrize("head", ["<h2>{}</h2>", "<div>{}</div>", "<span>{} (3)</span>", "<p><b>{}</b></p>"])
@pytest.mark.parametrize(
    ("days", "lang"),
    [
        (("05-17", "05-06", "04-30"), "en"),
        (("17/05", "06/05", "30/04"), "en"),
        (("17.05.", "06.05.", "30.04."), "de"),
        (("17 May", "6 May", "30 April"), "en"),
        (("May 17", "May 6", "Apr 30"), "en"),
        (("17 mai", "6 mai", "30 avril"), "fr"),
    ],
)
def test_a_day_takes_its_year_from_the_heading_above(head: str, days: tuple[str, ...], lang: str) -> None:
    listing = page(year(2024, days, head) + year(2023, days, head), lang=lang)
    ends = ("-05-17", "-05-06", "-04-30")
    assert [item.published for item in listing.items] == [f"{y}{end}" for y in (2024, 2023) for end in ends]


def test_a_day_without_a_year_anywhere_is_no_date() -> None:
    listing = page(year(2024, ("17 May", "6 May", "30 April"), "<h2>Older pieces</h2>"))
    assert [item.published for item in listing.items if item.published] == []


def test_a_day_that_the_month_lacks_is_no_date() -> None:
    listing = page(year(2023, ("02-29", "02-28", "02-27"), "<h2>{}</h2>"))
    assert [item.published for item in listing.items] == [None, "2023-02-28", "2023-02-27"]


def test_an_article_whose_title_links_to_itself_is_no_list() -> None:
    article = (
        '<article class="hentry"><h2><a href="/news/harbour.html" rel="bookmark">Harbour inspectors find men</a></h2>'
        "<p>Their papers had been locked away by the mate, as the court heard on Monday.</p>"
        '<time datetime="2024-05-12">12 May 2024</time> <a href="/author/desk">Desk</a> <a href="/tag/a">Papers</a>'
        "</article>"
    )
    assert page(article, URL + "harbour.html").kind == "not_listing"


def test_a_weekday_before_a_date_is_no_category() -> None:
    days = zip(("Fri 17 May 2024", "Mon 6 May 2024", "Tue 30 April 2024"), TITLES, strict=True)
    rows = "".join(f'<dt>{day}</dt><dd><a href="/n/{day[4:6]}">{title}</a></dd>' for day, title in days)
    listing = page(f"<dl>{rows}</dl>")
    assert [item.categories for item in listing.items] == [(), (), ()]
    assert listing.items[0].published == "2024-05-17"


def test_an_icon_leads_on_where_its_address_is_the_next_page() -> None:
    rows = year(2024, ("17 May 2024", "6 May 2024", "30 April 2024"), "<h2>{}</h2>")
    icons = "".join(f'<a href="/news/page/{number}/"><i class="icon"></i></a>' for number in (2, 9))
    pager = f'<div class="paginator">{icons}</div>'
    assert page(rows + pager).next_page == URL + "page/2/"


def test_a_listing_ends_after_a_thousand_items() -> None:
    items = "".join(
        f'<li><a href="/n/{n}">{TITLES[0]} {n}</a> <i>{n % 28 + 1} May 2024</i></li>' for n in range(1500)
    )
    assert len(page(f"<ul>{items}</ul>").items) == 1000
