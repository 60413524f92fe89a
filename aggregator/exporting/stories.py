"""Counts distinct stories in a stream of entries, remembering only those that have copies."""

from __future__ import annotations

from collections import Counter

from aggregator.store.records import StoredEntry


class Stories:
    """A story told by one entry alone needs no memory: it cannot come again."""

    __slots__ = ("_shared", "alone")

    def __init__(self) -> None:
        self.alone = 0  # stories told by one entry
        self._shared: Counter[int] = Counter()

    def add(self, entry: StoredEntry) -> None:
        """Count an entry towards its story."""
        if alone(entry):
            self.alone += 1
        else:
            self._shared[key(entry)] += 1

    @property
    def count(self) -> int:
        """How many stories there were."""
        return self.alone + len(self._shared)

    def top(self, count: int) -> list[tuple[int, int]]:
        """Key and number of entries of the stories that most entries told, of those with copies; ties by arrival."""
        return self._shared.most_common(count)


def alone(entry: StoredEntry) -> bool:
    """Whether no other entry tells this story."""
    return entry.lead and not entry.copies


def key(entry: StoredEntry) -> int:
    """A story's identity in few bytes, alike within one process."""
    return hash(entry.story_id)
