"""Publishing: render from the store, write what changed, remove what ended."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aggregator.errors import CannotWriteError
from aggregator.home import Home
from aggregator.judging.feeds import FeedSpec, load_feeds
from aggregator.publishing import files, memory, retiring
from aggregator.publishing.edition import GROUPS, Edition, downloads, gather, has_report
from aggregator.publishing.marks import mark_of, marks_of
from aggregator.publishing.status import SourceRow, source_rows
from aggregator.sources import Catalogue

if TYPE_CHECKING:
    from aggregator.store import Store


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did: paths written and removed, and how many files were left as they stood."""

    written: list[Path]
    removed: list[Path]
    unchanged: int


def publish(
    home: Home, store: Store, catalogue: Catalogue, now: datetime, *, dry_run: bool = False
) -> Published:
    """Bring the feeds folder to what the store says; with `dry_run` only say what would change.

    Equal content is never rewritten. CannotWriteError leaves every file as it was.
    """
    specs = declared(home)
    notes = store.notes(retiring.NOTES)
    changes = retiring.changes(notes, {spec.id: spec.title for spec in specs}, now)
    sources = source_rows(catalogue.enabled(), store.last_visits(without=store.offline_runs()))
    known: dict[str, Any] = {"inputs": _inputs(home, store, catalogue, specs, sources)}
    standing = None if changes else memory.still_stands(home.data, home.feeds, **known)
    if standing is None:
        remaining = {slug: note for slug, note in (notes | changes).items() if note}
        edition = gather(home, store, catalogue, specs, remaining, sources)
        marks = marks_of(edition)
        known["content"] = CODE + mark_of(edition, marks)
        standing = memory.still_stands(home.data, home.feeds, content=known["content"])
        if standing is None or changes:
            ended = [slug for slug, note in changes.items() if note is None]
            known["marks"] = {name: CODE + mark for name, mark in marks.items()}
            done = _write(home, edition, ended, known, dry_run=dry_run)
            if changes and not dry_run:
                store.set_notes(retiring.NOTES, changes)
            return done
        if not dry_run:
            memory.remember_anew(home.data, **known)
    return Published([], [] if dry_run else _swept(home.feeds), standing)


def _write(
    home: Home, edition: Edition, ended: Sequence[str], known: dict[str, Any], *, dry_run: bool
) -> Published:
    """Render what may have changed, and put in place what differs."""
    from aggregator.publishing.rendering import render

    kept = memory.kept(home.data, home.feeds, known["marks"])
    made = render(edition, but=kept)
    all_told = len({*kept, *made})
    gone = [path for name in retiring.files_of(ended) if (path := home.feeds / name).is_file()]
    changed = {path: data for name, data in made.items() if not files.same(path := home.feeds / name, data)}
    if dry_run:
        return Published(sorted(changed), gone, all_told - len(changed))
    removed = _swept(home.feeds)
    files.write_all(changed)
    removed += [path for path in gone if files.remove(path)]
    memory.remember(home.data, made, kept, **known)
    return Published(sorted(changed), removed, all_told - len(changed))


def declared(home: Home) -> list[FeedSpec]:
    """The feeds to publish in the order of the page, the one of all topics first; ConfigError for a bad file."""
    specs = load_feeds(home.own("feeds.toml"))
    order = list(GROUPS)
    return sorted(specs, key=lambda spec: (spec.id != "all", order.index(spec.group)))


def _inputs(
    home: Home, store: Store, catalogue: Catalogue, specs: Sequence[FeedSpec], sources: Sequence[SourceRow]
) -> str:
    """A name for all that an edition is made from, known without reading an entry."""
    parts = [
        CODE,
        store.version(),
        asdict(home.config),
        [repr(source) for source in catalogue.enabled()],
        [repr(spec) for spec in specs],
        [repr(row) for row in sources],
        [asdict(download) for download in downloads(home.feeds)],
        has_report(home.feeds),
    ]
    return memory.digest(json.dumps(parts, sort_keys=True).encode())


def _code() -> str:
    """A name for this code and its templates: a new version makes new files."""
    sources = sorted(path for path in HERE.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return memory.digest(b"".join(path.read_bytes() for path in sources))


def _swept(feeds: Path) -> list[Path]:
    """Make sure of the folder and clear what a killed run left."""
    try:
        feeds.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWriteError(f"{feeds}: cannot be made: {error.strerror}") from error
    return files.sweep(feeds)


HERE = Path(__file__).parent
CODE = _code()
