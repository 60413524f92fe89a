"""What rules cannot say one by one: how much each list, and each word, speaks for scope and for each topic.

The weights are learnt from labelled teasers (training/learn.py). They take the same lists that the rules are made of
as evidence, in all languages alike, then the beginnings of words, then what the rules themselves found. What the rules
say stands unless the weights are surer; a judgement by weight names the words that weighed most.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aggregator.items import Evidence, Finding, Scope
from aggregator.judging.compiled import Topics
from aggregator.judging.evidence import Text
from aggregator.judging.matcher import Hits, Span
from aggregator.judging.weights import Feature, Model, probability, read_model

WEIGHTS = Path(__file__).parent / "data" / "weights.json"
STEM = 5  # letters of a word that are looked at: its inflections weigh alike
NAMED = 3  # words named as evidence
# In hundredths of log-odds.
SURE = 40  # three to two: from here on an item is in scope although no rule says so
LIKELY = 0  # as likely as not: from here on it is beside the subject, or one in scope has a topic
UNLIKELY = -220  # one in ten: below, they take back what a rule says


@dataclass(frozen=True, slots=True)
class Weights:
    """The model of scope, which asks `in` and `related` (in or beside it), and that of topics, which asks slugs."""

    scope: Model
    topics: Model


@dataclass(frozen=True, slots=True)
class Item:
    """What was found in the text of one item."""

    text: Text
    hits: Hits
    tried: Sequence[int]
    features: set[Feature]


def load_weights(content: Mapping[str, Any], lists: Mapping[str, int], own: Iterable[str] = ()) -> Weights:
    """The weights over numbered lists; topics in `own`, which an operator defined anew, are not weighed."""
    return Weights(read_model(content["scope"], lists), read_model(content["topics"], lists, own))


def met(text: Text, hits: Hits, places: Mapping[int, Any]) -> set[Feature]:
    """What of an item can weigh: lists, lists in the title, beginnings of words, whether a place is named."""
    found: set[Feature] = {word[:STEM] for word in text.folded.tokens}
    title_end = text.title_end
    for number, spans in hits.items():
        if number in places:
            found.add(":place")
        else:
            found.add(number)
            if spans[0][0] < title_end:
                found.add(~number)
    return found


def weighed_scope(
    item: Item, model: Model, verdict: Scope, why: tuple[Evidence, ...]
) -> tuple[Scope, tuple[Evidence, ...]]:
    """The verdict of the rules, or another where the weights are surer than that."""
    inside, related = model.weigh(item.features, (f":{verdict}",))
    if verdict == "in" and inside >= UNLIKELY:
        return verdict, why
    if verdict != "in" and inside >= SURE:
        return "in", reasons(item, model.each[0], inside)
    if verdict == "adjacent":
        return verdict, why
    return ("adjacent", reasons(item, model.each[1], related)) if related >= LIKELY else ("out", ())


def weighed_topics(
    item: Item, model: Model, topics: Topics, found: tuple[Finding, ...], *, case: bool
) -> tuple[Finding, ...]:
    """The topics of the rules and those that weigh enough, in the order of the file, less those that weigh nothing."""
    by_slug = {topic.code: topic for topic in found}
    ruled = [f":{slug}" for slug in by_slug]
    if case:
        ruled.append(":case")
    for number, total in enumerate(model.weigh(item.features, ruled)):
        slug = model.questions[number]
        if slug in by_slug:
            if total < UNLIKELY:
                del by_slug[slug]
        elif total >= LIKELY and slug in topics.at:
            evidence = reasons(item, model.each[number], total)
            by_slug[slug] = Finding(code=slug, evidence=evidence, facet=topics[topics.at[slug]].facet)
    return tuple(by_slug[slug] for slug in sorted(by_slug, key=topics.at.__getitem__))


def reasons(item: Item, weights: Mapping[Feature, int], total: int) -> tuple[Evidence, ...]:
    """The words that weighed most for a question, the heaviest first."""
    for_it = [
        (-weights[feature], str(feature), feature)
        for feature in item.features & weights.keys()
        if weights[feature] > 0
    ]
    spans: list[Span] = []
    for _, _, feature in sorted(for_it):
        span = _where(item.text, item.hits, feature)
        if span and all(span[1] <= other[0] or other[1] <= span[0] for other in spans):
            spans.append(span)
        if len(spans) == NAMED:
            break
    return item.text.evidence(spans, f"weighed {probability(total):.2f}")


def _where(text: Text, hits: Hits, feature: Feature) -> Span | None:
    if isinstance(feature, int):
        return hits[feature if feature >= 0 else ~feature][0]
    words = text.folded.text
    start = words.find(f" {feature}" if len(feature) == STEM else f" {feature} ") + 1
    return (start, words.find(" ", start)) if start else None
