"""Keeping: one article once, its changes told and logged, its times never shared."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from making import ALL, DAY, DIGEST, HARBOUR, NOW, VALLEY, entry, judgement, told, visit

from aggregator.items import Validators
from aggregator.store import Query, Store


def test_an_entry_comes_back_as_it_was_kept(store: Store) -> None:
    given = entry(
        categories=("Work", "Sea"),
        tags=("pay",),
        slugs=("labour",),
        author="Staff",
        guid="g1",
        original_source="AP",
    )
    kept = store.keep(visit(), [given], source=HARBOUR, now=NOW)
    found = store.entry(kept[0].id or "")
    assert found is not None
    assert kept[0].status == "new"
    same = (
        "source", "canonical", "title", "excerpt", "lang", "published", "published_precision", "published_from",
        "author", "categories", "tags", "slugs", "guid", "original_source",
    )  # fmt: skip
    assert {name: getattr(found, name) for name in same} == {name: getattr(given, name) for name in same}
    assert found.url == given.address
    assert given.judgement is not None
    assert found.topics == given.judgement.topics
    assert (found.scope, found.rules_version, found.lead, found.status) == ("in", "1", True, "published")
    assert found.first_seen == found.last_seen == NOW


def test_ids_carry_the_authority_and_the_year_fixed_when_the_store_was_made(store: Store) -> None:
    kept = store.keep(visit(), [entry()], source=HARBOUR, now=NOW)
    assert store.tag[0] == "news.example"
    begin, digest = (kept[0].id or "").split("item/")
    assert begin == f"tag:news.example,{store.tag[1]}:"
    assert kept[0].story_id == f"{begin}story/{digest}"


def test_the_same_page_again_is_seen_and_nothing_changes(store: Store) -> None:
    page = [entry(n) for n in range(5)]
    first = store.keep(visit(), page, source=HARBOUR, now=NOW)
    before = list(store.entries())
    again = store.keep(visit(), page, source=HARBOUR, now=NOW + DAY)
    assert [k.status for k in again] == ["seen"] * 5
    assert [k.id for k in again] == [k.id for k in first]
    assert [replace(e, last_seen=NOW) for e in store.entries()] == before
    assert {e.last_seen for e in store.entries()} == {NOW + DAY}
    assert list(store.corrections()) == []


def test_one_article_twice_on_a_page_is_kept_once(store: Store) -> None:
    kept = store.keep(visit(), [entry(1), entry(2), entry(1, title="Featured")], source=HARBOUR, now=NOW)
    assert [k.status for k in kept] == ["new", "new", "seen"]
    assert kept[0].id == kept[2].id
    assert store.count() == 2


def test_new_words_are_an_update_with_what_was_said_before(store: Store) -> None:
    store.keep(visit(), [entry()], source=HARBOUR, now=NOW)
    kept = store.keep(visit(), [entry(title="Ferry returns to its quay")], source=HARBOUR, now=NOW + DAY)
    found = next(store.entries())
    assert (kept[0].status, kept[0].reason) == ("updated", "title")
    assert found.updated == NOW + DAY
    assert found.first_seen == NOW
    assert [(c.field, c.before, c.after) for c in store.corrections()] == [
        ("title", entry().title, "Ferry returns to its quay")
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"title": entry().title.upper()},  # type: ignore[union-attr]
        {"excerpt": "Passengers of crossing 1 waited on pier 1…"},
        {"author": "Somebody"},
        {"categories": ("New",)},
        {"published": NOW - DAY + timedelta(hours=3)},
    ],
    ids=["case", "cut", "author", "category", "hour"],
)
def test_what_is_no_new_word_does_not_tell_readers(store: Store, change: dict[str, object]) -> None:
    store.keep(visit(), [entry()], source=HARBOUR, now=NOW)
    before = next(store.entries()).updated
    store.keep(visit(), [entry(**change)], source=HARBOUR, now=NOW + DAY)
    assert next(store.entries()).updated == before


def test_a_field_that_the_page_no_longer_prints_stays(store: Store) -> None:
    store.keep(visit(), [entry()], source=HARBOUR, now=NOW)
    bare = entry(excerpt=None, published=None, published_precision=None, published_from=None, lang=None)
    assert store.keep(visit(), [bare], source=HARBOUR, now=NOW + DAY)[0].status == "seen"
    found = next(store.entries())
    assert found.excerpt == entry().excerpt
    assert found.published == entry().published


def test_a_longer_cut_of_the_same_excerpt_replaces_the_shorter_quietly(store: Store) -> None:
    store.keep(visit(), [entry(excerpt="Passengers of crossing 1 waited…")], source=HARBOUR, now=NOW)
    store.keep(visit(), [entry()], source=HARBOUR, now=NOW + DAY)
    found = next(store.entries())
    assert found.excerpt == entry().excerpt
    assert found.updated == NOW


def test_no_two_entries_share_a_time_of_change(store: Store) -> None:
    store.keep(visit(), [entry(n) for n in range(40)], source=HARBOUR, now=NOW)
    past = NOW - 30 * DAY
    for start in (40, 60):
        page = [entry(n, first_seen=past) for n in range(start, start + 20)]
        store.keep(None, page, source=HARBOUR, now=NOW)
    store.keep(
        visit(), [entry(n, title=f"Other words {n} altogether") for n in range(40)], source=HARBOUR, now=NOW
    )
    times = [e.updated for e in store.entries()]
    assert len(set(times)) == len(times) == 80
    assert sum(e.first_seen == past for e in store.entries()) == 40


def test_a_clock_set_back_moves_no_change_before_an_older_one(store: Store) -> None:
    store.keep(visit(), [entry(1)], source=HARBOUR, now=NOW)
    store.keep(visit(), [entry(2)], source=HARBOUR, now=NOW - 300 * DAY)
    first, second = sorted(store.entries(), key=lambda e: e.seq)
    assert second.updated > first.updated


def test_first_seen_is_taken_but_never_from_the_future(store: Store) -> None:
    page = [entry(1, first_seen=NOW - 9 * DAY), entry(2, first_seen=NOW + 9 * DAY)]
    store.keep(None, page, source=HARBOUR, now=NOW)
    assert [e.first_seen for e in store.entries()] == [NOW - 9 * DAY, NOW]


def test_an_address_that_another_source_lists_too_is_one_entry_with_a_copy(store: Store) -> None:
    store.keep(visit(), [entry(1)], source=HARBOUR, now=NOW)
    theirs = replace(entry(1, title="Somebody else’s words"), source="digest")
    kept = store.keep(visit(DIGEST), [theirs], source=DIGEST, now=NOW + DAY)
    found = next(store.entries())
    assert kept[0].status == "seen"
    assert "Harbour Herald" in kept[0].reason
    assert found.title == entry(1).title
    assert [(c.id, c.source, c.source_name) for c in found.copies] == [(None, "digest", "Daily Digest")]
    assert store.count() == 1


def test_an_article_that_moved_is_known_by_its_guid(store: Store) -> None:
    store.keep(visit(), [entry(1, guid="tag:1")], source=HARBOUR, now=NOW)
    moved = entry(
        1, guid="tag:1", address="https://harbour.example/new/1", canonical="https://harbour.example/new/1"
    )
    first = store.keep(visit(), [moved], source=HARBOUR, now=NOW + DAY)
    again = store.keep(visit(), [moved], source=HARBOUR, now=NOW + 2 * DAY)
    found = next(store.entries())
    assert [first[0].status, again[0].status, store.count()] == ["updated", "seen", 1]
    assert found.url == "https://harbour.example/new/1"
    assert [c.field for c in store.corrections()] == ["url"]
    assert (
        store.entry("https://harbour.example/news/1") == store.entry("https://harbour.example/new/1") == found
    )
    assert store.known([entry(1).canonical, moved.canonical, "https://harbour.example/9"]) == {
        entry(1).canonical,
        moved.canonical,
    }


def test_a_guid_that_every_item_has_identifies_nothing(store: Store) -> None:
    store.keep(visit(), [entry(1, guid="x")], source=HARBOUR, now=NOW)
    page = [entry(2, guid="x", published=None), entry(3, guid="x", published=None)]
    assert [k.status for k in store.keep(visit(), page, source=HARBOUR, now=NOW)] == ["new", "new"]
    later = entry(4, guid="x", published=NOW - 40 * DAY)
    assert store.keep(visit(), [later], source=HARBOUR, now=NOW)[0].status == "new"


def test_a_first_visit_publishes_only_what_is_recent(store: Store) -> None:
    page = [entry(1), entry(2, published=NOW - 31 * DAY), entry(3, published=None)]
    store.keep(visit(), page, source=HARBOUR, now=NOW)
    assert [e.status for e in store.entries()] == ["published", "quiet", "published"]
    store.keep(visit(), [entry(4, published=NOW - 31 * DAY)], source=HARBOUR, now=NOW + DAY)
    assert [e.status for e in store.entries()][-1] == "published"


def test_a_visit_that_could_not_be_read_is_no_first_visit(store: Store) -> None:
    store.record(visit(status="timeout"))
    store.keep(visit(), [entry(2, published=NOW - 31 * DAY)], source=HARBOUR, now=NOW)
    assert next(store.entries()).status == "quiet"


def test_what_is_imported_may_come_from_many_sources_at_once(store: Store) -> None:
    page = [entry(1), entry(2, VALLEY), told(DIGEST)]
    kept = store.keep(None, page, source=ALL, now=NOW)
    assert [k.status for k in kept] == ["new"] * 3
    assert [e.source_name for e in store.entries()] == ["Harbour Herald", "Valley Voice", "Daily Digest"]


def test_visit_and_validators_are_kept_with_the_entries(store: Store) -> None:
    seen = Validators(
        url=HARBOUR.url, etag='"7"', last_modified="then", digest="d", checked=NOW, full=NOW - DAY
    )
    store.keep(visit(read_by="cards"), [entry(1)], source=HARBOUR, now=NOW, validators=[seen])
    store.keep(visit(), [entry(1, title="Quite other words here")], source=HARBOUR, now=NOW)
    assert store.validators(HARBOUR.url) == seen
    assert store.validators("https://harbour.example/other") is None
    assert [(v.new, v.updated) for v in store.visits("harbour")] == [(0, 1), (1, 0)]
    assert store.reader_of("harbour") == "cards"


def test_a_batch_that_fails_leaves_nothing_behind(store: Store) -> None:
    def hold(_: object) -> str | None:
        raise RuntimeError("a bug")

    with pytest.raises(RuntimeError):
        store.keep(visit(), [entry(1)], source=HARBOUR, now=NOW, hold=hold)
    assert store.count() == 0
    assert store.visits() == []
    assert store.keep(visit(), [entry(1)], source=HARBOUR, now=NOW)[0].status == "new"


def test_judging_again_says_what_moved(store: Store) -> None:
    store.keep(visit(), [entry(n) for n in range(3)], source=HARBOUR, now=NOW)
    verdicts = {1: judgement("out", ()), 2: judgement("in", ("labour-trafficking", "fishing-maritime"))}
    moves = store.rejudge(lambda e: verdicts.get(e.seq, judgement()), now=NOW)
    assert (moves.judged, moves.changed) == (3, 2)
    assert moves.scope == {("in", "out"): 1}
    assert (moves.topics_gained, moves.topics_lost) == ({"fishing-maritime": 1}, {"labour-trafficking": 1})
    assert [e.seq for e in store.entries(Query(topics=("fishing-maritime",)))] == [2]
    assert [e.seq for e in store.entries(Query(topics=("labour-trafficking",)))] == [2, 3]


def test_judging_again_on_trial_writes_nothing(store: Store) -> None:
    store.keep(visit(), [entry(1)], source=HARBOUR, now=NOW)
    before = list(store.entries())
    moves = store.rejudge(lambda _: judgement("out", ()), dry_run=True, now=NOW)
    assert moves.changed == 1
    assert list(store.entries()) == before
