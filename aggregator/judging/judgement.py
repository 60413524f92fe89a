"""The judgement of one entry, from its text and the labels that its source gave it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from aggregator.items import Judgement
from aggregator.judging.evidence import Text, without
from aggregator.judging.language import spoken
from aggregator.judging.loading import Rules, load_rules
from aggregator.judging.places import places
from aggregator.judging.scope import scope
from aggregator.judging.stages import stage
from aggregator.judging.topics import topics
from aggregator.judging.weighing import Item, met, weighed_scope, weighed_topics


class Judged(Protocol):
    """What is looked at of an entry, fresh or stored."""

    @property
    def title(self) -> str | None: ...
    @property
    def excerpt(self) -> str | None: ...
    @property
    def categories(self) -> tuple[str, ...]: ...
    @property
    def tags(self) -> tuple[str, ...]: ...
    @property
    def slugs(self) -> tuple[str, ...]: ...
    @property
    def lang(self) -> str | None: ...


def judge_entry(entry: Judged, rules: Rules, *, trusted: bool) -> Judgement:
    """The judgement of an entry: its text, and the labels and slugs that its page gave it."""
    return judge(
        entry.title,
        entry.excerpt,
        categories=(*entry.categories, *entry.tags),
        slugs=entry.slugs,
        lang=entry.lang,
        trusted=trusted,
        rules=rules,
    )


def judge(  # noqa: PLR0913
    title: str | None,
    excerpt: str | None,
    *,
    categories: Sequence[str] = (),
    slugs: Sequence[str] = (),
    lang: str | None = None,
    trusted: bool = False,
    rules: Rules | None = None,
) -> Judgement:
    """Judge one entry by title, excerpt and the source's own labels; never raises for any text.

    `slugs` are category slugs from class names; `trusted` says that the listing needs no gate. An entry of scope
    out has places, so that an analyst sees what was judged, and neither topics nor a stage.
    """
    rules = rules or load_rules()
    item = look(title, excerpt, [*categories, *(slug.replace("-", " ") for slug in slugs)], lang, rules)
    verdict, why = scope(item.text, item.hits, rules.scope, tried=item.tried, trusted=trusted)
    if not trusted:
        verdict, why = weighed_scope(item, rules.weights.scope, verdict, why)
    countries, regions = places(item.text, item.hits, rules.places)
    if verdict == "out":
        return Judgement(
            scope="out", scope_evidence=why, countries=countries, regions=regions, rules_version=rules.version
        )
    found_stage, stage_evidence = stage(item.text, item.hits, rules.stages)
    told, case = verdict == "in", found_stage is not None
    found = topics(item.text, item.hits, rules.topics, tried=item.tried, weak=told, case=case)
    if told:
        found = weighed_topics(item, rules.weights.topics, rules.topics, found, case=case)
    return Judgement(
        scope=verdict,
        scope_evidence=why,
        topics=found,
        countries=countries,
        regions=regions,
        case_stage=found_stage,
        case_stage_evidence=stage_evidence,
        rules_version=rules.version,
    )


def look(
    title: str | None, excerpt: str | None, labels: Sequence[str], lang: str | None, rules: Rules
) -> Item:
    """What stands in an item's text: the terms found, the rules that can fire, the features that can weigh."""
    text = Text(title or "", excerpt or "", " \n".join(labels))
    hits = rules.matcher.find(text.folded, spoken(text.folded.tokens, rules.languages, lang))
    if rules.masks in hits:
        hits = without(hits, hits[rules.masks])
    return Item(text, hits, rules.screen.possible(hits), met(text, hits, rules.places.lists))
