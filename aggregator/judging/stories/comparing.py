"""Laying two word sequences beside each other: how much they share, and what stands in each other's place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Indel

from aggregator.judging.stories.signatures import Signature
from aggregator.judging.stories.words import COMMON, has_content, number

RUN = 3  # words in a row that count as shared; fewer are chance
SHORT = 4  # words: a gap at an end no longer than this is looked at like one inside

Gap = tuple[Sequence[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Alignment:
    """`shared` words in runs; `inner` is their share of the stretch from the first run to the last, `outer` of the
    shorter text; `gaps` are what stands in each other's place there, `head` what stands before the first run."""

    shared: int = 0
    inner: float = 0.0
    outer: float = 0.0
    gaps: tuple[Gap, ...] = ()
    head: Gap = ((), ())


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
    gaps = [(a[x[1] : y[0]], b[x[3] : y[2]]) for x, y in pairwise(runs)]
    head, tail = (a[: first[0]], b[: first[2]]), (a[last[1] :], b[last[3] :])
    gaps += [gap for gap in (head, tail) if max(map(len, gap)) <= SHORT]
    return Alignment(
        shared,
        shared / max(1, stretch),
        shared / max(1, min(len(a), len(b))),
        tuple(gap for gap in gaps if gap[0] and gap[1]),
        head,
    )


def conflicts(a: Signature, b: Signature, gaps: Sequence[Gap]) -> list[str]:
    """Gaps in which another number or another name stands that the other item knows nowhere, as 'x / y'."""
    found = []
    all_a, all_b = {*a.title, *a.excerpt}, {*b.title, *b.excerpt}
    said_a, said_b = numbers(all_a), numbers(all_b)
    for one, other in gaps:
        ours, theirs = numbers(one) - said_b, numbers(other) - said_a
        if not (ours and theirs):
            ours = {w for w in one if w in a.names and w not in COMMON and w not in all_b}
            theirs = {w for w in other if w in b.names and w not in COMMON and w not in all_a}
        if ours and theirs:
            found.append(f"{' '.join(sorted(ours))} / {' '.join(sorted(theirs))}")
    return found


def replaced(gaps: Sequence[Gap]) -> int:
    """How many words of content stand in the place of others."""
    return sum(min(sum(map(has_content, one)), sum(map(has_content, other))) for one, other in gaps)


def numbers(words: Iterable[str]) -> set[str]:
    """The numbers that words say, in digits."""
    return {said for said in map(number, words) if said is not None}
