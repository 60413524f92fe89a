"""Headlines as printed, without the outlet's name that a page or a reprint puts behind them."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache, lru_cache

from aggregator.text.cleaning import clean, cut
from aggregator.text.folding import fold
from aggregator.text.tables import table

MAX_TITLE = 300
_SEPARATOR = re.compile(r"\s+(?:\||[-–—−]{1,2}|::|»|›|•|·|/|~|⋅|＿)\s+|\s*[|｜]\s*")
_SIGN = re.compile(r"[|｜»›•·⋅＿]|\s[-–—−:/~]")
_SECTIONS = frozenset(
    {
        "news", "world", "us news", "uk news", "world news", "society", "politics", "business", "opinion", "crime",
        "law", "international", "national", "local news", "global development", "latest news", "home", "press releases",
        "press release", "noticias", "actualites", "nachrichten",
    }
)  # fmt: skip


def title(s: str | None, outlets: Collection[str] = ()) -> str | None:
    """`s` cleaned and at most 300 code points; a last part is cut only where it is a known outlet's name.

    `outlets` are the names a source is known by, besides the large international ones.
    """
    text = clean(s)
    if text is None:
        return None
    if _SIGN.search(text):
        text = _without_outlet(text, _names(tuple(outlets)))
    return cut(text, MAX_TITLE)


def _without_outlet(text: str, names: frozenset[str]) -> str:
    shortened = False
    while True:
        parts = list(_SEPARATOR.finditer(text))
        if not parts:
            return text
        last = parts[-1]
        name = fold(text[last.end() :])
        if not (name in names or _own_name(name, names) or (shortened and name in _SECTIONS)):
            break
        text, shortened = text[: last.start()].rstrip(), True
    first = parts[0]
    if fold(text[: first.start()]) in names and first[0].strip() in {"|", "»", "::", "｜"}:
        return text[first.end() :]
    return text


def _own_name(name: str, names: frozenset[str]) -> bool:
    return f"the {name}" in names or (name.startswith("the ") and name[4:] in names)


@lru_cache(maxsize=512)
def _names(outlets: tuple[str, ...]) -> frozenset[str]:
    return _known() | {folded for folded in map(fold, outlets) if folded}


@cache
def _known() -> frozenset[str]:
    return frozenset(map(fold, table("outlets")))
