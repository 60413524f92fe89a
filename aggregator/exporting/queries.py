"""From what an analyst types to a Query: days, months and spans of time, regions, codes that are checked."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

from aggregator.errors import UsageError
from aggregator.exporting import codes
from aggregator.exporting.subregions import SUBREGIONS
from aggregator.items import Kind, Scope
from aggregator.judging.stages import STAGES
from aggregator.publishing.names import COUNTRIES
from aggregator.store.records import Query
from aggregator.strict import nearest

AGO = re.compile(r"(\d{1,5})([dw])")
PARTIAL = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


Words = str | Iterable[str]


def query(  # noqa: PLR0913
    own_topics: Path | None = None,
    now: datetime | None = None,
    *,
    scope: Words = "in",
    by: str = "item",
    with_held: bool = False,
    topics: Words = (),
    facets: Words = (),
    countries: Words = (),
    regions: Words = (),
    langs: Words = (),
    sources: Words = (),
    kinds: Words = (),
    stages: Words = (),
    since: str | datetime | None = None,
    until: str | datetime | None = None,
    text: str | None = None,
) -> Query:
    """The Query that these words mean; every one given must hold, and of several values of one any.

    UsageError names what is not known, and the nearest that is. `own_topics` is an operator's own topics.toml.
    """
    now = now or datetime.now(UTC).replace(microsecond=0)
    whole = {region["code"]: tuple(region["countries"]) for region in codes.regions()}
    asked = checked(several(regions), [*whole, *SUBREGIONS], "region")
    regions, countries = places(asked, iso(several(countries)), whole)
    slugs = [topic["slug"] for topic in codes.topics(own_topics)] if topics else []
    return Query(
        scope=get_args(Scope) if scope == "all" else checked(several(scope), get_args(Scope), "scope"),  # type: ignore[arg-type]
        topics=checked(several(topics), slugs, "topic"),
        facets=checked(several(facets), codes.FACETS, "facet"),
        countries=countries,
        regions=regions,
        langs=tuple(lang.strip().lower() for lang in several(langs)),
        sources=several(sources),
        kinds=checked(several(kinds), get_args(Kind), "kind"),  # type: ignore[arg-type]
        stages=checked(several(stages), STAGES, "stage of case"),
        since=moment(since, now) if since else None,
        until=moment(until, now, end=True) if until else None,
        text=text or None,
        by="story" if checked([by], ("item", "story"), "way to count")[0] == "story" else "item",
        with_held=with_held,
    )


def several(words: Words) -> tuple[str, ...]:
    """One word or many, as many."""
    return (words,) if isinstance(words, str) else tuple(words)


def moment(text: str | datetime, now: datetime, *, end: bool = False) -> datetime:
    """The instant that `2026`, `2026-01`, `2026-01-15`, an ISO time or `30d` (`8w`) before `now` means, aware UTC.

    The beginning of a year, month or day, or with `end` the instant after it: both days of a span are inside.
    """
    if isinstance(text, datetime):
        return _aware(text)
    try:
        if ago := AGO.fullmatch(text):
            return now - timedelta(days=int(ago[1]) * (7 if ago[2] == "w" else 1))
        if partial := PARTIAL.fullmatch(text):
            year, month, day = (int(part) if part else None for part in partial.groups())
            start = datetime(year or 0, month or 1, day or 1, tzinfo=UTC)
            return _after(start, month, day) if end else start
        when = datetime.fromisoformat(text)
    except (ValueError, OverflowError) as error:
        raise UsageError(
            f"{text!r} is no time; write 2026, 2026-01, 2026-01-15, 2026-01-15T09:30Z, or 30d for thirty days ago"
        ) from error
    return _aware(when)


def _aware(when: datetime) -> datetime:
    return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)


def _after(start: datetime, month: int | None, day: int | None) -> datetime:
    if day:
        return start + timedelta(days=1)
    if month:
        return (start + timedelta(days=31)).replace(day=1)
    return start.replace(year=start.year + 1)


def checked(words: Iterable[str], known: Collection[str], what: str) -> tuple[str, ...]:
    """`words` in lower case, each among `known`; UsageError names the nearest one."""
    found = tuple(dict.fromkeys(word.strip().lower() for word in words))
    for word in found:
        if word not in known:
            raise UsageError(
                f"no {what} {word!r}{nearest(word, sorted(known)) or '; known: ' + ', '.join(sorted(known))}"
            )
    return found


def iso(words: Iterable[str]) -> tuple[str, ...]:
    """ISO 3166-1 alpha-2 codes for codes and English names; UsageError for what is neither."""
    names = {name.casefold(): code for code, name in COUNTRIES.items()}
    found = []
    for word in (word.strip() for word in words):
        code = word.upper() if word.upper() in COUNTRIES else names.get(word.casefold())
        if code is None:
            near = nearest(word.casefold(), list(names)) if len(word) > 2 else ""
            raise UsageError(
                f"no country {word!r}{near or '; write a code of ISO 3166, such as IN, or its name'}"
            )
        found.append(code)
    return tuple(dict.fromkeys(found))


def places(
    regions: tuple[str, ...], codes: tuple[str, ...], whole: dict[str, tuple[str, ...]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Regions and countries of a query that asks for `regions` and country `codes`; both must hold.

    `whole` are the countries of each region. A part of a region, such as south-asia, is asked for by its countries.
    """
    if all(region in whole for region in regions):
        return regions, codes
    if codes:
        raise UsageError(
            "a part of a region is asked for by its countries: give --region or --country, not both"
        )
    spread = [code for region in regions for code in SUBREGIONS.get(region) or whole[region]]
    return (), tuple(dict.fromkeys(spread))
