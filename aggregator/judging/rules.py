"""What the editors' files declare: lists of words (concepts), rules over them, topics."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, Literal

FORBID: dict[str, Any] = {"extra": "forbid"}
Facet = Literal["form", "sector", "response", "people", "actors"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A list of terms by language; those of `any` are looked for whatever the language is."""

    __pydantic_config__: ClassVar[dict[str, Any]] = FORBID
    about: str = ""
    any: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    es: tuple[str, ...] = ()
    fr: tuple[str, ...] = ()
    pt: tuple[str, ...] = ()
    ar: tuple[str, ...] = ()
    hi: tuple[str, ...] = ()
    de: tuple[str, ...] = ()
    it: tuple[str, ...] = ()
    nl: tuple[str, ...] = ()

    def by_language(self) -> list[tuple[str, tuple[str, ...]]]:
        """(language, terms) for each language that has terms."""
        pairs = ((f.name, getattr(self, f.name)) for f in fields(self) if f.name != "about")
        return [pair for pair in pairs if pair[1]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Fires where each of `all` is found: a concept's name, or several with `|` between.

    `within` is the widest window in words, both ends counted; without it the whole item is looked at. `title` wants the
    evidence in the title. A concept of `unless` anywhere in the item stops the rule.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = FORBID
    name: str = ""
    all: tuple[str, ...]
    within: int | None = None
    title: bool = False
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeRule(Rule):
    """A rule that puts an item in scope, or beside it."""

    scope: Literal["in", "adjacent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """`terms` set the topic; `weak` ones do in a title, or two of them in an excerpt; `implies` sets others with it,
    and it `yields` its place to those that say more exactly what it is.

    `masks` are blanked for this topic alone. `examples` must get the topic and `counter_examples` must not: a test
    reads them.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = FORBID
    slug: str
    name: str
    facet: Facet
    definition: str
    terms: Words = field(default_factory=Words)
    weak: Words = field(default_factory=Words)
    masks: Words = field(default_factory=Words)
    rules: tuple[Rule, ...] = ()
    implies: tuple[str, ...] = ()
    yields: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFile:
    """One file of concepts, scope rules and topics; every part may be left out."""

    __pydantic_config__: ClassVar[dict[str, Any]] = FORBID
    concepts: dict[str, Words] = field(default_factory=dict)
    scope: tuple[ScopeRule, ...] = ()
    topics: tuple[Topic, ...] = ()
