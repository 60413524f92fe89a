"""Taking down what should not be public: what a rule means, and that nothing of it stays in a public file."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from urllib.parse import urlsplit

from aggregator.addresses import canonical
from aggregator.errors import CannotWriteError
from aggregator.home import Config, Home
from aggregator.publishing import publish
from aggregator.sources import load
from aggregator.store import Query, Store, StoredEntry
from aggregator.store.records import TakedownKind
from aggregator.store.rules import fold, prefixes

EVERYTHING = Query(with_held=True)
LINKS = "links"  # notes: items whose page was gone when it was asked after
PER_HOST = 20
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


def to_ask(store: Store, config: Config, now: datetime, *, per_host: int = PER_HOST) -> list[StoredEntry]:
    """The items of the feeds' window whose pages are to be asked after: those that were gone first, a few a host.

    Which of a host's others are asked changes with the week, so that in time all are.
    """
    gone = set(store.notes(LINKS))
    week = now.isocalendar().week
    window = store.entries(Query(since=now - timedelta(days=config.window_days), scope=("in",)))
    shown = [entry for entry in window if entry.status == "published"]
    shown.sort(key=lambda entry: (entry.id not in gone, blake2b(f"{week} {entry.id}".encode()).digest()))
    hosts: dict[str, int] = {}
    chosen = []
    for entry in shown:
        host = urlsplit(entry.canonical).netloc
        hosts[host] = hosts.get(host, 0) + 1
        if hosts[host] <= per_host:
            chosen.append(entry)
    return chosen


def heed(
    store: Store, entries: Sequence[StoredEntry], answers: Mapping[str, int | None], now: datetime
) -> tuple[int, int]:
    """Note which pages are gone (404, 410); how many are so for the first time, how many were withdrawn.

    An item is withdrawn when its page is gone twice, a week or more apart; any other answer clears it.
    """
    first = withdrawn = 0
    for entry in entries:
        status = answers.get(entry.url)
        if status in (404, 410):
            ended = store.gone(entry.id, now)
            known = store.get_note(LINKS, entry.id) is not None
            withdrawn += ended
            first += not ended and not known
            store.set_note(LINKS, entry.id, None if ended else {"gone": now.date().isoformat()})
        elif status is not None and 200 <= status < 400:
            store.alive(entry.id)
            store.set_note(LINKS, entry.id, None)
    return first, withdrawn


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
