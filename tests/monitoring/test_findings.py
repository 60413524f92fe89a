"""Findings: what visits tell of a source. No news is not broken; a fault shows three times before it is told."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.items import Source, Visit, VisitStatus
from aggregator.monitoring import Finding, judge, recovered

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
SOURCE = Source(id="harbour", name="Harbour News", url="https://harbour.example/news/")
STATUSES: tuple[VisitStatus, ...] = VisitStatus.__args__  # type: ignore[attr-defined]


def history(*recent: dict[str, Any], good: int = 9) -> list[Visit]:
    """Good visits of ten teasers every six hours, then the given ones; newest first."""
    well = {
        "status": "ok",
        "teasers": 10,
        "new": 1,
        "same_date": 2,
        "read_by": "blocks",
        "expected_by": "blocks",
    }
    plan = [well] * good + [{**well, **given} for given in recent]
    return [
        Visit(source="harbour", url=SOURCE.url, started=NOW - timedelta(hours=6 * n), **values)
        for n, values in enumerate(reversed(plan))
    ]


def codes(visits: Sequence[Visit], **more: Any) -> list[str]:
    return [finding.code for finding in judge(visits, SOURCE, NOW, **more)]


def only(visits: Sequence[Visit], **more: Any) -> Finding:
    (finding,) = judge(visits, SOURCE, NOW, **more)
    return finding


def test_a_source_without_visits_or_with_good_ones_gives_nothing() -> None:
    assert codes([]) == []
    assert codes(history()) == []


def test_no_news_is_not_broken() -> None:
    assert codes(history(*[{"new": 0}] * 6)) == []
    assert codes(history(*[{"status": "unchanged", "teasers": 0, "new": 0}] * 6)) == []


SHAPES = {
    "zero": {"teasers": 0, "new": 0, "status": "empty"},
    "fewer": {"teasers": 4, "same_date": 1},
    "many": {"teasers": 100, "same_date": 9},
    "undated": {"undated": 8, "same_date": 1},
    "titles_missing": {"untitled": 10},
    "same_dates": {"same_date": 10},
    "robots": {"status": "robots", "teasers": 0},
    "redirect": {"status": "redirect", "teasers": 0, "redirected_to": "https://parked.example/"},
    "tls": {"status": "tls", "teasers": 0},
    "dns": {"status": "dns", "teasers": 0},
    "timeout": {"status": "timeout", "teasers": 0},
    "connection": {"status": "connection", "teasers": 0},
    "http_4xx": {"status": "http", "http_status": 418, "teasers": 0},
    "http_5xx": {"status": "http", "http_status": 502, "teasers": 0},
    "gone": {"status": "http", "http_status": 410, "teasers": 0},
    "blocked": {"status": "blocked", "http_status": 429, "teasers": 0},
    "not_listing": {"status": "not_listing", "teasers": 0},
    "not_html": {"status": "not_html", "teasers": 0},
    "not_a_feed": {"status": "not_a_feed", "teasers": 0},
    "too_large": {"status": "too_large", "teasers": 0},
    "truncated": {"status": "truncated", "teasers": 0},
    "refused": {"status": "refused", "teasers": 0},
    "error": {"status": "error", "teasers": 0},
}


@pytest.mark.parametrize(("code", "shape"), SHAPES.items())
def test_a_fault_is_told_at_the_third_visit_that_shows_it_and_not_before(
    code: str, shape: dict[str, Any]
) -> None:
    assert codes(history(*[shape] * 2)) == []
    finding = only(history(*[shape] * 3))
    assert finding.code == code
    assert finding.since == NOW - timedelta(hours=12)
    assert finding.last_good == NOW - timedelta(hours=18)
    assert "harbour" in finding.command
    assert "{" not in finding.what


@pytest.mark.parametrize("shape", SHAPES.values())
def test_one_good_visit_ends_a_fault(shape: dict[str, Any]) -> None:
    visits = history(*[shape] * 5, {})
    assert codes(visits) == []
    assert recovered(visits)


@pytest.mark.parametrize("shape", [shape for shape in SHAPES.values() if shape.get("status", "ok") != "ok"])
def test_a_fault_lasts_as_long_as_it_shows_even_when_every_good_visit_is_out_of_sight(
    shape: dict[str, Any],
) -> None:
    assert len(codes(history(*[shape] * 12, good=0))) == 1


def test_ten_visits_at_a_new_level_make_it_the_usual_one() -> None:
    assert codes(history(*[SHAPES["fewer"]] * 12, good=0)) == []


def test_visits_that_fail_each_in_another_way_are_one_fault() -> None:
    assert codes(history(SHAPES["dns"], SHAPES["http_5xx"], SHAPES["timeout"])) == ["timeout"]


def test_visits_that_the_runs_end_cut_off_tell_nothing() -> None:
    cut = {"status": "stopped", "teasers": 0}
    assert codes(history(*[cut] * 5)) == []
    assert codes(history(SHAPES["dns"], cut, SHAPES["dns"], cut, SHAPES["dns"], cut)) == ["dns"]


def test_a_page_that_stays_as_wrong_as_it_was_stays_wrong() -> None:
    same = {"status": "unchanged", "teasers": 0}
    assert codes(history(SHAPES["zero"], same, same)) == ["zero"]


def test_a_small_listing_may_be_empty_for_a_while() -> None:
    small = [replace(v, teasers=2, same_date=1) for v in history(good=9)]
    empty = [replace(v, teasers=0, status="empty") for v in history(good=3)]
    assert codes([*empty, *small]) == []


def test_a_source_that_never_gave_a_teaser_is_a_fault_from_the_third_visit() -> None:
    assert codes(history(*[SHAPES["zero"]] * 2, good=0)) == []
    assert codes(history(*[SHAPES["zero"]] * 3, good=0)) == ["zero"]


def test_a_source_whose_teasers_always_share_a_date_or_have_none_is_as_usual() -> None:
    daily = [replace(v, same_date=10) for v in history(good=12)]
    undated = [replace(v, undated=10, same_date=0) for v in history(good=12)]
    assert codes(daily) == []
    assert codes(undated) == []


def test_a_page_that_mended_itself_is_a_notice_for_a_week() -> None:
    rebuilt = history(
        {"read_by": "markup", "expected_by": "blocks"}, {"read_by": "markup", "expected_by": "markup"}
    )
    finding = only(rebuilt)
    assert (finding.code, finding.notice) == ("reader_changed", True)
    assert judge(rebuilt, SOURCE, NOW + timedelta(days=8)) == []


def weekly(weeks_ago: int) -> list[datetime]:
    return [NOW - timedelta(weeks=weeks_ago + n) for n in range(10)]


def test_a_source_is_stale_after_three_times_its_usual_gap() -> None:
    assert codes(history(), published=weekly(2)) == []
    finding = only(history(), published=weekly(4))
    assert finding.code == "stale"
    assert "every 7 days" in finding.what
    assert finding.last_good == NOW - timedelta(weeks=4)


def test_a_weekend_or_a_habitual_summer_break_is_not_stale() -> None:
    hourly = [NOW - timedelta(hours=62 + n) for n in range(20)]
    assert codes(history(), published=hourly) == []
    with_break = [*weekly(8), *(t - timedelta(weeks=6) for t in weekly(17))]
    assert codes(history(), published=with_break) == []


def test_a_source_that_cannot_be_reached_is_not_called_stale_as_well() -> None:
    assert codes(history(*[SHAPES["dns"]] * 3), published=weekly(9)) == ["dns"]


def test_staleness_is_seen_in_the_visits_alone_too() -> None:
    visits = [replace(v, newest=NOW - timedelta(days=30 + n)) for n, v in enumerate(history(good=12))]
    assert codes(visits) == ["stale"]


@given(
    st.lists(
        st.builds(
            Visit,
            source=st.just("harbour"),
            url=st.just(SOURCE.url),
            started=st.datetimes(timezones=st.just(UTC)),
            status=st.sampled_from(STATUSES),
            http_status=st.none() | st.integers(100, 999),
            **{name: st.integers(0, 2000) for name in ("teasers", "new", "undated", "untitled", "same_date")},  # type: ignore[arg-type]
            read_by=st.none() | st.text(),
            expected_by=st.none() | st.text(),
            newest=st.none() | st.datetimes(timezones=st.just(UTC)),
        ),
        max_size=12,
    ),
    st.lists(st.datetimes(timezones=st.just(UTC)), max_size=20),
)
def test_any_history_is_judged_without_an_error(visits: list[Visit], published: list[datetime]) -> None:
    for finding in judge(visits, SOURCE, NOW, published=published):
        assert finding.what
        assert finding.command
