"""`aggregator report`: counts, shares, and what the numbers are not."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aggregator.commands.common import console, home_of
from aggregator.commands.filters import filters, nothing_found, query_of
from aggregator.commands.waiting import counted

if TYPE_CHECKING:
    from aggregator.home import Home
    from aggregator.reporting.numbers import Report
    from aggregator.store.records import Query

DIMENSIONS = (
    "form", "sector", "response", "people", "month", "source", "kind", "country", "region", "language", "stage",
)  # fmt: skip


@click.command(short_help="Counts by form, month, source …")
@filters
@click.option(
    "--cross",
    nargs=2,
    type=click.Choice(DIMENSIONS),
    metavar="ROWS COLUMNS",
    help=f"Only this table: two of {', '.join(DIMENSIONS)}.",
)
@click.option("--csv", "form", flag_value="csv", help="As CSV, one count a line.")
@click.option("--json", "form", flag_value="json", help="As JSON.")
@click.option("--html", "form", flag_value="html", help="As a page with charts: feeds/report.html, or FILE.")
@click.option(
    "-o",
    "--output",
    "path",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write here.",
)
@click.pass_context
def command(
    ctx: click.Context, /, cross: tuple[str, str] | None, form: str | None, path: Path | None, **given: Any
) -> None:
    """Count items and stories by form, month, source, country, language and stage of case.

    \b
    This year:                    aggregator report --since 2026
    Labour cases in South Asia,   aggregator report --topic labour-trafficking --region south-asia
    by month and source:          --since 2026-01 --by story --cross month source
    As a page of the site:        aggregator report --html
    """
    home = home_of(ctx)
    query = query_of(home, datetime.now(UTC).replace(microsecond=0), given)
    if path and not form:
        form = {".csv": "csv", ".json": "json", ".html": "html"}.get(path.suffix.lower())
        if not form:
            raise click.UsageError("say as what to write it: --csv, --json or --html")
    _tell(home, query, cross, form, path)


def _tell(
    home: Home, query: Query, cross: tuple[str, str] | None, form: str | None, path: Path | None
) -> None:
    from aggregator.exporting.output import output
    from aggregator.reporting.dimensions import Names
    from aggregator.reporting.numbers import report
    from aggregator.store import Store

    names = Names(home.own("topics.toml"))
    with Store.open(home, readonly=True) as store:
        entries = counted(store.entries(query), "counting")
        found = report(entries, names, cross=cross)
    if form == "html":
        _page(home, found, query, path)
    elif form == "csv":
        from aggregator.reporting.sheets import write_csv

        with output(path) as sink:
            write_csv(found, sink)
    elif form == "json":
        from aggregator.reporting.sheets import as_json

        with output(path) as sink:
            sink.write((json.dumps(as_json(found, query), ensure_ascii=False, indent=1) + "\n").encode())
    else:
        from aggregator.reporting.terminal import show

        if not found.items:
            click.echo(nothing_found(home, query, see=""), err=True)
        out = console()
        if not sys.stdout.isatty():
            out.width = 120
        show(found, query, out, names)


def _page(home: Home, found: Report, query: Query, path: Path | None) -> None:
    from aggregator.publishing import files
    from aggregator.publishing.edition import site_of
    from aggregator.reporting.page import page

    target = path or home.feeds / "report.html"
    data = page(found, query, site_of(home))
    standing = files.same(target, data)
    if not standing:
        files.write_all({target: data})
    click.echo(f"{target}: {'unchanged' if standing else 'written'}")
