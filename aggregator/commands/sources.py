"""`aggregator sources`: what is declared; enabling and disabling; a reader's list of feeds as sources."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, get_args

import click

from aggregator.commands.choosing import check_words, complete, fits, named
from aggregator.commands.common import home_of, print_table
from aggregator.errors import FINDINGS
from aggregator.items import Kind

if TYPE_CHECKING:
    from aggregator.home import Home
    from aggregator.items import Source
    from aggregator.sources import Catalogue

NARROW = ("id", "state", "kind", "name")  # for a terminal of fewer than 120 columns
COLUMNS = ("id", "state", "kind", "languages", "region", "scope", "name")


@click.group(short_help="List, enable and disable sources", invoke_without_command=True)
@click.option("--kind", type=click.Choice(get_args(Kind)), help="Only this kind of publisher.")
@click.option("--group", "group_", metavar="GROUP", help="Only this group, such as un or labour.")
@click.option("--lang", metavar="CODE", help="Only with this language.")
@click.option("--region", help="Only of this region, such as europe.")
@click.option("--enabled/--disabled", default=None, help="Only those that are crawled, or are not.")
@click.option("--verified", is_flag=True, help="Only those that a live check has read.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def command(ctx: click.Context, /, as_json: bool, **wanted: Any) -> None:
    """List the declared sources, those of the project and your own; nothing is crawled that you did not enable.

    \b
    aggregator sources --lang es --region latin-america-caribbean
    aggregator check --live --group un        which of these can be read today?
    aggregator sources enable --verified      crawl all that could
    aggregator sources disable iom
    aggregator sources import subscriptions.opml
    """
    if ctx.invoked_subcommand is not None:
        return
    catalogue = _load(home_of(ctx))
    check_words(catalogue, wanted)
    found = [source for _, source in sorted(catalogue.sources.items()) if fits(source, **wanted)]
    if as_json:
        print_table([asdict(source) for source in found], COLUMNS, as_json=True)
    else:
        narrow = sys.stdout.isatty() and get_terminal_size().columns < 120
        print_table([_row(source) for source in found], NARROW if narrow else COLUMNS)
        enabled = sum(source.enabled for source in found)
        click.echo(f"\n{len(found)} source{'s' * (len(found) != 1)}, {enabled} enabled.")
    ctx.exit(_tell_problems(catalogue))


@command.command("show", short_help="One source in full")
@click.argument("id", shell_complete=complete)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def show(ctx: click.Context, id: str, as_json: bool) -> None:
    """Show how a source is declared, and where.

    \b
    aggregator sources show iom
    """
    from aggregator.sources import SHIPPED, dump

    home = home_of(ctx)
    (source,) = named(_load(home), (id,))
    own = home.sources_dir / f"{id}.toml"
    file = own if own.is_file() else SHIPPED / f"{id}.toml"
    if as_json:
        print_table([asdict(source) | {"file": str(file)}], COLUMNS, as_json=True)
    else:
        click.echo(f"# {file}\n{dump(source, excerpt_max=home.config.excerpt_max)}", nl=False)


@command.command("enable", short_help="Crawl sources from now on")
@click.argument("ids", nargs=-1, metavar="[ID]...", shell_complete=complete)
@click.option("--group", "group_", metavar="GROUP", help="All of this group.")
@click.option("--verified", is_flag=True, help="All (or of GROUP) that a live check has read.")
@click.pass_context
def enable(ctx: click.Context, ids: tuple[str, ...], group_: str | None, verified: bool) -> None:
    """Crawl these sources from now on. A shipped one is written into the home's sources/ to be changed there.

    \b
    aggregator sources enable unodc-human-trafficking polaris
    aggregator sources enable --verified --group ngo
    """
    from aggregator.errors import ConfigError, UsageError

    home = home_of(ctx)
    catalogue = _load(home)
    if not (ids or group_ or verified):
        raise UsageError("name what to enable: source ids, --group GROUP or --verified")
    check_words(catalogue, {"group_": group_})
    chosen = named(catalogue, ids) if ids else [s for s in catalogue.sources.values() if s.terms != "no"]
    if refused := [source.id for source in chosen if source.terms == "no"]:
        raise ConfigError(
            f"{', '.join(refused)}: the publisher's terms say no; such a source cannot be enabled"
        )
    chosen = [s for s in chosen if (not group_ or group_ in s.groups) and (s.verified or not verified)]
    if verified and not chosen:
        click.echo("None of these has passed a live check yet: aggregator check --live")
        return
    _switch(home, chosen, on=True)
    if unsure := [source.id for source in chosen if not source.verified]:
        click.echo(
            f"Not tried yet: aggregator check --live {' '.join(unsure[:5])}{' …' if unsure[5:] else ''}",
            err=True,
        )


@command.command("disable", short_help="Crawl sources no more")
@click.argument("ids", nargs=-1, required=True, metavar="ID...", shell_complete=complete)
@click.pass_context
def disable(ctx: click.Context, ids: tuple[str, ...]) -> None:
    """Crawl these sources no more; what was kept of them stays.

    \b
    aggregator sources disable iom
    """
    home = home_of(ctx)
    _switch(home, named(_load(home), ids), on=False)


@command.command("import", short_help="Declare the feeds of an OPML file")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--kind", type=click.Choice(get_args(Kind)), default="media", show_default=True, help="Kind of publisher."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def import_(ctx: click.Context, file: Path, kind: str, as_json: bool) -> None:
    """Declare the feeds of FILE, as a reader exports them; folders become groups. Exit 1 if one was refused.

    \b
    aggregator sources import subscriptions.opml --kind ngo
    """
    from aggregator.commands.outlines import declare

    rows = declare(home_of(ctx), file, kind=kind)
    print_table(rows, ("id", "result", "feed"), as_json=as_json)
    ctx.exit(FINDINGS if any(row["result"].startswith("refused") for row in rows) else 0)


def _load(home: Home) -> Catalogue:
    from aggregator.sources import load

    return load(home)


def _row(source: Source) -> dict[str, Any]:
    state = {"enabled": source.enabled, "verified": source.verified, "refused": source.terms == "no"}
    return asdict(source) | {
        "state": ", ".join(word for word, so in state.items() if so),
        "languages": " ".join(source.languages),
    }


def _switch(home: Home, chosen: list[Source], *, on: bool) -> None:
    from aggregator.commands.declaring import put

    changed = [source for source in chosen if source.enabled is not on]
    for source in changed:
        click.echo(f"{'enabled' if on else 'disabled'}: {put(home, source, enabled=on)}")
    if not changed:
        click.echo("Nothing to change.")


def _tell_problems(catalogue: Catalogue) -> int:
    for problem in catalogue.problems:
        click.echo(f"aggregator: {problem.message}", err=True)
    return FINDINGS if catalogue.problems else 0
