"""Logistic regressions over features, several questions at once.

A weight is a whole number of hundredths of log-odds. A feature's weights for all questions stand side by side in one
whole number, 32 bits a question, so that one addition a feature answers all of them, exactly.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any

# The number of a list met anywhere, ~number where met in the title; a word's beginning; `:` and what rules found.
Feature = int | str

KINDS = ("lists", "title", "words", "rules")
_LANE = 32
_HALF = 1 << (_LANE - 1)  # what a lane holds for nothing, so that no lane borrows from the next


class Model:
    """The weights of some questions; `each` has them by question, for who asks why."""

    def __init__(
        self, questions: Sequence[str], biases: Sequence[int], each: Sequence[Mapping[Feature, int]]
    ) -> None:
        self.questions = questions
        self.each = each
        self._lanes = struct.Struct(f"<{len(questions)}I")
        self._start = sum((_HALF + bias) << (_LANE * lane) for lane, bias in enumerate(biases))
        self._packed: dict[Feature, int] = {}
        for lane, weights in enumerate(each):
            for feature, weight in weights.items():
                self._packed[feature] = self._packed.get(feature, 0) + (weight << (_LANE * lane))
        self._known = frozenset(self._packed)

    def weigh(self, features: Set[Feature], ruled: Iterable[str] = ()) -> list[int]:
        """The log-odds of each question, in hundredths, of what was met and what rules found."""
        packed = self._packed
        total = sum(map(packed.__getitem__, self._known.intersection(features)), self._start)
        for name in ruled:
            total += packed.get(name, 0)
        return [lane - _HALF for lane in self._lanes.unpack(total.to_bytes(self._lanes.size, "little"))]


def probability(log_odds: int) -> float:
    """From hundredths of log-odds."""
    return 1 / (1 + math.exp(-log_odds / 100))


def read_model(content: Mapping[str, Any], lists: Mapping[str, int], without: Iterable[str] = ()) -> Model:
    """A model as the file has it: bias by question, then by kind of feature and name the weights by question.

    Lists that are no more weigh nothing; questions in `without` are left out.
    """
    left_out = set(without)
    questions = [question for question in content["bias"] if question not in left_out]
    each: dict[str, dict[Feature, int]] = {question: {} for question in questions}
    for kind in KINDS:
        for name, weights in content[kind].items():
            feature = _feature(kind, name, lists)
            if feature is None:
                continue
            for question, weight in weights.items():
                if question in each:
                    each[question][feature] = round(weight * 100)
    biases = [round(content["bias"][question] * 100) for question in questions]
    return Model(questions, biases, list(each.values()))


def _feature(kind: str, name: str, lists: Mapping[str, int]) -> Feature | None:
    if kind in ("words", "rules"):
        return name
    number = lists.get(name)
    return number if number is None or kind == "lists" else ~number
