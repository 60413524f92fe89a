"""Laying two word sequences beside each other: how much they share, and what stands in each other's place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Indel

from aggregator.judging.stories.signatures import Signature
from aggregator.judging.stories.words import CALENDAR, COMMON, INSTALMENT, has_content, number, weight

RUN = 3  # words in a row that count as shared; fewer are chance
SHORT = 4  # words: a gap at an end no longer than this is looked at like one inside

Gap = tuple[Sequence[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Alignment:
    """`shared` words in runs; `inner` is their share of the stretch from the first run to the last, `outer` of the
    shorter text; `gaps` are what stands in each other's place there, `head` and `tail` what stands around it."""

    shared: int = 0
    inner: float = 0.0
    outer: float = 0.0
    gaps: tuple[Gap, ...] = ()
    head: Gap = ((), ())
    tail: Gap = ((), ())


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
    inner, outer = shared / max(1, stretch), shared / max(1, min(len(a), len(b)))
    return Alignment(shared, inner, outer, tuple(gap for gap in gaps if any(gap)), head, tail)


def conflicts(a: Signature, b: Signature, gaps: Sequence[Gap]) -> list[str]:
    """Gaps in which another number or another name stands that the other item knows nowhere, as 'x / y'."""
    found = []
    all_a, all_b = {*a.title, *a.excerpt}, {*b.title, *b.excerpt}
    said_a, said_b = numbers((*a.title, *a.excerpt)), numbers((*b.title, *b.excerpt))
    for one, other in gaps:
        ours, theirs = numbers(one) - said_b, numbers(other) - said_a
        if ours and theirs:
            found.append(f"{_listed(ours)} / {_listed(theirs)}")
            continue
        mine = {w for w in one if w in a.names and w not in COMMON and w not in all_b}
        yours = {w for w in other if w in b.names and w not in COMMON and w not in all_a}
        if mine and yours:
            found.append(f"{' '.join(sorted(mine))} / {' '.join(sorted(yours))}")
    return found


def title_facts(a: Signature, b: Signature) -> str | None:
    """What makes two titles of one form two articles: another number, instalment, month, or name, as 'x / y'.

    An edited title has other words too; but the excerpt that both share backs one side at most of what is new.
    """
    known_a, known_b = numbers((*a.title, *a.excerpt)), numbers((*b.title, *b.excerpt))
    ours, theirs = numbers(a.title) - known_b, numbers(b.title) - known_a
    if ours and theirs:
        return f"{_listed(ours)} / {_listed(theirs)}"
    for mine, yours in ((_instalments(a.title), _instalments(b.title)), (_dates(a.title), _dates(b.title))):
        if mine and yours and mine != yours:
            return f"{' '.join(sorted(mine))} / {' '.join(sorted(yours))}"
    all_a, all_b = {*a.title, *a.excerpt}, {*b.title, *b.excerpt}
    own_a = [word for word in a.title if weight(word) and word not in all_b]
    own_b = [word for word in b.title if weight(word) and word not in all_a]
    if any(word in a.excerpt for word in own_a) and any(word in b.excerpt for word in own_b):
        return f"{' '.join(own_a)} / {' '.join(own_b)}"
    return None


def _instalments(title: Sequence[str]) -> set[str]:
    """The words after 'part', 'episode' and their like, or before where that is how it is said."""
    places = [place for place, word in enumerate(title) if word in INSTALMENT]
    after = {title[place + 1] for place in places if place + 1 < len(title)}
    return after or {title[place - 1] for place in places if place}


def _dates(title: Sequence[str]) -> set[str]:
    return {word for word in title if word in CALENDAR}


def _listed(found: Iterable[int]) -> str:
    return " ".join(map(str, sorted(found)))


def replaced(a: Signature, b: Signature, gaps: Sequence[Gap]) -> int:
    """How many words of content each side has for itself in these gaps, at least: what was exchanged, not added."""
    ours = {word for one, _ in gaps for word in one if has_content(word)} - {*b.excerpt}
    theirs = {word for _, other in gaps for word in other if has_content(word)} - {*a.excerpt}
    return min(len(ours), len(theirs))


def numbers(words: Iterable[str]) -> set[int]:
    """The numbers that words say; 'twenty three' is 23."""
    found: set[int] = set()
    tens = 0
    for word in words:
        said = number(word)
        if said is None:
            tens = 0
        elif tens and said < 10:
            found.discard(tens)
            found.add(tens + said)
            tens = 0
        else:
            found.add(said)
            tens = said if 20 <= said <= 90 and said % 10 == 0 and not word.isdecimal() else 0
    return found
