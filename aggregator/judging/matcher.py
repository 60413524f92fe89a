"""One automaton (Aho and Corasick 1975) over the text finds every term of every list in one pass."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from aggregator.judging.fold import Folded
from aggregator.judging.terms import Pattern

Span = tuple[int, int]
Hits = dict[int, list[Span]]


class Literal:
    """What is done when one literal is found: `slots` take its span at once, `checks` look at the words first."""

    __slots__ = ("checks", "open_end", "slots")

    def __init__(self) -> None:
        self.open_end = False
        self.slots: list[int] = []
        self.checks: list[tuple[int, Pattern]] = []


class Matcher:
    """Built once from (key, language or None, pattern); a key is the number of a list of terms."""

    def __init__(self, terms: Iterable[tuple[int, str | None, Pattern]]) -> None:
        numbers: dict[tuple[int, str | None], int] = {}
        by_literal: dict[tuple[str, bool], Literal] = {}
        for key, language, pattern in terms:
            slot = numbers.setdefault((key, language), len(numbers))
            literal = by_literal.setdefault((pattern.literal, pattern.open_end), Literal())
            literal.open_end = pattern.open_end
            if pattern.rest is not None or pattern.exact is not None:
                literal.checks.append((slot, pattern))
            else:
                literal.slots.append(slot)
        self.slots: Sequence[tuple[int, str | None]] = list(numbers)
        self._automaton = AhoCorasick(
            [literal for literal, _ in by_literal],
            MatchKind.Standard,
            store_patterns=False,
            implementation=Implementation.ContiguousNFA,
        )
        self._literals: Sequence[Literal] = list(by_literal.values())

    def find(self, folded: Folded) -> dict[int, list[Span]]:
        """The hits by slot: (start, end) in code points, without the spaces around."""
        text = folded.text
        literals = self._literals
        found: dict[int, list[Span]] = defaultdict(list)
        for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            literal = literals[number]
            span = (start + 1, text.find(" ", end) if literal.open_end else end - 1)
            for slot in literal.slots:
                found[slot].append(span)
            if literal.checks:
                for slot, pattern in literal.checks:
                    if checked := _check(folded, pattern, span):
                        found[slot].append(checked)
        return found


def _check(folded: Folded, pattern: Pattern, span: Span) -> Span | None:
    if pattern.exact is not None:
        return span if folded.written(*span) == pattern.exact else None
    match = pattern.rest.match(folded.text, span[0]) if pattern.rest else None
    return (span[0], match.end() - 1) if match else None
