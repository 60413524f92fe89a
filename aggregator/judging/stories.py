"""Whether two teasers tell one story: keys under which such teasers meet, and the decision on a pair. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Protocol

WINDOW = timedelta(days=90)


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


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a pair is one story, and why, in words for people."""

    same: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Signature:
    """What of an item is compared; made once, pure. `keys` are 48-bit numbers under which candidates meet."""

    source: str
    title: str
    excerpt: str
    at: datetime | None
    keys: tuple[int, ...]


def signature(item: Item, outlets: Collection[str] = ()) -> Signature:
    """Read an item for comparing; `outlets` are source names that may stand at a title's end."""
    title = " ".join(re.findall(r"\w+", (item.title or "").casefold()))
    excerpt = " ".join(re.findall(r"\w+", (item.excerpt or "").casefold())[:12])
    keys = {_key(text) for text in (title, excerpt) if text}
    return Signature(item.source, title, excerpt, item.published or item.first_seen, tuple(keys))


def decide(a: Signature, b: Signature) -> Decision:
    """Whether two items are one story."""
    if a.at and b.at and abs(a.at - b.at) > WINDOW:
        return Decision(False, "more than 90 days apart")
    if a.title == b.title and a.excerpt == b.excerpt and len(a.title.split()) > 3:
        return Decision(True, "same title and excerpt")
    return Decision(False, "neither title nor excerpt agree")


def _key(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=6).digest(), "big")
