"""Story decisions: what is one story, what only looks like it, and what holds for any two texts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from retelling import ARTICLES, DAY, OUTLETS, START, Told, lookalikes, retold

from aggregator.judging.stories import Signature, decide, signature

NAMES = frozenset(OUTLETS)
TITLE = "Ferry stewardess who counted passports testifies in Brisa"
EXCERPT = (
    "Helena Quist noticed that one man kept nine passports in a lunch box on the night boat to Brisa. She wrote down "
    "the cabin number. Three years later her note is exhibit four in a case that has reached the appeal court."
)


def item(title: str | None = TITLE, excerpt: str | None = EXCERPT, **more: Any) -> Told:
    given = {
        "source": "Quayside Post",
        "canonical": "https://a.example/1",
        "lang": "en",
        "published": START,
    } | more
    return Told("", "", title=title, excerpt=excerpt, first_seen=START, **given)


def other(title: str | None = TITLE, excerpt: str | None = EXCERPT, **more: Any) -> Told:
    return item(title, excerpt, **({"source": "Casa Abrigo", "canonical": "https://b.example/2"} | more))


def same(a: Told, b: Told) -> bool:
    one, two = signature(a, NAMES), signature(b, NAMES)
    decision = decide(one, two)
    assert decision == decide(two, one)
    assert decision.reason
    return decision.same


@pytest.mark.parametrize(
    "twin",
    [
        other(),
        other(TITLE.upper()),
        other(f"{TITLE} | Quayside Post"),
        other(f"BREAKING: {TITLE}"),
        other(f"{TITLE} « Unknown Gazette"),
        other(TITLE.replace("testifies", "‘testifies’")),
        other(excerpt=f"BRISA, 4 Feb (QPA) – {EXCERPT}"),
        other(excerpt=f"This story is reprinted from Quayside Post. {EXCERPT}"),
        other(excerpt=f"{EXCERPT[:90]}…"),
        other(excerpt=None),
        other(None),
        other("Stewardess's note on nine passports becomes exhibit in Brisa appeal"),
        other(excerpt="A lunch box, a cabin number and a long memory: how one woman's note came to court."),
        other(published=START + 89 * DAY),
        other(published=None),
    ],
)
def test_one_article_told_again_is_one_story(twin: Told) -> None:
    assert same(item(), twin)
    assert set(signature(item(), NAMES).keys) & set(signature(twin, NAMES).keys), "and they meet under a key"


@pytest.mark.parametrize(
    "stranger",
    [
        other(published=START + 91 * DAY),
        other(
            "Brisa court hears stewardess",
            "The defence asked why the crew said nothing for years.",
        ),
        other(
            "Auxiliar de ferry que contó pasaportes declara en Brisa",
            "Vio nueve pasaportes en una caja de lata.",
        ),
        other(
            "Ferry stewardess who counted passports honoured in Brisa",
            "The city gave Helena Quist its medal on Sunday, and she asked that the night boat be searched more often.",
        ),
        other(EXCERPT, None),
        other(None, None),
        other("", ""),
    ],
    ids=["later", "other report", "translation", "follow-up", "excerpt as title", "nothing", "empty"],
)
def test_what_is_another_story_stays_apart(stranger: Told) -> None:
    assert not same(item(), stranger)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (("Two rescued", None), ("Two rescued", None)),
        (("Joint Statement", "We call for a law on recruiters."), ("Joint Statement", "We call for safe houses now.")),
        (("Inside the fleets, part 1", "Our series follows crews of the Tarn coast."),
         ("Inside the fleets, part 2", "Our series follows crews of the Tarn coast.")),
        (("Tarn bulletin for March", "All that happened on the coast in one place, gathered by volunteers."),
         ("Tarn bulletin for April", "All that happened on the coast in one place, gathered by volunteers.")),
        (("Pier Nine gets a chess club", "Sign up for our newsletter and support our work with a donation today."),
         ("Pier Nine chess club in court", "Sign up for our newsletter and support our work with a donation today.")),
    ],
)  # fmt: skip
def test_titles_that_many_items_have_join_nothing(
    a: tuple[str, str | None], b: tuple[str, str | None]
) -> None:
    for source in ("Quayside Post", "Casa Abrigo"):
        assert not same(item(*a), other(*b, source=source, published=START + 7 * DAY))


def test_the_same_address_is_the_same_story_whatever_is_said() -> None:
    assert same(item(), item("Quite another headline", "And other words.", published=START + 400 * DAY))


def components(items: list[Told]) -> list[int]:
    """The story of each item, found as the store finds it: by keys, pair by pair."""
    signatures = [signature(one, NAMES) for one in items]
    parents = list(range(len(items)))

    def root(place: int) -> int:
        while parents[place] != place:
            place = parents[place]
        return place

    met: dict[int, list[int]] = defaultdict(list)
    for place, one in enumerate(signatures):
        for twin in {twin for key in one.keys for twin in met[key]}:
            if root(twin) != root(place) and decide(one, signatures[twin]).same:
                parents[root(place)] = root(twin)
        for key in one.keys:
            met[key].append(place)
    return [root(place) for place in range(len(items))]


@pytest.mark.parametrize("seed", [3, 11, 29])
def test_retellings_are_found_and_lookalikes_kept_apart(seed: int) -> None:
    """Hundreds of pairs in ten languages: precision at least .99, recall at least .95."""
    items = [*retold(seed), *lookalikes(seed)]
    found = components(items)
    right = wrong = missed = 0
    for (a, in_a), (b, in_b) in combinations(zip(items, found, strict=True), 2):
        right += a.story == b.story and in_a == in_b
        wrong += a.story != b.story and in_a == in_b
        missed += a.story == b.story and in_a != in_b
    assert right > 600
    assert right / (right + wrong) >= 0.99
    assert right / (right + missed) >= 0.95


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_no_story(dice: Any) -> None:
    items = [*list(retold(5))[:40], *list(lookalikes(5))[:25]]
    expected = grouped(items)
    dice.shuffle(items)
    assert grouped(items) == expected


def grouped(items: list[Told]) -> set[frozenset[str]]:
    stories: dict[int, set[str]] = defaultdict(set)
    for one, story in zip(items, components(items), strict=True):
        stories[story].add(one.canonical)
    return {frozenset(members) for members in stories.values()}


TEXTS = st.one_of(
    st.none(), st.text(max_size=80), st.sampled_from([text for row in ARTICLES for text in row[1:]])
)


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS, TEXTS, TEXTS, st.booleans())
def test_any_two_texts_are_decided_alike_both_ways(
    title: str | None, excerpt: str | None, title_b: str | None, excerpt_b: str | None, one_source: bool
) -> None:
    a, b = item(title, excerpt), other(title_b, excerpt_b)
    same(a, replace(b, source=a.source) if one_source else b)


@given(TEXTS, TEXTS)
def test_a_signature_is_the_same_each_time_and_its_keys_fit_48_bits(
    title: str | None, excerpt: str | None
) -> None:
    made = signature(item(title, excerpt), NAMES)
    assert isinstance(made, Signature)
    assert made == signature(item(title, excerpt), NAMES)
    assert all(0 <= key < 2**48 for key in made.keys)


def test_a_known_outlets_name_is_cut_from_both_ends_of_a_title() -> None:
    plain = signature(item(excerpt=None), NAMES)
    assert signature(item(f"Quayside Post | {TITLE} – Il Molo", None), NAMES).title == plain.title
    assert signature(item(f"{TITLE} – Il Molo", None)).title != plain.title


def test_a_vague_item_does_not_chain_two_stories_of_one_form() -> None:
    form = "The {} court ordered the owner of {} trawlers to pay the crew what he had kept from them since the spring."
    a = item("Almery court orders trawler owner to pay crew", form.format("Almery", 2))
    b = other("Dunmoor court orders trawler owner to pay crew", form.format("Dunmoor", 9))
    vague = other(
        None,
        "trawlers to pay the crew what he had kept from them since the spring.",
        canonical="https://c.example/3",
    )
    assert not same(a, b)
    assert not (same(a, vague) and same(b, vague))
