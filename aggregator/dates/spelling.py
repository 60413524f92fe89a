"""Printed text folded to one spelling, so that one table of names serves every way of writing them."""

from __future__ import annotations

import re
import unicodedata

_ZEROS = (
    0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50, 0xED0, 0xF20,
    0x1040, 0x17E0, 0x1810,
)  # fmt: skip
_LETTERS = {zero + n: str(n) for zero in _ZEROS for n in range(10)} | str.maketrans("ıىیکةہھۀە", "iييكههههه")
_MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05c7\u061c\u064b-\u0655\u0670\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]+"
)


def fold(text: str) -> str:
    """Lower case, compatibility forms resolved, diacritics of alphabets gone, native digits as ASCII, single spaces."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.replace("İ", "i").casefold())
        text = unicodedata.normalize("NFC", _MARKS.sub("", text)).translate(_LETTERS)
    return " ".join(text.lower().split())
