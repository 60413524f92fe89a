"""What an analyst types is understood, or refused with what would be right."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.errors import UsageError
from aggregator.exporting.codes import regions
from aggregator.exporting.queries import checked, iso, moment, places, query
from aggregator.exporting.subregions import SUBREGIONS

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
WHOLE = {region["code"]: tuple(region["countries"]) for region in regions()}


@pytest.mark.parametrize(
    ("text", "start", "after"),
    [
        ("2026", "2026-01-01", "2027-01-01"),
        ("2026-01", "2026-01-01", "2026-02-01"),
        ("2026-12", "2026-12-01", "2027-01-01"),
        ("2024-02-29", "2024-02-29", "2024-03-01"),
        ("2026-01-15", "2026-01-15", "2026-01-16"),
    ],
)
def test_a_span_begins_with_its_first_day_and_ends_with_its_last(text: str, start: str, after: str) -> None:
    assert moment(text, NOW) == datetime.fromisoformat(start).replace(tzinfo=UTC)
    assert moment(text, NOW, end=True) == datetime.fromisoformat(after).replace(tzinfo=UTC)


def test_a_time_may_be_exact_or_ago() -> None:
    assert moment("2026-01-15T09:30+01:00", NOW) == datetime(2026, 1, 15, 8, 30, tzinfo=UTC)
    assert moment("2026-01-15T09:30Z", NOW, end=True) == datetime(2026, 1, 15, 9, 30, tzinfo=UTC)
    assert moment("30d", NOW) == NOW - timedelta(days=30)
    assert moment("2w", NOW) == NOW - timedelta(days=14)


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2026-13", "2026-02-30", "0000", "9999", "30", "30m", "2026-1-1"]
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="is no time; write 2026"):
        moment(text, NOW, end=True)


@given(st.dates())
def test_every_day_is_one_day_long(day: datetime) -> None:
    if day.year < 9999:
        text = day.strftime("%Y-%m-%d").zfill(10)
        assert moment(text, NOW, end=True) - moment(text, NOW) == timedelta(days=1)


def test_an_unknown_code_names_the_nearest() -> None:
    with pytest.raises(UsageError, match="no topic 'debt-bondge'; did you mean 'debt-bondage'"):
        checked(["debt-bondge"], ["debt-bondage", "prosecution"], "topic")
    with pytest.raises(UsageError, match="no stage 'zzz'; known: arrest, trial"):
        checked(["zzz"], ["trial", "arrest"], "stage")
    assert checked([" Trial", "trial"], ["trial"], "stage") == ("trial",)


def test_countries_are_iso_codes_or_their_names() -> None:
    assert iso(["in", "NG", "India", "vietnam"]) == ("IN", "NG", "VN")
    with pytest.raises(UsageError, match="no country 'Nigerai'; did you mean 'nigeria'"):
        iso(["Nigerai"])
    with pytest.raises(UsageError, match="no country 'XX'; write a code of ISO 3166"):
        iso(["XX"])


def test_a_part_of_a_region_is_asked_for_by_its_countries() -> None:
    assert places(("africa",), ("NG",), WHOLE) == (("africa",), ("NG",))
    assert places(("south-asia",), (), WHOLE) == ((), SUBREGIONS["south-asia"])
    regions, codes = places(("south-asia", "north-america"), (), WHOLE)
    assert regions == ()
    assert codes == (*SUBREGIONS["south-asia"], "US", "CA")
    with pytest.raises(UsageError, match="not both"):
        places(("south-asia",), ("US",), WHOLE)


def test_every_part_of_a_region_lies_in_regions_that_are_known() -> None:
    known = {code for codes in WHOLE.values() for code in codes}
    assert {code for codes in SUBREGIONS.values() for code in codes} <= known
    assert not set(SUBREGIONS) & set(WHOLE)


def test_a_query_takes_one_word_or_several() -> None:
    asked = query(
        None, NOW, topics="debt-bondage", countries=["in", "np"], since=NOW, until="2026-06", kinds="ngo"
    )
    assert (asked.topics, asked.countries, asked.kinds) == (("debt-bondage",), ("IN", "NP"), ("ngo",))
    assert (asked.since, asked.until) == (NOW, datetime(2026, 7, 1, tzinfo=UTC))
    assert asked.scope == ("in",)
    assert query(None, NOW, scope="all").scope == ("in", "adjacent", "out")
    assert query(None, NOW, scope=["in", "adjacent"]).scope == ("in", "adjacent")


@pytest.mark.parametrize(
    "asked", [{"scope": "inn"}, {"by": "storey"}, {"kinds": "ngos"}, {"facets": "froms"}]
)
def test_a_query_refuses_what_it_does_not_know(asked: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="did you mean"):
        query(None, NOW, **asked)  # type: ignore[arg-type]
