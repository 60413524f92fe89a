"""`aggregator restore`: put a backup in the store's place."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from aggregator.home import Home
    from aggregator.store import Store


@click.command(short_help="Put a backup in the store's place")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--force", is_flag=True, help="Even if the store knows more than the backup.")
@click.pass_context
def command(ctx: click.Context, file: Path, force: bool) -> None:
    """Put FILE in the store's place. What stood there is kept beside it; takedowns made since are carried over.

    Refused while the store can be read and is newer than the backup, unless forced.

    \b
    aggregator --home ~/news restore ~/news/data/backups/aggregator-20260101T000000Z.db
    """
    from aggregator.commands.backup import FOLDER
    from aggregator.commands.common import home_of, run_lock
    from aggregator.errors import DataError, UsageError
    from aggregator.store.backup import restore, verify_file
    from aggregator.store.engine import REMEDY, file_of, parse_url

    home = home_of(ctx)
    target = file_of(parse_url(home.store_url))
    if target is None:
        raise UsageError("the store is no SQLite file: use the database's own tools, such as pg_restore")
    if target.exists() and target.samefile(file):
        raise UsageError(f"{file} is the store itself")
    with run_lock(home):
        try:
            verify_file(file)
        except DataError as error:
            said = str(error).removesuffix(f"; {REMEDY}")
            raise DataError(f"{said}; choose another backup: ls {home.data / FOLDER}") from error
        if not force:
            _refuse_older(home, file)
        aside = restore(file, target, datetime.now(UTC))
        click.echo(f"Restored {target} from {file}.")
        if aside:
            click.echo(f"What stood there is kept: {aside}")
            _carry_over(home, aside)
    click.echo("Next: aggregator doctor, then: aggregator publish")


def _carry_over(home: Home, aside: Path) -> None:
    from aggregator.store import Store
    from aggregator.store.carrying import carry_over

    with Store.open(home) as store:
        again = carry_over(store, aside, datetime.now(UTC))
    if again is None:
        click.echo("It cannot be read: takedowns made after the backup have to be made again.", err=True)
    elif again:
        click.echo(f"Withdrawn again, as before: {again} item{'s' * (again != 1)}.")


def _refuse_older(home: Home, file: Path) -> None:
    """UsageError where the store can be read and something happened to it after the backup."""
    from aggregator.errors import AggregatorError, UsageError
    from aggregator.store import Store

    try:
        with Store.open(home, readonly=True) as store:
            present = _latest(store)
    except AggregatorError:
        return  # what cannot be read is what a backup is for
    try:
        with Store.open_url(f"sqlite:///{file.absolute()}", readonly=True) as store:
            past = _latest(store)
    except AggregatorError:
        past = None  # an older schema: surely an older store
    if present is not None and (past is None or present > past):
        known = f"{past:%Y-%m-%d %H:%M}" if past else "nothing"
        raise UsageError(
            f"the store is newer (last used {present:%Y-%m-%d %H:%M} UTC) than the backup ({known}); with --force it "
            "is replaced all the same, and kept beside"
        )


def _latest(store: Store) -> datetime | None:
    """When something last happened to a store: a run, a visit, an entry, a rule."""
    run = store.last_run()
    times = [run.finished or run.started] if run else []
    times += [visit.started for visit in store.visits(limit=1)]
    times += [rule.at for rule in store.takedowns()] + [at for _, at in store.withdrawn()]
    newest = store.newest()
    return max([*times, newest] if newest else times, default=None)
