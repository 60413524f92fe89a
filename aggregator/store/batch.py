"""The steps of keeping a batch of one source's entries, inside the writer's transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from aggregator.items import Entry, Source
from aggregator.store import tables as t
from aggregator.store.base import CHUNK, hash_of, upsert
from aggregator.store.changes import Change, compare, judgement_of, revive
from aggregator.store.finding import put_source, refile, rows_by_seq, seqs_by_hash
from aggregator.store.grouping import Grouping, Member, drop_keys, group, settle_leads
from aggregator.store.records import Kept
from aggregator.store.rows import ENTRIES, entry_values, filings, filings_of
from aggregator.store.rules import Rules
from aggregator.store.signing import load_members, member_of, outlets, sign

Hold = Callable[[Entry], str | None]
Outcome = tuple[str | None, str | None, Kept]  # hash, story's hash, what became of it


@dataclass(slots=True, eq=False)
class Piece:
    """One entry on its way into the store; `row` is what is known of it."""

    entry: Entry
    hash: str
    first_seen: int
    seq: int = 0
    row: Row[Any] | None = None
    same: Piece | None = None  # the same article, earlier in this batch
    change: Change = field(default_factory=Change)
    status: str = "new"
    reason: str = ""

    @property
    def dated(self) -> int:
        return self.first_seen if self.entry.published is None else t.to_ms(self.entry.published)


class Batch:
    """Keeps entries in one transaction; `months` is the retention of excerpts, `quiet_days` set on a first visit."""

    def __init__(  # noqa: PLR0913
        self,
        connection: Connection,
        source: Source,
        now: datetime,
        meta: dict[str, str],
        *,
        quiet_days: int | None,
        months: int,
    ) -> None:
        self.connection, self.source = connection, source
        newest = connection.execute(sa.select(sa.func.max(t.entries.c.updated))).scalar()
        self.clock = max(t.to_ms(now), (newest or 0) + 1 if newest and newest > t.to_ms(now) else 0)
        self.quiet_before = None if quiet_days is None else t.to_ms(now - timedelta(days=quiet_days))
        self.erased_before = t.to_ms(now - timedelta(days=30.44 * months))
        self.rules = Rules(connection, meta["secret"])
        self.next_updated = max(self.clock, (newest or 0) + 1)
        self.given: set[int] = set()
        put_source(connection, source)
        rows = connection.execute(sa.select(t.sources.c.id, t.sources.c.name, t.sources.c.kind))
        self.names = {row.id: (row.name, row.kind) for row in rows}
        self.outlets = outlets(self.names)

    def keep(self, entries: Sequence[Entry], hold: Hold | None) -> list[Outcome]:
        pieces = [self._piece(entry) for entry in entries]
        self._find(pieces)
        fresh = [p for p in pieces if p.status == "new"]
        known = [p for p in pieces if p.row is not None and p.status != "blocked"]
        for piece in known:
            self._compare(piece)
        self._number(fresh)
        grouping = self._group(fresh, known)
        self._insert(fresh, grouping, hold)
        self._update([p for p in known if p.change.values], hold)
        self._sight(known)
        self._write_stories(grouping)
        return self._outcomes(pieces, grouping)

    def _piece(self, entry: Entry) -> Piece:
        seen = self.clock if entry.first_seen is None else min(t.to_ms(entry.first_seen), self.clock)
        return Piece(entry, hash_of(entry.canonical), seen)

    def _find(self, pieces: Sequence[Piece]) -> None:
        """Give each piece the row it already has, the earlier piece it repeats, or the rule that blocks it."""
        seqs = seqs_by_hash(self.connection, {p.hash for p in pieces})
        rows = rows_by_seq(self.connection, set(seqs.values()))
        guids = self._by_guid([p for p in pieces if p.hash not in seqs and p.entry.guid])
        here: dict[str, Piece] = {}
        for piece in pieces:
            piece.row = rows.get(seqs.get(piece.hash, 0)) or guids.get(piece.entry.guid or "")
            if self.rules.blocks(piece.entry, piece.row.hash if piece.row is not None else piece.hash):
                piece.status, piece.reason = "blocked", "withdrawn, and kept out"
            elif piece.hash in here:
                piece.same, piece.status, piece.reason = here[piece.hash], "seen", "twice on this visit"
                piece.row = None
            elif piece.row is not None:
                piece.status = "seen"
            here.setdefault(piece.hash, piece)

    def _by_guid(self, pieces: Sequence[Piece]) -> dict[str, Row[Any]]:
        """Known entries of this source by guid: an address that changed. A guid seen twice identifies nothing."""
        wanted = [p.entry.guid for p in pieces if p.entry.guid]
        single = sorted({guid for guid in wanted if wanted.count(guid) == 1})
        if not single:
            return {}
        e = t.entries.c
        found: dict[str, Row[Any]] = {}
        for start in range(0, len(single), CHUNK):
            chunk = single[start : start + CHUNK]
            rows = self.connection.execute(ENTRIES.where(e.source == self.source.id, e.guid.in_(chunk))).all()
            for row in rows:
                found[row.guid] = row
            if len(rows) != len({row.guid for row in rows}):
                repeated = [row.guid for row in rows]
                found = {guid: row for guid, row in found.items() if repeated.count(guid) == 1}
        return found

    def _compare(self, piece: Piece) -> None:
        row = piece.row
        assert row is not None
        if row.status == "withdrawn":
            piece.change, piece.status, piece.reason = (
                revive(piece.entry, self.source.id),
                "updated",
                "listed again",
            )
            return
        if row.source != self.source.id:
            piece.reason = f"the same address, listed by {self.names[row.source][0]} too"
            return
        piece.change = compare(row, piece.entry, keep_erased=row.first_seen < self.erased_before)
        if piece.change.values:
            piece.status = "updated" if piece.change.logged or piece.change.material else "seen"
            piece.reason = ", ".join(name for name, _, _ in piece.change.logged)

    def _number(self, fresh: Sequence[Piece]) -> None:
        newest = self.connection.execute(sa.select(sa.func.max(t.entries.c.seq))).scalar() or 0
        for seq, piece in enumerate(fresh, newest + 1):
            piece.seq = seq

    def _group(self, fresh: Sequence[Piece], known: Sequence[Piece]) -> Grouping:
        """Stories of what is new, and of what was reworded (its old keys go first)."""
        reworded = [p for p in known if "title" in p.change.values or "excerpt" in p.change.values]
        members = [Member(p.seq, p.seq, sign(p.entry, self.outlets, p.first_seen), p.dated) for p in fresh]
        if reworded:
            drop_keys(
                self.connection, [member_of(p.row, self.outlets) for p in reworded if p.row is not None]
            )
        for piece in reworded:
            row = piece.row
            assert row is not None
            dated = piece.change.values.get("dated", row.dated)
            members.append(Member(row.seq, row.story, sign(piece.entry, self.outlets, row.first_seen), dated))
        return group(self.connection, members, lambda c, seqs: load_members(c, seqs, self.outlets))

    def _insert(self, fresh: Sequence[Piece], grouping: Grouping, hold: Hold | None) -> None:
        if not fresh:
            return
        values, filed = [], []
        for piece in fresh:
            story = grouping.root(grouping.stories[piece.seq])
            because = hold(piece.entry) if hold else None
            if because:
                piece.status, piece.reason = "held", because
            elif story != piece.seq:
                piece.status = "duplicate"
            row = entry_values(piece.entry)
            quiet = self.quiet_before is not None and piece.dated < self.quiet_before
            values.append(row | {
                "seq": piece.seq, "hash": piece.hash, "story": story, "lead": True, "source": self.source.id,
                "status": "held" if because else "quiet" if quiet else "published", "held_because": because,
                "first_seen": piece.first_seen, "last_seen": piece.first_seen, "dated": piece.dated,
                "updated": self._distinct(piece.first_seen, given=piece.entry.first_seen is not None),
            })  # fmt: skip
            filed += [
                {"kind": kind, "code": code, "entry": piece.seq}
                for kind, code in filings(judgement_of(piece.entry))
            ]
        self.connection.execute(t.entries.insert(), values)
        if filed:
            self.connection.execute(t.filed.insert(), filed)

    def _distinct(self, wanted: int, *, given: bool = False) -> int:
        """A time of change that no other entry has: the wanted one or the next free millisecond."""
        if not given:
            self.next_updated += 1
            return self.next_updated - 1
        u = t.entries.c.updated
        if wanted not in self.given:
            near = sa.select(sa.func.max(u)).where(u >= wanted, u < wanted + 3_600_000)
            taken = self.connection.execute(near).scalar()
            wanted = wanted if taken is None else taken + 1
        while wanted in self.given:
            wanted += 1
        self.given.add(wanted)
        self.next_updated = max(self.next_updated, wanted + 1)
        return wanted

    def _update(self, pieces: Sequence[Piece], hold: Hold | None) -> None:
        for piece in pieces:
            row, change = piece.row, piece.change
            assert row is not None
            seq: dict[str, Any] = {"entry": row.seq}
            values = dict(change.values)
            if change.material:
                values["updated"] = self._distinct(self.clock)
                if hold and row.held_because is None and (because := hold(piece.entry)):
                    values |= {"status": "held", "held_because": because}
                    piece.status, piece.reason = "held", because
            if "canonical" in values:
                alias = {"hash": piece.hash, **seq}
                self.connection.execute(upsert(self.connection, t.aliases, ["hash"]), alias)
            self.connection.execute(t.entries.update().where(t.entries.c.seq == row.seq), values)
            logged = [
                {**seq, "at": self.clock, "field": name, "before": before, "after": after}
                for name, before, after in change.logged
            ]
            if logged:
                self.connection.execute(t.corrections.insert(), logged)
            if "evidence" in values:
                refile(self.connection, row.seq, filings_of(row.evidence), filings(judgement_of(piece.entry)))

    def _sight(self, known: Sequence[Piece]) -> None:
        """When each known entry was last listed, and by whom else."""
        own = sorted({p.row.seq for p in known if p.row is not None and p.row.source == self.source.id})
        for start in range(0, len(own), CHUNK):
            chosen = t.entries.c.seq.in_(own[start : start + CHUNK])
            later = t.entries.c.last_seen < self.clock
            self.connection.execute(t.entries.update().where(chosen, later).values(last_seen=self.clock))
        others = {
            p.row.seq: {
                "entry": p.row.seq, "source": self.source.id, "address": p.entry.address,
                "first_seen": p.first_seen, "last_seen": self.clock,
            }
            for p in known if p.row is not None and p.row.source != self.source.id
        }  # fmt: skip
        if others:
            statement = upsert(self.connection, t.elsewhere, ["entry", "source"], ["last_seen"])
            self.connection.execute(statement, list(others.values()))

    def _write_stories(self, grouping: Grouping) -> None:
        if grouping.keys:
            rows = [{"key": key, "entry": entry} for key, entry in grouping.keys]
            self.connection.execute(t.story_keys.insert(), rows)
        for young in grouping.merged:
            moved = t.entries.update().where(t.entries.c.story == young)
            self.connection.execute(moved.values(story=grouping.root(young)))
        if grouping.joined:
            rows = [
                {"entry": entry, "other": other, "reason": reason, "at": self.clock}
                for entry, other, reason in grouping.joined
            ]
            statement = upsert(self.connection, t.joins, ["entry", "other"], ["reason", "at"])
            self.connection.execute(statement, rows)
            settle_leads(self.connection, grouping.touched, self.names)

    def _outcomes(self, pieces: Sequence[Piece], grouping: Grouping) -> list[Outcome]:
        founders = {p.seq: p.hash for p in pieces if p.seq}
        wanted = {grouping.root(story) for story in grouping.stories.values()} - founders.keys()
        founders |= {row.seq: row.hash for row in rows_by_seq(self.connection, wanted).values()}
        reasons = {entry: reason for entry, _, reason in grouping.joined}
        return [self._outcome(p, grouping, founders, reasons) for p in pieces]

    def _outcome(
        self, piece: Piece, grouping: Grouping, founders: dict[int, str], reasons: dict[int, str]
    ) -> Outcome:
        if piece.same is not None:
            digest, story, _ = self._outcome(piece.same, grouping, founders, reasons)
            return digest, story, Kept(None, None, "seen", piece.reason)
        if piece.status == "blocked":
            return None, None, Kept(None, None, "blocked", piece.reason)
        reason = piece.reason or reasons.get(piece.seq, "")
        kept = Kept(None, None, piece.status, reason)  # type: ignore[arg-type]
        if piece.row is None:
            return piece.hash, founders[grouping.root(piece.seq)], kept
        root = grouping.root(grouping.stories.get(piece.row.seq, piece.row.story))
        story = piece.row.story_hash if root == piece.row.story else founders.get(root)
        return piece.row.hash, story or piece.row.story_hash, kept
