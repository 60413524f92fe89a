"""Words that tell stories apart, and words that do not: function words, the subject's own, newsroom furniture."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from aggregator import text

_DATA = tomllib.loads((Path(__file__).parent.parent / "data" / "stories.toml").read_text(encoding="utf-8"))
EMPTY = frozenset(_DATA["empty"].split())
COMMON = EMPTY | frozenset(_DATA["subject"].split())
_pairs = _DATA["numbers"].split()
NUMBERS = dict(zip(_pairs[::2], _pairs[1::2], strict=True))
_FURNITURE = re.compile(rf"\b(?:{'|'.join(_DATA['furniture'])})")
_UNSPACED = "\u2e7f"  # from here on a character is a word


def number(word: str) -> str | None:
    """A folded word as the number it says, null where it says none."""
    if word.isdigit():
        return str(int(word)) if len(word) < 19 else word
    return NUMBERS.get(word)


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


def is_furniture(excerpt: str) -> bool:
    """Whether an excerpt speaks of the site and not of the article."""
    return len(set(_FURNITURE.findall(text.fold(excerpt)))) >= 2
