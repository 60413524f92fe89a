"""The steps of keeping a batch of entries, inside the writer's transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

from aggregator.items import Entry, Source
from aggregator.store import tables as t
from aggregator.store.base import hash_of
from aggregator.store.changes import compare, revive
from aggregator.store.finding import names_of, put_source, rows_by_seq
from aggregator.store.grouping import Grouping, Member, drop_keys, group
from aggregator.store.matching import Piece, match
from aggregator.store.records import Kept
from aggregator.store.rules import Rules
from aggregator.store.signing import load_members, member_of, outlets, sign
from aggregator.store.writing import Clock, insert, sight, update, write_stories

Hold = Callable[[Entry], str | None]
Outcome = tuple[str | None, str | None, Kept]  # hash, story's hash, what became of it


class Batch:
    """Keeps entries in one transaction; `months` is the retention of excerpts, `quiet_days` set on a first visit."""

    def __init__(  # noqa: PLR0913
        self,
        connection: Connection,
        sources: Mapping[str, Source],
        now: datetime,
        secret: str,
        *,
        quiet_days: int | None,
        months: int,
    ) -> None:
        self.connection = connection
        self.clock = Clock(connection, now)
        self.quiet_before = None if quiet_days is None else t.to_ms(now - timedelta(days=quiet_days))
        self.erased_before = t.to_ms(now - timedelta(days=30.44 * months))
        self.rules = Rules(connection, secret)
        self.names = names_of(connection)
        for source in sources.values():
            if self.names.get(source.id) != (source.name, source.kind):
                put_source(connection, source)
                self.names[source.id] = (source.name, source.kind)
        self.outlets = outlets(self.names)

    def keep(self, entries: Sequence[Entry], hold: Hold | None) -> list[Outcome]:
        """Compare, group and write; what became of each entry."""
        pieces = [self._piece(entry) for entry in entries]
        match(self.connection, pieces, self.rules)
        fresh = [p for p in pieces if p.status == "new"]
        known = [p for p in pieces if p.row is not None and p.status != "blocked"]
        for piece in known:
            self._compare(piece)
        for seq, piece in enumerate(fresh, self.clock.last + 1):
            piece.seq = seq
        self._hold([*fresh, *(p for p in known if p.change.material)], hold)
        grouping = self._group(fresh, known)
        insert(self.connection, fresh, grouping, self.clock, quiet_before=self.quiet_before)
        update(self.connection, [p for p in known if p.change.values], self.clock)
        sight(self.connection, known, self.clock.now)
        write_stories(self.connection, grouping, self.clock.last, self.clock.now, self.names)
        return self._outcomes(pieces, grouping)

    def _piece(self, entry: Entry) -> Piece:
        now = self.clock.now
        seen = now if entry.first_seen is None else min(t.to_ms(entry.first_seen), now)
        return Piece(entry, hash_of(entry.canonical), seen)

    def _compare(self, piece: Piece) -> None:
        """What the visit changes of a known entry; another source's words change nothing."""
        row = piece.row
        assert row is not None
        if row.status == "withdrawn":
            piece.change, piece.status, piece.reason = revive(piece.entry), "updated", "listed again"
        elif piece.is_foreign:
            piece.reason = f"the same address, listed by {self.names[row.source][0]} too"
        else:
            piece.change = compare(row, piece.entry, keep_erased=row.first_seen < self.erased_before)
            if piece.change.logged or piece.change.material:
                piece.status = "updated"
                piece.reason = ", ".join(name for name, _, _ in piece.change.logged)

    def _hold(self, pieces: Sequence[Piece], hold: Hold | None) -> None:
        """What is to be seen by the operator first; what was released is not held again."""
        for piece in pieces if hold else ():
            because = hold(piece.entry) if hold else None
            if because and (piece.row is None or piece.row.held_because is None):
                piece.status, piece.reason = "held", because
                if piece.row is not None:
                    piece.change.values.update(status="held", held_because=because)

    def _group(self, fresh: Sequence[Piece], known: Sequence[Piece]) -> Grouping:
        """Stories of what is new, and of what was reworded (its old keys go first)."""
        reworded = [p for p in known if {"title", "excerpt"} & p.change.values.keys()]
        rows = [p.row for p in reworded if p.row is not None]
        drop_keys(
            self.connection, [member_of(row, self.outlets) for row in rows if row.status != "withdrawn"]
        )
        members = []
        for piece, row in zip(reworded, rows, strict=True):
            now = {name: piece.change.values.get(name, getattr(row, name)) for name in ("title", "excerpt")}
            signature = sign(replace(piece.entry, **now), self.outlets, row.first_seen)
            members.append(Member(row.seq, row.story, signature, piece.change.values.get("dated", row.dated)))
        members += [Member(p.seq, p.seq, sign(p.entry, self.outlets, p.first_seen), p.dated) for p in fresh]
        return group(self.connection, members, lambda c, seqs: load_members(c, seqs, self.outlets))

    def _outcomes(self, pieces: Sequence[Piece], grouping: Grouping) -> list[Outcome]:
        hashes = {p.seq: p.hash for p in pieces if p.seq}
        wanted = {grouping.root(story) for story in grouping.stories.values()} - hashes.keys()
        hashes |= {row.seq: row.hash for row in rows_by_seq(self.connection, wanted).values()}
        reasons = {entry: reason for entry, _, reason in grouping.joined}
        return [_outcome(p, grouping, hashes, reasons) for p in pieces]


def _outcome(piece: Piece, grouping: Grouping, hashes: dict[int, str], reasons: dict[int, str]) -> Outcome:
    """An entry's hash, its story's hash and its fate; `hashes` are those of all founders in question."""
    if piece.status == "blocked":
        return None, None, Kept(None, None, "blocked", piece.reason)
    if piece.same is not None:
        digest, story, _ = _outcome(piece.same, grouping, hashes, reasons)
        return digest, story, Kept(None, None, "seen", piece.reason)
    kept = Kept(None, None, piece.status, piece.reason or reasons.get(piece.seq, ""))  # type: ignore[arg-type]
    if piece.row is None:
        return piece.hash, hashes[grouping.root(piece.seq)], kept
    root = grouping.root(grouping.stories.get(piece.row.seq, piece.row.story))
    return piece.row.hash, hashes.get(root) or piece.row.story_hash, kept
