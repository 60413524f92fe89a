"""`aggregator doctor`: check a home, mend what is safe."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from aggregator.home import Home

STYLE = {"ok": "green", "note": "cyan", "mended": "yellow", "wrong": "red"}


@click.command(short_help="Check store, feeds, permissions, disk and configuration")
@click.option(
    "--fix", is_flag=True, help="Mend what is safe: leftovers, file modes, feeds, a schema, retention."
)
@click.option(
    "--erase-old", is_flag=True, help="With --fix: erase excerpts past their time even if they are many."
)
@click.option(
    "--links", is_flag=True, help="Only ask (HEAD, politely) whether the pages of recent items still exist."
)
@click.option("-q", "--quiet", is_flag=True, help="Print only what was or is wrong.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def command(ctx: click.Context, fix: bool, erase_old: bool, links: bool, quiet: bool, as_json: bool) -> None:
    """Check configuration, folders, disk, clock, store and feeds. Asks no site; changes nothing without --fix.

    Exit code 1 as long as something is wrong. With --links something else: items whose page answers 404 or 410, and
    again a week later, are withdrawn.

    \b
    aggregator doctor
    aggregator doctor --fix
    aggregator doctor --links      weekly, from cron
    """
    from dataclasses import asdict

    from aggregator.commands.common import console, home_of, print_table, run_lock
    from aggregator.errors import FINDINGS, OK
    from aggregator.monitoring.doctor import examine

    fix = fix or erase_old
    home = home_of(ctx)
    if links:
        ctx.exit(_links(home, quiet=quiet))
    with run_lock(home) if fix else nullcontext():
        checks = list(examine(home, datetime.now(UTC), fix=fix, erase_old=erase_old))
    wrong = any(check.state == "wrong" for check in checks)
    checks = [check for check in checks if not quiet or check.state in ("mended", "wrong")]
    if as_json:
        print_table([asdict(check) for check in checks], (), as_json=True)
    else:
        out = console()
        for check in checks:
            out.print(f"{check.state:<7}", style=STYLE[check.state], end="")
            out.print(f"{check.name}: {check.what}", markup=False)
            if check.state == "wrong" and check.remedy:
                out.print(f"       {check.remedy}", markup=False)
    ctx.exit(FINDINGS if wrong else OK)


def _links(home: Home, *, quiet: bool) -> int:
    """Ask after the pages of recent items; withdraw those that were gone twice, a week apart."""
    from aggregator.care import heed, publish_now, to_ask
    from aggregator.commands.common import run_lock
    from aggregator.errors import OK, UNREACHABLE
    from aggregator.fetching.policy import Policy
    from aggregator.sources import load
    from aggregator.spiders.links import ask
    from aggregator.store import Store

    policy = Policy.of(home.config, load(home).enabled())
    with run_lock(home), Store.open(home) as store:
        entries = to_ask(store, home.config, datetime.now(UTC))
        answers = ask([entry.url for entry in entries], policy, minutes=home.config.budget)
        answered = sum(status is not None for status in answers.values())
        first, withdrawn = heed(store, entries, answers, datetime.now(UTC))
        if withdrawn:
            publish_now(home, store)
    if withdrawn or not quiet:
        click.echo(
            f"{answered} pages answered, {first} of them gone since the last time; {withdrawn} items withdrawn."
        )
    return UNREACHABLE if entries and not answered else OK
