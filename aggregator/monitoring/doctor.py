"""Checks of a home: configuration, machine, store, clock, feeds; what is safe to mend is mended when asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aggregator.errors import AggregatorError
from aggregator.home import Home
from aggregator.judging import load_rules
from aggregator.monitoring import machine
from aggregator.monitoring.machine import Check
from aggregator.monitoring.words import counted
from aggregator.publishing import publish
from aggregator.publishing.press import declared
from aggregator.sources import Catalogue, load
from aggregator.store import Store

BACKUP_AGE = timedelta(days=8)
CLOCK_SLACK = timedelta(minutes=5)


def examine(home: Home, now: datetime, *, fix: bool = False, erase_old: bool = False) -> Iterator[Check]:
    """All checks in order; with `fix` what is safe is mended (the caller holds the run lock then)."""
    catalogue = load(home)
    yield from _configuration(home, catalogue)
    yield from machine.folders(home, fix=fix)
    yield from machine.disk(home)
    if not fix:
        yield from machine.lock(home)
    yield from machine.leftovers(home, fix=fix)
    try:
        with Store.open(home, readonly=not fix) as store:
            yield from _store(store)
            yield from _clock(store, now)
            yield from _retention(store, now, fix=fix or erase_old, force=erase_old)
            yield from _backups(home, now)
            yield from _feeds(home, store, catalogue, now, fix=fix)
    except AggregatorError as error:
        yield Check("store", "wrong", str(error))


def _configuration(home: Home, catalogue: Catalogue) -> Iterator[Check]:
    wrong = [problem.message for problem in catalogue.problems]
    for read in (lambda: declared(home), lambda: load_rules(home.own("topics.toml"))):
        try:
            read()
        except AggregatorError as error:
            wrong.append(str(error))
    yield from (Check("configuration", "wrong", message, "mend the file") for message in wrong)
    if not wrong:
        yield Check(
            "configuration", "ok", f"{len(catalogue.enabled())} of {len(catalogue.sources)} sources enabled"
        )
    if not home.config.contact:
        remedy = 'add to aggregator.toml: contact = "you@example.org"'
        yield Check(
            "configuration", "note", f"no contact is set: a crawl of the web refuses to start; {remedy}"
        )
    if "//localhost" in home.config.base_url:
        yield Check(
            "configuration", "note", f"base_url is {home.config.base_url}, which nobody else can reach"
        )


def _store(store: Store) -> Iterator[Check]:
    damage = store.verify()
    if damage:
        yield Check(
            "store",
            "wrong",
            f"damaged: {'; '.join(damage[:3])}",
            "aggregator restore FILE (see data/backups)",
        )
    else:
        yield Check("store", "ok", f"sound; {store.count()} items may be shown, {len(store.held())} are held")


def _clock(store: Store, now: datetime) -> Iterator[Check]:
    run, visit = store.last_run(), next(iter(store.visits(limit=1)), None)
    latest = max(
        [t for t in (run and run.started, visit and visit.started, store.newest()) if t], default=None
    )
    built = datetime.fromtimestamp(Path(__file__).stat().st_mtime, UTC)
    if latest and latest > now + CLOCK_SLACK:
        yield Check(
            "clock",
            "wrong",
            f"it says {now:%F %R} UTC, the store knows of {latest:%F %R}: set back, or was ahead",
            "set the clock (timedatectl); what was kept with a wrong date stays so",
        )
    elif now < built - timedelta(days=1):
        yield Check(
            "clock",
            "wrong",
            f"it says {now:%F %R} UTC, before this program was installed",
            "set the clock (timedatectl)",
        )
    else:
        yield Check("clock", "ok", f"{now:%F %R} UTC")


def _retention(store: Store, now: datetime, *, fix: bool, force: bool) -> Iterator[Check]:
    if not fix:
        return
    try:
        erased = store.retain(now, force=force)
    except AggregatorError as error:
        yield Check("retention", "wrong", str(error), "aggregator doctor --erase-old, if the clock is right")
        return
    if erased:
        yield Check("retention", "mended", f"{counted(erased, 'excerpt')} past their time erased")


def _backups(home: Home, now: datetime) -> Iterator[Check]:
    newest = max((path.stat().st_mtime for path in (home.data / "backups").glob("*.db")), default=None)
    if newest is None or now - datetime.fromtimestamp(newest, UTC) > BACKUP_AGE:
        said = "none" if newest is None else f"the newest is of {datetime.fromtimestamp(newest, UTC):%F}"
        yield Check(
            "backups", "note", f"{said} in data/backups; daily from cron: aggregator backup --keep 14"
        )
    else:
        yield Check("backups", "ok", f"the newest is of {datetime.fromtimestamp(newest, UTC):%F}")


def _feeds(home: Home, store: Store, catalogue: Catalogue, now: datetime, *, fix: bool) -> Iterator[Check]:
    try:
        result = publish(home, store, catalogue, now, dry_run=not fix)
    except AggregatorError as error:
        yield Check("feeds", "wrong", str(error))
        return
    changed = len(result.written) + len(result.removed)
    if not fix and not any(home.feeds.glob("*.xml")) and store.last_run() is None:
        yield Check("feeds", "note", "nothing is published yet; the first crawl does, or: aggregator publish")
    elif not changed:
        yield Check("feeds", "ok", f"{result.unchanged} files say what the store says")
    else:
        names = ", ".join(path.name for path in [*result.written, *result.removed][:3])
        yield Check(
            "feeds",
            "mended" if fix else "wrong",
            f"{counted(changed, 'file')} not as the store says: {names}",
            "aggregator publish",
        )
