"""Is it about trafficking in persons: in, adjacent or out; and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aggregator.items import Evidence, Scope
from aggregator.judging.compiled import Clause
from aggregator.judging.evidence import Text, fires
from aggregator.judging.matcher import Hits

ENOUGH = 2  # rules named as evidence
TRUSTED = "trusted listing"


def scope(
    text: Text, hits: Hits, rules: Mapping[int, tuple[str, Clause]], *, tried: Sequence[int], trusted: bool
) -> tuple[Scope, tuple[Evidence, ...]]:
    """The verdict of the rules that fire; an item of a trusted listing is in whatever its words are.

    `rules` are by number, those for `in` first; `tried` are the numbers, in order, of those that can fire at all.
    """
    found: list[Evidence] = []
    fired = 0
    verdict: Scope = "out"
    for number in tried:
        if number not in rules:
            continue
        name, clause = rules[number]
        if name == "adjacent" and verdict == "in":
            break
        spans = fires(clause, text, hits)
        if spans is None:
            continue
        verdict = "in" if name == "in" else "adjacent"
        found += text.evidence(spans, clause.name)
        fired += 1
        if fired == ENOUGH:
            break
    if trusted and verdict != "in":
        return "in", (Evidence(text="", field="source", rule=TRUSTED), *found)
    return verdict, tuple(found)
