"""What of an item is compared with others, made once; and the keys under which candidates meet."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from sys import intern
from typing import Protocol

from aggregator import text
from aggregator.judging.stories.keys import keys
from aggregator.judging.stories.words import is_furniture, weight

REMEMBERED = 4096  # signatures: candidates of one visit are those of the next, and are read once
FEW_WORDS = 6  # a shorter excerpt says nothing about which article it is


class Item(Protocol):
    """What is asked of an entry, stated or stored."""

    @property
    def source(self) -> str: ...
    @property
    def canonical(self) -> str: ...
    @property
    def title(self) -> str | None: ...
    @property
    def excerpt(self) -> str | None: ...
    @property
    def lang(self) -> str | None: ...
    @property
    def published(self) -> datetime | None: ...
    @property
    def first_seen(self) -> datetime | None: ...


@dataclass(frozen=True)
class Signature:
    """An item as it is compared. Words are folded; `heads` are the title without one or more last parts.

    `weight` is how much the title tells, `body` the excerpt as printed. `names` and `keys` are made when first asked
    for: most pairs are told apart without them.
    """

    source: str
    canonical: str
    lang: str
    at: datetime | None
    title: tuple[str, ...]
    heads: tuple[tuple[str, ...], ...]
    weight: float
    excerpt: tuple[str, ...]
    body: str

    @cached_property
    def names(self) -> frozenset[str]:
        """Words of the excerpt with a capital inside a sentence."""
        return (
            frozenset(text.fold(word) for word in _NAME.findall(self.body)) if self.excerpt else frozenset()
        )

    @cached_property
    def keys(self) -> tuple[int, ...]:
        """48-bit numbers under which candidates meet."""
        return keys(self.title, self.heads, self.weight, self.excerpt)


_SEPARATED = re.compile(r"\s+(?:\||[-–—−]{1,2}|::|»|«|›|‹|•|·|/|~)\s+|\s*[|｜]\s*")
_PARTED = re.compile("[-|–—−:»«›‹•·/~｜]")  # what a title in parts does not do without
_FLAG = re.compile(
    r"^\W*(?P<flag>breaking(?: news)?|just in|exclusive|corrected|correction|watch|video|photos?|in pictures|urgent"
    r"|alert|developing|listen|live|opinion|update(?:d)?(?: \d)?|[uú]ltima hora|urgente|exclusiva|actualizaci[oó]n"
    r"|en directo?|exclusif|mise à jour|vidéo|eilmeldung|exklusiv|ultim'ora|esclusiva|aggiornamento|exclusivo"
    r"|atualização|срочно|обновлено|عاجل)\W{0,3}\s*[:|\-–—!\]]\s*",
    re.I,
)
_CREDITED = re.compile(r"[(\[|–—]|\s--?\s|:\s")  # what a dateline or credit line does not do without
_NAME = re.compile(r"(?<![.!?…:»”\"]\s)(?<!^)\b[A-ZÀ-ÖØ-ÞА-ЯΑ-Ω][\w'’]+")


def signature(item: Item, outlets: Collection[str] = frozenset()) -> Signature:
    """Read an item for comparing; `outlets` are names of sources, which titles may end or begin with."""
    names = frozenset(outlets) if _PARTED.search(item.title or "") else frozenset()
    at = item.published or item.first_seen
    return _signature(item.source, item.canonical, item.title, item.excerpt, item.lang, at, names)


@lru_cache(maxsize=REMEMBERED)
def _signature(  # noqa: PLR0913, PLR0917 - all that it is made of, by which it is remembered
    source: str,
    canonical: str,
    title: str | None,
    excerpt: str | None,
    lang: str | None,
    at: datetime | None,
    outlets: frozenset[str],
) -> Signature:
    words, heads = _title_words(_unflagged(title or ""), outlets)
    body = (excerpt or "").strip()
    return Signature(
        source=source,
        canonical=canonical,
        lang=(lang or "").split("-")[0],
        at=at,
        title=words,
        heads=heads,
        weight=sum(map(weight, dict.fromkeys(words))),
        excerpt=_excerpt_words(body),
        body=body,
    )


def _unflagged(title: str) -> str:
    """A title without 'BREAKING:' and its like."""
    match = _FLAG.match(title)
    return title if match is None or match.end() >= len(title) else title[match.end() :]


@lru_cache(maxsize=8)
def _folded(outlets: frozenset[str]) -> frozenset[str]:
    return frozenset(text.fold(name) for name in outlets)


def _title_words(title: str, outlets: frozenset[str]) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The title's words without a known outlet's name, and its beginnings where parts might be an unknown one's."""
    parts = [part for part in _SEPARATED.split(title) if part.strip()]
    if len(parts) > 1:
        names = _folded(outlets)
        while len(parts) > 1 and text.fold(parts[-1]) in names:
            parts.pop()
        while len(parts) > 1 and text.fold(parts[0]) in names:
            parts.pop(0)
    words = tuple(intern(word) for part in parts for word in text.words(part))
    heads = []
    for cut in range(1, min(3, len(parts))):
        head = tuple(word for part in parts[:-cut] for word in text.words(part))
        if len(words) - len(head) <= 6 and sum(map(weight, set(head))) >= 2:
            heads.append(head)
    return words, tuple(heads)


def _excerpt_words(body: str) -> tuple[str, ...]:
    """The words of an excerpt; none where it is furniture, or too short to say which article it is of."""
    if len(body) < 12:
        return ()
    if _CREDITED.search(body, 0, 80):
        body = text.credit(body)[0]
    words = text.words(body)
    return () if len(words) < FEW_WORDS or is_furniture(words) else tuple(map(intern, words))
