"""`aggregator check`: read saved pages again and compare, or try the sources as they stand on the web."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from aggregator.commands.choosing import complete
from aggregator.errors import FINDINGS

if TYPE_CHECKING:
    from aggregator.home import Home
    from aggregator.items import Source
    from aggregator.sources import Catalogue


@click.command(short_help="Read saved or live pages again")
@click.argument("names", nargs=-1, metavar="[SOURCE]...", shell_complete=complete)
@click.option(
    "--live", is_flag=True, help="Ask the sites: one page of each; those that pass are marked verified."
)
@click.option("--save", "saving", is_flag=True, help="Fetch the named sources' pages and save them anew.")
@click.option("--group", help="Only sources of this group.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def command(
    ctx: click.Context, names: tuple[str, ...], live: bool, saving: bool, group: str | None, as_json: bool
) -> None:
    """Compare what is read from each source's saved page with what was read when it was saved.

    \b
    aggregator check                         all saved pages, offline, in seconds
    aggregator check --live --group un       which of these can be read today?
    aggregator check --save example-news     after a redesign: fetch and save anew
    """
    from aggregator.commands.common import home_of, print_table
    from aggregator.errors import UsageError
    from aggregator.sources import load

    home = home_of(ctx)
    catalogue = load(home)
    sources = chosen(catalogue, names, group)
    if saving and not names:
        raise UsageError("name the sources whose pages are to be saved anew: aggregator check --save SOURCE")
    if saving:
        rows = save(home, sources)
    else:
        rows = try_live(home, sources) if live else compare(home, sources, named=bool(names))
    columns = ("source", "result", "read_by", "items", "said") if live else ("source", "result", "said")
    if rows or as_json:
        print_table(rows, columns, as_json=as_json)
    else:
        click.echo(
            "No saved page to compare. Save one: aggregator check --save SOURCE; or ask the sites: --live"
        )
    if live and not as_json:
        passed = sum(row["result"] == "passed" for row in rows)
        click.echo(f"\n{passed} of {len(rows)} passed. Enable those: aggregator sources enable --verified")
    for problem in catalogue.problems:
        click.echo(f"aggregator: {problem.message}", err=True)
    bad = catalogue.problems or any(row["result"] not in ("passed", "same", "saved") for row in rows)
    ctx.exit(FINDINGS if bad else 0)


def chosen(catalogue: Catalogue, names: tuple[str, ...], group: str | None) -> list[Source]:
    """The sources named, or all, whose terms do not refuse; UsageError for a name or a group that none has."""
    from aggregator.commands.choosing import check_group, named

    check_group(catalogue, group)
    found = named(catalogue, names) or list(catalogue.sources.values())
    return [s for s in found if s.terms != "no" and (group is None or group in s.groups)]


def compare(home: Home, sources: list[Source], *, named: bool) -> list[dict[str, object]]:
    """A row a source that has a saved page, or ought to have one: it was named, or is verified."""
    from aggregator.commands import fixtures

    rows: list[dict[str, object]] = []
    for source in sources:
        place = fixtures.folder(home) / source.id
        if (place / "expected.json").is_file():
            said = "\n".join(fixtures.differences(place, source))
            rows.append({"source": source.id, "result": "differs" if said else "same", "said": said})
        elif named or (source.enabled and source.verified):
            said = f"save one: aggregator check --save {source.id}"
            rows.append({"source": source.id, "result": "no saved page", "said": said})
    return rows


def try_live(home: Home, sources: list[Source]) -> list[dict[str, object]]:
    """A row a source: what its page gives today. Those that pass are marked verified in the home."""
    from aggregator.commands.progress import Progress
    from aggregator.spiders.running import run

    if not sources:
        return []
    with Progress(len(sources), shown=True) as progress:
        outcome = run(home, sources, None, keep=False, pages=1, watch=progress.watch)
    rows: list[dict[str, object]] = []
    for visiting in sorted(outcome.ended, key=lambda ended: ended.source.id):
        visit = visiting.visit()
        passed = visit.status in ("ok", "unchanged") and visit.teasers > 0
        if passed:
            mark_verified(home, visiting.source)
        result = "passed" if passed else visit.status
        said = visit.error or ""
        rows.append({"source": visit.source, "result": result, "read_by": visit.read_by, "items": visit.teasers,
                     "said": said})  # fmt: skip
    return rows


def mark_verified(home: Home, source: Source) -> None:
    """Say in the home's own file that the source was read; whether it is enabled stays as it is."""
    from aggregator.commands.declaring import put

    if not source.verified:
        put(home, source, verified=True)


def save(home: Home, sources: list[Source]) -> list[dict[str, object]]:
    """A row a source: its page, fetched and saved anew."""
    from aggregator.commands import fixtures
    from aggregator.fetching.policy import Policy
    from aggregator.spiders.page import fetch

    pages = fetch([source.url for source in sources], Policy.of(home.config, sources))
    rows: list[dict[str, object]] = []
    for source in sources:
        page = pages[source.url]
        if page.problem:
            rows.append({"source": source.id, "result": "failed", "said": page.problem})
            continue
        now = datetime.now(UTC).isoformat(timespec="seconds")
        place = fixtures.folder(home) / source.id
        facts = {"url": page.url, "content_type": page.content_type, "now": now}
        fixtures.save(place, page.body, facts, source)
        count = len(json.loads((place / "expected.json").read_text(encoding="utf-8"))["items"])
        rows.append(
            {
                "source": source.id,
                "result": "saved" if count else "no items",
                "said": f"{count} items; {place}",
            }
        )
    return rows
