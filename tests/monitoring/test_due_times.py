"""Due times: as often as a source publishes, rarer while it fails, never dropped, whatever the clock does."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from aggregator.home import Config
from aggregator.items import Source, Visit
from aggregator.monitoring import due, interval, next_due
from aggregator.monitoring.schedule import PAUSED, WEEK
from aggregator.sources import Catalogue

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
CONFIG = Config(interval_min=60, interval_max=10080)
SOURCE = Source(id="harbour", name="Harbour News", url="https://harbour.example/news/")


def visit(hours_ago: float, status: str = "ok", new: int = 0, **more: object) -> Visit:
    made = Visit(
        source="harbour",
        url=SOURCE.url,
        started=NOW - timedelta(hours=hours_ago),
        status=status,
        new=new,
        teasers=10,
    )  # type: ignore[arg-type]
    return replace(made, **more)  # type: ignore[arg-type]


def ids(visits: dict[str, Sequence[Visit]], *sources: Source, config: Config = CONFIG) -> list[str]:
    return [s.id for s in due(config, Catalogue({s.id: s for s in sources}), visits, NOW)]


def hours(visits: Sequence[Visit], source: Source = SOURCE) -> float:
    return interval(source, visits, CONFIG) / timedelta(hours=1)


def test_a_source_never_visited_is_due_before_all_others() -> None:
    fresh = replace(SOURCE, id="fresh")
    assert ids({"harbour": [visit(500)]}, SOURCE, fresh) == ["fresh", "harbour"]


def test_the_source_that_waited_longest_comes_first() -> None:
    sources = [replace(SOURCE, id=name) for name in ("a", "b", "c")]
    visits = {"a": [visit(200)], "b": [visit(400)], "c": [visit(300)]}
    assert ids(visits, *sources) == ["b", "c", "a"]


def test_a_disabled_source_and_one_whose_terms_refuse_are_never_due() -> None:
    refused = replace(SOURCE, id="refused", terms="no")
    assert ids({}, replace(SOURCE, enabled=False), refused) == []


def test_a_source_visited_just_now_is_not_due() -> None:
    assert ids({"harbour": [visit(0.2)]}, SOURCE) == []


def test_a_frequent_publisher_is_visited_often_and_a_rare_one_rarely() -> None:
    often = [visit(2 * n, new=4) for n in range(10)]
    rarely = [visit(70 * n, new=1 if n % 4 == 0 else 0) for n in range(10)]
    assert hours(often) == 1
    assert 24 < hours(rarely) <= 168


def test_a_silent_source_is_visited_more_and_more_rarely_up_to_the_operators_bound() -> None:
    clock, visits, steps = NOW, [visit(0)], []
    for _ in range(15):
        step = interval(SOURCE, visits, CONFIG)
        steps.append(step)
        clock += step
        visits = [replace(visits[0], started=clock), *visits][:12]
    assert steps == sorted(steps)
    assert steps[0] <= timedelta(hours=6)
    assert steps[-1] == timedelta(minutes=CONFIG.interval_max)


def test_a_source_that_wakes_up_is_visited_soon_again() -> None:
    silent = [visit(168 * n) for n in range(1, 9)]
    assert hours([visit(0, new=12), *silent]) < hours(silent) / 3


def test_a_declared_interval_is_kept_to_even_outside_the_bounds() -> None:
    declared = replace(SOURCE, interval=30)
    assert interval(declared, [visit(1, new=50)] * 5, CONFIG) == timedelta(minutes=30)


def test_an_hourly_run_finds_an_hourly_source_due_although_it_began_a_few_seconds_early() -> None:
    hourly = replace(SOURCE, interval=60)
    assert ids({"harbour": [visit(0.995)]}, hourly) == ["harbour"]


def test_two_failures_change_nothing_and_further_ones_double_the_interval() -> None:
    declared = replace(SOURCE, interval=60)

    def after(count: int) -> float:
        return hours([visit(n, "timeout") for n in range(count)] + [visit(99)], declared)

    assert [after(n) for n in range(6)] == [1, 1, 1, 2, 4, 8]


def test_a_server_that_asks_us_away_is_left_alone_from_the_first_time() -> None:
    declared = replace(SOURCE, interval=60)
    assert hours([visit(0, "blocked", http_status=429), visit(1)], declared) == 2


def test_after_ten_failures_a_source_is_visited_weekly_and_never_dropped() -> None:
    failing = [visit(200 + n, "dns") for n in range(PAUSED)]
    assert interval(SOURCE, failing, CONFIG) == WEEK
    assert ids({"harbour": failing}, SOURCE) == ["harbour"]


def test_a_visit_cut_off_by_the_runs_end_neither_counts_as_failure_nor_as_visit() -> None:
    assert ids({"harbour": [visit(0.1, "stopped"), visit(500)]}, SOURCE) == ["harbour"]
    declared = replace(SOURCE, interval=60)
    assert hours([visit(0, "stopped")] * 9 + [visit(1)], declared) == 1


def test_a_clock_that_was_set_back_neither_starves_a_source_nor_hammers_it() -> None:
    from_the_future = visit(-24 * 365)
    assert ids({"harbour": [from_the_future]}, SOURCE) == ["harbour"]
    assert ids({"harbour": [visit(0.1), from_the_future]}, SOURCE) == []


@given(
    st.lists(
        st.tuples(
            st.floats(-1e5, 1e5),
            st.sampled_from(["ok", "unchanged", "empty", "stopped", "http", "blocked", "tls"]),
            st.integers(0, 10**6),
        ),
        max_size=12,
    )
)
def test_whatever_the_history_the_next_visit_lies_within_the_bounds(
    history: list[tuple[float, str, int]],
) -> None:
    visits = [visit(ago, status, new) for ago, status, new in history]
    step = interval(SOURCE, visits, CONFIG)
    assert timedelta(minutes=CONFIG.interval_min) <= step <= timedelta(minutes=CONFIG.interval_max)
    assert next_due(SOURCE, visits, CONFIG, NOW) <= NOW + step
