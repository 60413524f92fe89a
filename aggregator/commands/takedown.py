"""`aggregator takedown`: remove items everywhere, with their copies, and keep them out."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from aggregator.home import Home
    from aggregator.store import Store, StoredEntry
    from aggregator.store.records import TakedownKind

MANY = 50  # items that a rule may withdraw without a second word


@click.command(short_help="Remove items everywhere and keep them out")
@click.argument("address", required=False)
@click.option("--prefix", metavar="P", help="All under a host, or a host and folders: example.org/stories")
@click.option("--id", "item", metavar="ID", help="An item, by its id or the beginning of its hash.")
@click.option("--story", metavar="ID", help="A story, with all that tell it.")
@click.option(
    "--phrase", metavar="TEXT", help="All that hold these words (two or more) in title, excerpt or author."
)
@click.option("--reason", default="takedown", show_default=True, help="Kept with the rule: no names, please.")
@click.option("--force", is_flag=True, help="Even if it is more than fifty items and a tenth of all.")
@click.option("--dry-run", is_flag=True, help="Show what would go; change nothing.")
@click.option("--list", "listing", is_flag=True, help="The rules so far; they do not tell what they protect.")
@click.option(
    "--undo", type=int, metavar="N", help="Forget rule N. What it withdrew returns when a source lists it."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def command(
    ctx: click.Context, address: str | None, prefix: str | None, item: str | None, story: str | None,
    phrase: str | None, reason: str, force: bool, dry_run: bool, listing: bool, undo: int | None, as_json: bool,
) -> None:  # fmt: skip
    """Withdraw what ADDRESS (or an option) names, with all its copies, from store, feeds, page and downloads, at once.

    It cannot come back: its address, id and text are kept as keyed hashes, from which nobody can read them.

    \b
    aggregator takedown https://example.org/a-story
    aggregator takedown --phrase "two words" --dry-run
    """
    from aggregator.commands.common import home_of
    from aggregator.errors import UsageError
    from aggregator.store import Store

    named: dict[TakedownKind, str | None] = {
        "address": address, "prefix": prefix, "id": item, "story": story, "phrase": phrase,
    }  # fmt: skip
    given = [(kind, value) for kind, value in named.items() if value is not None]
    if len(given) + listing + (undo is not None) != 1:
        raise UsageError("name one thing: an ADDRESS, --prefix, --id, --story, --phrase, --list or --undo")
    home = home_of(ctx)
    with Store.open(home, readonly=listing or dry_run) as store:
        if listing:
            _list(store, as_json)
        elif undo is not None:
            if not store.remove_takedown(undo):
                raise UsageError(f"there is no rule {undo}; see: aggregator takedown --list")
            click.echo(f"Rule {undo} is forgotten. What it withdrew returns when a source lists it again.")
        else:
            entries, value = _meant(store, *given[0])
            if as_json or dry_run:
                _show(entries, as_json)
            if not dry_run:
                if not force:
                    _not_too_many(store, entries)
                _take_down(home, store, given[0][0], value, entries, reason=reason, quiet=as_json)


def _list(store: Store, as_json: bool) -> None:
    from aggregator.commands.common import print_table

    rows = [
        {"rule": rule.id, "kind": rule.kind, "withdrawn": rule.withdrawn, "at": f"{rule.at:%Y-%m-%d %H:%M}",
         "reason": rule.reason}
        for rule in store.takedowns()
    ]  # fmt: skip
    if rows or as_json:
        print_table(rows, ("rule", "kind", "withdrawn", "at", "reason"), as_json=as_json)
    else:
        click.echo("Nothing has been taken down.")


def _meant(store: Store, kind: TakedownKind, value: str) -> tuple[list[StoredEntry], str]:
    """The items that are named, and the name as the store knows it; UsageError where it names nothing that can be."""
    from aggregator.care import meant
    from aggregator.errors import UsageError

    if not value.strip():
        raise UsageError(f"an empty {kind} names nothing")
    if kind in ("address", "prefix") and not {".", ":"} & set(value.split("/", 1)[0]):
        raise UsageError(f"{value} is no address; write it as https://example.org/a-story")
    entries = meant(store, kind, value)
    if kind in ("id", "story"):
        if not entries and store.entry(value) is None:
            raise UsageError(f"no {'item' if kind == 'id' else 'story'} {value!r} in the store")
        value = entries[0].id if entries else value
    return entries, value


def _show(entries: list[StoredEntry], as_json: bool) -> None:
    from aggregator.commands.common import print_table

    rows = [
        {"id": e.id.rsplit("/", 1)[-1], "source": e.source, "url": e.url, "title": e.title} for e in entries
    ]
    if as_json:
        print_table(rows, (), as_json=True)
    elif not rows:
        click.echo("Nothing here matches now. Without --dry-run it would be kept out all the same.")
    else:
        print_table(rows, ("id", "source", "url", "title"))
        click.echo(
            f"{len(rows)} item{'s' * (len(rows) != 1)} would be withdrawn. Without --dry-run they are."
        )


def _not_too_many(store: Store, entries: list[StoredEntry]) -> None:
    """UsageError for a rule that looks like a slip: what is withdrawn is erased."""
    from aggregator.errors import UsageError
    from aggregator.store import Query

    total = store.count(Query(with_held=True))
    if len(entries) > max(MANY, total / 10):
        raise UsageError(
            f"that would erase {len(entries)} of {total} items; look at them with --dry-run, then say --force"
        )


def _take_down(
    home: Home,
    store: Store,
    kind: TakedownKind,
    value: str,
    entries: list[StoredEntry],
    *,
    reason: str,
    quiet: bool,
) -> None:
    from aggregator.care import move_downloads, publish_now
    from aggregator.errors import AggregatorError

    rule = store.add_takedown(kind, value, reason=reason, now=datetime.now(UTC))
    try:
        moved = move_downloads(home, entries)
        publish_now(home, store)
    except AggregatorError as error:
        raise type(error)(
            f"rule {rule.id} stands and the store is cleared, but public files still show it: {error}. "
            "Mend that at once, then: aggregator publish"
        ) from error
    if not quiet:
        click.echo(
            f"Rule {rule.id}: {rule.withdrawn} item{'s' * (rule.withdrawn != 1)} withdrawn from store, feeds and page, "
            "and kept out from now on."
        )
    for path in moved:
        click.echo(f"Moved out of the public: {path}. Export it again, then delete it.", err=True)
