"""Laying two word sequences beside each other: how much they share, and what stands in each other's place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from aggregator.judging.stories.words import COMMON, number

RUN = 3  # words in a row that count as shared; fewer are chance
SHORT = 4  # words: a gap at an end no longer than this is looked at like one inside

Gap = tuple[Sequence[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Alignment:
    """`shared` words in runs; `inner` is their share of the stretch from the first run to the last, `outer` of the
    shorter text; `gaps` are what stands in each other's place there."""

    shared: int = 0
    inner: float = 0.0
    outer: float = 0.0
    gaps: tuple[Gap, ...] = ()


def align(a: Sequence[str], b: Sequence[str]) -> Alignment:
    """Lay two texts beside each other, whatever stands before and after what they share."""
    if a == b:
        return Alignment(len(a), 1.0, 1.0)
    runs = [
        (op.src_start, op.src_end, op.dest_start, op.dest_end)
        for op in Indel.opcodes(a, b)
        if op.tag == "equal" and op.src_end - op.src_start >= RUN
    ]
    if not runs:
        return Alignment()
    shared = sum(run[1] - run[0] for run in runs)
    first, last = runs[0], runs[-1]
    stretch = min(last[1] - first[0], last[3] - first[2])
    gaps = [(a[x[1] : y[0]], b[x[3] : y[2]]) for x, y in zip(runs, runs[1:], strict=False)]
    ends = ((a[: first[0]], b[: first[2]]), (a[last[1] :], b[last[3] :]))
    gaps += [gap for gap in ends if max(map(len, gap)) <= SHORT]
    return Alignment(
        shared,
        shared / max(1, stretch),
        shared / max(1, min(len(a), len(b))),
        tuple(gap for gap in gaps if gap[0] and gap[1]),
    )


def conflicts(gaps: Sequence[Gap], names_a: frozenset[str], names_b: frozenset[str]) -> list[str]:
    """Gaps in which another number or another name stands, as 'x / y' for people."""
    found = []
    for a, b in gaps:
        numbers_a, numbers_b = numbers(a), numbers(b)
        if numbers_a and numbers_b and not numbers_a & numbers_b:
            found.append(f"{' '.join(sorted(numbers_a))} / {' '.join(sorted(numbers_b))}")
            continue
        named_a = {w for w in a if w in names_a and w not in COMMON}
        named_b = {w for w in b if w in names_b and w not in COMMON}
        if named_a and named_b and not named_a & named_b:
            found.append(f"{' '.join(w for w in a if w in named_a)} / {' '.join(w for w in b if w in named_b)}")
    return found


def numbers(words: Sequence[str]) -> set[str]:
    """The numbers that words say, in digits."""
    return {said for said in map(number, words) if said is not None}
