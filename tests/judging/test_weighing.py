"""Judgement by weight: sums, what it adds to the rules, what it says for itself."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.judging import judge, load_rules
from aggregator.judging.loading import Rules
from aggregator.judging.weighing import WEIGHTS
from aggregator.judging.weights import Model, probability, read_model

OWN = """
[[topics]]
slug = "protection"
name = "Shelter"
facet = "response"
definition = "Shelters and nothing else."
[topics.terms]
en = ["safe house*"]
"""
numbers = st.integers(-3000, 3000)


@given(
    st.lists(numbers, min_size=3, max_size=3),
    st.lists(st.dictionaries(st.integers(0, 9), numbers), min_size=3, max_size=3),
    st.sets(st.integers(0, 12)),
)
def test_log_odds_are_the_bias_and_the_weights_of_what_was_met(
    biases: list[int], each: list[dict[int, int]], features: set[int]
) -> None:
    model = Model(["a", "b", "c"], biases, each)
    assert model.weigh(features) == [
        bias + sum(weights.get(feature, 0) for feature in features)
        for bias, weights in zip(biases, each, strict=True)
    ]


def test_log_odds_of_nothing_are_even_odds() -> None:
    assert probability(0) == 0.5
    assert probability(220) == pytest.approx(0.9, abs=0.001)


def test_a_list_that_is_no_more_weighs_nothing_and_a_question_can_be_left_out() -> None:
    content = {
        "bias": {"kept": -0.5, "left": 1.0},
        "lists": {"rescue": {"kept": 1.5, "left": 2.0}, "gone": {"kept": 9.0}},
        "title": {"rescue": {"kept": 0.25}},
        "words": {"freed": {"kept": 0.1}},
        "rules": {},
    }
    model = read_model(content, {"rescue": 7}, without=["left"])
    assert model.questions == ["kept"]
    assert model.weigh([7, ~7, "freed", "other"]) == [135]


def weighing(**scope: int) -> Rules:
    """The shipped rules with these weights for both questions of scope, in hundredths; `in` is harder to meet."""
    rules = load_rules()
    model = Model(["in", "related"], [-300, -200], [scope, scope])
    return replace(rules, weights=replace(rules.weights, scope=model))


def test_what_no_rule_says_can_be_weighed_and_names_its_words() -> None:
    found = judge("Tailors in the cellar", None, rules=weighing(tailo=200, cella=250))
    assert found.scope == "in"
    assert [(one.text, one.field, one.rule) for one in found.scope_evidence] == [
        ("cellar", "title", "weighed 0.82"),
        ("Tailors", "title", "weighed 0.82"),
    ]


def test_what_weighs_less_is_beside_the_subject() -> None:
    assert judge("Tailors in the cellar", None, rules=weighing(cella=250)).scope == "adjacent"
    assert judge("Tailors in the cellar", None, rules=weighing(cella=190)).scope == "out"


def test_a_rule_stands_unless_the_weights_are_sure_of_the_contrary() -> None:
    title = "A forced marriage of two banks"
    assert judge(title, None, rules=weighing(**{":in": 300})).scope == "in"
    taken_back = judge(title, None, rules=weighing(banks=-100, **{":in": 100}))
    assert (taken_back.scope, taken_back.scope_evidence) == ("out", ())


def test_a_trusted_listing_is_not_weighed() -> None:
    found = judge("Annual dinner of the friends of the shelter", None, trusted=True)
    assert (found.scope, found.scope_evidence[0].rule) == ("in", "trusted listing")


def test_a_topic_that_an_operator_defines_anew_is_not_weighed(tmp_path: Path) -> None:
    (tmp_path / "topics.toml").write_text(OWN, encoding="utf-8")
    own = load_rules(tmp_path / "topics.toml")
    assert "protection" in load_rules().weights.topics.questions
    assert "protection" not in own.weights.topics.questions
    found = judge("Trafficking survivors move into safe house", None, rules=own)
    assert [one.rule for t in found.topics if t.code == "protection" for one in t.evidence] == [
        "protection.terms"
    ]


def test_every_list_and_rule_that_weighs_exists() -> None:
    rules = load_rules()
    content = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    slugs = {topic.slug for topic in rules.topics}
    for model in (content["scope"], content["topics"]):
        assert {*model["lists"], *model["title"]} <= set(rules.lists)
        assert {name.removeprefix(":") for name in model["rules"]} <= slugs | {
            "in",
            "adjacent",
            "out",
            "case",
            "place",
        }
    assert set(content["topics"]["bias"]) <= slugs
