"""Publishing: render from the store, write what changed, remove what ended."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from aggregator.errors import CannotWriteError, ConfigError
from aggregator.home import Home
from aggregator.judging.feeds import FeedSpec, load_feeds
from aggregator.publishing import files, memory, retiring
from aggregator.publishing.edition import GROUPS, downloads, has_report, render
from aggregator.sources import Catalogue

if TYPE_CHECKING:
    from aggregator.store import Store

RESERVED = frozenset({"index", "status", "health", "sources", "feeds", "report", "downloads"})
HERE = Path(__file__).parent


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
    if changes and not dry_run:
        store.set_notes(retiring.NOTES, changes)
    notes = {slug: note for slug, note in (notes | changes).items() if note}
    inputs = _inputs(home, store, catalogue, specs)
    if not changes and (standing := memory.still_stands(home.data, home.feeds, inputs)) is not None:
        return Published([], _swept(home.feeds, dry_run=dry_run), standing)
    edition = render(home, store, catalogue, specs, notes)
    gone = [
        home.feeds / name for name in retiring.files_of([slug for slug, note in changes.items() if not note])
    ]
    changed = {
        home.feeds / name: data for name, data in edition.items() if not files.same(home.feeds / name, data)
    }
    if dry_run:
        return Published(
            sorted(changed), [path for path in gone if path.exists()], len(edition) - len(changed)
        )
    removed = _swept(home.feeds, dry_run=False)
    files.write_all(changed)
    removed += [path for path in gone if files.remove(path)]
    memory.remember(home.data, inputs, edition)
    return Published(sorted(changed), removed, len(edition) - len(changed))


def declared(home: Home) -> list[FeedSpec]:
    """The feeds to publish in the order of the page, the one of all topics first; ConfigError for a reserved name."""
    specs = load_feeds(home.own("feeds.toml"))
    for spec in specs:
        if spec.id in RESERVED:
            raise ConfigError(
                f"feeds.toml: feed id {spec.id!r} is reserved, as are {', '.join(sorted(RESERVED))}"
            )
    order = list(GROUPS)
    return sorted(specs, key=lambda spec: (spec.id != "all", order.index(spec.group)))


def _inputs(home: Home, store: Store, catalogue: Catalogue, specs: Sequence[FeedSpec]) -> str:
    """A name for all that an edition is made from: the store's content, the declarations, this code."""
    hashed = hashlib.blake2b(digest_size=16)
    for path in sorted(path for path in HERE.rglob("*") if path.is_file() and path.suffix != ".pyc"):
        hashed.update(path.read_bytes())
    parts = [
        store.version(),
        asdict(home.config),
        [asdict(source) for source in catalogue.enabled()],
        [repr(spec) for spec in specs],
        [asdict(download) for download in downloads(home.feeds)],
        has_report(home.feeds),
    ]
    hashed.update(json.dumps(parts, sort_keys=True).encode())
    return hashed.hexdigest()


def _swept(feeds: Path, *, dry_run: bool) -> list[Path]:
    """Make sure of the folder and clear what a killed run left."""
    if dry_run:
        return []
    try:
        feeds.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWriteError(f"{feeds}: cannot be made: {error.strerror}") from error
    return files.sweep(feeds)
