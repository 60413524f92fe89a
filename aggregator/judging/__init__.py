"""Judging an entry: scope, topics, places and stage of case, each with the words that gave it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from aggregator.items import Entry, Judgement, Source

if TYPE_CHECKING:
    from aggregator.judging.loading import Rules

__all__ = ["judge", "judge_entry", "load_rules"]


def load_rules(extra: Path | None = None) -> Rules:
    """The shipped rules with an operator's own topics.toml over them; cached until that file changes."""
    from aggregator.judging.loading import load_rules as load

    return load(extra)


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
    from aggregator.judging.evidence import Text, possible, without
    from aggregator.judging.language import counting, spoken
    from aggregator.judging.places import places
    from aggregator.judging.scope import scope
    from aggregator.judging.stages import stage
    from aggregator.judging.topics import topics

    rules = rules or load_rules()
    labels = " \n".join([*categories, *(slug.replace("-", " ") for slug in slugs)])
    text = Text(title or "", excerpt or "", labels)
    languages = spoken(text.folded.text, rules.languages, lang)
    hits = counting(rules.matcher.find(text.folded), rules.matcher.slots, languages)
    if rules.masks in hits:
        hits = without(hits, hits[rules.masks])
    tried = possible(hits, rules.by_list)
    verdict, why = scope(text, hits, rules.scope, tried=tried, trusted=trusted)
    countries, regions = places(text, hits, rules.places)
    found_stage, stage_evidence = stage(text, hits, rules.stages) if verdict != "out" else (None, ())
    return Judgement(
        scope=verdict,
        scope_evidence=why,
        topics=topics(
            text, hits, rules.topics, tried=tried, weak=verdict == "in", case=found_stage is not None
        )
        if verdict != "out"
        else (),
        countries=countries,
        regions=regions,
        case_stage=found_stage,
        case_stage_evidence=stage_evidence,
        rules_version=rules.version,
    )


def judge_entry(entry: Entry, source: Source, rules: Rules) -> Judgement:
    """The judgement of an entry of `source`: its text, and the labels and slugs that its page gave it."""
    return judge(
        entry.title,
        entry.excerpt,
        categories=(*entry.categories, *entry.tags),
        slugs=entry.slugs,
        lang=entry.lang,
        trusted=source.scope == "trusted",
        rules=rules,
    )
