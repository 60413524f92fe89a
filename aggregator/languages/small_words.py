"""Which language a text's small words speak: where they do so plainly, no model need be asked."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

SPOKEN = frozenset({"en", "es", "fr", "de", "pt", "it", "nl", "ar", "ru", "hi"})  # the others only compete
# How many small words it takes, their share of a text's different words (a few of some language are in any text),
# and how often the next language's they must be.
LIKELY = (2, 0.2, 1.25)
UNEXPECTED = (3, 0.25, 1.5)
_WORD = re.compile(r"[^\s!-@\[-`{-~«»“”„‘’…–—·،؛؟।॥]+")


def plain(text: str, expected: str | None) -> str | None:
    """The language that the different small words of `text` speak for plainly, more than for any other; or None.

    Another language than the one expected, or any where none is expected, asks for more of them.
    """
    codes, table = _table()
    words = set(_WORD.findall(text.lower()))
    counts = sum(map(table.__getitem__, words & table.keys())).to_bytes(len(codes), "little")
    *_, next_most, most = sorted(counts)
    best = codes[counts.index(most)]
    few, share, lead = LIKELY if best == expected else UNEXPECTED
    is_plain = most >= few and most >= share * len(words) and most > lead * next_most
    return best if is_plain and best in SPOKEN else None


@cache
def _table() -> tuple[tuple[str, ...], dict[str, int]]:
    """The languages, and each small word with a number whose bytes count one for each language that uses it."""
    text = Path(__file__).with_name("data").joinpath("small_words.txt").read_text(encoding="utf-8")
    lines = [line.split() for line in text.splitlines() if not line.startswith("#")]
    found: dict[str, int] = {}
    for place, (_, *words) in enumerate(lines):
        for word in words:
            found[word] = found.get(word, 0) | 1 << 8 * place
    return tuple(line[0] for line in lines), found
