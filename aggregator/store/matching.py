"""Which of a batch's entries are known already: by address, by an older address, by guid, by an earlier one here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.engine import Connection, Row

from aggregator.items import Entry
from aggregator.store import tables as t
from aggregator.store.base import CHUNK
from aggregator.store.changes import Change
from aggregator.store.finding import rows_by_seq, seqs_by_hash
from aggregator.store.rows import ENTRIES
from aggregator.store.rules import Rules, fold

DAY_MS = 86_400_000


@dataclass(slots=True, eq=False)
class Piece:
    """One entry on its way into the store; `row` is what is known of it, `same` its earlier twin in the batch."""

    entry: Entry
    hash: str
    first_seen: int
    seq: int = 0
    row: Row[Any] | None = None
    same: Piece | None = None
    change: Change = field(default_factory=Change)
    status: str = "new"
    reason: str = ""

    @property
    def dated(self) -> int:
        return self.first_seen if self.entry.published is None else t.to_ms(self.entry.published)

    @property
    def is_foreign(self) -> bool:
        """Whether another source gave the entry first."""
        return self.row is not None and self.row.source != self.entry.source


def match(connection: Connection, pieces: Sequence[Piece], rules: Rules) -> None:
    """Give each piece the row it already has, the earlier piece it repeats, or the rule that blocks it."""
    seqs = seqs_by_hash(connection, {p.hash for p in pieces})
    rows = rows_by_seq(connection, set(seqs.values()))
    moved = _by_guid(connection, [p for p in pieces if p.hash not in seqs and p.entry.guid])
    here: dict[str, Piece] = {}
    for piece in pieces:
        piece.row = rows.get(seqs.get(piece.hash, 0)) or moved.get(piece.hash)
        if rules.blocks(piece.entry, piece.hash if piece.row is None else piece.row.hash):
            piece.status, piece.reason = "blocked", "withdrawn, and kept out"
        elif piece.hash in here:
            piece.same, piece.row = here[piece.hash], None
            piece.status, piece.reason = "seen", "twice on this visit"
        elif piece.row is not None:
            piece.status = "seen"
        here.setdefault(piece.hash, piece)


def _by_guid(connection: Connection, pieces: Sequence[Piece]) -> dict[str, Row[Any]]:
    """Rows of the same source and guid for pieces whose address is new: the address changed, the article did not.

    A guid that stands twice identifies nothing, and neither does one of an item with another title and day.
    """
    wanted = Counter((p.entry.source, p.entry.guid) for p in pieces)
    guids = sorted({guid for (_, guid), times in wanted.items() if times == 1 and guid})
    found: dict[tuple[str, str], list[Row[Any]]] = {}
    for start in range(0, len(guids), CHUNK):
        for row in connection.execute(ENTRIES.where(t.entries.c.guid.in_(guids[start : start + CHUNK]))):
            found.setdefault((row.source, row.guid), []).append(row)
    moved: dict[str, Row[Any]] = {}
    for piece in pieces:
        rows = found.get((piece.entry.source, piece.entry.guid or ""), [])
        if len(rows) == 1 and _alike(piece, rows[0]):
            moved[piece.hash] = rows[0]
    return moved


def _alike(piece: Piece, row: Row[Any]) -> bool:
    same_title = fold(piece.entry.title or "") == fold(row.title or "")
    return same_title or (piece.entry.published is not None and abs(piece.dated - row.dated) < DAY_MS)
