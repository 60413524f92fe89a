"""Stories in the store: finds candidates by indexed keys, asks judging for each pair, joins and merges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy.engine import Connection

from aggregator.judging import stories
from aggregator.store import tables as t

if TYPE_CHECKING:
    from aggregator.judging.stories import Signature

DAY_MS = 86_400_000
SPAN = 360 * DAY_MS  # keys are filed by year or so: look-ups of one time stay together on disk
NEAR = 90 * DAY_MS
FULL = 64  # a key that meets more entries says nothing; it takes no further ones
ASKED = 48  # candidates asked about one entry, those with most keys in common first


@dataclass(slots=True)
class Member:
    """An entry as grouping sees it."""

    seq: int
    story: int
    signature: Signature
    dated: int


@dataclass(slots=True)
class Grouping:
    """The outcome for a batch: the story of each entry, what joined, which stories were merged or touched."""

    stories: dict[int, int] = field(default_factory=dict)
    joined: list[tuple[int, int, str]] = field(default_factory=list)  # entry, other, reason
    merged: dict[int, int] = field(default_factory=dict)  # younger story to older
    keys: list[tuple[int, int]] = field(default_factory=list)

    def root(self, story: int) -> int:
        while story in self.merged:
            story = self.merged[story]
        return story

    def merge(self, a: int, b: int) -> None:
        a, b = self.root(a), self.root(b)
        if a != b:
            self.merged[max(a, b)] = min(a, b)

    @property
    def touched(self) -> set[int]:
        """Stories that have more than one member now and another lead perhaps."""
        return {self.root(self.stories[entry]) for entry, _, _ in self.joined}


def filed_key(key: int, dated: int) -> int:
    """The number that a 48-bit key is stored as, for an entry of that time."""
    return ((dated // SPAN) << 48) | key


def meeting(connection: Connection, member: Member) -> list[int]:
    """Numbers of the stored entries that meet this one under a key."""
    keys = _asked_keys(member.signature, member.dated)
    return _ranked(member.seq, keys, _lookup(connection, set(keys)))


def drop_keys(connection: Connection, members: Iterable[Member]) -> None:
    """Forget the keys of entries whose words changed or were withdrawn."""
    for member in members:
        keys = [filed_key(key, member.dated) for key in member.signature.keys]
        k = t.story_keys.c
        connection.execute(t.story_keys.delete().where(k.key.in_(keys), k.entry == member.seq))


def _asked_keys(signature: Signature, dated: int) -> list[int]:
    spans = range((dated - NEAR) // SPAN, (dated + NEAR) // SPAN + 1)
    return [(span << 48) | key for span in spans for key in signature.keys]


def group(connection: Connection, members: Sequence[Member], load: Any) -> Grouping:
    """Decide the stories of new (or reworded) entries against the store and among themselves.

    `load(connection, seqs)` gives the Members that are stored.
    """
    done = Grouping()
    asked = {m.seq: _asked_keys(m.signature, m.dated) for m in members}
    filed = _lookup(connection, {key for keys in asked.values() for key in keys})
    stored = load(connection, {seq for found in filed.values() for seq in found} - asked.keys())
    by_seq = {m.seq: m for m in stored}
    for member in members:
        done.stories[member.seq] = member.story
        by_seq[member.seq] = member
        for other in _ranked(member.seq, asked[member.seq], filed):
            _ask(done, member, by_seq.get(other))
        for key in member.signature.keys:
            number = filed_key(key, member.dated)
            bucket = filed.setdefault(number, [])
            if len(bucket) < FULL and member.seq not in bucket:
                bucket.append(member.seq)
                done.keys.append((number, member.seq))
    return done


def _ask(done: Grouping, member: Member, other: Member | None) -> None:
    if other is None or done.root(other.story) == done.root(member.story):
        return
    decision = stories.decide(member.signature, other.signature)
    if decision.same:
        done.merge(member.story, other.story)
        done.joined.append((member.seq, other.seq, decision.reason))


def _ranked(seq: int, keys: Iterable[int], filed: dict[int, list[int]]) -> list[int]:
    votes = Counter(other for key in keys for other in filed.get(key, ()))
    votes.pop(seq, None)
    return [other for other, _ in votes.most_common(ASKED)]


def _lookup(connection: Connection, keys: set[int]) -> dict[int, list[int]]:
    """Entries by stored key. The keys are our own integers, written into the statement: thousands at once."""
    found: dict[int, list[int]] = {}
    ordered = sorted(keys)
    for start in range(0, len(ordered), 5000):
        listed = ",".join(map(str, ordered[start : start + 5000]))
        sql = f"SELECT key, entry FROM story_keys WHERE key IN ({listed}) ORDER BY key, entry"  # noqa: S608
        for key, entry in connection.exec_driver_sql(sql):
            found.setdefault(key, []).append(entry)
    return found
