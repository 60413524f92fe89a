"""`aggregator backup`: a verified copy of the store, taken while others work."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

FOLDER, NAME = "backups", "aggregator-{:%Y%m%dT%H%M%SZ}.db"


@click.command(short_help="Write a verified copy of the store")
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--keep", type=click.IntRange(1), metavar="N", help="Then delete all but the newest N of data/backups."
)
@click.pass_context
def command(ctx: click.Context, file: Path | None, keep: int | None) -> None:
    """Write a copy of the store to FILE, or to a new file in data/backups; it appears only when whole and checked.

    \b
    Daily, from cron:   aggregator --home ~/news backup --keep 14
    """
    from aggregator.commands.common import home_of
    from aggregator.errors import CannotWriteError, UsageError
    from aggregator.store import Store

    if file is not None and keep is not None:
        raise UsageError("--keep is for the copies in data/backups: leave FILE out")
    home = home_of(ctx)
    folder = home.data / FOLDER
    target = file or folder / NAME.format(datetime.now(UTC))
    try:
        with Store.open(home, readonly=True) as store:
            if file is None:
                folder.mkdir(mode=0o750, exist_ok=True)
            size = store.backup(target)
        old = sorted(folder.glob("aggregator-*.db"))[:-keep] if keep else []
        for path in old:
            path.unlink()
    except OSError as error:
        raise CannotWriteError(f"{error.filename or target}: cannot be written: {error.strerror}") from error
    click.echo(f"{target}: {size / 2**20:.1f} MiB, verified" + (f"; {len(old)} older deleted" if old else ""))
