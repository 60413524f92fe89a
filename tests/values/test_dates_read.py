"""Dates as pages print them: each row is a text, the page's language, and what it says (None: no date at all)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.dates import from_url, read
from aggregator.items import DateOrder

NOW = datetime(2023, 10, 18, 14, 40, tzinfo=UTC)  # a Wednesday
ZONES = {
    "en": "Europe/London", "en-US": "America/New_York", "es": "Europe/Madrid", "fr": "Europe/Paris",
    "pt": "Europe/Lisbon",
    "it": "Europe/Rome", "de": "Europe/Berlin", "nl": "Europe/Amsterdam", "sv": "Europe/Stockholm",
    "da": "Europe/Copenhagen",
    "no": "Europe/Oslo", "fi": "Europe/Helsinki", "pl": "Europe/Warsaw", "cs": "Europe/Prague",
    "sk": "Europe/Bratislava",
    "hu": "Europe/Budapest", "ro": "Europe/Bucharest", "bg": "Europe/Sofia", "ru": "Europe/Moscow",
    "uk": "Europe/Kyiv",
    "sr": "Europe/Belgrade", "hr": "Europe/Zagreb", "sl": "Europe/Ljubljana", "el": "Europe/Athens",
    "tr": "Europe/Istanbul",
    "ar": "Africa/Cairo", "fa": "Asia/Tehran", "ur": "Asia/Karachi", "he": "Asia/Jerusalem", "hi": "Asia/Kolkata",
    "bn": "Asia/Dhaka", "th": "Asia/Bangkok", "vi": "Asia/Ho_Chi_Minh", "id": "Asia/Jakarta",
    "ms": "Asia/Kuala_Lumpur",
    "ja": "Asia/Tokyo", "zh": "Asia/Shanghai", "ko": "Asia/Seoul", "sw": "Africa/Nairobi", "tl": "Asia/Manila",
    "ta": "Asia/Kolkata", "ca": "Europe/Madrid", "lt": "Europe/Vilnius", "lv": "Europe/Riga", "et": "Europe/Tallinn",
}  # fmt: skip

ROWS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).with_name("printed_dates.tsv")).read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
PRINTED = [row for row in ROWS if row[2]]
NO_DATE = [row[:2] for row in ROWS if not row[2]]


@pytest.mark.parametrize(("text", "lang", "expected"), PRINTED)
def test_a_printed_date_is_read(text: str, lang: str, expected: str) -> None:
    reading = read(text, lang=lang, now=NOW, timezone=ZONES.get(lang))
    assert reading is not None
    assert reading.published == expected


@pytest.mark.parametrize(("text", "lang"), NO_DATE)
def test_a_text_without_a_date_gives_none(text: str, lang: str) -> None:
    assert read(text, lang=lang, now=NOW, timezone=ZONES.get(lang)) is None


@pytest.mark.parametrize(
    "text", ["il y a 3 jours", "hace 3 días", "há 3 dias", "3 giorni fa", "vor 3 Tagen", "3 dagen geleden"]
)
def test_a_page_that_calls_itself_english_may_tell_dates_in_its_own_words(text: str) -> None:
    found = read(text, lang="en", now=NOW)
    assert found is not None
    assert found.published == (NOW.date() - timedelta(days=3)).isoformat()


def test_without_a_time_of_reading_nothing_relative_is_read() -> None:
    assert read("3 hours ago", lang="en") is None
    assert read("yesterday", lang="en") is None
    assert read("9 June", lang="en") is None


def test_a_time_without_a_zone_stays_without() -> None:
    reading = read("9 June 2021 16:05", lang="en")
    assert reading is not None
    assert (reading.published, reading.precision, reading.relative) == (
        "2021-06-09T16:05:00",
        "minute",
        False,
    )


@pytest.mark.parametrize(
    ("order", "zone", "lang", "expected"),
    [
        ("DMY", None, "en", "2021-06-09"),
        ("MDY", None, "en", "2021-09-06"),
        (None, "Europe/London", "en", "2021-06-09"),
        (None, "America/Chicago", "en", "2021-09-06"),
        (None, None, "en-US", "2021-09-06"),
        (None, None, "en-GB", "2021-06-09"),
        (None, None, "es", "2021-06-09"),
        (None, None, "en", None),
        (None, None, None, None),
    ],
)
def test_the_order_of_numbers_is_the_sources_or_the_places_or_unknown(
    order: DateOrder | None, zone: str | None, lang: str | None, expected: str | None
) -> None:
    reading = read("09/06/2021", lang=lang, timezone=zone, order=order)
    assert (reading.published if reading else None) == expected


@pytest.mark.parametrize(
    ("text", "precision", "relative"),
    [
        ("2021-06-09T16:05:30Z", "second", False), ("9 June 2021 16:05", "minute", False),
        ("9 June 2021 4pm", "hour", False),
        ("9 June 2021", "day", False), ("June 2021", "month", False), ("5 minutes ago", "minute", True),
        ("3 hours ago", "hour", True),
        ("3 days ago", "day", True), ("3 weeks ago", "day", True), ("3 months ago", "month", True),
        ("3 years ago", "year", True),
    ],
)  # fmt: skip
def test_precision_is_that_of_what_is_printed(text: str, precision: str, relative: bool) -> None:
    reading = read(text, lang="en", now=NOW)
    assert reading is not None
    assert (reading.precision, reading.relative) == (precision, relative)


def test_a_language_without_a_table_is_left_to_the_library() -> None:
    reading = read("9 Ġunju 2021", lang="mt")
    assert reading is not None
    assert reading.published == "2021-06-09"
    assert read("12 people", lang="tzm") is None
    assert read("9 xyz 2021", lang="qq") is None


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://example.org/2021/06/09/dock-raid/", "2021-06-09"),
        ("https://example.org/2021/6/9/dock-raid", "2021-06-09"),
        ("https://example.org/news/2021/jun/09/dock-raid", "2021-06-09"),
        ("https://example.org/2021-06-09-dock-raid.html", "2021-06-09"),
        ("https://example.org/blog/2021-06-09/dock-raid", "2021-06-09"),
        ("https://example.org/news/dock-raid-2021-06-09", "2021-06-09"),
        ("https://example.org/20210609/dock-raid", "2021-06-09"),
        ("https://example.org/2021/0609/dock-raid", "2021-06-09"),
        ("https://example.org/2021/06/dock-raid", "2021-06"),
        ("https://example.org/2021-06/dock-raid", "2021-06"),
        ("https://example.org/2021/dock-raid", None),
        ("https://example.org/news/12345678", None),
        ("https://example.org/news/world-20210609", None),
        ("https://example.org/2021/13/dock-raid", None),
        ("https://example.org/2021/02/31/dock-raid", "2021-02"),
        ("https://example.org/report-2020-2021", None),
        ("https://example.org/page/2/", None),
        ("https://example.org/a?date=2021-06-09", None),
        ("https://example.org/1721/06/09/a", None),
        ("", None),
    ],
)
def test_an_address_carries_a_date(address: str, expected: str | None) -> None:
    reading = from_url(address)
    assert (reading.published if reading else None) == expected


WORDS = (
    "9 31 2021 99 0 june May mar. de , . / - – : | T Z 16:05 4pm ago hace vor 3 days år ngày tháng 年 月 日 令和 前 "
    "昨天 ۱۴۰۰ خرداد 2564 مايو 12/11/10 09.06.2021 +02:00 (GMT+3) yesterday now an ' th th st ٣ 二〇二一 週"
)
PIECES = st.lists(st.sampled_from(WORDS.split()), max_size=8).map(" ".join)


@given(
    st.one_of(PIECES, PIECES.map(lambda s: s.replace(" ", "")), st.text(max_size=40)),
    st.sampled_from([*ZONES, "xx", "", None]),
)
def test_no_text_raises_and_every_reading_is_iso(text: str, lang: str | None) -> None:
    reading = read(text, lang=lang, now=NOW, timezone="Europe/Paris")
    if reading is not None:
        assert datetime.fromisoformat(reading.published + "-01" * (len(reading.published) == 7))
