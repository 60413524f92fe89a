"""The keys under which candidates meet: 48-bit numbers of titles, and of runs of words in excerpts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from zlib import crc32

from aggregator.judging.stories.words import weight

SHINGLE = 3  # words
WINNOW = (
    8  # of so many shingles in a row at least one becomes a key: a run of ten shared words is always found
)
PRIME = 2**48 - 59


def keys(
    words: Sequence[str], heads: Sequence[Sequence[str]], told: float, excerpt: Sequence[str]
) -> tuple[int, ...]:
    """A key for the title and its beginnings if they tell enough, and winnowed shingles of the excerpt.

    Winnowing (Schleimer, Wilkerson, Aiken 2003) chooses shingles by their hash within a sliding window, so that
    two texts with a long enough run of words in common choose the same ones wherever the run stands.
    """
    found = {_title_key(title) for title in (words, *heads)} if told >= 2 else set()
    if told and len(words) > 2:
        found.add(_title_key(sorted({word for word in words if weight(word)})))
    each = list(map(_hash, excerpt))
    shingles = [(7 * a + 5 * b + 3 * c) % PRIME for a, b, c in zip(each, each[1:], each[2:], strict=False)]
    found.update(map(min, *(shingles[i:] for i in range(WINNOW))) if len(shingles) > WINNOW else shingles)
    return tuple(sorted(found))


def _title_key(words: Sequence[str]) -> int:
    said = "\n".join(words).encode()
    return (crc32(said) << 16 | crc32(said, 1) & 0xFFFF) % PRIME


@lru_cache(maxsize=65536)
def _hash(word: str) -> int:
    said = word.encode()
    return crc32(said) << 16 | crc32(said, 1) & 0xFFFF
