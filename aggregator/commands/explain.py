"""`aggregator explain`: why an item, or a text, was judged as it was."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from aggregator.errors import UsageError
from aggregator.judging.scope import TRUSTED

if TYPE_CHECKING:
    from aggregator.items import Evidence, Judgement


@click.command
@click.argument("item", required=False)
@click.option("--text", help="A title to judge; --excerpt adds what stands under it.")
@click.option("--title", help="The same as --text.")
@click.option("--excerpt", help="The text under the title.")
@click.option("--lang", help="The language that the page tells, such as en.")
@click.option("--category", "categories", multiple=True, help="A label that the source gives (repeatable).")
@click.option("--trusted", is_flag=True, help="Judge as an item of a trusted listing.")
@click.option("--json", "as_json", is_flag=True, help="The judgement as JSON.")
@click.pass_context
def command(ctx: click.Context, /, item: str | None, as_json: bool, **given: Any) -> None:
    """Show how ITEM (an id, or an address) or a text is judged: scope, topics, places, stage, with the words of each.

    \b
    aggregator explain 4f1d9a2b
    aggregator explain https://example.org/news/brick-kiln
    aggregator explain --text "Forty people freed from a brick kiln" --lang en
    """
    given["title"] = given.pop("text") or given["title"]
    if item is None and not (given["title"] or given["excerpt"]):
        raise UsageError("name an item, or give a text: aggregator explain --text '…'")
    if item is not None:
        given.update(_stored(ctx, item))
    found = _judged(ctx, **given)
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=1))
        return
    for line in _lines(given, found):
        click.echo(line)


def _judged(ctx: click.Context, *, title: str | None, excerpt: str | None, **rest: Any) -> Judgement:
    from aggregator.commands.common import home_of
    from aggregator.judging import judge, load_rules

    return judge(title, excerpt, rules=load_rules(home_of(ctx).own("topics.toml")), **rest)


def _stored(ctx: click.Context, item: str) -> dict[str, Any]:
    """What the store keeps of an item, as arguments of `judge`."""
    from aggregator.commands.common import home_of
    from aggregator.store import Store

    with Store.open(home_of(ctx), readonly=True) as store:
        entry = store.entry(item)
    if entry is None:
        hint = "aggregator export --scope all lists ids; a text is judged with --text"
        raise UsageError(f"{item}: no such item; {hint}")
    kept = {name: getattr(entry, name) for name in ("title", "excerpt", "lang", "categories", "slugs")}
    return kept | {"trusted": any(one.rule == TRUSTED for one in entry.scope_evidence)}


def _lines(given: dict[str, Any], found: Judgement) -> Iterable[str]:
    yield f"title       {given['title'] or ''}"
    if given["excerpt"]:
        yield f"excerpt     {given['excerpt']}"
    yield f"scope       {found.scope:<28} {_words(found.scope_evidence)}"
    for topic in found.topics:
        yield f"topic       {topic.code:<28} {_words(topic.evidence)}"
    for country in found.countries:
        yield f"country     {country.code:<28} {_words(country.evidence)}"
    if found.regions:
        yield f"region      {', '.join(found.regions)}"
    if found.case_stage:
        yield f"case stage  {found.case_stage:<28} {_words(found.case_stage_evidence)}"
    yield f"rules       {found.rules_version}"


def _words(evidence: Sequence[Evidence]) -> str:
    """Each rule once, with the words that fired it and where they stand."""
    rules: dict[str, list[str]] = {}
    for one in evidence:
        rules.setdefault(one.rule, []).append(f"{one.text!r} in {one.field}" if one.text else one.field)
    return "; ".join(f"{rule}: {' + '.join(words)}" for rule, words in rules.items())
