"""How a crawl's end is told: the exit code, and one paragraph when something needs a person."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from aggregator.errors import BUG, CONFIG, FINDINGS, OK, UNREACHABLE, AggregatorError

if TYPE_CHECKING:
    from aggregator.items import Visit
    from aggregator.monitoring import Health
    from aggregator.sources import Catalogue
    from aggregator.spiders.running import Outcome
    from aggregator.spiders.visiting import Visiting

WELL = frozenset({"ok", "unchanged", "empty", "stopped"})
SIGNALS = {"SIGTERM": 143, "SIGINT": 130}


def failed(outcome: Outcome) -> list[Visiting]:
    """The visits of which nothing came."""
    return [visiting for visiting in outcome.ended if visiting.status not in WELL]


def code_of(
    outcome: Outcome, catalogue: Catalogue | None, named: bool, *,
    health: Health | None = None, problem: AggregatorError | None = None,
) -> int:  # fmt: skip
    """The exit code of a run.

    A source that fails now and then is the affair of monitoring, which has patience; at once count a run in which
    nothing could be reached, one in which half of the sources failed, and sources that were asked for by name.
    """
    if outcome.stopped in SIGNALS:
        return SIGNALS[outcome.stopped]
    if problem is not None or outcome.crashed:
        return problem.code if problem is not None else BUG
    bad = failed(outcome)
    if unreached(outcome) or (health is not None and health.code == UNREACHABLE):
        return UNREACHABLE
    if catalogue is not None and catalogue.problems:
        return CONFIG
    at_once = bad and (named or 2 * len(bad) >= len(outcome.ended))
    return FINDINGS if at_once or (health is not None and health.findings) else OK


def unreached(outcome: Outcome) -> bool:
    """Whether the run reached nothing; a visit that was cut off says nothing of that."""
    from aggregator.monitoring.outages import UNREACHED

    tried = [visiting.status for visiting in outcome.ended if visiting.status != "stopped"]
    return bool(tried) and all(status in UNREACHED for status in tried)


def tell(
    outcome: Outcome, code: int, before: Mapping[str, Sequence[Visit]], *,
    health: Health | None = None, problem: AggregatorError | None = None,
) -> None:  # fmt: skip
    """A summary on a terminal; elsewhere what went wrong, and nothing if nothing did."""
    if sys.stdout.isatty():
        click.echo(summary(outcome))
    if problem is not None:
        click.echo(f"aggregator: {problem}", err=True)
    if health is not None and (paragraph := health.paragraph()):
        click.echo(paragraph)
    offline = health is not None and health.offline  # said already, and once
    if code in (FINDINGS, UNREACHABLE, CONFIG) and not offline:
        for line in failures(outcome, before):
            click.echo(line)


def failures(outcome: Outcome, before: Mapping[str, Sequence[Visit]]) -> list[str]:
    """A line for each visit that failed otherwise than the one `before` it: cron need not say it every hour."""

    def told(visiting: Visiting) -> bool:
        visits = before.get(visiting.source.id, ())
        return len(visits) > 0 and visits[0].status == visiting.status

    return [
        f"{visiting.source.id}: {visiting.status}: {visiting.reason.message if visiting.reason else ''} "
        f"({visiting.url}); look: aggregator crawl {visiting.source.id} --dry-run"
        for visiting in failed(outcome)
        if not told(visiting)
    ]


def summary(outcome: Outcome) -> str:
    """One line for a person who waited."""
    ended = outcome.ended
    unchanged = sum(visiting.status == "unchanged" for visiting in ended)
    parts = [
        f"{len(ended)} site{'s' * (len(ended) != 1)} visited",
        f"{unchanged} unchanged",
        f"{sum(visiting.new for visiting in ended)} new",
        f"{sum(visiting.updated for visiting in ended)} updated",
    ]
    if bad := len(failed(outcome)):
        parts.append(f"{bad} failed")
    if outcome.stopped:
        parts.append(f"stopped early ({outcome.stopped})")
    return ", ".join(parts) + "."


def stats_of(outcome: Outcome, seconds: float) -> dict[str, Any]:
    """The resource facts of a run, kept with it."""
    stats = outcome.stats
    return {
        "seconds": round(seconds, 1),
        "visits": len(outcome.ended),
        "failed": len(failed(outcome)),
        "new": sum(visiting.new for visiting in outcome.ended),
        "requests": stats.get("downloader/request_count", 0),
        "bytes": stats.get("downloader/response_bytes", 0),
        "peak_mb": round(stats.get("memusage/max", 0) / 2**20),
    }


def show(outcome: Outcome, *, as_json: bool) -> None:
    """What a dry run read: the items of each source, or why there are none."""
    from aggregator.commands.common import console, print_table

    if as_json:
        entries = [entry for visiting in outcome.ended for entry in visiting.entries.values()]
        print_table([asdict(entry) for entry in entries], (), as_json=True)
        return
    for visiting in outcome.ended:
        said = visiting.reason.message if visiting.reason else f"read by {visiting.read_by}"
        console().print(
            f"{visiting.source.id}: {len(visiting.entries)} items, {said}", markup=False, style="bold"
        )
        rows = [
            {
                "published": f"{entry.published:%Y-%m-%d}" if entry.published else "",
                "scope": entry.judgement.scope if entry.judgement else "",
                "title": entry.title or entry.excerpt or "",
                "address": entry.address,
            }
            for entry in visiting.entries.values()
        ]
        if rows:
            print_table(rows, ["published", "scope", "title", "address"])
