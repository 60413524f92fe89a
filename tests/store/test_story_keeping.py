"""Stories in the store: joined on arrival, merged later, led by the original, never split."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import ALL, DAY, DIGEST, EXCERPT, HARBOUR, NOW, TITLE, VALLEY, entry, judgement, told, visit

from aggregator.items import Entry
from aggregator.store import Query, Store


def keep_one(store: Store, given: Entry, days: int = 0) -> str:
    kept = store.keep(None, [given], source=ALL, now=NOW + days * DAY)
    return kept[0].story_id or ""


def test_a_copy_joins_the_story_and_says_why(store: Store) -> None:
    store.keep(visit(), [told(HARBOUR)], source=HARBOUR, now=NOW)
    kept = store.keep(
        visit(VALLEY), [told(VALLEY, title=f"{TITLE} | Harbour Herald")], source=VALLEY, now=NOW + DAY
    )
    story = store.story(kept[0].story_id or "")
    assert kept[0].status == "duplicate"
    assert story is not None
    assert [m.source for m in story.members] == ["harbour", "valley"]
    assert [(d.entry, d.other, d.reason) for d in story.decisions] == [
        (story.members[1].id, story.members[0].id, "same title and excerpt")
    ]
    assert story.lead.source == "harbour"
    assert [c.url for c in story.lead.copies] == [story.members[1].url]


def test_only_the_lead_is_shown_with_its_copies(store: Store) -> None:
    store.keep(None, [told(HARBOUR), entry(7), told(VALLEY)], source=ALL, now=NOW)
    leads = list(store.entries(Query(by="story")))
    assert [e.title for e in leads] == [TITLE, entry(7).title]
    assert [c.source_name for c in leads[0].copies] == ["Valley Voice"]
    assert [len(s.members) for s in store.stories()] == [2, 1]


def test_a_story_keeps_its_id_when_a_later_item_joins_two(store: Store) -> None:
    short = " ".join(EXCERPT.split()[:9])
    first = keep_one(store, told(HARBOUR, title=None, excerpt=EXCERPT))
    second = keep_one(store, told(VALLEY, excerpt=short))
    bridge = keep_one(store, told(DIGEST), 1)
    assert first != second
    assert bridge == first
    merged = store.story(second)
    assert merged is not None
    assert (merged.id, len(merged.members)) == (first, 3)
    assert store.stories_of([m.id for m in merged.members]) == {m.id: first for m in merged.members}


def test_the_original_publisher_leads_where_a_copy_names_it(store: Store) -> None:
    keep_one(store, told(VALLEY, original_source="The Harbour Herald"))
    keep_one(store, told(HARBOUR), 2)
    assert [e.source for e in store.entries(Query(by="story"))] == ["harbour"]


def test_an_aggregator_never_leads_a_publisher(store: Store) -> None:
    keep_one(store, told(DIGEST))
    keep_one(store, told(VALLEY), 2)
    assert [e.source for e in store.entries(Query(by="story"))] == ["valley"]


def test_what_may_not_be_shown_does_not_lead(store: Store) -> None:
    keep_one(store, told(HARBOUR, judgement=judgement("out", ())))
    keep_one(store, told(VALLEY), 1)
    assert [e.source for e in store.entries(Query(by="story"))] == ["valley"]


def test_a_rewritten_item_may_join_a_story_but_never_leaves_one(store: Store) -> None:
    keep_one(store, told(HARBOUR))
    other = keep_one(
        store, told(VALLEY, title="Draft headline", excerpt="To be written when the court has ended.")
    )
    joined = keep_one(store, told(VALLEY), 1)
    assert joined != other
    assert joined == keep_one(
        store, told(VALLEY, title="Draft again", excerpt="Nothing of what stood here."), 2
    )


def test_a_new_title_over_an_excerpt_no_longer_printed_is_compared_with_what_was_kept(store: Store) -> None:
    first = keep_one(store, told(HARBOUR))
    keep_one(store, told(HARBOUR, title="Court makes trawler owner pay his net menders", excerpt=None), 1)
    assert keep_one(store, told(VALLEY), 2) == first


def test_ninety_days_are_counted_for_each_pair(store: Store) -> None:
    days = [
        keep_one(store, told(source, published=NOW + after * DAY), after)
        for source, after in ((HARBOUR, 0), (VALLEY, 80), (DIGEST, 160))
    ]
    assert len(set(days)) == 1
    alone = keep_one(store, told(HARBOUR, "later", published=NOW + 260 * DAY), 260)
    assert alone != days[0]


def test_years_apart_meets_nothing_even_across_a_key_span(store: Store) -> None:
    stories = {
        keep_one(store, told(HARBOUR, f"y{n}", published=NOW + n * 120 * DAY), n * 120) for n in range(8)
    }
    assert len(stories) == 8


def items() -> list[Entry]:
    """Copies, lookalikes and bridges of two stories."""
    other = (
        EXCERPT.replace("Vilkara", "Drostan").replace("forty-one", "nineteen").replace("Marenka", "Sulina")
    )
    return [
        told(HARBOUR),
        told(VALLEY, title=TITLE.upper()),
        told(DIGEST, excerpt=" ".join(EXCERPT.split()[:15]) + "…"),
        told(HARBOUR, "again", title="Court makes trawler owner pay his net menders"),
        told(VALLEY, "drostan", title="Net menders of Drostan win back six months of wages", excerpt=other),
        told(DIGEST, "drostan", title="Net menders of Drostan win back six months of wages", excerpt=other),
        told(VALLEY, "bare", title=None),
    ]


STORIES = (
    {
        "https://harbour.example/news/net-menders", "https://valley.example/net-menders",
        "https://digest.example/net-menders", "https://harbour.example/news/again", "https://valley.example/bare",
    },
    {"https://valley.example/drostan", "https://digest.example/drostan"},
)  # fmt: skip


def parted(order: list[int]) -> set[frozenset[str]]:
    with Store.open_url("sqlite://", create=True) as store:
        given = items()
        for place in order:
            store.keep(None, [given[place]], source=ALL, now=NOW)
        return {frozenset(m.url for m in s.members) for s in store.stories(Query(scope=("in",)))}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(range(7)))
def test_order_of_arrival_changes_no_story(order: list[int]) -> None:
    assert parted(order) == {frozenset(found) for found in STORIES}


def test_one_batch_or_many_make_the_same_stories() -> None:
    with Store.open_url("sqlite://", create=True) as store:
        store.keep(None, items(), source=ALL, now=NOW)
        whole = {frozenset(m.url for m in s.members) for s in store.stories()}
    assert whole == {frozenset(found) for found in STORIES}


def test_a_key_that_everyone_has_is_not_followed_for_ever(store: Store) -> None:
    """A phrase under hundreds of items costs no more than under a few, and joins none of them."""
    same = "Read what our correspondents saw this week along the rivers and the coast of the country."
    page = [entry(n, excerpt=same) for n in range(120)]
    store.keep(None, page, source=HARBOUR, now=NOW)
    assert store.count(Query(by="story")) == 120


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_vague_item_does_not_join_two_strangers(order: tuple[int, ...]) -> None:
    """An untitled cut that fits two stories of one form may go with one or none, never make one of both."""
    form = "The {} court ordered the owner of {} trawlers to pay the crew what he had kept from them since the spring."
    given = [
        told(
            HARBOUR,
            "a",
            title="Vilkara court orders trawler owner to pay crew",
            excerpt=form.format("Vilkara", 2),
        ),
        told(
            VALLEY,
            "b",
            title="Drostan court orders trawler owner to pay crew",
            excerpt=form.format("Drostan", 9),
        ),
        told(
            DIGEST,
            "c",
            title=None,
            excerpt="trawlers to pay the crew what he had kept from them since the spring.",
        ),
    ]
    with Store.open_url("sqlite://", create=True) as store:
        stories = {}
        for place in order:
            store.keep(None, [given[place]], source=ALL, now=NOW)
        for found in store.entries():
            stories[found.source] = found.story_id
    assert stories["harbour"] != stories["valley"]
