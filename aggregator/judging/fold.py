"""Text as terms see it: words in lower case, without accents, punctuation, Arabic prefixes or dodging apostrophes.

The same folding is applied to terms and to texts, so that it need not be right in a linguist's eyes, only alike.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

BREAK = "\ue001"
# Soft hyphen, joiners, direction marks and tatweel stand inside words and mean nothing here.
_NOTHING = frozenset([0x00AD, 0x0640, 0x2060, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F)])


class _Separators(dict[int, str | None]):
    """Punctuation, symbols, spaces and controls as a space; filled as characters are met."""

    def __missing__(self, code: int) -> str | None:
        char: str | None = chr(code)
        if code in _NOTHING or 0x2066 <= code < 0x206A:
            char = None
        elif (
            unicodedata.category(chr(code)) not in ("Co", "Cn")
            and unicodedata.category(chr(code))[0] in "PSZC"
        ):
            char = " "
        self[code] = char
        return char


_SEPARATORS = _Separators({ord("%"): " % ", ord("٪"): " % "})  # 87% of victims: a figure
# Marks that Latin, Arabic and Hindi do without: accents, vowel signs of Arabic, nukta.
_COMBINING = re.compile("[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u093c]")
_LETTERS = str.maketrans("ىةٱیکँıøłđ", "يهايكंiold")
_LATIN_WORD = re.compile(f"[^\\W_]+|[%{BREAK}]")
_OTHER_SCRIPT = re.compile(
    "[\u00ad\u0300-\u036f\u0590-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u206f\ue000\ufe00-\uffff]"
)
_OTHER_LETTER = re.compile("[ىةٱیکँıøłđ]")
_ARABIC = re.compile("[\u0621-\u064a]")
# و ف (and, so) before ب ل ك (in, to, like) and the article; ل + ال is written لل.
_ARABIC_PREFIX = re.compile(r"(?<!\S)[وف]?(?:[بك]?ال|لل)(?=\w{2})")
_INSIDE_HINDI = re.compile("(?<=[\u0900-\u097f])['\u2018\u2019\u02bc`\u00b4](?=[\u0900-\u097f])")


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is ` word word … ` with one space around each; `words` are the same words as they were written."""

    text: str
    words: list[str]

    def written(self, start: int, end: int) -> str:
        """The words as they stand in the text for the folded range `start` to `end`, no spaces around it."""
        first = self.text.count(" ", 0, start) - 1
        return " ".join(self.words[first : first + self.text.count(" ", start, end) + 1])


def fold(text: str) -> Folded:
    """Fold a text of any length in time linear in it."""
    words = _words(text)
    if not words:
        return Folded(" ", [])
    folded = " ".join(words)
    if folded.isascii():
        return Folded(f" {folded.lower()} ", words)
    folded = _COMBINING.sub("", unicodedata.normalize("NFD", folded.casefold()))
    if not folded.isascii():
        if _OTHER_LETTER.search(folded):
            folded = folded.translate(_LETTERS)
        if _ARABIC.search(folded):
            folded = _ARABIC_PREFIX.sub("", folded)
    if folded.count(" ") != len(words) - 1:  # a word of nothing but marks is gone
        words = folded.split()
        folded = " ".join(words)
    return Folded(f" {folded} ", words)


def _words(text: str) -> list[str]:
    if _OTHER_SCRIPT.search(text) is None:
        return _LATIN_WORD.findall(text)
    return _INSIDE_HINDI.sub("", text).translate(_SEPARATORS).split()
