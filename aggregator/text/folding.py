"""Text folded for comparing: what two spellings of one headline share."""

from __future__ import annotations

import re
import unicodedata

_ASCII = {code: " " for code in range(128) if not chr(code).isalnum()} | {ord("'"): None, ord("`"): None}
_APOSTROPHES = re.compile("['`´ʹʼʻ‘’‛′＇]")
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200c\u200d]+"
)
_NO_WORD = re.compile("[^\\w\u0900-\u0dff\u0e00-\u0eff\u0f00-\u109f\u1780-\u17ff]+|_+")
_TYPOGRAPHY = dict.fromkeys(map(ord, "“”„«»‹›–—−‐‑…•·\u00a0\u2009\u202f"), " ") | dict.fromkeys(
    map(ord, "‘’‛′ʼ")
)
_LETTERS = str.maketrans(
    "łøđıħŧʊðæœþєіїґėأإآٱىةؤئیکۀہھ", "lodihtudaoteiiгeاااايهوييكههه",
)  # fmt: skip
# Scripts written without spaces: every character is a word of its own.
_UNSPACED = re.compile("([\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])")


# Latin, Greek, Cyrillic, Arabic and their punctuation: here each character is folded whatever stands beside it.
_BEYOND = re.compile(
    "[^\0-\u02ff\u0370-\u0482\u048a-\u052f\u0600-\u06ff\u1e00-\u1fff\u2000-\u206f\u20a0-\u20bf]"
)


class _Folding(dict[int, str]):
    """Each character folded; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _folded(chr(code))
        return folded


_FOLDING = _Folding()


def fold(s: str | None) -> str:
    """Casefolded words of `s` parted by one space: no diacritics, punctuation, quotes; one form of letters."""
    if not s:
        return ""
    if s.isascii():
        return " ".join(s.lower().translate(_ASCII).split())
    folded = _folded(s) if _BEYOND.search(s) else s.translate(_FOLDING)
    return " ".join(folded.split())


def _folded(s: str) -> str:
    s = _APOSTROPHES.sub("", s.translate(_TYPOGRAPHY))
    s = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", s).casefold())
    s = unicodedata.normalize("NFC", _MARKS.sub("", s)).translate(_LETTERS)
    return _NO_WORD.sub(" ", s)


def words(s: str | None) -> list[str]:
    """The words of `fold(s)`; in scripts written without spaces each character stands for a word."""
    folded = fold(s)
    if folded.isascii():
        return folded.split()
    return _UNSPACED.sub(r" \1 ", folded).split()
