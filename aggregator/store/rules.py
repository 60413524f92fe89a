"""Takedown rules, kept as keyed hashes: the list itself names no address, no person, no phrase."""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from aggregator.items import Entry
from aggregator.store import tables as t
from aggregator.store.records import StoredEntry

COPY_WORDS = 6  # fewer words of a title, or twice as many of an excerpt, are not enough to know a copy by
r = t.takedowns.c
ALL = sa.select(r.seq, r.parent, r.kind, r.digest, r.words)
_words = re.compile(r"\w+").findall


class Rules:
    """All rules, loaded once a transaction; asks nothing where there are none."""

    def __init__(self, connection: Connection, secret: str) -> None:
        self._secret = bytes.fromhex(secret)
        rows = connection.execute(ALL).all()
        self._digests = {(row.kind, row.digest): int(row.parent or row.seq) for row in rows}
        self._lengths = {row.words for row in rows if row.kind == "phrase"}
        self._kinds = {kind for kind, _ in self._digests}

    def digest(self, kind: str, value: str) -> str:
        """The keyed hash under which a value of that kind is kept."""
        return hmac.new(self._secret, f"{kind}\n{value}".encode("utf-8", "surrogatepass"), sha256).hexdigest()

    def blocks(self, entry: Entry | StoredEntry, digest: str) -> int | None:
        """The number of the rule that keeps this out, or null."""
        if not self._digests:
            return None
        for kind, value in self._values(entry, digest):
            if kind in self._kinds and (rule := self._digests.get((kind, self.digest(kind, value)))):
                return rule
        return None

    def _values(self, entry: Entry | StoredEntry, digest: str) -> Iterator[tuple[str, str]]:
        yield "id", digest
        yield "address", entry.canonical
        for prefix in prefixes(entry.canonical):
            yield "prefix", prefix
        yield from copy_marks(entry)
        for length in self._lengths:
            for text in (entry.title, entry.excerpt, f"{entry.title} {entry.excerpt}", entry.author):
                words = fold(text or "").split()
                for start in range(len(words) - length + 1):
                    yield "phrase", " ".join(words[start : start + length])


def fold(text: str) -> str:
    """Words alone, case folded: how phrases and copies are compared."""
    return " ".join(_words(text.casefold()))


def prefixes(canonical: str) -> Iterator[str]:
    """The host and every folder of an address, as prefix rules name them."""
    parts = urlsplit(canonical if "//" in canonical else f"//{canonical}")
    path = parts.netloc
    yield path
    for step in parts.path.strip("/").split("/"):
        path += f"/{step}"
        yield path


def copy_marks(entry: Entry | StoredEntry | Row[Any]) -> Iterator[tuple[str, str]]:
    """What a copy elsewhere would have in common: a long title, the beginning of the excerpt."""
    title, excerpt = fold(entry.title or "").split(), fold(entry.excerpt or "").split()
    if len(title) >= COPY_WORDS:
        yield "title", " ".join(title)
    if len(excerpt) >= 2 * COPY_WORDS:
        yield "excerpt", " ".join(excerpt[: 2 * COPY_WORDS])
