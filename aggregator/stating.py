"""From a teaser as the page prints it to an entry as we state it: pure, with the source and a clock given."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache, lru_cache
from typing import Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from aggregator import addresses, dates, languages, text
from aggregator.items import Entry, Precision, Source, Teaser

FIRST_YEAR = 1990  # nothing on the web is older; an earlier date is an empty field of a database
AHEAD = timedelta(
    hours=48
)  # zones and clocks differ by a day; beyond that a date is announced, not published
_NOON = 12
_LABELS = 30  # categories or tags looked at: more are a tag cloud

Reason = Literal["no_link", "bad_scheme", "off_site", "empty"]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A teaser that cannot be stated, and why: `reason` is a code, `detail` the value that gave it."""

    reason: Reason
    detail: str = ""


@dataclass(frozen=True, slots=True)
class _Published:
    at: datetime | None = None
    precision: Precision | None = None
    printed: str | None = None
    doubt: str | None = None


def state(teaser: Teaser, source: Source, *, now: datetime, page_lang: str | None = None) -> Entry | Rejected:
    """The entry that `teaser` of `source`, read at `now` (aware), states; or why it cannot be stated.

    `page_lang` is the language the page declares. A day alone is stated as 12:00 UTC of that day.
    """
    address = _address(teaser, source)
    if isinstance(address, Rejected):
        return address
    outlets = (source.name, *source.outlet_names)
    title = text.title(teaser.title, outlets)
    excerpt = text.excerpt(teaser.excerpt, text.MAX_INPUT)
    if excerpt and title and len(excerpt) < 2 * len(title) and text.fold(excerpt) == text.fold(title):
        excerpt = None
    allowed = 0 if source.terms == "title-only" else source.excerpt_max
    if title is None and (excerpt is None or allowed == 0):
        return Rejected("empty", address)
    _, original = text.credit(excerpt)
    published = _published(teaser, source, now, page_lang)
    return Entry(
        source=source.id,
        address=address,
        canonical=addresses.canonical(address, keep=source.keep_parameters, drop=source.drop_parameters),
        title=title,
        excerpt=text.cut(excerpt, allowed) if excerpt else None,
        lang=_language(teaser, source, title, excerpt, page_lang),
        published=published.at,
        published_precision=published.precision,
        published_from=teaser.published_from if published.at else None,
        published_text=published.printed,
        doubt=published.doubt,
        author=text.clean(teaser.author, limit=200),
        categories=_labels(teaser.categories),
        tags=_labels(teaser.tags),
        slugs=teaser.slugs,
        guid=text.clean(teaser.guid, limit=500),
        original_source=_original(original or _cut_off(teaser.title, title), outlets),
    )


def _address(teaser: Teaser, source: Source) -> str | Rejected:
    url = (teaser.url or "").strip()
    if not url:
        return Rejected("no_link", text.clean(teaser.title, limit=80) or "")
    address = addresses.shown(url, keep=source.keep_parameters, drop=source.drop_parameters)
    if address is None:
        return Rejected("bad_scheme", text.clean(url, limit=120) or "")
    if not source.offsite_links and not _same_site(address, source.url):
        return Rejected("off_site", text.clean(address, limit=120) or "")
    return address


def _same_site(address: str, home: str) -> bool:
    """Whether both lie under one registrable name."""
    ours, theirs = _host(home), _host("/".join(address.split("/", 3)[:3]))  # few origins, many addresses
    return not ours or ours == theirs or _registrable(ours) == _registrable(theirs)


@lru_cache(maxsize=1024)
def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


@lru_cache(maxsize=1024)
def _registrable(host: str) -> str:
    """The name somebody registered, by the public suffix list inside tldextract; a host without one is its own."""
    return _suffixes()(host).top_domain_under_public_suffix or host


@cache
def _suffixes() -> Any:
    from tldextract import TLDExtract

    return TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


def _published(teaser: Teaser, source: Source, now: datetime, lang: str | None) -> _Published:
    printed = text.clean(teaser.published_text, limit=200)
    said = teaser.published
    if not said:
        return _Published(printed=printed)
    stated = _instant(said, source.timezone)
    precision = teaser.published_precision
    if stated is None:
        reading = dates.read(
            said, lang=teaser.lang or lang, now=now, timezone=source.timezone, order=source.date_order
        )
        printed = printed or text.clean(said, limit=200)
        stated = _instant(reading.published, source.timezone) if reading else None
        precision = reading.precision if reading else None
        if stated is None:
            return _Published(printed=printed, doubt="unreadable date")
    at, coarse = stated
    precision = precision or coarse
    if at.year < FIRST_YEAR:
        return _Published(precision=precision, printed=printed or said, doubt=f"before {FIRST_YEAR}")
    if at - now > AHEAD:
        return _Published(precision=precision, printed=printed or said, doubt="more than 48 hours ahead")
    return _Published(at, precision, printed)


_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def _instant(iso: str, timezone: str | None) -> tuple[datetime, Precision] | None:
    """ISO text as aware UTC with the precision its form shows; a day, month, year alone is its first noon in UTC."""
    try:
        if match := _ISO.fullmatch(iso):
            day = date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
            precision: Precision = "day" if match[3] else "month" if match[2] else "year"
            return datetime(day.year, day.month, day.day, _NOON, tzinfo=UTC), precision
        at = datetime.fromisoformat(iso)
        if at.tzinfo is None:
            at = at.replace(tzinfo=_zone(timezone))
        return at.astimezone(UTC), "second"
    except (ValueError, OverflowError):
        return None


@lru_cache(maxsize=256)
def _zone(name: str | None) -> tzinfo:
    try:
        return ZoneInfo(name) if name else UTC
    except (ValueError, OSError):
        return UTC


def _language(
    teaser: Teaser, source: Source, title: str | None, excerpt: str | None, page_lang: str | None
) -> str | None:
    only = source.languages[0] if len(source.languages) == 1 else None
    declared = teaser.lang or page_lang or only
    return languages.detect(f"{title or ''}\n{excerpt or ''}", declared=declared, candidates=source.languages)


def _labels(labels: tuple[str, ...]) -> tuple[str, ...]:
    cleaned = (text.clean(label, limit=100) for label in labels[:_LABELS])
    return tuple(dict.fromkeys(label for label in cleaned if label))


def _cut_off(printed: str | None, title: str | None) -> str | None:
    """The outlet's name behind a headline that another outlet reprints."""
    whole = text.clean(printed) or ""
    if title is None or not whole.startswith(title) or len(whole) - len(title) > 80:
        return None
    return whole[len(title) :].strip(" |-–—−:»›•·/~｜").split(" | ")[-1] or None


def _original(name: str | None, outlets: tuple[str, ...]) -> str | None:
    """The source a credit names, unless it is this one."""
    name = text.clean(name, limit=100)
    return None if name is None or text.fold(name) in {text.fold(outlet) for outlet in outlets} else name
