"""`aggregator health`: what is broken, since when, and what to do; asks no site."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

from aggregator.commands.choosing import complete

if TYPE_CHECKING:
    from aggregator.items import Visit
    from aggregator.monitoring import Finding, Health
    from aggregator.monitoring.states import SourceState

COLUMNS = ("source", "state", "visited", "every", "next", "teasers", "new_in_7_days")
VISIT_COLUMNS = (
    "started",
    "status",
    "http",
    "pages",
    "teasers",
    "new",
    "undated",
    "read_by",
    "seconds",
    "error",
)


@click.command(short_help="What is broken, since when, and what to do")
@click.option(
    "--source",
    "only",
    metavar="ID",
    shell_complete=complete,
    help="One source: its findings and its last visits.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def command(ctx: click.Context, only: str | None, as_json: bool) -> None:
    """Show how every source stands, from the visits that are recorded. Exit code 1 as long as a finding is
    open, 69 if the last run reached nothing.

    \b
    aggregator health
    aggregator health --source example-news
    """
    from aggregator.commands.choosing import no_source
    from aggregator.commands.common import home_of
    from aggregator.errors import FINDINGS, OK
    from aggregator.monitoring import assess
    from aggregator.sources import load
    from aggregator.store import Store

    home = home_of(ctx)
    catalogue = load(home)
    if only is not None and only not in {
        *catalogue.sources,
        *(problem.key for problem in catalogue.problems),
    }:
        raise no_source(only, catalogue)
    with Store.open(home, readonly=True) as store:
        health, _ = assess(home, store, catalogue, datetime.now(UTC))
        visits = store.visits(only, limit=12) if only is not None else []
    if only is None:
        _show(health, as_json)
        ctx.exit(health.code)
    findings = [finding for finding in (*health.findings, *health.notices) if finding.source == only]
    _show_source(only, health, findings, visits, as_json)
    ctx.exit(FINDINGS if any(not finding.notice for finding in findings) else OK)


def _show(health: Health, as_json: bool) -> None:
    from aggregator.commands.common import print_table

    if as_json:
        _print_json(_summary(health) | {"sources": [_state(source) for source in health.sources]})
        return
    order = ("broken", "paused", "new", "ok")
    if health.sources:
        states = sorted(health.sources, key=lambda s: order.index(s.state))
        print_table([_row(s, health.at) for s in states], COLUMNS)
    else:
        click.echo("No source is enabled. Next: aggregator add ADDRESS, or: aggregator sources")
    run = health.last_run
    if run and run.finished:
        click.echo(f"\nLast finished run: {_ago(run.finished, health.at)} ago, exit code {run.code}.")
    else:
        click.echo("\nNo run has finished yet.")
    for finding in (*health.findings, *health.notices):
        click.echo(_line(finding))
    if not health.reached and not health.offline:
        click.echo("The last run reached no site: look at this machine's network and name resolution.")
    elif not health.findings:
        click.echo("Nothing needs a person.")


def _show_source(
    source: str, health: Health, findings: list[Finding], visits: list[Visit], as_json: bool
) -> None:
    from aggregator.commands.common import print_table

    state = next(
        (_state(s) for s in health.sources if s.source == source), {"source": source, "state": "off"}
    )
    if as_json:
        _print_json(
            state
            | {"findings": [_finding(f) for f in findings], "visits": [_plain(asdict(v)) for v in visits]}
        )
        return
    rows = [
        {**asdict(visit), "started": f"{visit.started:%Y-%m-%d %H:%M}", "http": visit.http_status,
         "seconds": round(visit.seconds, 1)}
        for visit in visits
    ]  # fmt: skip
    print_table(rows, VISIT_COLUMNS)
    click.echo(f"\n{source}: {state['state']}")
    for finding in findings:
        click.echo(_line(finding))


def _summary(health: Health) -> dict[str, Any]:
    run = health.last_run
    return {
        "code": health.code,
        "at": _iso(health.at),
        "last_run": run and {"started": _iso(run.started), "finished": _iso(run.finished), "code": run.code},
        "findings": [_finding(finding) for finding in health.findings],
        "notices": [_finding(finding) for finding in health.notices],
    }


def _line(finding: Finding) -> str:
    from aggregator.monitoring.saying import sentence

    return ("Notice: " if finding.notice else "") + sentence(finding)


def _row(source: SourceState, now: datetime) -> dict[str, Any]:
    return {
        "source": source.source,
        "state": source.state,
        "visited": f"{_ago(source.visited, now)} ago" if source.visited else "never",
        "every": _span(source.interval),
        "next": "now" if source.due is None or source.due <= now else f"in {_span(source.due - now)}",
        "teasers": source.teasers,
        "new_in_7_days": source.new,
    }


def _state(source: SourceState) -> dict[str, Any]:
    minutes = source.interval.total_seconds() / 60 if source.interval else None
    return _plain(asdict(source)) | {"interval": minutes and round(minutes)}


def _finding(finding: Finding) -> dict[str, Any]:
    return _plain(asdict(finding))


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {key: _iso(value) if isinstance(value, datetime) else value for key, value in values.items()}


def _print_json(value: dict[str, Any]) -> None:
    import json

    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


def _iso(time: datetime | None) -> str | None:
    return None if time is None else time.isoformat().replace("+00:00", "Z")


def _ago(time: datetime, now: datetime) -> str:
    return _span(max(now - time, timedelta()))


def _span(length: timedelta | None) -> str:
    minutes = round(length.total_seconds() / 60) if length else 0
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 2 * 24 * 60 else f"{minutes // (24 * 60)} d"
