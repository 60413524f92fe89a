"""Text as terms see it: words in lower case, without accents, punctuation, Arabic prefixes or dodging apostrophes.

The same folding is applied to terms and to texts, so that it need not be right in a linguist's eyes, only alike.
"""

from __future__ import annotations

import re
import unicodedata

BREAK = "\x01"  # stands between the fields of an item, as a word of its own
# Soft hyphen, joiners, direction marks and tatweel stand inside words and mean nothing here.
_NOTHING = frozenset(
    [0x00AD, 0x0640, 0x2060, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
# Marks that Latin, Arabic and Hindi do without: accents, vowel signs of Arabic, nukta.
_COMBINING = re.compile("[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u093c]")
_LETTERS = str.maketrans("ىةٱیکँıøłđ", "يهايكंiold")
_KEPT = {ord(BREAK): BREAK, ord("%"): " % ", ord("٪"): " % "}  # 87% of victims: a figure
_ARABIC = re.compile("[\u0621-\u064a]")
# و ف (and, so) before ب ل ك (in, to, like) and the article; ل + ال is written لل.
_ARABIC_PREFIX = re.compile(r"(?<!\S)[وف]?(?:[بك]?ال|لل)(?=\w{2})")
_INSIDE_HINDI = re.compile("['\u2018\u2019\u02bc`\u00b4](?<=[\u0900-\u097f].)(?=[\u0900-\u097f])")


class _Separators(dict[int, str | None]):
    """Punctuation, symbols, spaces and controls as a space; filled as characters are met."""

    def __missing__(self, code: int) -> str | None:
        category = unicodedata.category(chr(code))
        if code in _NOTHING:
            self[code] = None
        else:
            self[code] = " " if category[0] in "PSZC" and category not in ("Co", "Cn") else chr(code)
        return self[code]


class _Folding(dict[int, str | None]):
    """Each character as terms see it; filled as characters are met."""

    def __missing__(self, code: int) -> str | None:
        char = _SEPARATORS[code]
        if char is not None and char != " ":
            char = _COMBINING.sub("", unicodedata.normalize("NFD", char.casefold())).translate(_LETTERS)
        self[code] = char
        return char


_SEPARATORS = _Separators(_KEPT)
_FOLDING = _Folding(_KEPT)


class Folded:
    """A folded text: `text` is ` word word … ` with one space around each word, `tokens` are its words."""

    __slots__ = ("_source", "_words", "text", "tokens")

    def __init__(self, text: str, tokens: list[str], source: str) -> None:
        self.text = text
        self.tokens = tokens
        self._source = source
        self._words: list[str] | None = None

    @property
    def words(self) -> list[str]:
        """The same words as they were written."""
        if self._words is None:
            words = self._source.translate(_SEPARATORS).split()
            # A word of nothing but marks is gone from the folded text.
            self._words = words if len(words) == len(self.tokens) else self.tokens
        return self._words

    def written(self, start: int, end: int) -> str:
        """The words as they stand in the text for the folded range `start` to `end`, no spaces around it."""
        first = self.text.count(" ", 0, start) - 1
        return " ".join(self.words[first : first + self.text.count(" ", start, end) + 1])


def fold(text: str) -> Folded:
    """Fold a text of any length in time linear in it."""
    if not text.isascii():
        text = _INSIDE_HINDI.sub("", text)
    tokens = text.translate(_FOLDING).split()
    folded = " ".join(tokens)
    if not folded.isascii() and _ARABIC.search(folded):
        folded = _ARABIC_PREFIX.sub("", folded)
        tokens = folded.split(" ")
    return Folded(f" {folded} " if tokens else " ", tokens, text)
