"""The editors' files made ready: one matcher, and rules over numbered lists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from aggregator.errors import ConfigError
from aggregator.judging.matcher import Matcher
from aggregator.judging.rules import Rule, RuleFile, Topic, Words
from aggregator.judging.terms import Pattern, patterns
from aggregator.strict import nearest

_LATIN_WORD = re.compile(r"[a-z0-9*]+\Z")


@dataclass(frozen=True, slots=True)
class Clause:
    """A rule over numbered lists: each of `needs` is a choice of lists, `unless` are lists that stop it."""

    number: int
    name: str
    needs: tuple[tuple[int, ...], ...]
    within: int | None
    title: bool
    unless: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CompiledTopic:
    """A topic's lists by number, its clauses, the slugs that come with it or take its place."""

    slug: str
    facet: str
    terms: int
    weak: int
    masks: int
    clauses: tuple[Clause, ...]
    asks: frozenset[int]  # its lists and, as ~number, its clauses
    implies: tuple[str, ...]
    yields: tuple[str, ...]


class Topics(tuple[CompiledTopic, ...]):
    """Topics in the order of their file; `at` gives a slug's place, `waiting` the places that a hit may set."""

    at: Mapping[str, int]
    waiting: Mapping[int, Sequence[int]]

    def __init__(self, topics: Iterable[CompiledTopic]) -> None:
        self.at = {topic.slug: place for place, topic in enumerate(self)}
        waiting: dict[int, list[int]] = {}
        for place, topic in enumerate(self):
            for number in topic.asks:
                waiting.setdefault(number, []).append(place)
        self.waiting = waiting


class Lists:
    """Numbers the lists of terms and collects their patterns and the rules over them."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.clauses: list[Clause] = []
        self.patterns: dict[tuple[int, str | None, str], tuple[int, str | None, Pattern]] = {}

    def add(self, name: str, words: Words, file: Path) -> int:
        """The number of the list `name`; ConfigError naming the file and list where a term cannot be."""
        number = self.numbers.setdefault(name, len(self.numbers))
        for language, terms in words.by_language():
            for term in terms:
                try:
                    found = patterns(term)
                except ConfigError as error:
                    raise ConfigError(f"{file}: {name}.{language}: {error}") from error
                for pattern in found:
                    gate = _gate(language, pattern)
                    key = (number, gate, pattern.literal + (pattern.rest.pattern if pattern.rest else ""))
                    self.patterns.setdefault(key, (number, gate, pattern))
        return number

    def clause(self, rule: Rule, file: Path, where: str) -> Clause:
        """A rule over numbers; ConfigError with the nearest right name for a concept that does not exist."""
        needs = tuple(
            tuple(self._known(name.strip(), file, where) for name in need.split("|")) for need in rule.all
        )
        clause = Clause(
            number=len(self.clauses),
            name=rule.name or " + ".join(rule.all),
            needs=needs,
            within=rule.within,
            title=rule.title,
            unless=tuple(self._known(name, file, where) for name in rule.unless),
        )
        self.clauses.append(clause)
        return clause

    def matcher(self) -> Matcher:
        """The automaton over everything that was added."""
        return Matcher(self.patterns.values())

    def sizes(self) -> Counter[int]:
        """How many patterns each list has."""
        return Counter(number for number, _, _ in self.patterns.values())

    def _known(self, name: str, file: Path, where: str) -> int:
        if name not in self.numbers:
            raise ConfigError(f"{file}: {where}: no concept {name!r}{nearest(name, list(self.numbers))}")
        return self.numbers[name]


def compile_topics(lists: Lists, topics: Iterable[tuple[Topic, Path]]) -> Topics:
    """Topics in their order; their lists must come after the concepts'."""
    topics = list(topics)
    slugs = [topic.slug for topic, _ in topics]
    compiled = []
    for topic, file in topics:
        for part, named in (("implies", topic.implies), ("yields", topic.yields)):
            for slug in named:
                if slug not in slugs:
                    raise ConfigError(f"{file}: {topic.slug}.{part}: no topic {slug!r}{nearest(slug, slugs)}")
        terms = lists.add(f"{topic.slug}.terms", topic.terms, file)
        weak = lists.add(f"{topic.slug}.weak", topic.weak, file)
        masks = lists.add(f"{topic.slug}.masks", topic.masks, file)
        clauses = tuple(lists.clause(rule, file, f"{topic.slug}.rules") for rule in topic.rules)
        asks = frozenset([terms, weak, *(~clause.number for clause in clauses)])
        compiled.append(
            CompiledTopic(
                topic.slug, topic.facet, terms, weak, masks, clauses, asks, topic.implies, topic.yields
            )
        )
    return Topics(compiled)


def merge(
    files: Iterable[tuple[RuleFile, Path]],
) -> tuple[dict[str, tuple[Words, Path]], list[tuple[Topic, Path]]]:
    """Concepts and topics of several files; a later file's overrides an earlier one's of the same name."""
    concepts: dict[str, tuple[Words, Path]] = {}
    topics: dict[str, tuple[Topic, Path]] = {}
    for content, file in files:
        concepts.update({name: (words, file) for name, words in content.concepts.items()})
        topics.update({topic.slug: (topic, file) for topic in content.topics})
    return concepts, list(topics.values())


def _gate(language: str, pattern: Pattern) -> str | None:
    """The language in which a pattern counts: one Latin word means other things elsewhere, a phrase hardly does."""
    word = pattern.literal.strip()
    return language if language != "any" and pattern.rest is None and _LATIN_WORD.match(word) else None
