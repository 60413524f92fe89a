"""`aggregator judge --again`: the store judged anew after rules changed, and what that moved."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from aggregator.commands.common import home_of, print_table

if TYPE_CHECKING:
    from aggregator.home import Home
    from aggregator.items import Judgement
    from aggregator.store.records import Moves, StoredEntry


@click.command(short_help="Judge the store again after the rules changed")
@click.option("--again", is_flag=True, required=True, help="Judge every stored item anew.")
@click.option("--dry-run", is_flag=True, help="Only say what would move.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_context
def command(ctx: click.Context, again: bool, dry_run: bool, as_json: bool) -> None:
    """Judge the store again and say what moved, by scope and topic.

    \b
    aggregator judge --again --dry-run      what a changed topics.toml would do
    aggregator judge --again                do it; then: aggregator publish
    """
    from aggregator.store import Store

    home = home_of(ctx)
    with Store.open(home) as store:
        moves = store.rejudge(Rules(home).judge, dry_run=dry_run)
    rows = _rows(moves)
    if as_json:
        said = {"judged": moves.judged, "changed": moves.changed, "held": moves.held, "moves": rows}
        click.echo(json.dumps(said, indent=1))
        return
    if rows:
        print_table(rows, ["what", "from", "to", "items"])
    verb = "would change" if dry_run else "changed"
    held = f", {moves.held} held for you: aggregator hold" if moves.held else ""
    click.echo(f"{moves.judged} judged, {moves.changed} {verb}{held}")


class Rules:
    """The rules of a home, and which of its sources are trusted."""

    def __init__(self, home: Home) -> None:
        from aggregator.judging import load_rules
        from aggregator.sources import load

        self.rules = load_rules(home.own("topics.toml"))
        self.trusted = {id_ for id_, source in load(home).sources.items() if source.scope == "trusted"}

    def judge(self, entry: StoredEntry) -> Judgement:
        """A stored entry's judgement by the rules of today."""
        from aggregator.judging import judge_entry

        return judge_entry(entry, self.rules, trusted=entry.source in self.trusted)


def _rows(moves: Moves) -> list[dict[str, Any]]:
    rows = [
        {"what": "scope", "from": before, "to": after, "items": items}
        for (before, after), items in sorted(moves.scope.items())
    ]
    for topic in sorted(moves.topics_gained.keys() | moves.topics_lost.keys()):
        gained, lost = moves.topics_gained.get(topic, 0), moves.topics_lost.get(topic, 0)
        if gained:
            rows.append({"what": "topic", "from": "", "to": topic, "items": gained})
        if lost:
            rows.append({"what": "topic", "from": topic, "to": "", "items": lost})
    return rows
