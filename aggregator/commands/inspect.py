"""`aggregator inspect FILE|URL`: what is read from one page, and why. Of a file it makes no request."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aggregator.errors import DataError, UnreachableError, UsageError

if TYPE_CHECKING:
    from aggregator.items import Listing, Teaser
    from aggregator.spiders.page import Page

MAX_BYTES = 5 * 1024 * 1024
FIELDS = (
    "title",
    "url",
    "excerpt",
    "published",
    "published_precision",
    "published_from",
    "author",
    "categories",
    "tags",
)


def fetch(url: str, contact: str | None) -> Page:
    """The page at an address, asked by the rules of a crawl; UnreachableError where there is none."""
    from aggregator.fetching.policy import Policy
    from aggregator.sources import address_problem
    from aggregator.spiders.page import fetch as fetch_all
    from aggregator.spiders.page import policy_for

    if problem := address_problem(url, private=True):
        raise UsageError(f"{url}: {problem}")
    agent = Policy().user_agent + (f" (+{contact})" if contact else "")
    page = fetch_all([url], policy_for(url, agent))[url]
    if page.problem:
        raise UnreachableError(f"{url}: {page.problem}")
    return page


def as_json(listing: Listing, why: bool) -> dict[str, Any]:
    """The documented JSON: null or [] where the page shows nothing."""
    answer: dict[str, Any] = {
        name: getattr(listing, name)
        for name in ("url", "kind", "read_by", "heading", "description", "next_page")
    }
    answer["items"] = [{name: getattr(item, name) for name in FIELDS} for item in listing.items]
    answer["feeds"], answer["problems"] = listing.feeds, listing.problems
    if why:
        answer["candidates"] = [
            {
                "read_by": way.read_by,
                "items": way.items,
                "score": way.score,
                "evidence": way.evidence,
                "chosen": way.chosen,
            }
            for way in listing.candidates
        ]
    return answer


def show(listing: Listing, why: bool) -> None:
    """Print the listing for people."""
    from rich.markup import escape

    from aggregator.commands.common import console as console_of

    console = console_of()
    facts = [
        ("address", listing.url),
        ("kind", listing.kind.replace("_", " ")),
        ("read by", listing.read_by),
        ("heading", listing.heading),
    ]
    facts += [
        ("next page", listing.next_page),
        *(("feed", feed) for feed in listing.feeds),
        *(("problem", problem) for problem in listing.problems),
    ]
    for name, value in facts:
        if value:
            console.print(f"[bold]{name}[/bold]  {escape(value)}", soft_wrap=True)
    for number, item in enumerate(listing.items, 1):
        console.print(f"\n[bold]{number:>3}[/bold]  {escape(about(item))}", soft_wrap=True)
    if why:
        console.print("\n[bold]weighed[/bold]")
        for way in listing.candidates:
            mark, evidence = "*" if way.chosen else " ", escape("; ".join(way.evidence))
            console.print(f"{mark} {way.read_by}: {way.items} items, score {way.score:g}; {evidence}")
        if listing.candidates:
            hint = (
                'another list was meant? declare its items in the source: selectors = { item = "SELECTOR" }'
            )
            console.print(escape(hint), style="dim")
        else:
            console.print("  nothing on the page repeats like items")


def about(item: Teaser) -> str:
    """A teaser for people, a line each: title, excerpt, address, and when, by whom, under which labels."""
    excerpt = item.excerpt or ""
    if len(excerpt) > 160:
        excerpt = excerpt[:160].rstrip() + " …"
    facts = " · ".join(
        part for part in (item.published or "no date", item.author, ", ".join(item.categories)) if part
    )
    return "\n     ".join(part for part in (item.title or "(no title)", excerpt, item.url, facts) if part)


@click.command("inspect", short_help="Show what is read from one page, and why.")
@click.argument("page", metavar="FILE|URL")
@click.option("--url", help="Address of a saved page: relative links are resolved against it.")
@click.option("--content-type", help="Content type under which a saved page was served.")
@click.option("--now", "moment", help="Time of reading in ISO 8601, for dates such as '3 days ago'.")
@click.option("--why", is_flag=True, help="Show the ways of reading that were weighed, with their evidence.")
@click.option("--json", "as_data", is_flag=True, help="Print JSON.")
@click.pass_context
def command(
    ctx: click.Context,
    page: str,
    url: str | None,
    content_type: str | None,
    moment: str | None,
    why: bool,
    as_data: bool,
) -> None:
    """Show what is read from one page, a saved FILE or a URL, and why. Of a FILE no request is made.

    \b
    aggregator inspect https://example.org/tag/trafficking/ --why
    aggregator inspect saved.html --url https://example.org/news/ --json
    """
    from aggregator.reading import read

    now = time_of(moment)
    if page.startswith(("http://", "https://")):
        got = fetch(page, contact_of(ctx))
        kind = content_type or got.content_type
        listing = read(got.body, url or got.url, content_type=kind, now=now or datetime.now(UTC), why=why)
    else:
        listing = read(
            contents(page), url or "http://localhost/", content_type=content_type, now=now, why=why
        )
    if as_data:
        json.dump(as_json(listing, why), sys.stdout, ensure_ascii=False, indent=2)
        print()
    else:
        show(listing, why)


def contact_of(ctx: click.Context) -> str | None:
    """How the publisher reaches us, where there is a home that says so."""
    from aggregator.commands.common import home_of

    try:
        return home_of(ctx).config.contact
    except UsageError:
        return None


def time_of(moment: str | None) -> datetime | None:
    """The time of reading, UTC where it names no zone."""
    if moment is None:
        return None
    try:
        now = datetime.fromisoformat(moment)
    except ValueError as error:
        raise UsageError(f"--now {moment}: not an ISO 8601 time, such as 2026-11-23T10:00:00Z") from error
    return now if now.tzinfo else now.replace(tzinfo=UTC)


def contents(name: str) -> bytes:
    """The bytes of a saved page, `-` for standard input."""
    try:
        if name == "-":
            return sys.stdin.buffer.read(MAX_BYTES + 1)
        with Path(name).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        hint = "" if Path(name).exists() else "; an address begins with http:// or https://"
        raise DataError(f"{name}: {error.strerror or error}{hint}") from error
