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
# What typographers put into plain English: such a text is still folded the quick way.
_TYPOGRAPHY = dict.fromkeys(map(ord, "“”„«»‹›–—−‐‑…•·\u00a0\u2009\u202f"), " ") | dict.fromkeys(
    map(ord, "‘’‛′ʼ")
)
_LETTERS = str.maketrans(
    "łøđıħŧʊðæœþєіїґėأإآٱىةؤئیکۀہھ", "lodihtudaoteiiгeاااايهوييكههه",
)  # fmt: skip
# Scripts written without spaces: every character is a word of its own.
_UNSPACED = re.compile("([\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])")


def fold(s: str | None) -> str:
    """Casefolded words of `s` parted by one space: no diacritics, punctuation, quotes; one form of letters."""
    if not s:
        return ""
    if not s.isascii():
        s = s.translate(_TYPOGRAPHY)
    if s.isascii():
        return " ".join(s.lower().translate(_ASCII).split())
    s = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", _APOSTROPHES.sub("", s)).casefold())
    s = unicodedata.normalize("NFC", _MARKS.sub("", s)).translate(_LETTERS)
    return " ".join(_NO_WORD.sub(" ", s).split())


def words(s: str | None) -> list[str]:
    """The words of `fold(s)`; in scripts written without spaces each character stands for a word."""
    folded = fold(s)
    if folded.isascii():
        return folded.split()
    return _UNSPACED.sub(r" \1 ", folded).split()
