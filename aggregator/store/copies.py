"""Where else an article stands: the other members of its story, the other sources of its address."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from aggregator.store import tables as t
from aggregator.store.records import Copy

e = t.entries.c


def copies_of(
    connection: Connection,
    rows: Sequence[Row[Any]],
    names: dict[str, tuple[str, str]],
    item_id: Callable[[str], str],
    *,
    with_held: bool,
) -> dict[int, tuple[Copy, ...]]:
    """For each row the other members of its story that may be shown, and the other sources of its address."""
    stories: dict[int, list[tuple[int, Copy]]] = {}
    own: dict[int, list[Copy]] = {}
    shown = ("published", "quiet", "held") if with_held else ("published", "quiet")
    for start in range(0, len(rows), 500):
        part = rows[start : start + 500]
        wanted = sorted({row.story for row in part})
        members = sa.select(e.seq, e.story, e.hash, e.source, e.address).where(
            e.story.in_(wanted), e.status.in_(shown)
        )
        for seq, story, digest, source, address in connection.execute(members.order_by(e.seq)):
            name = names.get(source, (source, ""))[0]
            stories.setdefault(story, []).append((seq, Copy(item_id(digest), source, name, address)))
        listed = sa.select(t.elsewhere).where(t.elsewhere.c.entry.in_([row.seq for row in part]))
        for row in connection.execute(listed.order_by(t.elsewhere.c.first_seen, t.elsewhere.c.source)):
            name = names.get(row.source, (row.source, ""))[0]
            own.setdefault(row.entry, []).append(Copy(None, row.source, name, row.address))
    return {
        row.seq: (
            *(copy for seq, copy in stories.get(row.story, ()) if seq != row.seq),
            *own.get(row.seq, ()),
        )
        for row in rows
        if len(stories.get(row.story, ())) > 1 or row.seq in own
    }
