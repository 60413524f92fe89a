"""`aggregator crawl`: visit the sources that are due, keep what is new, publish; speak only if something is wrong."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from time import monotonic
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from aggregator.commands.progress import Progress
    from aggregator.home import Home
    from aggregator.items import Source
    from aggregator.monitoring.health import Health
    from aggregator.sources import Catalogue
    from aggregator.spiders.running import Outcome
    from aggregator.store import Store


@click.command(short_help="Visit sources, keep what is new, publish")
@click.argument("names", nargs=-1, metavar="[SOURCE]...")
@click.option("--all", "everything", is_flag=True, help="All enabled sources, whether due or not.")
@click.option("--group", metavar="G", help="Only sources of this group.")
@click.option(
    "--pages", type=click.IntRange(1, 20), metavar="N", help="Backfill: read up to N pages of each."
)
@click.option("--dry-run", is_flag=True, help="Read and show; keep and publish nothing.")
@click.option(
    "--budget",
    type=click.FloatRange(0.01),
    metavar="MIN",
    help="Minutes it may take [45, or as the home says].",
)
@click.option("-v", "--verbose", count=True, help="Log what happens; twice: log everything.")
@click.pass_context
def command(
    ctx: click.Context, names: tuple[str, ...], everything: bool, group: str | None, pages: int | None,
    dry_run: bool, budget: float | None, verbose: int,
) -> None:  # fmt: skip
    """Visit the sources that are due (or those named), keep what is new, publish feeds and page.

    Nothing is printed when all is well and nobody watches; the exit code says how it went.

    \b
    From cron:      aggregator --home ~/news crawl
    One source:     aggregator crawl example-news -v
    Backfill:       aggregator crawl example-news --pages 10
    """
    from contextlib import nullcontext

    from aggregator.commands.common import home_of, run_lock
    from aggregator.sources import load
    from aggregator.store import Store

    home = home_of(ctx)
    catalogue = load(home)
    _check(catalogue, names, group)
    if dry_run and not home.data.exists():
        ctx.exit(
            _dry_run(home, _chosen(home, catalogue, None, names, everything, group), None, pages, verbose)
        )
    with nullcontext() if dry_run else run_lock(home):
        # a checkout is a home that nobody made with `init`
        create = not dry_run and not (home.root / "aggregator.toml").exists()
        with Store.open(home, create=create, readonly=dry_run) as store:
            sources = _chosen(home, catalogue, store, names, everything, group)
            if dry_run:
                code = _dry_run(home, sources, store, pages, verbose)
            else:
                minutes = budget or home.config.budget
                code = _crawl(home, catalogue, store, sources, bool(names), pages, minutes, verbose)
    ctx.exit(code)


def _check(catalogue: Catalogue, names: Sequence[str], group: str | None) -> None:
    """UsageError for a name that no source or group has, ConfigError for a source that may not be read."""
    from aggregator.errors import ConfigError, UsageError
    from aggregator.strict import nearest

    broken = {problem.key: problem.message for problem in catalogue.problems}
    for name in names:
        if name in broken:
            raise ConfigError(broken[name])
        if name not in catalogue.sources:
            raise UsageError(f"no source {name!r}{nearest(name, list(catalogue.sources))}")
        if catalogue.sources[name].terms == "no":
            raise ConfigError(f"{name}: its publisher's terms say no; it is not read")
    groups = sorted({one for source in catalogue.sources.values() for one in source.groups})
    if group is not None and group not in groups:
        raise UsageError(f"no group {group!r}{nearest(group, groups)}")


def _chosen(
    home: Home,
    catalogue: Catalogue,
    store: Store | None,
    names: Sequence[str],
    everything: bool,
    group: str | None,
) -> list[Source]:
    """The sources named; else those that are due, oldest visit first, or all."""
    from aggregator.monitoring import due

    if names:
        found = [catalogue.sources[name] for name in dict.fromkeys(names)]
    elif everything or store is None:
        found = catalogue.enabled()
    else:
        found = due(home.config, catalogue, store.last_visits(), datetime.now(UTC))
    return [source for source in found if group is None or group in source.groups]


def _crawl(
    home: Home, catalogue: Catalogue, store: Store, sources: Sequence[Source], named: bool,
    pages: int | None, budget: float, verbose: int,
) -> int:  # fmt: skip
    """The whole run; its exit code."""
    from aggregator.commands import endings
    from aggregator.errors import AggregatorError
    from aggregator.fetching.policy import Policy
    from aggregator.judging import load_rules
    from aggregator.monitoring.health import report
    from aggregator.publishing import publish
    from aggregator.publishing.press import declared
    from aggregator.spiders.running import run

    # What is configured wrongly is refused before the run, not in it.
    Policy.of(home.config, sources)
    declared(home)
    load_rules(home.own("topics.toml"))
    began, before = monotonic(), {} if named else store.last_visits()
    number = store.start_run(datetime.now(UTC))
    health: Health | None = None
    with _progress(len(sources), verbose) as progress:
        _limit_memory()
        outcome = (
            run(
                home, sources, store, pages=pages, accept=named, number=number, budget=budget,
                watch=progress.watch, verbose=verbose,
            )
            if sources
            else _idle()
        )  # fmt: skip
        problem = outcome.failure
        try:
            if problem is None:
                progress.say("publishing")
                publish(home, store, catalogue, datetime.now(UTC))
        except AggregatorError as error:
            problem = error
        try:
            code = endings.code_of(outcome, catalogue, named, problem=problem)
            stats = endings.stats_of(outcome, monotonic() - began)
            store.finish_run(number, datetime.now(UTC), code, outcome.stopped or "finished", stats)
            health = report(home, store, catalogue, datetime.now(UTC))
        except AggregatorError as error:
            problem = problem or error
    code = endings.code_of(outcome, catalogue, named, health=health, problem=problem)
    endings.tell(outcome, code, before, health=health, problem=problem)
    return code


def _dry_run(
    home: Home, sources: Sequence[Source], store: Store | None, pages: int | None, verbose: int
) -> int:
    from aggregator.commands import endings
    from aggregator.fetching.policy import Policy
    from aggregator.spiders.running import run

    Policy.of(home.config, sources)
    with _progress(len(sources), verbose) as progress:
        outcome = (
            run(home, sources, store, keep=False, pages=pages or 1, watch=progress.watch, verbose=verbose)
            if sources
            else _idle()
        )
    endings.show(outcome)
    return endings.code_of(outcome, None, True)


def _idle() -> Outcome:
    from aggregator.spiders.running import Outcome

    return Outcome()


def _progress(total: int, verbose: int) -> Progress:
    from aggregator.commands.progress import Progress

    return Progress(total, shown=not verbose)


def _limit_memory() -> None:
    """A page that grows without bound fails alone, before the machine does. AGGREGATOR_MEMORY_MB changes the limit."""
    import resource

    wanted = int(os.environ.get("AGGREGATOR_MEMORY_MB", "2048")) * 2**20
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if soft == resource.RLIM_INFINITY or soft > wanted:
        resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
