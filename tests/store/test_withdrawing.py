"""Takedown, hold, pages that are gone, retention: what leaves the store leaves it altogether."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from making import ALL, DAY, DIGEST, EXCERPT, HARBOUR, NOW, TITLE, VALLEY, entry, judgement, told, visit

from aggregator.errors import DataError, UsageError
from aggregator.store import Query, Store
from aggregator.store.records import TakedownKind

LATER = NOW + DAY


def three(store: Store) -> None:
    """One story on two sites, and an item of its own."""
    store.keep(None, [told(HARBOUR), told(VALLEY), entry(5)], source=ALL, now=NOW)


def said(store: Store) -> str:
    return " ".join(f"{e.title} {e.excerpt} {e.url} {e.copies}" for e in store.entries(Query(with_held=True)))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("address", "http://www.harbour.example/news/net-menders?utm_source=x"),
        ("prefix", "https://harbour.example/news/net-menders"),
        ("id", "ID"),
        ("story", "STORY"),
        ("phrase", "biscuit tin aboard the Marenka"),
        ("phrase", "NET MENDERS of Vilkara"),
    ],
)
def test_a_takedown_removes_the_item_with_its_copies_and_keeps_both_out(
    store: Store, kind: TakedownKind, value: str
) -> None:
    three(store)
    lead = next(store.entries())
    value = {"ID": lead.id, "STORY": lead.story_id}.get(value, value)
    rule = store.add_takedown(kind, value, reason="asked", now=LATER)
    assert rule.withdrawn == 2
    assert "Vilkara" not in said(store)
    assert [e.title for e in store.entries()] == [entry(5).title]
    assert len({id_ for id_, _ in store.withdrawn()}) == 2
    again = [
        told(HARBOUR),
        told(VALLEY),
        told(DIGEST, "elsewhere"),
        told(DIGEST, "cut", title="Other", excerpt=f"{EXCERPT[:120]}…"),
    ]
    kept = store.keep(None, again, source=ALL, now=LATER)
    assert [k.status for k in kept] == ["blocked"] * 4
    assert store.count() == 1


def test_a_prefix_means_whole_hosts_and_folders(store: Store) -> None:
    near = "https://harbour.example/newsletter/1"
    store.keep(None, [entry(1), entry(2), entry(3, canonical=near, address=near)], source=ALL, now=NOW)
    assert store.add_takedown("prefix", "harbour.example/news", reason="", now=LATER).withdrawn == 2
    assert [e.canonical for e in store.entries()] == [near]
    assert store.keep(visit(), [entry(9)], source=HARBOUR, now=LATER)[0].status == "blocked"


def test_nothing_of_what_was_withdrawn_stays_in_the_file(file: Path) -> None:
    with Store.open_url(f"sqlite:///{file}") as store:
        three(store)
        store.keep(None, [told(HARBOUR, title=f"{TITLE} today")], source=ALL, now=NOW + timedelta(hours=1))
        store.add_takedown("phrase", "net menders of Vilkara", reason="asked", now=LATER)
    body = b"".join(f.read_bytes() for f in file.parent.iterdir())
    for trace in (b"Vilkara", b"Marenka", b"net-menders", b"menders"):
        assert trace not in body
    with closing(sqlite3.connect(file)) as raw:
        assert raw.execute("SELECT count(*) FROM takedowns WHERE digest LIKE '% %'").fetchone() == (0,)


def test_rules_are_listed_without_what_they_protect_and_can_be_taken_back(store: Store) -> None:
    three(store)
    rule = store.add_takedown(
        "address", "https://harbour.example/news/net-menders", reason="asked", now=LATER
    )
    assert store.takedowns() == [rule]
    assert "harbour" not in repr(rule)
    assert store.remove_takedown(rule.id)
    assert not store.remove_takedown(rule.id)
    kept = store.keep(visit(), [told(HARBOUR)], source=HARBOUR, now=LATER)
    assert kept[0].status == "updated"
    assert store.count() == 2
    assert {id_ for id_, _ in store.withdrawn()} != {kept[0].id}


@pytest.mark.parametrize("phrase", ["", "  ", "menders", "…"])
def test_a_phrase_of_one_word_is_refused(store: Store, phrase: str) -> None:
    with pytest.raises(UsageError, match="two words"):
        store.add_takedown("phrase", phrase, reason="", now=NOW)


def test_another_copy_leads_when_the_lead_is_withdrawn_alone(store: Store) -> None:
    three(store)
    lead = next(store.entries())
    assert store.withdraw([lead.id], "asked", LATER) == 1
    assert store.withdraw([lead.id], "asked", LATER) == 0
    leads = list(store.entries(Query(by="story")))
    assert [(e.source, e.copies) for e in leads] == [("valley", ()), ("harbour", ())]
    assert leads[0].story_id == lead.story_id
    assert store.keep(visit(), [told(HARBOUR)], source=HARBOUR, now=LATER)[0].status == "blocked"


def test_held_items_are_not_shown_until_released_and_not_held_again(store: Store) -> None:
    kept = store.keep(visit(), [entry(1)], source=HARBOUR, now=NOW, hold=lambda _: "an age with a name")
    assert (kept[0].status, kept[0].reason) == ("held", "an age with a name")
    assert store.count() == 0
    assert [e.held_because for e in store.held()] == ["an age with a name"]
    assert store.release(kept[0].id or "", LATER)
    assert not store.release(kept[0].id or "", LATER)
    changed = entry(1, title="Other words for the same ferry")
    store.keep(visit(), [changed], source=HARBOUR, now=LATER, hold=lambda _: "an age with a name")
    assert [(e.status, e.title) for e in store.entries()] == [("published", changed.title)]


def test_an_item_whose_new_words_may_identify_somebody_is_held_then(store: Store) -> None:
    store.keep(visit(), [entry(1)], source=HARBOUR, now=NOW, hold=None)
    kept = store.keep(
        visit(), [entry(1, title="New words")], source=HARBOUR, now=LATER, hold=lambda _: "named"
    )
    assert kept[0].status == "held"
    assert store.count() == 0


def test_a_held_copy_is_not_shown_on_the_lead(store: Store) -> None:
    store.keep(visit(), [told(HARBOUR)], source=HARBOUR, now=NOW)
    store.keep(visit(VALLEY), [told(VALLEY)], source=VALLEY, now=NOW, hold=lambda _: "named")
    assert [e.copies for e in store.entries()] == [()]
    assert [len(e.copies) for e in store.entries(Query(with_held=True))] == [1, 1]


def test_what_is_out_of_scope_is_not_asked_about(store: Store) -> None:
    named = entry(1, title="Maria Lopez, 9, wins the school race", judgement=judgement("out", ()))
    assert store.keep(visit(), [named], source=HARBOUR, now=NOW)[0].status == "new"


def test_a_page_gone_twice_a_week_apart_is_withdrawn_and_comes_back_if_listed(store: Store) -> None:
    id_ = store.keep(visit(), [entry(1)], source=HARBOUR, now=NOW)[0].id or ""
    assert not store.gone(id_, NOW)
    assert not store.gone(id_, NOW + 6 * DAY)
    assert store.gone(id_, NOW + 7 * DAY)
    assert not store.gone(id_, NOW + 8 * DAY)
    assert store.count() == 0
    back = store.keep(visit(), [entry(1)], source=HARBOUR, now=NOW + 9 * DAY)
    assert (back[0].id, back[0].status) == (id_, "updated")
    found = store.entry(id_)
    assert found is not None
    assert (found.title, found.topics, found.status) == (entry(1).title, judgement().topics, "published")
    assert list(store.withdrawn()) == []


def test_a_page_that_answered_in_between_starts_anew(store: Store) -> None:
    id_ = store.keep(visit(), [entry(1)], source=HARBOUR, now=NOW)[0].id or ""
    store.gone(id_, NOW)
    store.alive(id_)
    assert not store.gone(id_, NOW + 8 * DAY)
    assert store.gone(id_, NOW + 15 * DAY)


def test_retention_erases_excerpts_and_nothing_else_and_they_do_not_come_back(store: Store) -> None:
    store.keep(visit(), [entry(1)], source=HARBOUR, now=NOW)
    store.keep(
        visit(), [entry(1, excerpt="Quite other words were said about the ferry")], source=HARBOUR, now=LATER
    )
    much_later = NOW + 800 * DAY
    store.keep(visit(), [entry(2)], source=HARBOUR, now=much_later)
    assert store.retain(much_later) == 1
    assert store.retain(much_later) == 0
    old, new = store.entries()
    assert (old.excerpt, old.title, old.topics) == (None, entry(1).title, judgement().topics)
    assert new.excerpt
    assert {(c.before, c.after) for c in store.corrections()} == {(None, None)}
    assert store.keep(visit(), [entry(1)], source=HARBOUR, now=much_later)[0].status == "seen"
    assert next(store.entries()).excerpt is None
    moves = store.rejudge(lambda _: judgement("out", ()), now=much_later)
    assert moves.judged == 1


def test_retention_refuses_to_erase_much_at_once(store: Store) -> None:
    store.keep(visit(), [entry(n) for n in range(150)], source=HARBOUR, now=NOW)
    with pytest.raises(DataError, match="is the clock right"):
        store.retain(NOW + 4000 * DAY)
    assert store.retain(NOW + 4000 * DAY, force=True) == 150
