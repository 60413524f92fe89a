"""How well teasers of our own are judged: those that rules and weights were made with, and those held out from both."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from labelled import ITEMS, all_items, digest, f1, read, scores

from aggregator.judging import judge
from aggregator.judging.loading import CATALOGUE
from aggregator.judging.weighing import WEIGHTS

HERE = Path(__file__).parent
TOPICS = tomllib.loads((CATALOGUE / "topics.toml").read_text(encoding="utf-8"))["topics"]


# No rule, list or weight was made with these; many of them never name the crime, in g a third.
@pytest.mark.parametrize(
    ("part", "scope", "topics", "countries", "out_taken_in"),
    [
        ("g", 0.91, 0.80, 0.94, 5),
        ("h", 0.96, 0.86, 0.96, 4),
        ("k", 0.94, 0.80, 0.93, 3),
        ("m", 0.92, 0.77, 0.95, 5),
    ],
)
def test_teasers_held_out_from_rules_and_weights_are_judged_well(
    part: str, scope: float, topics: float, countries: float, out_taken_in: int
) -> None:
    tally = scores(read(HERE / f"held_out_{part}.jsonl"))
    assert f1(tally, "scope") >= scope
    assert f1(tally, "topic") >= topics
    assert f1(tally, "country") >= countries
    assert tally["out taken in"] <= out_taken_in


def test_other_news_in_the_words_of_the_subject_is_not_taken_in() -> None:
    assert scores(read(ITEMS / "early-e.jsonl"))["scope wrong"] == 0


def test_the_weights_are_those_of_the_items_in_the_repository() -> None:
    items = all_items()
    learnt_from = json.loads(WEIGHTS.read_text(encoding="utf-8"))["learnt_from"]
    assert learnt_from == {"items": len(items), "digest": digest(items)}, "run: make learn"


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic["slug"])
def test_the_examples_beside_each_topic_get_it(topic: dict[str, Any]) -> None:
    for example in topic["examples"]:
        found = judge(example, None)
        assert (found.scope, topic["slug"] in {f.code for f in found.topics}) == ("in", True), example
    for example in topic["counter_examples"]:
        assert topic["slug"] not in {f.code for f in judge(example, None).topics}, example
