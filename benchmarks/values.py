"""What the small modules of values cost: microseconds of CPU a call, best of five rounds.

Run it as `python benchmarks/values.py`; it prints one line a function and, last, the cost of stating a teaser.
"""

from __future__ import annotations

import time
import timeit
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from unittest import mock

from aggregator import addresses, dates, languages, stating, text
from aggregator.items import Source, Teaser

NOW = datetime(2023, 10, 18, 14, 40, tzinfo=UTC)
LISTING_DATES = [
    ("2023-10-12T09:15:00+00:00", "en"), ("2023-10-12", "en"), ("October 12, 2023", "en"), ("12 Oct 2023", "en"),
    ("Posted on October 12, 2023 by Ada Obi", "en"), ("By Ada Obi | October 12, 2023 | News", "en"),
    ("12/10/2023", "fr"), ("12 octobre 2023", "fr"), ("12 de octubre de 2023", "es"),
    ("12. Oktober 2023, 09:15 Uhr", "de"),
    ("12.10.2023", "de"),
    ("12 октября 2023, 09:15", "ru"), ("الخميس، 12 أكتوبر 2023", "ar"), ("2023年10月12日", "ja"), ("3 hours ago", "en"),
    ("hace 3 días", "es"), ("Read more", "en"), ("3 comments", "en"), ("Forced labour", "en"), ("4 min read", "en"),
]  # fmt: skip
ADDRESSES = [
    "https://www.example.org/2023/10/12/twelve-people-freed-from-a-brick-kiln/",
    "https://www.example.org/news/twelve-freed?utm_source=rss&utm_medium=feed&id=4",
    "http://m.example.org/view.php?section=news&id=881#comments",
]
TITLES = [
    "Twelve people freed from a brick kiln near the border",
    "“We are safe” – twelve people freed from a brick kiln | Harbour Post",
]
EXCERPTS = [
    "Police and labour inspectors freed twelve people, four of them children, from a brick kiln near the border on "
    "Monday. The minister’s office said they were taken to a shelter and would be paid what they are owed [&hellip;]",
    "<p>Twelve people were freed &amp; taken to a shelter, the labour inspectorate said.</p> Read more",
]
POST = Source(id="post", name="Harbour Post", url="https://www.example.org/", languages=("en",))
TEASERS = [
    Teaser(
        url=url,
        title=title,
        excerpt=excerpt,
        published="2023-10-12",
        published_from="attribute",
        categories=("News",),
    )
    for url in ADDRESSES
    for title in TITLES
    for excerpt in EXCERPTS
]


def microseconds(job: Callable[[], object], calls: int) -> float:
    """CPU time of one of the `calls` that `job` makes."""
    job()
    return min(timeit.repeat(job, number=50, repeat=5, timer=time.process_time)) / 50 / calls * 1e6


def read_all() -> None:
    for printed, lang in LISTING_DATES:
        dates.read(printed, lang=lang, now=NOW, timezone="Europe/London")


def clean_all(job: Callable[[str], object]) -> None:
    for excerpt in EXCERPTS:
        job(excerpt)


def state_all() -> None:
    for teaser in TEASERS:
        stating.state(teaser, POST, now=NOW, page_lang="en")


def report(name: str, cost: float, remark: str = "") -> None:
    print(f"{name:<20} {cost:7.1f}   {remark}".rstrip())


def main() -> None:
    report(
        "addresses.canonical", microseconds(lambda: list(map(addresses.canonical, ADDRESSES)), len(ADDRESSES))
    )
    report("addresses.shown", microseconds(lambda: list(map(addresses.shown, ADDRESSES)), len(ADDRESSES)))
    report(
        "dates.read", microseconds(read_all, len(LISTING_DATES)), f"on a listing mix of {len(LISTING_DATES)}"
    )
    for job in (text.clean, text.excerpt, text.credit, text.fold, text.words):
        report(f"text.{job.__name__}", microseconds(partial(clean_all, job), len(EXCERPTS)))
    report("text.title", microseconds(lambda: list(map(text.title, TITLES)), len(TITLES)))
    report("languages.detect", microseconds(lambda: list(map(languages.detect, EXCERPTS)), len(EXCERPTS)))
    report("stating.state", microseconds(state_all, len(TEASERS)), "language model included")
    with mock.patch.object(languages, "detect", return_value="en"):
        report("stating.state", microseconds(state_all, len(TEASERS)), "without it")


if __name__ == "__main__":
    main()
