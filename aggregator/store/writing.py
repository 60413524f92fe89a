"""The statements that write a batch: few, and each for many rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from aggregator.store import tables as t
from aggregator.store.base import CHUNK, insert_rows, upsert
from aggregator.store.changes import judgement_of
from aggregator.store.finding import refile
from aggregator.store.grouping import Grouping
from aggregator.store.leading import settle_leads
from aggregator.store.matching import Piece
from aggregator.store.rows import entry_values, filings, filings_of

HOUR_MS = 3_600_000
e = t.entries.c
LAST = sa.select(sa.select(sa.func.max(e.updated)).scalar_subquery(), sa.func.max(e.seq))


class Clock:
    """The time of writing, which never goes back, and times of change that no two entries share.

    A feed's `updated` is then different for every entry, and a clock set back moves nothing before what was known.
    """

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        row = connection.execute(LAST).one()
        self.now = t.to_ms(now)
        self.last: int = row[1] or 0  # number of the newest entry
        self._next = max(self.now, (row[0] or 0) + 1)
        self._given: set[int] = set()

    def tick(self) -> int:
        """Now, or the next free millisecond."""
        self._next += 1
        return self._next - 1

    def near(self, wanted: int) -> int:
        """A given time in the past, or the next free millisecond after it."""
        if wanted not in self._given:
            taken = sa.select(sa.func.max(e.updated)).where(e.updated >= wanted, e.updated < wanted + HOUR_MS)
            newest = self._connection.execute(taken).scalar()
            wanted = wanted if newest is None else newest + 1
        while wanted in self._given:
            wanted += 1
        self._given.add(wanted)
        self._next = max(self._next, wanted + 1)
        return wanted


def insert(
    connection: Connection,
    fresh: Sequence[Piece],
    grouping: Grouping,
    clock: Clock,
    *,
    quiet_before: int | None,
) -> None:
    """Write new entries and what they are filed under; a piece that joined an older story becomes a duplicate."""
    values, filed = [], []
    for piece in fresh:
        story, held = grouping.root(grouping.stories[piece.seq]), piece.status == "held"
        if story != piece.seq and not held:
            piece.status = "duplicate"
        quiet = quiet_before is not None and piece.dated < quiet_before
        given = piece.entry.first_seen is not None
        values.append(entry_values(piece.entry) | {
            "seq": piece.seq, "hash": piece.hash, "story": story, "lead": True, "source": piece.entry.source,
            "status": "held" if held else "quiet" if quiet else "published",
            "held_because": piece.reason if held else None,
            "first_seen": piece.first_seen, "last_seen": piece.first_seen, "dated": piece.dated,
            "updated": clock.near(piece.first_seen) if given else clock.tick(),
        })  # fmt: skip
        under = filings(judgement_of(piece.entry))
        filed += [{"kind": kind, "code": code, "entry": piece.seq} for kind, code in under]
    insert_rows(connection, t.entries, values)
    insert_rows(connection, t.filed, filed)


def update(connection: Connection, pieces: Sequence[Piece], clock: Clock) -> None:
    """Write what changed of known entries, and log what they said before."""
    logged: list[dict[str, Any]] = []
    for piece in pieces:
        row, change = piece.row, piece.change
        assert row is not None
        values = change.values | ({"updated": clock.tick()} if change.material else {})
        connection.execute(t.entries.update().where(e.seq == row.seq), values)
        if "canonical" in values and piece.hash != row.hash:
            connection.execute(upsert(connection, t.aliases), {"hash": piece.hash, "entry": row.seq})
        if "evidence" in values:
            refile(connection, row.seq, filings_of(row.evidence), filings(judgement_of(piece.entry)))
        if row.status == "withdrawn":
            connection.execute(t.withdrawals.delete().where(t.withdrawals.c.entry == row.seq))
        logged += [
            {"entry": row.seq, "at": clock.now, "field": name, "before": before, "after": after}
            for name, before, after in change.logged
        ]
    insert_rows(connection, t.corrections, logged)


def sight(connection: Connection, known: Sequence[Piece], now: int) -> None:
    """Note when each known entry was last listed, and by whom else."""
    own = sorted({p.row.seq for p in known if p.row is not None and not p.is_foreign})
    for start in range(0, len(own), CHUNK):
        chosen = e.seq.in_(own[start : start + CHUNK])
        connection.execute(t.entries.update().where(chosen, e.last_seen < now).values(last_seen=now))
    others: dict[tuple[int, str], dict[str, Any]] = {}
    for piece in known:
        if piece.row is not None and piece.is_foreign:
            others[piece.row.seq, piece.entry.source] = {
                "entry": piece.row.seq, "source": piece.entry.source, "address": piece.entry.address,
                "first_seen": piece.first_seen, "last_seen": now,
            }  # fmt: skip
    if others:
        statement = upsert(connection, t.elsewhere, "last_seen")
        connection.execute(statement, list(others.values()))


def write_stories(
    connection: Connection, grouping: Grouping, known: int, now: int, names: Mapping[str, tuple[str, str]]
) -> None:
    """Write keys, joins and merged stories, and choose leads anew where something joined.

    `known` is the number of the last entry that was there before: newer ones were written with their story.
    """
    for start in range(0, len(grouping.keys), 5000):
        rows = ",".join(f"({key},{entry})" for key, entry in grouping.keys[start : start + 5000])
        connection.exec_driver_sql(f"INSERT INTO story_keys (key, entry) VALUES {rows}")  # noqa: S608 - our integers
    for young in (story for story in grouping.merged if story <= known):
        moved = t.entries.update().where(e.story == young)
        connection.execute(moved.values(story=grouping.root(young)))
    if grouping.joined:
        joins = [
            {"entry": entry, "other": other, "reason": reason, "at": now}
            for entry, other, reason in grouping.joined
        ]
        connection.execute(upsert(connection, t.joins, "reason", "at"), joins)
        settle_leads(connection, grouping.touched, names)
