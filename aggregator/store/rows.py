"""Between values and rows: how an entry and its judgement are written down and read back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Row

from aggregator.items import Entry, Evidence, Finding, Judgement
from aggregator.store import tables as t
from aggregator.store.base import ms
from aggregator.store.records import Copy, StoredEntry

UNJUDGED = Judgement(scope="out")
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

Founder = t.entries.alias("founder")
COLUMNS = (*t.entries.c, Founder.c.hash.label("story_hash"))
ENTRIES = sa.select(*COLUMNS).join_from(t.entries, Founder, Founder.c.seq == t.entries.c.story)


def entry_values(entry: Entry) -> dict[str, Any]:
    """The columns that say what the source says: all that a later visit may change."""
    return {
        "address": entry.address,
        "canonical": entry.canonical,
        "title": entry.title,
        "excerpt": entry.excerpt,
        "lang": entry.lang,
        "published": ms(entry.published),
        "published_precision": entry.published_precision,
        "published_from": entry.published_from,
        "published_text": entry.published_text,
        "doubt": entry.doubt,
        "author": entry.author,
        "original_source": entry.original_source,
        "guid": entry.guid,
        "labels": _encode([entry.categories, entry.tags, entry.slugs]),
        **judgement_values(entry.judgement or UNJUDGED),
    }


def judgement_values(judgement: Judgement) -> dict[str, Any]:
    """The columns that say what was judged."""
    evidence = [
        _flat(judgement.scope_evidence),
        [[f.code, f.facet, _flat(f.evidence)] for f in judgement.topics],
        [[f.code, f.facet, _flat(f.evidence)] for f in judgement.countries],
        judgement.regions,
        _flat(judgement.case_stage_evidence),
    ]
    return {
        "scope": judgement.scope,
        "case_stage": judgement.case_stage,
        "rules_version": judgement.rules_version,
        "evidence": _encode(evidence),
    }


def filings(judgement: Judgement) -> list[tuple[str, str]]:
    """Kind and code of all that an entry is filed under, each once."""
    found = [("topic", f.code) for f in judgement.topics]
    found += [("facet", f.facet) for f in judgement.topics if f.facet]
    found += [("country", f.code) for f in judgement.countries]
    found += [("region", code) for code in judgement.regions]
    return list(dict.fromkeys(found))


def filings_of(evidence: str) -> list[tuple[str, str]]:
    """The same, of a row's column."""
    _, topics, countries, regions, _ = json.loads(evidence)
    found = [("topic", row[0]) for row in topics] + [("facet", row[1]) for row in topics if row[1]]
    found += [("country", row[0]) for row in countries] + [("region", code) for code in regions]
    return list(dict.fromkeys(found))


def _flat(evidence: Iterable[Evidence]) -> list[list[str]]:
    return [[e.text, e.field, e.rule] for e in evidence]


def _evidence(rows: Sequence[Sequence[str]]) -> tuple[Evidence, ...]:
    return tuple(Evidence(text=text, field=field, rule=rule) for text, field, rule in rows)


def _findings(rows: Sequence[Sequence[Any]]) -> tuple[Finding, ...]:
    return tuple(Finding(code=code, facet=facet, evidence=_evidence(found)) for code, facet, found in rows)


def stored(
    row: Row[Any],
    names: dict[str, tuple[str, str]],
    tag: tuple[str, int],
    copies: tuple[Copy, ...] = (),
    *,
    evidence: bool = True,
) -> StoredEntry:
    """A row of ENTRIES as a value; publishing, which shows no evidence, has it left out."""
    labels = json.loads(row.labels)
    scope, topics, countries, regions, stage = json.loads(row.evidence)
    if not evidence:
        scope, stage = (), ()
        topics, countries = ([(*row[:2], ()) for row in rows] for rows in (topics, countries))
    name, kind = names.get(row.source, (row.source, "media"))
    from_ms = t.from_ms
    return StoredEntry(
        seq=row.seq,
        id=f"tag:{tag[0]},{tag[1]}:item/{row.hash}",
        story_id=f"tag:{tag[0]},{tag[1]}:story/{row.story_hash}",
        lead=row.lead,
        status=row.status,
        held_because=row.held_because,
        url=row.address,
        canonical=row.canonical,
        source=row.source,
        source_name=name,
        source_kind=kind,
        original_source=row.original_source,
        title=row.title,
        excerpt=row.excerpt,
        lang=row.lang,
        published=None if row.published is None else from_ms(row.published),
        published_text=row.published_text,
        published_precision=row.published_precision,
        published_from=row.published_from,
        doubt=row.doubt,
        first_seen=from_ms(row.first_seen),
        last_seen=from_ms(row.last_seen),
        updated=from_ms(row.updated),
        author=row.author,
        guid=row.guid,
        categories=tuple(labels[0]),
        tags=tuple(labels[1]),
        slugs=tuple(labels[2]),
        scope=row.scope,
        scope_evidence=_evidence(scope),
        topics=_findings(topics),
        countries=_findings(countries),
        regions=tuple(regions),
        case_stage=row.case_stage,
        case_stage_evidence=_evidence(stage),
        rules_version=row.rules_version,
        copies=copies,
    )
