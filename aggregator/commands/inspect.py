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

MAX_BYTES = 5 * 1024 * 1024
TIMEOUT = 30.0
USER_AGENT = "anti-trafficking-aggregator (inspect)"
FIELDS = ("title", "url", "excerpt", "published", "published_precision", "published_from", "author", "categories", "tags")


def fetch(url: str) -> tuple[bytes, str, str | None]:
    """Body (at most 5 MiB), final address and content type of `url`; UnreachableError where there is none."""
    from urllib.error import URLError
    from urllib.request import Request, urlopen

    request = Request(url, headers={"User-Agent": USER_AGENT, "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"})  # noqa: S310
    try:
        with urlopen(request, timeout=TIMEOUT) as response:  # noqa: S310 - the scheme is checked by the caller
            return response.read(MAX_BYTES + 1), response.geturl(), response.headers.get("Content-Type")
    except (URLError, OSError, ValueError) as error:
        raise UnreachableError(f"{url}: {getattr(error, 'reason', error)}") from error


def as_json(listing: Listing, why: bool) -> dict[str, Any]:
    """The documented JSON: null or [] where the page shows nothing."""
    answer: dict[str, Any] = {name: getattr(listing, name) for name in ("url", "kind", "read_by", "heading", "description", "next_page")}
    answer["items"] = [{name: getattr(item, name) for name in FIELDS} for item in listing.items]
    answer["feeds"], answer["problems"] = listing.feeds, listing.problems
    if why:
        answer["candidates"] = [
            {"read_by": way.read_by, "items": way.items, "score": way.score, "evidence": way.evidence, "chosen": way.chosen} for way in listing.candidates
        ]
    return answer


def show(listing: Listing, why: bool) -> None:
    """Print the listing for people."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console()
    facts = [("address", listing.url), ("kind", listing.kind.replace("_", " ")), ("read by", listing.read_by), ("heading", listing.heading)]
    facts += [("next page", listing.next_page), *(("feed", feed) for feed in listing.feeds), *(("problem", problem) for problem in listing.problems)]
    for name, value in facts:
        if value:
            console.print(f"[bold]{name}[/bold]  {escape(value)}", soft_wrap=True, highlight=False)
    if listing.items:
        table = Table(box=None, pad_edge=False, show_edge=False)
        for name, ratio in (("#", 1), ("published", 4), ("title, address", 20), ("author", 5), ("categories", 6)):
            table.add_column(name, ratio=ratio, overflow="fold")
        for number, item in enumerate(listing.items, 1):
            table.add_row(str(number), escape(item.published or "–"), escape(about(item)), escape(item.author or ""), escape(", ".join(item.categories)))
        console.print(table)
    if why:
        console.print("\n[bold]weighed[/bold]")
        for way in listing.candidates:
            console.print(f"{'*' if way.chosen else ' '} {way.read_by}: {way.items} items, score {way.score:g}; {escape('; '.join(way.evidence))}", highlight=False)
        if not listing.candidates:
            console.print("  nothing on the page repeats like items")


def about(item: Teaser) -> str:
    """Title, excerpt and address of a teaser, a line each."""
    excerpt = item.excerpt if not item.excerpt or len(item.excerpt) <= 160 else item.excerpt[:160].rstrip() + " …"
    return "\n".join(part for part in (item.title or "(no title)", excerpt, item.url) if part)


@click.command("inspect", short_help="Show what is read from one page, and why.")
@click.argument("page", metavar="FILE|URL")
@click.option("--url", help="Address of a saved page: relative links are resolved against it.")
@click.option("--content-type", help="Content type under which a saved page was served.")
@click.option("--now", "moment", help="Time of reading in ISO 8601, for dates such as '3 days ago'.")
@click.option("--why", is_flag=True, help="Show the ways of reading that were weighed, with their evidence.")
@click.option("--json", "as_data", is_flag=True, help="Print JSON.")
def command(page: str, url: str | None, content_type: str | None, moment: str | None, why: bool, as_data: bool) -> None:
    """Show what is read from one page, a saved FILE or a URL, and why."""
    from aggregator.reading import read

    now = time_of(moment)
    if page.startswith(("http://", "https://")):
        body, final, served = fetch(page)
        listing = read(body, url or final, content_type=content_type or served, now=now or datetime.now(UTC), why=why)
    else:
        listing = read(contents(page), url or "http://localhost/", content_type=content_type, now=now, why=why)
    if as_data:
        json.dump(as_json(listing, why), sys.stdout, ensure_ascii=False, indent=2)
        print()
    else:
        show(listing, why)


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
        raise DataError(f"{name}: {error.strerror or error}") from error
