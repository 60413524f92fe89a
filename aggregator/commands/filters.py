"""The options that choose items, shared by the verbs that look at many, and the Query they mean."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, get_args

import click

from aggregator.items import Kind

if TYPE_CHECKING:
    from datetime import datetime

    from aggregator.home import Home
    from aggregator.store.records import Query

NAMES = {
    "--topic": "topics",
    "--facet": "facets",
    "--country": "countries",
    "--region": "regions",
    "--lang": "langs",
    "--source": "sources",
    "--kind": "kinds",
    "--stage": "stages",
}
FACETS = ("form", "sector", "response", "people", "actors")


def filters(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options; the verb gets their values as keywords and gives them to `query_of`."""
    for option in reversed(
        (
            click.option(
                "--scope",
                type=click.Choice(["in", "adjacent", "out", "all"]),
                default="in",
                show_default=True,
                help="Trafficking, beside it, neither, or all.",
            ),
            click.option(
                "--by",
                type=click.Choice(["item", "story"]),
                default="item",
                show_default=True,
                help="Every item, or the lead of each story: no repeats.",
            ),
            click.option("--with-held", is_flag=True, help="Also items that wait for a person's decision."),
            _several("--topic", "SLUG", "Topic, such as debt-bondage."),
            _several(
                "--facet",
                "FACET",
                "Has a topic of this facet.",
                type=click.Choice(FACETS),
                shell_complete=None,
            ),
            _several("--country", "CODE", "Names this country: IN, or India."),
            _several("--region", "REGION", "Names this region, such as africa or south-asia."),
            _several("--lang", "CODE", "Language, such as es."),
            _several("--source", "ID", "Source."),
            _several(
                "--kind", "KIND", "Kind of publisher.", type=click.Choice(get_args(Kind)), shell_complete=None
            ),
            _several("--stage", "STAGE", "Stage of case, such as conviction."),
            click.option(
                "--since",
                metavar="WHEN",
                help="Published (else first seen) from: 2026, 2026-01, 2026-01-15, 30d.",
            ),
            click.option("--until", metavar="WHEN", help="Up to and with: 2026-06 ends with June."),
            click.option("--text", metavar="WORDS", help="Title or excerpt holds this."),
        )
    ):
        command = option(command)
    return command


def _several(name: str, metavar: str, about: str, **more: Any) -> Callable[..., Any]:
    about += " Repeat for any of several."
    more.setdefault("shell_complete", _complete)
    return click.option(name, NAMES[name], metavar=metavar, multiple=True, help=about, **more)


def _complete(ctx: click.Context, param: click.Parameter, begun: str) -> list[str]:
    """Codes that begin so, for the shell."""
    from aggregator.exporting.codes import regions, topics
    from aggregator.exporting.subregions import SUBREGIONS
    from aggregator.judging.stages import STAGES

    known: dict[str | None, list[str]] = {
        "topics": [topic["slug"] for topic in topics()],
        "regions": [*(region["code"] for region in regions()), *SUBREGIONS],
        "stages": list(STAGES),
    }
    return [code for code in known.get(param.name, []) if code.startswith(begun)]


def query_of(home: Home, now: datetime, given: dict[str, Any]) -> Query:
    """The Query that the options mean; UsageError names what is not known, and the nearest that is."""
    from aggregator.exporting.queries import query

    return query(home.own("topics.toml"), now, **given)


def nothing_found(home: Home, query: Query, *, see: str = "; or see what there is: aggregator report") -> str:
    """What to say where no item matches: a source that is not declared, or a filter that is narrow."""
    from aggregator.sources import load
    from aggregator.strict import nearest

    declared = list(load(home).sources) if query.sources else []
    for source in query.sources:
        if source not in declared:
            return f"No item matches; no source {source!r} is declared{nearest(source, declared)}"
    return f"No item matches. Widen the filter: --scope all, an earlier --since{see}"
