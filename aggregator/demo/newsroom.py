"""The sample newsroom as data: invented publishers, what each prints, and its pages as bytes."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from aggregator.items import Source

ROOT = files("aggregator.demo")
FIRST_NUMBER = 4100  # so that post numbers look like a site's that has lived a while


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One publisher: where it listens, in whose markup it prints."""

    id: str
    name: str
    host: str
    path: str
    template: str
    kind: Any
    scope: Any
    languages: tuple[str, ...]
    heading: str
    description: str
    per_page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One story as a site prints it. `scope` and `story` are what a careful reader would say of it."""

    site: str
    number: int
    title: str
    excerpt: str
    scope: str
    date: datetime
    day: int | None = None
    categories: tuple[str, ...] = ()
    author: str | None = None
    lang: str | None = None
    story: str | None = None
    original: str | None = None

    @property
    def path(self) -> str:
        return f"/{slug(self.title) or 'item'}-{self.number}/"


@dataclass(frozen=True, slots=True)
class Newsroom:
    """All sites and items, dated back from `start` (aware UTC), listening on `port`."""

    start: datetime
    port: int
    sites: dict[str, Site] = field(default_factory=dict)
    items: tuple[Item, ...] = ()

    @classmethod
    def open(cls, start: datetime, port: int) -> Newsroom:
        data = tomllib.loads(ROOT.joinpath("newsroom.toml").read_text(encoding="utf-8"))
        sites = {
            id: Site(id=id, **{**site, "languages": tuple(site["languages"])})
            for id, site in data["sites"].items()
        }
        items = tuple(_item(raw, number, start) for number, raw in enumerate(data["items"], FIRST_NUMBER))
        return cls(start, port, sites, items)

    def base(self, site: Site) -> str:
        return f"http://{site.host}:{self.port}"

    def sources(self) -> list[Source]:
        """The sites as somebody would declare them: a name, an address, and what cannot be found out."""
        return [
            Source(id=s.id, name=s.name, url=self.base(s) + s.path, kind=s.kind, scope=s.scope, languages=s.languages,
                   terms="ok", private_host=True, delay=0)
            for s in self.sites.values()
        ]  # fmt: skip

    def listing(self, site: Site, page: int) -> bytes | None:
        """Page `page` (from 1) of a site's listing; None past its end."""
        items = [item for item in self.items if item.site == site.id]
        shown = items[(page - 1) * site.per_page : page * site.per_page]
        if not shown or page < 1:
            return None
        name = site.template + (".xml" if site.template == "feed" else ".html")
        views = [_View(item, self.base(site) + item.path) for item in shown]
        more = len(items) > page * site.per_page
        text = ENVIRONMENT.get_template(name).render(
            site=site, items=views, page=page, base=self.base(site),
            next=self._address(site, page + 1) if more else None,
            previous=self._address(site, page - 1) if page > 1 else None,
        )  # fmt: skip
        return text.encode()

    def _address(self, site: Site, page: int) -> str:
        if site.template == "drupal":
            return f"?page={page - 1}"
        if site.template == "government":
            return f"{site.path}?page={page}" if page > 1 else site.path
        return f"{self.base(site)}{site.path}page/{page}/" if page > 1 else site.path


class _View:
    """An item with its address, for the templates."""

    def __init__(self, item: Item, url: str) -> None:
        self.url = url
        self._item = item

    def __getattr__(self, name: str) -> Any:
        return getattr(self._item, name)


def slug(text: str) -> str:
    """The ASCII words of a text joined by hyphens, at most 60 characters, as content systems make addresses."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].rstrip("-")


def cut(text: str, words: int = 30) -> str:
    """The first words of a text and an ellipsis, as WordPress cuts an excerpt."""
    parts = text.split(" ")
    return text if len(parts) <= words else " ".join(parts[:words]) + "…"


def _item(raw: dict[str, Any], number: int, start: datetime) -> Item:
    day = raw.get("day")
    # each item at its own minute, so that order is plain
    date = (start - timedelta(days=day or 0)).replace(second=0, microsecond=0) - timedelta(
        minutes=number % 60
    )
    return Item(number=number, date=date, **{**raw, "categories": tuple(raw.get("categories", ()))})


ENVIRONMENT = Environment(loader=PackageLoader("aggregator.demo"), autoescape=True, undefined=StrictUndefined)
ENVIRONMENT.filters.update(slug=slug, cut=cut, rfc822=format_datetime)
