"""How well teasers of our own are judged: those that rules and weights were made with, and those held out from both."""

import hashlib
import json
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from aggregator.items import Judgement
from aggregator.judging import judge
from aggregator.judging.loading import CATALOGUE
from aggregator.judging.weighing import WEIGHTS

HERE = Path(__file__).parent
TRAINING = HERE.parent.parent / "training" / "items"
TOPICS = tomllib.loads((CATALOGUE / "topics.toml").read_text(encoding="utf-8"))["topics"]


def read(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def judged(item: dict[str, Any]) -> Judgement:
    return judge(item["title"], item.get("excerpt"), categories=item.get("categories", ()), lang=item["lang"])


def f1(tally: Counter[str], what: str) -> float:
    return 2 * tally[f"{what} right"] / (2 * tally[f"{what} right"] + tally[f"{what} wrong"])


def count(tally: Counter[str], what: str, have: set[Any], want: set[Any]) -> None:
    tally[f"{what} right"] += len(have & want)
    tally[f"{what} wrong"] += len(have ^ want)


def scores(items: list[dict[str, Any]]) -> Counter[str]:
    tally: Counter[str] = Counter()
    for item in items:
        found = judged(item)
        count(tally, "scope", {"in"} & {found.scope}, {"in"} & {item["scope"]})
        tally["out taken in"] += found.scope == "in" and item["scope"] == "out"
        if item["scope"] == "in":
            topics = {topic.code for topic in found.topics} if found.scope == "in" else set()
            count(tally, "topics", topics, set(item.get("topics", ())))
            count(tally, "countries", {c.code for c in found.countries}, set(item.get("countries", ())))
    return tally


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
    assert f1(tally, "topics") >= topics
    assert f1(tally, "countries") >= countries
    assert tally["out taken in"] <= out_taken_in


def test_other_news_in_the_words_of_the_subject_is_not_taken_in() -> None:
    assert [item["title"] for item in read(TRAINING / "early-e.jsonl") if judged(item).scope == "in"] == []


def test_the_weights_are_those_of_the_items_in_the_repository() -> None:
    items = [item for file in sorted(TRAINING.glob("*.jsonl")) for item in read(file)]
    digest = hashlib.sha256(json.dumps(items, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:12]
    learnt_from = json.loads(WEIGHTS.read_text(encoding="utf-8"))["learnt_from"]
    assert learnt_from == {"items": len(items), "digest": digest}, "run: python training/learn.py"


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic["slug"])
def test_the_examples_beside_each_topic_get_it(topic: dict[str, Any]) -> None:
    for example in topic["examples"]:
        found = judge(example, None)
        assert (found.scope, topic["slug"] in {f.code for f in found.topics}) == ("in", True), example
    for example in topic["counter_examples"]:
        assert topic["slug"] not in {f.code for f in judge(example, None).topics}, example
