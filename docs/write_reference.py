"""Writes docs/reference.md: verbs and options as the command has them, settings as their types have them.

What a setting means stands here; a setting that is missing here fails a test.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

import click

from aggregator.commands import group
from aggregator.commands.summaries import SUMMARIES
from aggregator.home import Config
from aggregator.items import Selectors, Source
from aggregator.judging.feeds import FeedSpec
from aggregator.sources import toml_value

FILE = Path(__file__).parent / "reference.md"
CONFIG = {
    "title": "Title of the page and the feeds.",
    "description": "What the page says of itself.",
    "base_url": "Public address of the feeds folder, ending in `/`. It stands in every feed.",
    "contact": "A mail address or a page by which publishers reach you; needed to crawl beyond this machine.",
    "publisher": "Who publishes the feeds; without it the title.",
    "language": "Language of the page's own words and of the feeds, such as `en` or `pt-BR`.",
    "rights": "The line on rights in feeds and page.",
    "helpline": "A line on top of every page, such as a helpline's number.",
    "hub": "Address of a WebSub hub to name in the feeds.",
    "ping": "Address that is asked for after each good run: a dead-man's switch.",
    "store": "Database, as an SQLAlchemy address; a relative SQLite path is the home's. Else `data/aggregator.db`.",
    "window_days": "Days that a feed reaches back, by first sight.",
    "window_min": "Entries that a feed has at least, where there are so many.",
    "window_max": "Entries that a feed has at most.",
    "quiet_days": "Days that the first visit to a source publishes; older items are kept, and not shown.",
    "excerpt_max": "Characters of an excerpt, at most 500; 0 is title and link only.",
    "retention_months": "Months after which excerpts are erased; ids, titles and links stay.",
    "delay": "Seconds between two requests to one host.",
    "budget": "Minutes that a crawl may take; what is left comes with the next.",
    "interval_min": "Minutes between two visits to a busy source.",
    "interval_max": "Minutes between two visits to a quiet one.",
    "resolve_allow": "Networks that may be reached though they are private, such as `10.1.0.0/16`.",
}
SOURCE = {
    "name": "The publisher's name, as readers see it.",
    "url": "The listing's address.",
    "kind": "`un`, `government`, `ngo`, `media`, `research` or `aggregator`.",
    "languages": 'Languages of the listing, such as `["en", "es"]`; without it each entry\'s is recognised.',
    "region": "For choosing among sources, such as `africa`.",
    "groups": "For `crawl --group` and `sources --group`.",
    "scope": "`trusted` where the listing itself is about trafficking; `gated` where items must speak of it.",
    "terms": "What the publisher's terms allow: `ok`, `title-only`, `ask`, `no`, `unchecked`. `no` cannot be enabled.",
    "terms_checked": "When and by whom they were read.",
    "verified": "A live check has read it; `check --live` sets it.",
    "enabled": "Whether it is crawled.",
    "notes": "For people.",
    "read_by": "A way of reading to prefer; without it the best one is found.",
    "feed": "The publisher's own feed of this listing.",
    "selectors": "A table of CSS selectors, below.",
    "timezone": "Zone of dates that name none, such as `Asia/Kolkata`.",
    "date_order": "`DMY`, `MDY` or `YMD`, where the page's numbers leave it open.",
    "pages": "Pages that a routine visit reads at most, 1 to 20.",
    "offsite_links": "Items may link to other hosts, as an aggregator's do.",
    "excerpt_max": "As above, for this source.",
    "keep_parameters": "Parameters of addresses that tell articles apart and would be dropped.",
    "drop_parameters": "Parameters that do not, and would be kept.",
    "outlet_names": "Names to cut from the ends of titles.",
    "interval": "Minutes between two visits, instead of the adaptive interval.",
    "delay": "As above, for this source.",
    "verify_tls": "Check the certificate; `false` for a host that has none in order.",
    "private_host": "The address is a private one, and meant.",
    "spider": "A spider class for a site that needs one.",
}
SELECTORS = {
    "item": "One teaser; needed. The others are looked for inside it, `next` on the page.",
    "title": "Its title.",
    "link": "Its link.",
    "excerpt": "Its excerpt.",
    "date": "Its date.",
    "author": "Its author.",
    "categories": "Its categories.",
    "next": "The link to the next page.",
}
FEED = {
    "id": "The feed's name in addresses.",
    "title": "Its title.",
    "description": "What it covers.",
    "group": "Where the page lists it: `form`, `sector`, `response`, `people`, `actors`, `region`, `own`.",
    "topics": "Any of these topics.",
    "facets": "A topic of any of these facets.",
    "regions": "Any of these regions named.",
    "countries": "Any of these countries named.",
    "languages": "Any of these languages.",
    "sources": "Any of these sources.",
    "kinds": "Any of these kinds of publisher.",
    "scope": "`in`, or `adjacent` for what stands beside it.",
}


def main() -> None:
    FILE.write_text(reference(), encoding="utf-8")


def reference() -> str:
    """The whole page."""
    parts = [
        "# Reference",
        "Every verb, option and setting. Written by `python docs/write_reference.py`; change the code, not this page.",
        "`--home DIR` stands before the verb; without it AGGREGATOR_HOME counts, else the checkout. `-h` helps.",
        "Exit codes: 0 fine, 1 findings, 2 usage, 65 bad data or store, 69 nothing could be reached, 70 a bug of ours, "
        "73 cannot write, 75 another run holds the lock, 78 bad configuration, 130 and 143 stopped.",
        'Completion of verbs and options: `eval "$(_AGGREGATOR_COMPLETE=bash_source aggregator)"` (also `zsh_source`, '
        "`fish_source`).",
        "## Verbs",
        *verbs(),
        "## Settings of a home",
        "`aggregator.toml`. Every key has a default; an unknown key is an error that names the nearest right one.",
        table(Config, CONFIG),
        "## A source",
        "`sources/<id>.toml`. Only name and url are needed. A home's file stands in for the shipped one of that id.",
        table(Source, SOURCE, without=("id",)),
        "`[selectors]`, in CSS:",
        table(Selectors, SELECTORS),
        "## A feed",
        "`feeds.toml`, one `[[feeds]]` table each, beside the shipped ones or in the place of one with the same id. "
        "Of one key any value may hold; different keys must all hold.",
        table(FeedSpec, FEED),
        "## A topic",
        "`topics.toml`, one `[[topics]]` table each: `slug`, `name`, `facet`, `definition`, and terms by language; "
        "the head of the shipped `aggregator/catalogue/topics.toml` explains them.",
    ]
    return "\n\n".join(parts) + "\n"


def verbs() -> Iterator[str]:
    """A section a verb, its subcommands after it."""
    context = click.Context(group, info_name="aggregator")
    for name in SUMMARIES:
        command = group.get_command(context, name)
        assert command is not None
        yield from section(name, command, click.Context(command, info_name=name, parent=context))


def section(name: str, command: click.Command, context: click.Context) -> Iterator[str]:
    """Usage, what it does, its options."""
    words, _, examples = (command.help or "").partition("\b\n")
    usage = " ".join(["aggregator", name, *command.collect_usage_pieces(context)])
    yield f"### {name}\n\n`{usage}`\n\n{' '.join(words.split())}"
    if examples:
        shown = "\n".join(line.removeprefix("    ") for line in examples.rstrip().splitlines())
        yield f"```\n{shown}\n```"
    records = [
        param.get_help_record(context)
        for param in command.get_params(context)
        if isinstance(param, click.Option)
    ]
    rows = [
        f"| `{cell(option)}` | {cell(about)} |"
        for option, about in filter(None, records)
        if "--help" not in option
    ]
    if rows:
        yield "\n".join(["| option | |", "|---|---|", *rows])
    if isinstance(command, click.Group):
        for sub in command.list_commands(context):
            child = command.get_command(context, sub)
            assert child is not None
            yield from section(f"{name} {sub}", child, click.Context(child, info_name=sub, parent=context))


def table(cls: Any, about: Mapping[str, str], without: tuple[str, ...] = ()) -> str:
    """A row a field: name, what it means, default. KeyError for a field that is not explained."""
    rows = [
        f"| `{spec.name}` | {cell(about[spec.name])} | {default(spec)} |"
        for spec in fields(cls)
        if spec.name not in without
    ]
    return "\n".join(["| key | | default |", "|---|---|---|", *rows])


def default(spec: Any) -> str:
    """A default as TOML would say it; nothing where there is none."""
    if spec.default in (None, ()) or spec.default is MISSING:
        return ""
    if isinstance(spec.default, str) and len(spec.default) > 40:
        return "a sentence"
    return f"`{toml_value(spec.default).strip(chr(34))}`"


def cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    main()
