"""Signatures of entries for story decisions: of fresh ones and of rows read back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from aggregator.items import Entry
from aggregator.judging import stories
from aggregator.store import tables as t
from aggregator.store.base import CHUNK, when
from aggregator.store.grouping import Member

if TYPE_CHECKING:
    from aggregator.judging.stories import Signature

ASKED = ("source", "canonical", "title", "excerpt", "lang", "published")
SIGNED = sa.select(*(t.entries.c[name] for name in ("seq", "story", "first_seen", "dated", *ASKED))).where(
    t.entries.c.seq.in_(sa.bindparam("seqs", expanding=True)), t.entries.c.status != "withdrawn"
)


@dataclass(slots=True)
class Told:
    """The fields that a signature is made of."""

    source: str
    canonical: str
    title: str | None
    excerpt: str | None
    lang: str | None
    published: datetime | None
    first_seen: datetime | None


def outlets(names: Mapping[str, tuple[str, str]]) -> frozenset[str]:
    """Names that a title may end in."""
    return frozenset(name for name, _ in names.values())


def sign(entry: Entry, known: frozenset[str], first_seen: int) -> Signature:
    """The signature of an entry first seen at that time."""
    told = Told(
        entry.source, entry.canonical, entry.title, entry.excerpt, entry.lang, entry.published,
        t.from_ms(first_seen),
    )  # fmt: skip
    return stories.signature(told, known)


def member_of(row: Row[Any], known: frozenset[str]) -> Member:
    """A stored row as grouping sees it."""
    told = Told(
        row.source,
        row.canonical,
        row.title,
        row.excerpt,
        row.lang,
        when(row.published),
        t.from_ms(row.first_seen),
    )
    return Member(row.seq, row.story, stories.signature(told, known), row.dated)


def load_members(connection: Connection, seqs: Iterable[int], known: frozenset[str]) -> list[Member]:
    """Stored entries by number, but for what is withdrawn."""
    ordered = sorted(seqs)
    found: list[Member] = []
    for start in range(0, len(ordered), CHUNK):
        rows = connection.execute(SIGNED, {"seqs": ordered[start : start + CHUNK]})
        found += [member_of(row, known) for row in rows]
    return found
