"""`aggregator crawl`: visit the sources that are due, keep what is new, publish; speak only if something is wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic
from typing import TYPE_CHECKING, Any

import click

from aggregator.commands.choosing import complete
from aggregator.errors import AggregatorError, UsageError

if TYPE_CHECKING:
    from aggregator.home import Home
    from aggregator.items import Source
    from aggregator.monitoring import Health
    from aggregator.sources import Catalogue
    from aggregator.spiders.running import Outcome
    from aggregator.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What was asked for on the command line."""

    names: tuple[str, ...]
    everything: bool
    group: str | None
    pages: int | None
    dry_run: bool
    as_json: bool
    budget: float | None
    verbose: int


@click.command(short_help="Visit sources, keep what is new, publish")
@click.argument("names", nargs=-1, metavar="[SOURCE]...", shell_complete=complete)
@click.option("--all", "everything", is_flag=True, help="All enabled sources, whether due or not.")
@click.option("--group", metavar="G", help="Only sources of this group.")
@click.option(
    "--pages", type=click.IntRange(1, 20), metavar="N", help="Backfill: read up to N pages of each."
)
@click.option("--dry-run", is_flag=True, help="Read and show; keep and publish nothing.")
@click.option("--json", "as_json", is_flag=True, help="With --dry-run: the items as JSON.")
@click.option(
    "--budget", type=click.FloatRange(0.01), metavar="MIN", help="Minutes it may take [the home's]."
)
@click.option("-v", "--verbose", count=True, help="Log what happens; twice: log everything.")
@click.pass_context
def command(ctx: click.Context, /, **given: Any) -> None:
    """Visit the sources that are due (or those named), keep what is new, publish feeds and page.

    Nothing is printed when all is well and nobody watches; the exit code says how it went.

    \b
    From cron:      aggregator --home ~/news crawl
    One source:     aggregator crawl example-news -v
    Backfill:       aggregator crawl example-news --pages 10
    """
    from aggregator.commands.common import home_of, run_lock
    from aggregator.sources import load
    from aggregator.store import Store

    wish, home = Wish(**given), home_of(ctx)
    if wish.as_json and not wish.dry_run:
        raise UsageError("--json shows what --dry-run reads; what is kept: aggregator export")
    catalogue = load(home)
    _check(catalogue, wish)
    if wish.dry_run and not home.data.exists():
        code = _show(home, _chosen(home, catalogue, None, wish), None, wish)
    elif wish.dry_run:
        with Store.open(home, readonly=True) as store:
            code = _show(home, _chosen(home, catalogue, store, wish), store, wish)
    else:
        made = (home.root / "aggregator.toml").exists()  # a checkout is a home that nobody made with `init`
        with run_lock(home), Store.open(home, create=not made) as store:
            code = _crawl(home, catalogue, store, _chosen(home, catalogue, store, wish), wish)
    ctx.exit(code)


def _check(catalogue: Catalogue, wish: Wish) -> None:
    """UsageError for a name that no source or group has, ConfigError for a source that may not be read."""
    from aggregator.commands.choosing import check_group, no_source
    from aggregator.errors import ConfigError

    broken = {problem.key: problem.message for problem in catalogue.problems}
    for name in wish.names:
        if name in broken:
            raise ConfigError(broken[name])
        if name not in catalogue.sources:
            raise no_source(name, catalogue)
        if catalogue.sources[name].terms == "no":
            raise ConfigError(f"{name}: its publisher's terms say no; it is not read")
    check_group(catalogue, wish.group)


def _chosen(home: Home, catalogue: Catalogue, store: Store | None, wish: Wish) -> list[Source]:
    """The sources named; else those that are due, oldest visit first, or all."""
    from aggregator.monitoring import counting, due

    if wish.names:
        found = [catalogue.sources[name] for name in dict.fromkeys(wish.names)]
    elif wish.everything or store is None:
        found = catalogue.enabled()
    else:
        found = due(home.config, catalogue, counting(store), datetime.now(UTC))
    return [source for source in found if wish.group is None or wish.group in source.groups]


