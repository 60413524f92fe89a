"""How well stories are told apart on retellings of our own, and what a look at one item and a pair costs.

usage: python benchmarks/stories.py
The retellings are those of the tests: ten languages, fifteen ways to tell an article again, five kinds of lookalikes.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from dataclasses import replace
from itertools import combinations
from pathlib import Path

from aggregator.judging.stories import decide, signature

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "judging"))
from retelling import OUTLETS, Told, lookalikes, retold
from test_stories import components

NAMES = frozenset(OUTLETS)


def main() -> None:
    right = wrong = missed = 0
    how: dict[str, int] = defaultdict(int)
    for seed in range(100, 110):
        items = [*retold(seed), *lookalikes(seed)]
        for (a, in_a), (b, in_b) in combinations(zip(items, components(items), strict=True), 2):
            right += a.story == b.story and in_a == in_b
            if (a.story == b.story) == (in_a == in_b):
                continue
            wrong += in_a == in_b
            missed += in_a != in_b
            how[f"{'joined' if in_a == in_b else 'missed'}: {a.how} / {b.how}"] += 1
    print(
        f"precision {right / (right + wrong):.4f}, recall {right / (right + missed):.4f} of {right + missed:,} pairs"
    )
    for kind, times in sorted(how.items(), key=lambda pair: -pair[1])[:10]:
        print(f"  {times:5} {kind}")
    cost([*retold(7)])


def cost(items: list[Told]) -> None:
    """Microseconds of CPU: a signature with its keys, the same asked again, a decision on a pair that meets."""
    fresh = [replace(item, canonical=f"{item.canonical}?{n}") for n in range(10) for item in items]
    began = time.process_time()
    for item in fresh:
        assert signature(item, NAMES).keys is not None
    each = (time.process_time() - began) / len(fresh)
    signatures = [signature(item, NAMES) for item in items]
    began = time.process_time()
    for item in items:
        signature(item, NAMES)
    again = (time.process_time() - began) / len(items)
    pairs = [(a, b) for a, b in combinations(signatures, 2) if set(a.keys) & set(b.keys)]
    began = time.process_time()
    for a, b in pairs:
        decide(a, b)
    pair = (time.process_time() - began) / len(pairs)
    keys = sum(len(one.keys) for one in signatures) / len(signatures)
    print(
        f"signature {each * 1e6:.0f} us with {keys:.1f} keys, {again * 1e6:.0f} us again; decision {pair * 1e6:.0f} us"
    )


if __name__ == "__main__":
    main()
