"""`aggregator hold`: decide on items that are held because they may identify a child or a victim."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from aggregator.store import Store


@click.group(short_help="Decide on items that are held", invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """List what is held, and why; then release it to the feeds, or withdraw it for good.

    \b
    aggregator hold
    aggregator hold release 4f1d9a2b
    aggregator hold withdraw 4f1d9a2b
    """
    if ctx.invoked_subcommand is not None:
        return
    from aggregator.commands.common import home_of, print_table
    from aggregator.store import Store

    with Store.open(home_of(ctx), readonly=True) as store:
        rows = [
            {
                "id": entry.id.rsplit("/", 1)[-1] if not as_json else entry.id,
                "first_seen": entry.first_seen.isoformat().replace("+00:00", "Z"),
                "source": entry.source,
                "reason": entry.held_because,
                "title": entry.title,
                "url": entry.url,
                **({"excerpt": entry.excerpt} if as_json else {}),
            }
            for entry in store.held()
        ]
    if rows or as_json:
        print_table(rows, ("id", "source", "reason", "title", "url"), as_json=as_json)
    else:
        click.echo("Nothing is held.")


@command.command("release", short_help="Let held items be shown")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.pass_context
def release(ctx: click.Context, ids: tuple[str, ...]) -> None:
    """Let held items be shown, from now on and after any change of their text that names the same reason."""
    from aggregator.care import publish_now
    from aggregator.commands.common import home_of
    from aggregator.store import Store

    home = home_of(ctx)
    with Store.open(home) as store:
        for id in _held(store, ids):
            store.release(id, datetime.now(UTC))
        publish_now(home, store)
    click.echo(f"Released: {len(ids)}")


@command.command("withdraw", short_help="Withdraw held items for good")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option(
    "--reason", default="held, then withdrawn", show_default=True, help="Kept with it: no names, please."
)
@click.pass_context
def withdraw(ctx: click.Context, ids: tuple[str, ...], reason: str) -> None:
    """Withdraw held items: what they said is erased, and they cannot come back."""
    from aggregator.care import publish_now
    from aggregator.commands.common import home_of
    from aggregator.store import Store

    home = home_of(ctx)
    with Store.open(home) as store:
        store.withdraw(_held(store, ids), reason, datetime.now(UTC))
        publish_now(home, store)
    click.echo(f"Withdrawn: {len(ids)}")


def _held(store: Store, ids: tuple[str, ...]) -> list[str]:
    """The full ids of held items; UsageError, before anything is changed, where one is not held."""
    from aggregator.errors import UsageError

    found = []
    for id in ids:
        entry = store.entry(id)
        if entry is None or entry.status != "held":
            raise UsageError(f"no item {id!r} is held; see: aggregator hold")
        found.append(entry.id)
    return found