def _crawl(home: Home, catalogue: Catalogue, store: Store, sources: Sequence[Source], wish: Wish) -> int:
    """The whole run: visits, publishing, health; its exit code."""
    from aggregator.commands import endings
    from aggregator.commands.progress import Progress
    from aggregator.monitoring import follow, report
    from aggregator.publishing import publish

    _refuse(home, sources)
    named = bool(wish.names)
    began, before = monotonic(), {} if named else store.last_visits()
    number = store.start_run(datetime.now(UTC))
    health: Health | None = None

    def close() -> None:
        nonlocal health
        code = endings.code_of(outcome, catalogue, named, problem=problem)
        stats = endings.stats_of(outcome, monotonic() - began)
        store.finish_run(number, datetime.now(UTC), code, outcome.stopped or "finished", stats)
        health = report(home, store, catalogue, datetime.now(UTC))

    with Progress(len(sources), shown=not wish.verbose) as progress:
        outcome = _visit(home, sources, store, wish, progress.watch, number)
        progress.say("publishing")
        unfollowed = _prevented(lambda: follow(store))  # the page tells of sources, not of this machine
        problem = outcome.failure or _prevented(lambda: publish(home, store, catalogue, datetime.now(UTC)))
        unfinished = _prevented(close)
    problem = problem or unfollowed or unfinished
    code = endings.code_of(outcome, catalogue, named, health=health, problem=problem)
    endings.tell(outcome, code, before, health=health, problem=problem)
    return code


def _show(home: Home, sources: Sequence[Source], store: Store | None, wish: Wish) -> int:
    """A dry run: what would be kept."""
    from aggregator.commands import endings
    from aggregator.commands.progress import Progress

    _refuse(home, sources)
    with Progress(len(sources), shown=not wish.verbose) as progress:
        outcome = _visit(home, sources, store, wish, progress.watch)
    endings.show(outcome, as_json=wish.as_json)
    return endings.code_of(outcome, None, True)


def _refuse(home: Home, sources: Sequence[Source]) -> None:
    """What is configured wrongly is refused before the run, not in it: ConfigError."""
    from aggregator.fetching.policy import Policy
    from aggregator.judging import load_rules
    from aggregator.publishing.press import declared

    Policy.of(home.config, sources)
    declared(home)
    if own := home.own("topics.toml"):
        load_rules(own)


def _visit(
    home: Home,
    sources: Sequence[Source],
    store: Store | None,
    wish: Wish,
    watch: Any,
    number: int | None = None,
) -> Outcome:
    from aggregator.spiders.running import Outcome, run

    if not sources:
        _say_why_none(home, wish)
        return Outcome()
    _limit_memory()
    return run(
        home, sources, store, keep=not wish.dry_run, pages=wish.pages or (1 if wish.dry_run else None),
        accept=bool(wish.names), number=number, budget=wish.budget or home.config.budget,
        watch=watch, verbose=wish.verbose,
    )  # fmt: skip


def _say_why_none(home: Home, wish: Wish) -> None:
    """To a person who waits; cron hears nothing of a run that had nothing to do."""
    from aggregator.sources import load

    if not sys.stdout.isatty():
        return
    of_group = f" of the group {wish.group}" if wish.group else ""
    if any(wish.group is None or wish.group in source.groups for source in load(home).enabled()):
        click.echo("No source is due. When: aggregator health; all the same: aggregator crawl --all")
    else:
        click.echo(f"No source{of_group} is enabled. Next: aggregator add ADDRESS, or: aggregator sources")


def _prevented(step: Callable[[], object]) -> AggregatorError | None:
    """What kept a step of the run's end from being done; the next is tried all the same."""

    try:
        step()
    except AggregatorError as error:
        return error
    return None


def _limit_memory() -> None:
    """A page that grows without bound fails alone, before the machine does. AGGREGATOR_MEMORY_MB changes the limit."""
    import resource

    wanted = int(os.environ.get("AGGREGATOR_MEMORY_MB", "2048")) * 2**20
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if soft == resource.RLIM_INFINITY or soft > wanted:
        resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
