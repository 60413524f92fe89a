"""One automaton (Aho and Corasick 1975) over the text finds every term of every list in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from aggregator.judging.fold import Folded
from aggregator.judging.terms import Pattern

Hits = dict[int, list[tuple[int, int]]]


class Matcher:
    """Built once from (key, language or None, pattern); a key is the number of a list of terms."""

    def __init__(self, terms: Iterable[tuple[int, str | None, Pattern]]) -> None:
        by_literal: dict[str, list[tuple[int, str | None, Pattern]]] = {}
        for term in terms:
            by_literal.setdefault(term[2].literal, []).append(term)
        self._automaton = AhoCorasick(
            list(by_literal),
            MatchKind.Standard,
            store_patterns=False,
            implementation=Implementation.ContiguousNFA,
        )
        self._terms: Sequence[list[tuple[int, str | None, Pattern]]] = list(by_literal.values())

    def find(self, folded: Folded) -> dict[str | None, Hits]:
        """For each language the hits of its terms: key ─► (start, end) in code points, without spaces around."""
        text = folded.text
        found: dict[str | None, Hits] = {}
        terms = self._terms
        for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            for key, language, pattern in terms[number]:
                if pattern.rest is not None:
                    match = pattern.rest.match(text, start + 1)
                    if match is None:
                        continue
                    stop = match.end() - 1
                elif pattern.open_end:
                    stop = text.find(" ", end)
                else:
                    stop = end - 1
                    if pattern.exact is not None and folded.written(start + 1, end - 1) != pattern.exact:
                        continue
                found.setdefault(language, {}).setdefault(key, []).append((start + 1, stop))
        return found
