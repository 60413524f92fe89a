"""What is stated of a teaser, and what cannot be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.items import Entry, Source, Teaser
from aggregator.stating import Rejected, state

NOW = datetime(2023, 10, 18, 14, 40, tzinfo=UTC)
POST = Source(id="post", name="Harbour Post", url="https://www.example.org/news/", timezone="Africa/Nairobi")
RAID = Teaser(
    url="https://www.example.org/news/raid?utm_source=x", title="Twelve freed from a kiln | Harbour Post"
)


def stated(source: Source = POST, **fields: Any) -> Entry:
    entry = state(replace(RAID, **fields), source, now=NOW)
    assert isinstance(entry, Entry)
    return entry


def test_the_address_is_the_publishers_own_and_the_identity_without_its_spelling() -> None:
    entry = stated()
    assert entry.address == "https://www.example.org/news/raid"
    assert entry.canonical == "https://example.org/news/raid"
    assert entry.source == "post"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"url": None}, "no_link"),
        ({"url": "  "}, "no_link"),
        ({"url": "javascript:void(0)"}, "bad_scheme"),
        ({"url": "http://good@evil.example/"}, "bad_scheme"),
        ({"url": "https://elsewhere.example/a"}, "off_site"),
        ({"title": " ", "excerpt": "<p></p>"}, "empty"),
        ({"title": None, "excerpt": "Read more"}, "empty"),
    ],
)
def test_what_cannot_be_stated_is_rejected_with_its_reason(fields: dict[str, Any], reason: str) -> None:
    rejected = state(replace(RAID, **fields), POST, now=NOW)
    assert isinstance(rejected, Rejected)
    assert rejected.reason == reason


@pytest.mark.parametrize("host", ["example.org", "m.example.org", "blog.example.org", "www.example.org:443"])
def test_hosts_of_one_name_are_one_site(host: str) -> None:
    assert stated(url=f"https://{host}/a").address


@pytest.mark.parametrize(
    ("home", "link"),
    [
        ("https://a.blogspot.com/", "https://b.blogspot.com/x"),
        ("https://a.co.uk/", "https://b.co.uk/x"),
        ("https://a.org/", "https://aa.org/x"),
    ],
)
def test_neighbours_on_a_platform_are_other_sites(home: str, link: str) -> None:
    rejected = state(replace(RAID, url=link), replace(POST, url=home), now=NOW)
    assert isinstance(rejected, Rejected)
    assert rejected.reason == "off_site"
    assert isinstance(
        state(replace(RAID, url=link), replace(POST, url=home, offsite_links=True), now=NOW), Entry
    )


@pytest.mark.parametrize(
    ("published", "expected", "precision"),
    [
        ("2023-10-12", datetime(2023, 10, 12, 12, tzinfo=UTC), "day"),
        ("2023-10", datetime(2023, 10, 1, 12, tzinfo=UTC), "month"),
        ("2023-10-12T09:15:00", datetime(2023, 10, 12, 6, 15, tzinfo=UTC), "second"),
        ("2023-10-12T09:15:00+02:00", datetime(2023, 10, 12, 7, 15, tzinfo=UTC), "second"),
        ("2023-10-12T09:15:00Z", datetime(2023, 10, 12, 9, 15, tzinfo=UTC), "second"),
        ("12 October 2023", datetime(2023, 10, 12, 12, tzinfo=UTC), "day"),
        ("3 hours ago", datetime(2023, 10, 18, 11, 40, tzinfo=UTC), "hour"),
        ("2023-10-20T14:00:00Z", datetime(2023, 10, 20, 14, tzinfo=UTC), "second"),
    ],
)
def test_a_time_is_stated_in_utc(published: str, expected: datetime, precision: str) -> None:
    entry = stated(published=published, published_from="attribute")
    assert entry.published == expected
    assert entry.published is not None
    assert entry.published.tzinfo is UTC
    assert entry.published_precision == precision
    assert entry.published_from == "attribute"
    assert entry.doubt is None


@pytest.mark.parametrize(
    ("published", "doubt"),
    [
        ("0001-01-01T00:00:00Z", "before 1990"),
        ("1969-12-31", "before 1990"),
        ("1989-12-31", "before 1990"),
        ("2023-10-20T15:00:00Z", "more than 48 hours ahead"),
        ("9999-12-31", "more than 48 hours ahead"),
        ("32 Jan", "unreadable date"),
    ],
)
def test_a_date_that_cannot_be_is_doubted_and_what_was_printed_kept(published: str, doubt: str) -> None:
    entry = stated(published=published, published_from="text")
    assert entry.published is None
    assert entry.published_from is None
    assert entry.doubt == doubt
    assert entry.published_text == published
    assert stated(published=published, published_text="Oct 99").published_text == "Oct 99"


def test_without_a_date_there_is_none_and_no_doubt() -> None:
    entry = stated()
    assert entry.published is None
    assert entry.doubt is None


def test_the_outlets_own_name_is_cut_from_the_title() -> None:
    assert stated().title == "Twelve freed from a kiln"
    assert (
        stated(replace(POST, outlet_names=("HP Online",)), title="Twelve freed - HP Online").title
        == "Twelve freed"
    )
    assert stated(title="Twelve freed | Other").title == "Twelve freed | Other"


def test_an_entry_without_a_title_has_none() -> None:
    assert stated(title=None, excerpt="Twelve people were freed.").title is None


def test_the_excerpt_keeps_to_the_sources_limit_and_terms() -> None:
    long = "word " * 200
    assert len(stated(excerpt=long).excerpt or "") <= 300
    assert len(stated(replace(POST, excerpt_max=50), excerpt=long).excerpt or "") <= 50
    assert stated(replace(POST, excerpt_max=0), excerpt=long).excerpt is None
    assert stated(replace(POST, terms="title-only"), excerpt=long).excerpt is None
    assert stated(excerpt="Twelve freed from a kiln").excerpt is None


def test_a_reprint_names_its_original_source() -> None:
    assert stated(excerpt="MOMBASA (Reuters) - Twelve were freed.").original_source == "Reuters"
    assert stated(excerpt="Twelve were freed. Source: Harbour Post").original_source is None
    assert stated(title="Twelve freed | Daily Mail Online").original_source == "Daily Mail Online"
    assert stated().original_source is None


def test_the_language_is_the_entrys_own() -> None:
    entry = state(
        replace(RAID, title="Doce personas liberadas de un horno de ladrillos"), POST, now=NOW, page_lang="en"
    )
    assert isinstance(entry, Entry)
    assert entry.lang == "es"
    assert stated(title="Joint Statement", lang="fr-FR").lang == "fr"


def test_labels_are_clean_and_single() -> None:
    entry = stated(
        categories=(" News ", "News", "", "Forced&nbsp;labour"),
        tags=("a", "<b>a</b>"),
        author=" By\u202e Ada ",
    )
    assert entry.categories == ("News", "Forced labour")
    assert entry.tags == ("a",)
    assert entry.author == "By Ada"


TEXTS = st.one_of(st.none(), st.text(max_size=60))


@given(
    st.builds(
        Teaser, url=TEXTS, title=TEXTS, excerpt=TEXTS, published=TEXTS, published_text=TEXTS, author=TEXTS, lang=TEXTS,
        guid=TEXTS, categories=st.lists(st.text(max_size=9), max_size=3).map(tuple),
    ),
    st.booleans(),
)  # fmt: skip
def test_no_teaser_raises(teaser: Teaser, linked: bool) -> None:
    teaser = replace(teaser, url=RAID.url) if linked else teaser
    entry = state(teaser, POST, now=NOW)
    if isinstance(entry, Entry):
        assert entry.title or entry.excerpt
        assert entry.published is None or entry.published.tzinfo is UTC
