"""Taking down what should not be public: what a rule means, and that nothing of it stays in a public file."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from aggregator.addresses import canonical
from aggregator.errors import CannotWriteError
from aggregator.home import Home
from aggregator.publishing import publish
from aggregator.sources import load
from aggregator.store import Query, Store, StoredEntry
from aggregator.store.records import TakedownKind
from aggregator.store.rules import fold, prefixes

EVERYTHING = Query(with_held=True)
PUBLIC, ASIDE = "downloads", "withdrawn-downloads"  # in feeds/, in data/
PACKED = frozenset(
    {".parquet", ".gz", ".zip", ".xz", ".bz2", ".zst", ".7z"}
)  # what cannot be searched for a text


def meant(store: Store, kind: TakedownKind, value: str) -> list[StoredEntry]:
    """The entries that a takedown would withdraw now, copies included."""
    if kind in ("prefix", "phrase"):
        named = _by_prefix(store, value) if kind == "prefix" else _by_phrase(store, value)
    else:
        entry = store.entry(_address(value) if kind == "address" else value)
        named = [entry] if entry else []
    stories = [store.story(id) for id in dict.fromkeys(entry.story_id for entry in named)]
    return [member for story in stories if story for member in story.members if member.status != "withdrawn"]


def publish_now(home: Home, store: Store) -> None:
    """Bring every public file to what the store says now."""
    publish(home, store, load(home), datetime.now(UTC))


def _by_prefix(store: Store, value: str) -> list[StoredEntry]:
    wanted = list(prefixes(canonical(_address(value))))[-1].rstrip("/")
    return [entry for entry in store.entries(EVERYTHING) if wanted in prefixes(entry.canonical)]


def _by_phrase(store: Store, value: str) -> list[StoredEntry]:
    wanted = f" {fold(value)} "
    return [
        entry
        for entry in store.entries(EVERYTHING)
        if any(wanted in f" {fold(text)} " for text in (f"{entry.title} {entry.excerpt}", entry.author or ""))
    ]


def _address(value: str) -> str:
    return value if "://" in value else f"https://{value}"


def move_downloads(home: Home, entries: Sequence[StoredEntry]) -> list[Path]:
    """Move every file of `feeds/downloads` that holds one of the entries, or cannot be searched, out of the public.

    They go to `data/withdrawn-downloads`; their new paths. CannotWriteError where one cannot be moved.
    """
    marks = [mark.encode() for entry in entries for mark in (entry.id, entry.url, entry.canonical) if mark]
    folder = home.feeds / PUBLIC
    if not marks or not folder.is_dir():
        return []
    moved = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        try:
            if path.suffix.lower() in PACKED or _holds(path, marks):
                target = home.data / ASIDE / path.relative_to(folder)
                target.parent.mkdir(parents=True, exist_ok=True)
                os.replace(path, target)
                moved.append(target)
        except OSError as error:
            raise CannotWriteError(f"{path}: cannot be moved out of the public: {error.strerror}") from error
    return moved


def _holds(path: Path, marks: Sequence[bytes]) -> bool:
    """Whether a file holds one of the marks; read in pieces that overlap."""
    overlap = max(map(len, marks))
    with path.open("rb") as file:
        tail = b""
        while piece := file.read(2**20):
            window = tail + piece
            if any(mark in window for mark in marks):
                return True
            tail = window[-overlap:]
    return False
