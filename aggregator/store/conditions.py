"""A query as SQL."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import ColumnElement

from aggregator.store import tables as t
from aggregator.store.records import Query, StoredEntry

e = t.entries.c


def conditions(query: Query) -> list[ColumnElement[bool]]:
    """A query as SQL; `text` is matched in Python, since SQLite folds only ASCII."""
    shown = ("published", "quiet", "held") if query.with_held else ("published", "quiet")
    found: list[ColumnElement[bool]] = [e.status.in_(query.status or shown)]
    if query.by == "story":
        found.append(e.lead.is_(True))
    for column, values in (
        (e.scope, query.scope), (e.lang, query.langs), (e.source, query.sources), (e.case_stage, query.stages),
    ):  # fmt: skip
        if values:
            found.append(column.in_(values))
    if query.kinds:
        found.append(e.source.in_(sa.select(t.sources.c.id).where(t.sources.c.kind.in_(query.kinds))))
    for kind, codes in (
        ("topic", query.topics), ("facet", query.facets), ("country", query.countries), ("region", query.regions),
    ):  # fmt: skip
        if codes:
            f = t.filed.c
            found.append(e.seq.in_(sa.select(f.entry).where(f.kind == kind, f.code.in_(codes))))
    for bound, column in ((query.since, e.dated), (query.seen_since, e.first_seen)):
        if bound is not None:
            found.append(column >= t.to_ms(bound))
    if query.until is not None:
        found.append(e.dated < t.to_ms(query.until))
    return found


def matches(text: str | None, entry: StoredEntry) -> bool:
    """Whether title or excerpt holds the text, case folded."""
    return not text or text.casefold() in f"{entry.title or ''}\n{entry.excerpt or ''}".casefold()
