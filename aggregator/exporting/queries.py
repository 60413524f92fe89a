"""From what an analyst types to a Query: days, months and spans of time, regions, codes that are checked."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta

from aggregator.errors import UsageError
from aggregator.strict import nearest

# Parts of a region that analysts ask for, as countries (after the UN's M49; the Gulf is the states of the GCC).
SUBREGIONS: dict[str, tuple[str, ...]] = {
    name: tuple(codes.split())
    for name, codes in {
        "south-asia": "AF BD BT IN LK MV NP PK",
        "south-east-asia": "BN ID KH LA MM MY PH SG TH TL VN",
        "east-asia": "CN HK JP KP KR MN MO TW",
        "central-asia": "KG KZ TJ TM UZ",
        "oceania": "AU FJ FM KI MH NR NZ PG PW SB TO TV VU WS",
        "north-africa": "DZ EG EH LY MA SD TN",
        "west-africa": "BF BJ CI CV GH GM GN GW LR ML MR NE NG SL SN TG",
        "east-africa": "BI DJ ER ET KE KM MG MU MW MZ RW SC SO SS TZ UG ZM ZW",
        "central-africa": "AO CD CF CG CM GA GQ ST TD",
        "southern-africa": "BW LS NA SZ ZA",
        "gulf": "AE BH KW OM QA SA",
        "caribbean": "AG BB BS CU DM DO GD HT JM KN LC TT VC",
        "central-america": "BZ CR GT HN MX NI PA SV",
        "south-america": "AR BO BR CL CO EC GY PE PY SR UY VE",
    }.items()
}
AGO = re.compile(r"(\d{1,5})([dw])")
PARTIAL = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def moment(text: str, now: datetime, *, end: bool = False) -> datetime:
    """The instant that `2026`, `2026-01`, `2026-01-15`, an ISO time or `30d` (`8w`) before `now` means, aware UTC.

    The beginning of a year, month or day, or with `end` the instant after it: both days of a span are inside.
    """
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


def countries(codes: Iterable[str]) -> tuple[str, ...]:
    """ISO 3166-1 alpha-2 codes in upper case; UsageError for what has not their form."""
    found = tuple(dict.fromkeys(code.strip().upper() for code in codes))
    for code in found:
        if not re.fullmatch("[A-Z]{2}", code):
            raise UsageError(
                f"{code!r} is no country code; write ISO 3166 codes of two letters, such as IN or NG"
            )
    return found


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
