"""What a crawl remembers for the next one, as notes in the store: hosts to leave alone, ways that worked, strikes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from aggregator.fetching.hosts import Block
from aggregator.fetching.watchdog import STRIKES
from aggregator.items import Source, Validators
from aggregator.spiders.ways import Way

if TYPE_CHECKING:
    from aggregator.store import Store

HOST, WAY, STRIKE = "crawl-host", "crawl-way", "crawl-strike"


class Memory:
    """Reads from the store, and writes to it unless `keep` is false; without a store it lasts for the run."""

    def __init__(self, store: Store | None, *, keep: bool = True) -> None:
        self.store = store
        self._keep = keep
        self._validators: dict[str, Validators | None] = {}
        self._notes = {scope: store.notes(scope) if store else {} for scope in (HOST, WAY, STRIKE)}

    def block(self, host: str) -> Block | None:
        """The latest time before which `host` asked to be left alone, also where that is past."""
        note = self._get(HOST, host)
        return None if note is None else Block(_time(note["until"]), int(note.get("times", 0)))

    def set_block(self, host: str, block: Block) -> None:
        self._set(HOST, host, {"until": block.until.isoformat(), "times": block.times})

    def way(self, source: str) -> Way | None:
        """How the source was read last time."""
        note = self._get(WAY, source)
        if note is None:
            return None
        return Way(
            url=note["url"], read_by=note.get("read_by"), fields=tuple(note.get("fields", ())),
            looked=_time(note["looked"]), depth=int(note.get("depth", 1)), cut=bool(note.get("cut")),
        )  # fmt: skip

    def noted(self, source: str, way: Way) -> dict[str, dict[str, Any]]:
        """Remember how the source was read; the notes of scope WAY that the store is to keep with the visit."""
        if self.way(source) == way:
            return {}
        self._notes[WAY][source] = note = {
            "url": way.url, "read_by": way.read_by, "fields": list(way.fields),
            "looked": way.looked.isoformat(), "depth": way.depth, "cut": way.cut,
        }  # fmt: skip
        return {source: note}

    def strike(self, source: str) -> None:
        """A run died while it read a page of this source."""
        self._set(STRIKE, source, {"times": self.strikes(source) + 1})

    def strikes(self, source: str) -> int:
        return int((self._get(STRIKE, source) or {}).get("times", 0))

    def quarantined(self, source: str) -> bool:
        return self.strikes(source) >= STRIKES

    def forgive(self, source: str) -> None:
        if self.strikes(source):
            self._set(STRIKE, source, {"times": 0})

    def validators(self, url: str) -> Validators | None:
        """What the server said of this page when it was last read."""
        if url not in self._validators:
            found = self.store.validators(url) if self.store else None
            self._validators[url] = found
        return self._validators[url]

    def look_up(self, sources: Iterable[Source]) -> None:
        """Read at once what a run over `sources` will ask of the store one by one."""
        urls = {url for source in sources for url in (source.url, source.feed) if url}
        urls |= {note["url"] for note in self._notes[WAY].values() if isinstance(note, dict)}
        found = self.store.validators_of(urls) if self.store else {}
        self._validators = {url: found.get(url) for url in urls}

    def known(self, canonicals: set[str]) -> set[str]:
        return self.store.known(canonicals) if self.store else set()

    def _get(self, scope: str, key: str) -> dict[str, Any] | None:
        value = self._notes[scope].get(key)
        return value if isinstance(value, dict) else None

    def _set(self, scope: str, key: str, value: dict[str, Any]) -> None:
        self._notes[scope][key] = value
        if self.store and self._keep:
            self.store.set_note(scope, key, value)


def _time(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
