"""`aggregator publish`: feeds and pages from the store, without a crawl."""

from __future__ import annotations

import click


@click.command(short_help="Write feeds and page from the store")
@click.option("--dry-run", is_flag=True, help="Say what would change; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the changes as JSON.")
@click.pass_context
def command(ctx: click.Context, dry_run: bool, as_json: bool) -> None:
    """Bring the feeds folder to what the store says; files whose content is the same are left alone.

    \b
    aggregator publish              after a change of aggregator.toml or feeds.toml
    aggregator publish --dry-run    what would be written
    """
    import json
    from datetime import UTC, datetime

    from aggregator.commands.common import home_of, run_lock
    from aggregator.publishing import publish
    from aggregator.sources import load
    from aggregator.store import Store

    home = home_of(ctx)
    with run_lock(home), Store.open(home) as store:
        done = publish(home, store, load(home), datetime.now(UTC), dry_run=dry_run)
    written, removed = [path.name for path in done.written], [path.name for path in done.removed]
    if as_json:
        told = {"dry_run": dry_run, "written": written, "removed": removed, "unchanged": done.unchanged}
        click.echo(json.dumps(told, indent=1))
        return
    would = "Would write" if dry_run else "Wrote"
    for word, names in ((would, written), ("Would remove" if dry_run else "Removed", removed)):
        for name in names:
            click.echo(f"{word} {name}")
    if not written and not removed:
        click.echo(f"Nothing to change: {done.unchanged} files stand in {home.feeds}")
    elif not dry_run:
        click.echo(
            f"{len(written)} written, {len(removed)} removed, {done.unchanged} unchanged in {home.feeds}"
        )
