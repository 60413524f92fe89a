"""One automaton (Aho and Corasick 1975) over the text finds every term of every list in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from aggregator.judging.fold import Folded
from aggregator.judging.terms import Pattern

Hits = dict[int, list[tuple[int, int]]]
Found = tuple[str | None, int, int, re.Pattern[str] | None, str | None]
WORD, OPEN, REST, EXACT = range(4)  # how the end of a hit is found


class Matcher:
    """Built once from (key, language or None, pattern); a key is the number of a list of terms."""

    def __init__(self, terms: Iterable[tuple[int, str | None, Pattern]]) -> None:
        by_literal: dict[str, list[Found]] = {}
        for key, language, pattern in terms:
            how = REST if pattern.rest else OPEN if pattern.open_end else EXACT if pattern.exact else WORD
            by_literal.setdefault(pattern.literal, []).append(
                (language, key, how, pattern.rest, pattern.exact)
            )
        self._automaton = AhoCorasick(
            list(by_literal),
            MatchKind.Standard,
            store_patterns=False,
            implementation=Implementation.ContiguousNFA,
        )
        self._terms: Sequence[list[Found]] = list(by_literal.values())

    def find(self, folded: Folded) -> dict[str | None, Hits]:
        """For each language the hits of its terms: key ─► (start, end) in code points, without spaces around."""
        text = folded.text
        found: dict[str | None, Hits] = {}
        terms = self._terms
        for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            for language, key, how, rest, exact in terms[number]:
                if how == WORD:
                    span = (start + 1, end - 1)
                elif how == OPEN:
                    span = (start + 1, text.find(" ", end))
                elif how == REST:
                    match = rest.match(text, start + 1)  # type: ignore[union-attr]
                    if match is None:
                        continue
                    span = (start + 1, match.end() - 1)
                elif folded.written(start + 1, end - 1) == exact:
                    span = (start + 1, end - 1)
                else:
                    continue
                hits = found.get(language)
                if hits is None:
                    found[language] = {key: [span]}
                elif key in hits:
                    hits[key].append(span)
                else:
                    hits[key] = [span]
        return found
