"""Words that tell stories apart, and words that do not: function words, the subject's own, newsroom furniture."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

_DATA = tomllib.loads((Path(__file__).parent.parent / "data" / "stories.toml").read_text(encoding="utf-8"))
EMPTY = frozenset(_DATA["empty"].split())
CALENDAR = frozenset(_DATA["calendar"].split())
INSTALMENT = frozenset(_DATA["instalment"].split())
COMMON = EMPTY | CALENDAR | frozenset(_DATA["subject"].split())
_pairs = _DATA["numbers"].split()
NUMBERS = dict(zip(_pairs[::2], _pairs[1::2], strict=True))
_FURNITURE: dict[str, list[str]] = {}
for _stem in _DATA["furniture"]:
    _FURNITURE.setdefault(_stem.split()[0][:4], []).append(_stem)
_BEGINNINGS = frozenset(_FURNITURE)
_UNSPACED = "\u2e7f"  # from here on a character is a word


def number(word: str) -> int | None:
    """A folded word as the number it says, null where it says none."""
    if word.isdecimal():
        return int(word[:18])
    said = NUMBERS.get(word)
    return None if said is None else int(said)


@lru_cache(maxsize=65536)
def weight(word: str) -> float:
    """How much a folded word of a title tells: 1, ½ for a character of an unspaced script, 0 for a common word."""
    if word in COMMON or word in NUMBERS:
        return 0.0
    if len(word) == 1:
        return 0.5 if word > _UNSPACED else 0.0
    return 0.5 if len(word) == 2 or word.isdigit() else 1.0


def has_content(word: str) -> bool:
    """Whether a folded word says anything: no function word, no single letter."""
    return word not in EMPTY and (len(word) > 2 or word > _UNSPACED)


def is_furniture(words: Sequence[str]) -> bool:
    """Whether an excerpt's folded words speak of the site and not of the article."""
    if _BEGINNINGS.isdisjoint([word[:4] for word in words]):
        return False
    found = set()
    for place, word in enumerate(words):
        for stem in _FURNITURE.get(word[:4], ()):
            if " ".join(words[place : place + 3]).startswith(stem):
                found.add(stem)
    return len(found) >= 2
