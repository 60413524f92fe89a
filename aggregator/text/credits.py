"""Datelines and credit lines: recognised, and the original source they name."""

from __future__ import annotations

import re
from functools import cache

from aggregator.text.tables import table

_AGENCY = r"[^()\n]{2,60}"
_DATE = (
    r"(?:,?\s+(?:[^\W\d_]{3,12}\.?\s+\d{1,2}(?:,?\s+\d{4})?|\d{1,2}\.?\s+[^\W\d_]{3,12}\.?(?:\s+\d{4})?))?"
)
_PLACE = r"[A-ZÀ-ÞΑ-ΩА-Я][\w.'’ /-]{1,40}(?:,\s+[A-ZÀ-ÞΑ-ΩА-Я][\w.'’ -]{1,30})?"
_DATELINE = re.compile(rf"^(?:{_PLACE}{_DATE},?\s+)?\(({_AGENCY})\)\s*(?:--?|[–—:]|\s)\s*(?=\S)")
_PLACED = re.compile(
    rf"^[A-ZÀ-ÞΑ-ΩА-Я][A-ZÀ-ÞΑ-ΩА-Я.'’ -]{{2,40}}(?:,\s+{_PLACE})?{_DATE}\s*(?:--|[–—]|\s-)\s+(?=\S)"
)
_NAME = r"([^\W\d_][^.|•\n]{1,70}?(?:\.(?:com|org|net|[a-z]{2}))?)"
_END = r"(?=\s*(?:[.|•\n(]|\s[-–—]\s|$))"
_LABEL = (
    "source|original source|via|fuente|fonte|quelle|bron|källa|kilde|źródło|zdroj|forrás|sursa|источник|джерело|πηγή"
    "|kaynak|المصدر|منبع|स्रोत|sumber|nguồn|出典|来源|來源|출처"
)
_NAMED = (
    re.compile(
        r"(?:this (?:article|story|post|report|piece)\s+)?(?:was\s+|is\s+)?(?:originally|first)"
        rf" (?:published|appeared|posted) (?:in|on|by|at|with)\s+{_NAME}{_END}[.\s]*",
        re.I,
    ),
    re.compile(
        rf"(?:reprinted|republished|reproduced|cross-?posted) (?:with permission )?from\s+{_NAME}{_END}[.\s]*",
        re.I,
    ),
    re.compile(rf"(?:^|(?<=[.|•\n)]\s))(?:{_LABEL})\s*[:：]\s*{_NAME}{_END}[.\s]*", re.I),
)
_NAMING = re.compile(r"[Pp]ublished|[Aa]ppeared|[Pp]osted|[Rr]e(?:printed|produced)")
_LABELLED = re.compile(r"\w\s?[:：]\s?\S")
_ENDING = re.compile(r"\s*[(\[–—-]\s*([A-ZČ][\w .É/-]{1,30}?)\s*[)\]]?\.?$")


def credit(s: str | None) -> tuple[str, str | None]:
    """`s` without its dateline and credit lines, and the original source they name (an agency, an outlet)."""
    text = (s or "").strip()
    text, source = _without_dateline(text)
    if _NAMING.search(text) or ((":" in text or "：" in text) and _LABELLED.search(text)):
        for pattern in _NAMED:
            if match := pattern.search(text):
                source = source or match[1].strip(" \"'“”«»")
                text = (text[: match.start()] + text[match.end() :]).strip()
    match = _ENDING.search(text, max(0, len(text) - 40))
    if match and match[1] in _agencies():
        return text[: match.start()].rstrip(), source or match[1]
    return text, source


def _without_dateline(text: str) -> tuple[str, str | None]:
    head = text[:140]
    if "(" in head and (match := _DATELINE.match(text)):
        return (text[match.end() :], match[1].strip()) if _is_source(match[1]) else (text, None)
    if ("–" in head or "—" in head or "-" in head) and (match := _PLACED.match(text)):
        return text[match.end() :], None
    return text, None


def _is_source(name: str) -> bool:
    """An agency in brackets, not an age, a number or a whole remark."""
    name = name.strip()
    return name in _agencies() or (
        name[:1].isupper() and len(name.split()) <= 5 and not any(c.isdigit() for c in name)
    )


@cache
def _agencies() -> frozenset[str]:
    return frozenset(table("agencies"))
