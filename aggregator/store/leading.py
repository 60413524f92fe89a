"""Who tells a story: its lead, chosen anew whenever its members change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from aggregator.store import tables as t
from aggregator.store.base import CHUNK

e = t.entries.c
MEMBERS = (
    sa.select(e.seq, e.story, e.lead, e.status, e.scope, e.original_source, e.source, e.first_seen)
    .where(e.story.in_(sa.bindparam("stories", expanding=True)))
    .order_by(e.seq)
)
LEAD = t.entries.update().where(e.seq == sa.bindparam("b_seq")).values(lead=sa.bindparam("b_lead"))


def choose_lead(rows: Sequence[Any], names: Mapping[str, tuple[str, str]]) -> int:
    """Who tells the story: what may be shown, then the original publisher that a copy names, then the earliest."""
    named = {_plain(row.original_source) for row in rows if row.original_source}

    def rank(row: Any) -> tuple[Any, ...]:
        name, kind = names.get(row.source, (row.source, "media"))
        return (
            {"published": 0, "quiet": 1, "held": 2}.get(row.status, 3),
            {"in": 0, "adjacent": 1}.get(row.scope, 2),
            _plain(name) not in named and _plain(row.source) not in named,
            kind == "aggregator",
            row.first_seen,
            row.seq,
        )

    return int(min(rows, key=rank).seq)


def _plain(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold())).removeprefix("the")


def settle_leads(
    connection: Connection, stories: Iterable[int], names: Mapping[str, tuple[str, str]]
) -> None:
    """Choose the lead of each of these stories anew."""
    wanted = sorted(stories)
    changes: list[dict[str, Any]] = []
    for start in range(0, len(wanted), CHUNK):
        members: dict[int, list[Any]] = {}
        for row in connection.execute(MEMBERS, {"stories": wanted[start : start + CHUNK]}):
            members.setdefault(row.story, []).append(row)
        for rows in members.values():
            lead = choose_lead(rows, names)
            changes += [{"b_seq": r.seq, "b_lead": r.seq == lead} for r in rows if r.lead != (r.seq == lead)]
    if changes:
        connection.execute(LEAD, changes)
