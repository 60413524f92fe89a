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
_MARKS = {
    **dict.fromkeys([*range(0x0300, 0x0370), *range(0x064B, 0x0660), 0x0670, 0x093C, *range(0x0610, 0x061B)]),
    0x0649: "ي",
    0x0629: "ه",
    0x0671: "ا",
    0x06CC: "ي",
    0x06A9: "ك",
    0x0901: "ं",
    0x0131: "i",
    0x00F8: "o",
    0x0142: "l",
    0x0111: "d",
}
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
    if not text:
        return Folded(" ", [])
    highest = max(text)
    if highest >= "\u0900":
        text = _INSIDE_HINDI.sub("", text)
    words = text.translate(_SEPARATORS).split()
    folded = " ".join(words).lower() if highest < "\u0080" else _fold_words(words, highest)
    if folded.count(" ") != len(words) - 1:  # a word of nothing but marks is gone
        words = folded.split()
        folded = " ".join(words)
    return Folded(f" {folded} ", words)


def _fold_words(words: list[str], highest: str) -> str:
    folded = unicodedata.normalize("NFD", " ".join(words).casefold()).translate(_MARKS)
    if highest >= "\u0600":
        folded = _ARABIC_PREFIX.sub("", folded)
    return folded
