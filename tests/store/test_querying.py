"""Queries: each filter, their order, and reading in pages."""

from __future__ import annotations

from typing import Any

import pytest
from making import ALL, DAY, DIGEST, HARBOUR, NOW, VALLEY, entry, judgement, visit

from aggregator.items import Finding
from aggregator.store import Query, Run, Store

NEPAL = judgement(
    "in", ("fishing-maritime",), countries=(Finding(code="NP"),), regions=("asia",), case_stage="trial"
)


@pytest.fixture
def five(store: Store) -> Store:
    page = [
        entry(1),
        entry(
            2, VALLEY, judgement=NEPAL, lang="ne", title="Новая Паромная переправа", published=NOW - 9 * DAY
        ),
        entry(3, DIGEST, judgement=judgement("adjacent", ())),
        entry(4, judgement=judgement("out", ()), published=None),
        entry(5, judgement=NEPAL, first_seen=NOW - 3 * DAY, published=NOW - 3 * DAY),
    ]
    store.keep(None, page, source=ALL, now=NOW)
    return store


@pytest.mark.parametrize(
    ("query", "seqs"),
    [
        ({}, [5, 1, 2, 3, 4]),
        ({"scope": ("in",)}, [5, 1, 2]),
        ({"scope": ("adjacent", "out")}, [3, 4]),
        ({"topics": ("fishing-maritime",)}, [5, 2]),
        ({"topics": ("fishing-maritime", "labour-trafficking")}, [5, 1, 2]),
        ({"facets": ("form",)}, [5, 1, 2]),
        ({"countries": ("NP",), "langs": ("ne",)}, [2]),
        ({"regions": ("asia",)}, [5, 2]),
        ({"stages": ("trial",)}, [5, 2]),
        ({"sources": ("harbour",)}, [5, 1, 4]),
        ({"kinds": ("ngo", "aggregator")}, [2, 3]),
        ({"since": NOW - 3 * DAY}, [5, 1, 3, 4]),
        ({"until": NOW - 3 * DAY}, [2]),
        ({"seen_since": NOW}, [1, 2, 3, 4]),
        ({"text": "ПАРОМНАЯ"}, [2]),
        ({"text": "oscar"}, []),
        ({"text": "crossing 3"}, [3]),
        ({"topics": ("no-such-topic",)}, []),
    ],
)
def test_a_query_gives_what_it_says_in_order_of_first_sight(
    five: Store, query: dict[str, Any], seqs: list[int]
) -> None:
    for page in (2, 1000):
        assert [e.seq for e in five.entries(Query(**query), page=page)] == seqs
    assert five.count(Query(**query)) == len(seqs)


def test_an_entry_is_found_by_id_by_the_beginning_of_its_hash_and_by_address(five: Store) -> None:
    wanted = next(five.entries(Query(sources=("valley",))))
    digest = wanted.id.rsplit("/", 1)[-1]
    for name in (
        wanted.id,
        wanted.story_id,
        digest,
        digest[:9],
        wanted.url,
        f"{wanted.url}?utm_source=mail#top",
    ):
        assert five.entry(name) == wanted
    for name in ("", "zz", digest[:-1] + "g", "https://valley.example/none", "%", "tag:x,2020:item/'; --"):
        assert five.entry(name) is None
        assert five.story(name) is None


def test_visits_are_newest_first_and_the_last_of_each_source_at_hand(store: Store) -> None:
    for n in range(15):
        store.record(visit(teasers=n, started=NOW + n * DAY))
    store.record(visit(VALLEY, status="timeout", error="slow", newest=NOW))
    assert [v.teasers for v in store.visits("harbour", limit=3)] == [14, 13, 12]
    last = store.last_visits()
    assert [v.teasers for v in last["harbour"]] == list(range(14, 2, -1))
    assert last["valley"] == [visit(VALLEY, status="timeout", error="slow", newest=NOW)]


def test_visits_of_long_ago_are_forgotten(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aggregator.store.visiting.KEPT_VISITS", 5)
    store.record(visit(VALLEY))
    for n in range(9):
        store.record(visit(teasers=n))
    assert [v.teasers for v in store.visits("harbour")] == [8, 7, 6, 5, 4]
    assert len(store.visits("valley")) == 1


def test_a_run_says_how_it_ended_or_that_it_did_not(store: Store) -> None:
    assert store.last_run() is None
    first = store.start_run(NOW)
    store.finish_run(first, NOW + DAY, 1, "two sources failed", {"sources": 9})
    second = store.start_run(NOW + DAY)
    assert store.last_run() == Run(second, NOW + DAY, None, None, None, {})
    assert store.last_run(finished=True) == Run(
        first, NOW, NOW + DAY, 1, "two sources failed", {"sources": 9}
    )


def test_notes_are_remembered_by_scope_and_key(store: Store) -> None:
    store.set_note("feeds", "labour", {"since": "2026", "größe": [1, 2]})
    store.set_notes("findings", {"a": 1, "b": "x", "labour": True})
    store.set_notes("findings", {"a": 2, "b": None, "none": None})
    assert store.get_note("feeds", "labour") == {"since": "2026", "größe": [1, 2]}
    assert store.notes("findings") == {"a": 2, "labour": True}
    store.set_note("feeds", "labour", None)
    assert store.get_note("feeds", "labour") is None


def test_corrections_and_withdrawals_are_given_from_a_time_on(store: Store) -> None:
    store.keep(visit(), [entry(1), entry(2), entry(3)], source=HARBOUR, now=NOW)
    ids = [e.id for e in store.entries()]
    for n in (1, 2):
        store.keep(
            visit(), [entry(n, title=f"Now it reads otherwise {n}")], source=HARBOUR, now=NOW + n * DAY
        )
    store.withdraw(ids[2:], "asked", NOW + 3 * DAY)
    assert [c.id for c in store.corrections()] == ids[:2]
    assert [c.id for c in store.corrections(NOW + 2 * DAY)] == ids[1:2]
    assert list(store.withdrawn()) == [(ids[2], NOW + 3 * DAY)]
    assert list(store.withdrawn(NOW + 4 * DAY)) == []
