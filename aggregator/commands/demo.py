"""`aggregator demo`: the whole job on the sample newsroom, over real HTTP on this machine."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from aggregator.demo.newsroom import Newsroom

MARK = (
    "data/newsroom.json"  # when the demo began and on which port, so that a second run meets the same sites
)
EXTRA = """
# The sample newsroom listens on this machine, where no politeness is owed.
delay = 0
resolve_allow = ["127.0.0.0/8"]
"""


@click.command(short_help="The whole job on a sample newsroom")
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    help="The demo's home [--home, else demo-home]; a second run goes on with it.",
)
@click.option("--port", type=click.IntRange(1024, 65535), help="Port of the sample sites [a free one].")
@click.pass_context
def command(ctx: click.Context, into: Path | None, port: int | None) -> None:
    """Serve six invented publishers on loopback, crawl them, and publish feeds and a page.

    \b
    aggregator demo
    aggregator --home demo-home serve
    """
    from aggregator.commands import group
    from aggregator.demo.server import serving

    into = into or Path(ctx.find_root().obj or "demo-home")
    newsroom = _newsroom(into, port)
    with serving(newsroom) as log:
        arguments = ["--home", str(into), "crawl", "--all", "--pages", "3"]
        code = group.main(arguments, prog_name="aggregator", standalone_mode=False) or 0
    _summary(into, newsroom, log)
    ctx.exit(code)


def _newsroom(into: Path, port: int | None) -> Newsroom:
    """The newsroom of a demo home, which is made where there is none."""
    from aggregator.commands.init import make
    from aggregator.demo.newsroom import Newsroom
    from aggregator.sources import dump

    mark = into / MARK
    if mark.is_file():
        kept = json.loads(mark.read_text(encoding="utf-8"))
        return Newsroom.open(datetime.fromisoformat(kept["start"]), kept["port"])
    make(
        into,
        title="Anti-trafficking news (demo)",
        base_url="http://localhost:8000/",
        contact=None,
        extra=EXTRA,
    )
    newsroom = Newsroom.open(datetime.now(UTC).replace(microsecond=0), port or _free_port())
    for source in newsroom.sources():
        (into / "sources" / f"{source.id}.toml").write_text(dump(source), encoding="utf-8")
    mark.write_text(
        json.dumps({"start": newsroom.start.isoformat(), "port": newsroom.port}), encoding="utf-8"
    )
    return newsroom


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.11", 0))
        port: int = probe.getsockname()[1]
        return port


def _summary(into: Path, newsroom: Newsroom, log: list[tuple[str, str, int]]) -> None:
    from aggregator.commands.common import print_table, program
    from aggregator.home import Home
    from aggregator.store import Query, Store

    with Store.open(Home.open(into), readonly=True) as store:
        entries = list(store.entries(Query()))
    rows = []
    for site in newsroom.sites.values():
        answers = [status for id, path, status in log if id == site.id and path != "/robots.txt"]
        own = [entry for entry in entries if entry.source == site.id]
        rows.append({
            "publisher": site.name, "pages read": answers.count(200), "unchanged": answers.count(304),
            "items": len(own), "in scope": sum(entry.scope == "in" for entry in own),
            "undated": sum(entry.published is None for entry in own),
        })  # fmt: skip
    print_table(rows, list(rows[0]))
    stories = {entry.story_id for entry in entries}
    told = len({entry.story_id for entry in entries if entry.scope == "in"})
    feeds = len(list((into / "feeds").glob("*.atom.xml")))
    click.echo(
        f"\n{len(entries)} items tell {len(stories)} stories, {told} of them on the subject; {feeds} feeds."
    )
    click.echo(f"Page:    {into / 'feeds' / 'index.html'}")
    click.echo(f"Preview: {program()} --home {into} serve")
    click.echo(f"Export:  {program()} --home {into} export --since 7d")
