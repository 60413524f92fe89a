"""`aggregator add URL`: find out how to read an address, declare it as a source, save its page, show what it gives."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, get_args
from urllib.parse import urlsplit

import click

from aggregator.items import Kind

if TYPE_CHECKING:
    from aggregator.home import Home
    from aggregator.items import Listing, Source
    from aggregator.spiders.page import Page

SHOWN = 5


@click.command(short_help="Declare an address as a source")
@click.argument("url")
@click.option("--id", "id", help="The source's id, and its file's name [from the address].")
@click.option("--name", help="The publisher's name [from the page].")
@click.option(
    "--kind", type=click.Choice(get_args(Kind)), default="media", show_default=True, help="Kind of publisher."
)
@click.option(
    "--trusted", is_flag=True, help="The listing itself is about trafficking: its items need no gate."
)
@click.option("--group", "groups", multiple=True, help="A group it belongs to; may be repeated.")
@click.pass_context
def command(
    ctx: click.Context,
    url: str,
    id: str | None,
    name: str | None,
    kind: str,
    trusted: bool,
    groups: tuple[str, ...],
) -> None:
    """Read URL once, write sources/ID.toml and a saved page, and show the first entries.

    \b
    aggregator add https://example.org/tag/trafficking/ --kind ngo --trusted
    """
    from aggregator.commands import fixtures
    from aggregator.commands.common import home_of
    from aggregator.errors import CannotWriteError
    from aggregator.sources import dump, load

    home = home_of(ctx)
    chosen = id or id_of(url)
    file = home.sources_dir / f"{chosen}.toml"
    if file.exists() or chosen in load(home).sources:
        raise CannotWriteError(f"there is a source {chosen!r} already; choose another name: --id NAME")
    page, listing, now = _read(home, url, chosen)
    source = _declare(
        {
            "name": name or site_name(page.body) or urlsplit(url).hostname or chosen, "url": url, "kind": kind,
            "scope": "trusted" if trusted else "gated", "groups": list(groups), "verified": True,
            "languages": [listing.lang.split("-")[0].lower()] if listing.lang else [], **_private(url),
        },
        chosen, file,
    )  # fmt: skip
    facts = {"url": page.url, "content_type": page.content_type, "now": now.isoformat(timespec="seconds")}
    fixtures.save(fixtures.folder(home) / chosen, page.body, facts, source)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dump(source), encoding="utf-8")
    except OSError as error:
        raise CannotWriteError(f"{file}: cannot be written: {error.strerror}") from error
    _preview(listing, source, file)


def id_of(url: str) -> str:
    """An id from an address: the host's name without www and ending, and the last telling word of the path."""
    parts = urlsplit(url)
    host = re.sub(r"^(www|news|blog)\.", "", parts.hostname or "source").rsplit(".", 1)[0]
    words = [word for word in parts.path.lower().split("/") if re.fullmatch(r"[a-z][a-z0-9-]{2,40}", word)]
    text = "-".join([host, *words[-1:]])
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:64].strip("-") or "source"


def site_name(body: bytes) -> str | None:
    """The site's own name for itself: og:site_name, or what ends its title behind a bar or a dash."""
    import lxml.html

    try:
        root = lxml.html.fromstring(body)
    except (ValueError, lxml.etree.LxmlError):
        return None
    stated = root.xpath("string(//meta[@property='og:site_name' or @name='application-name']/@content)")
    title = " ".join((root.findtext(".//title") or "").split())
    last = re.split(r"\s+[|–—·»-]\s+", title)[-1]
    return str(stated).strip()[:80] or last[:80] or None


def _read(home: Home, url: str, id: str) -> tuple[Page, Listing, datetime]:
    """The page at an address and the listing it holds; an error that says what to try where it holds none."""
    from aggregator.errors import DataError, UnreachableError, UsageError
    from aggregator.fetching.policy import Policy
    from aggregator.items import Source
    from aggregator.reading import read
    from aggregator.sources import address_problem
    from aggregator.spiders.page import fetch

    if problem := address_problem(url, private=True):
        raise UsageError(f"{url}: {problem}")
    typed = Source(id=id, name=id, url=url, private_host=bool(_private(url)))
    page = fetch([url], Policy.of(home.config, [typed]))[url]
    if page.problem:
        raise UnreachableError(f"{url}: {page.problem}")
    now = datetime.now(UTC)
    listing = read(page.body, page.url, content_type=page.content_type, now=now)
    if listing.kind != "listing" or not listing.items:
        hint = f"; it names a feed, try: aggregator add {listing.feeds[0]}" if listing.feeds else ""
        raise DataError(f"{url} is no listing of teasers{hint}. See why: aggregator inspect {url} --why")
    return page, listing, now


def _private(url: str) -> dict[str, bool]:
    from aggregator.sources import address_problem

    return {"private_host": True} if address_problem(url) else {}


def _declare(data: dict[str, object], id: str, file: object) -> Source:
    """The source as its file will say it, checked by the rules of all sources."""
    from aggregator.sources import parse, toml_value

    given = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
    return parse("".join(f"{key} = {toml_value(value)}\n" for key, value in given.items()), id, str(file))


def _preview(listing: Listing, source: Source, file: object) -> None:
    from aggregator.commands.common import print_table

    click.echo(f"Wrote {file}: {source.name}, {len(listing.items)} items, read by {listing.read_by}.")
    if listing.feeds:
        click.echo(f"Its own feed is tried first: {listing.feeds[0]}")
    rows = [{"published": item.published, "title": item.title or item.excerpt, "categories": item.categories}
            for item in listing.items[:SHOWN]]  # fmt: skip
    print_table(rows, ("published", "title", "categories"))
    click.echo(f"Next: aggregator crawl {source.id}")
