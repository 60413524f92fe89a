"""One automaton (Aho and Corasick 1975) over the text finds every term of every list in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from aggregator.judging.fold import Folded
from aggregator.judging.terms import Pattern

Span = tuple[int, int]
Hits = dict[int, list[Span]]  # number of a list of terms ─► where its terms stand
Languages = frozenset[str]


@dataclass(slots=True)
class Literal:
    """What one literal stands for: (list, language or None) and the pattern that must hold around it, if any."""

    open_end: bool
    patterns: list[tuple[int, str | None, Pattern]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Action:
    """What a literal does in one set of languages: `lists` take its span, `checks` look at the words first."""

    lists: tuple[int, ...]
    checks: tuple[tuple[int, Pattern], ...]
    open_end: bool


class Matcher:
    """Built once from (list, language or None, pattern).

    A term of a language counts where that language is spoken or none is known; a term of no language always does.
    """

    def __init__(self, terms: Iterable[tuple[int, str | None, Pattern]]) -> None:
        literals: dict[tuple[str, bool], Literal] = {}
        for term in terms:
            pattern = term[2]
            key = (pattern.literal, pattern.open_end)
            literals.setdefault(key, Literal(pattern.open_end)).patterns.append(term)
        self._automaton = AhoCorasick(
            [text for text, _ in literals],
            MatchKind.Standard,
            store_patterns=False,
            implementation=Implementation.ContiguousNFA,
        )
        self._literals: Sequence[Literal] = list(literals.values())
        self._actions: dict[Languages, dict[int, Action]] = {}

    def find(self, folded: Folded, spoken: Languages = frozenset()) -> Hits:
        """Where the terms of each list stand: (start, end) in code points, without the spaces around."""
        text = folded.text
        actions = self._actions.setdefault(spoken, {})
        hits: Hits = {}
        for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            action = actions.get(number) or self._prepare(number, spoken)
            span = (start + 1, text.find(" ", end) if action.open_end else end - 1)
            for key in action.lists:
                if key in hits:
                    hits[key].append(span)
                else:
                    hits[key] = [span]
            for key, pattern in action.checks:
                if checked := _check(folded, pattern, span):
                    hits.setdefault(key, []).append(checked)
        for spans in hits.values():
            if len(spans) > 1:
                spans.sort()  # found by their ends; told from the first on
        return hits

    def _prepare(self, number: int, spoken: Languages) -> Action:
        literal = self._literals[number]
        lists, checks = [], []
        for key, language, pattern in literal.patterns:
            if language is not None and spoken and language not in spoken:
                continue
            if pattern.rest is None and pattern.exact is None:
                lists.append(key)
            else:
                checks.append((key, pattern))
        action = Action(tuple(dict.fromkeys(lists)), tuple(checks), literal.open_end)
        self._actions[spoken][number] = action
        return action


def _check(folded: Folded, pattern: Pattern, span: Span) -> Span | None:
    if pattern.exact is not None:
        return span if folded.written(*span) == pattern.exact else None
    match = pattern.rest.match(folded.text, span[0]) if pattern.rest else None
    return (span[0], match.end() - 1) if match else None
