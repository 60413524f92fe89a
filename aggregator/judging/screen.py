"""Which rules can fire at all on what was found: most of a text's hits meet none of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from aggregator.judging.compiled import Clause
from aggregator.judging.matcher import Hits


class Screen:
    """For each list the clauses that wait for it: those whose rarest need it serves.

    Lists and needs are bits of whole numbers, so that a clause is dismissed by one `and` a need.
    """

    def __init__(self, clauses: Iterable[Clause], sizes: Counter[int]) -> None:
        clauses = list(clauses)
        lists = sorted({number for clause in clauses for need in clause.needs for number in need})
        self._bits = {number: 1 << place for place, number in enumerate(lists)}
        waiting: dict[int, list[tuple[int, tuple[int, ...]]]] = {}
        for clause in clauses:
            rarest = min(clause.needs, key=lambda need: sum(sizes[n] for n in need))
            others = list(clause.needs)
            others.remove(rarest)
            masks = tuple(sum(self._bits[number] for number in need) for need in others)
            for number in rarest:
                waiting.setdefault(number, []).append((clause.number, masks))
        self._waiting: dict[int, Sequence[tuple[int, tuple[int, ...]]]] = {
            number: tuple(found) for number, found in waiting.items()
        }

    def possible(self, hits: Hits) -> list[int]:
        """The numbers, in order, of the clauses all of whose needs were hit somewhere."""
        bits, waiting = self._bits, self._waiting
        met = 0
        known = [number for number in hits if number in bits]
        for number in known:
            met |= bits[number]
        found = set()
        for number in known:
            for clause, masks in waiting.get(number, ()):
                for mask in masks:
                    if not mask & met:
                        break
                else:
                    found.add(clause)
        return sorted(found)
