"""Excerpts as readers get them: without the page's own "Read more", ellipses in one form, cut at a word."""

from __future__ import annotations

import re
from functools import cache

from aggregator.text.cleaning import clean, cut
from aggregator.text.tables import table

_DOTS = re.compile(r"(?:\. ){2,}\.|\.{3,}|…+(?:\s?…+|\.+)*|⋯+|。{2,}")
_END = re.compile(r"\s*[\[(]\s*…\s*[\])]\s*$|[\s,;:–—-]*…\s*$")
_LEAD = re.compile(r"^(?:…\s*|[|•·–—-]\s+)+")
_ARROWS = " \t»›>→⟶➔➜▶►⇒…:!|+][)"
_CLOSED = ".…!?。؟।॥”\"'»)]"
# Openers of links that go on with the headline: "Continue reading Police free twelve".
_OPENERS = (
    "continue reading", "read more about", "read more from", "read more:", "read more…", "keep reading",
    "lire la suite de", "weiterlesen", "seguir leyendo", "sigue leyendo", "leer más sobre",
    "continuar leyendo", "leia mais sobre",
    "continuar lendo", "continua a leggere", "leggi tutto", "lees verder", "läs mer om", "читать далее",
    "czytaj dalej",
)  # fmt: skip
_FOOTERS = (
    r"The post .{1,300}? (?:first appeared|appeared first) on",
    r"La entrada .{1,300}? (?:se publicó|aparece) primero en",
    r"L.article .{1,300}? est apparu en premier sur",
    r"Der Beitrag .{1,300}? erschien zuerst auf",
    r"O post .{1,300}? apareceu primeiro em",
    r"L.articolo .{1,300}? proviene da",
)
_FOOTER = re.compile(rf"\s*(?:{'|'.join(_FOOTERS)}) .{{1,120}}$", re.I | re.S)
_FOOTER_SIGNS = (
    " first on ",
    " appeared on ",
    " primero en ",
    " premier sur ",
    " zuerst auf ",
    " primeiro em ",
    " proviene da ",
)


def excerpt(s: str | None, limit: int = 300) -> str | None:
    """`s` cleaned, "Read more" of many languages gone, every ellipsis "…", at most `limit` code points.

    None where nothing is left, or `limit` is 0.
    """
    if limit <= 0:
        return None
    text = clean(s)
    if text is None:
        return None
    while True:
        before = text
        if any(sign in text for sign in _FOOTER_SIGNS):
            text = _FOOTER.sub("", text)
        text = _without_more(text)
        if "…" in text or ".." in text or ". ." in text or "⋯" in text or "。。" in text:
            text = _DOTS.sub("…", text)
            if "…" in text[-4:]:
                text = text[:-12] + _END.sub("…", text[-12:])
        text = _LEAD.sub("", text)
        if text == before:
            return cut(text, limit) if text.strip(" …") else None


def _without_more(text: str) -> str:
    """Without a link to the whole text at the end, where it stands apart from the sentence before it."""
    bare = text.rstrip(_ARROWS + ".")
    lower = bare.lower()
    phrase = next(filter(lower.endswith, _phrases().get(lower[-2:], ())), None)
    if phrase and len(lower) == len(bare):
        start = len(bare) - len(phrase)
        if _stands_apart(text, start, len(bare)):
            return text[:start].rstrip(" »›→[(<|-–—«‹")
    tail = lower[-300:]
    for opener in _OPENERS:
        if opener not in tail:
            continue
        start = lower.rfind(opener)
        if start == 0 or bare[:start].rstrip(" [(→»|–—-")[-1:] in _CLOSED:
            return text[:start].rstrip(" »›→[(<|-–—")
    return text


def _stands_apart(text: str, start: int, end: int) -> bool:
    before = text[:start].rstrip(" »›→[(<|-–—«‹")
    if start and text[start - 1].isalnum() and text[start - 1].isascii():
        return False
    if not before or before[-1] in _CLOSED or text[start - 1] in "([<«‹":
        return True
    said = text[start:end]
    if said.upper() == said.lower() and text[start - 1] == " ":  # a script without capitals
        return True
    behind = text[end:].strip()
    return behind[:1] in set("»›>→⟶➔➜▶►⇒") or (" " in said and said[0].isupper())


@cache
def _phrases() -> dict[str, list[str]]:
    """The phrases by their last two characters, longest first."""
    found: dict[str, list[str]] = {}
    for phrase in sorted(table("more"), key=len, reverse=True):
        found.setdefault(phrase[-2:], []).append(phrase)
    return found
