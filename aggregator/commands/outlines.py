"""Feeds that somebody's reader exported as OPML (opml.org/spec2.opml), as declarations of sources."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aggregator.errors import ConfigError, DataError

if TYPE_CHECKING:
    from aggregator.home import Home
    from aggregator.items import Source

LARGEST = 10 * 2**20


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of the list: its name, its addresses as written, the folders it lies in as group names."""

    name: str
    feed: str
    page: str
    groups: tuple[str, ...]


def read(file: Path) -> Iterator[Outline]:
    """The feeds of an OPML file, in its order; DataError where it is none."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        if file.stat().st_size > LARGEST:
            raise DataError(f"{file}: larger than 10 MiB, which no list of feeds is")
        root = etree.fromstring(file.read_bytes(), parser)
    except OSError as error:
        raise DataError(f"{file}: cannot be read: {error.strerror}") from error
    except etree.XMLSyntaxError as error:
        raise DataError(f"{file}: is no OPML: {error.msg}") from error
    if root.tag != "opml":
        raise DataError(f"{file}: is no OPML: it begins with <{root.tag}>")
    for outline in root.iter("outline"):
        feed = (outline.get("xmlUrl") or "").strip()
        if feed:
            folders = [_text(parent) for parent in outline.iterancestors("outline")]
            groups = tuple(dict.fromkeys(group for folder in reversed(folders) if (group := slug(folder))))
            yield Outline(_text(outline), feed, (outline.get("htmlUrl") or "").strip(), groups)


def declare(home: Home, file: Path, **more: object) -> list[dict[str, str]]:
    """Write a source into the home for each feed that it has not yet; a row for each feed: id, result, feed."""
    from aggregator.commands.declaring import put
    from aggregator.sources import load

    known = dict(load(home).sources)
    addresses = {address for source in known.values() for address in (source.url, source.feed) if address}
    rows: list[dict[str, str]] = []
    for outline in read(file):
        row = {"id": "", "feed": outline.feed, "result": "known already"}
        rows.append(row)
        if outline.feed in addresses:
            continue
        try:
            source = declared(outline, known, **more)
        except ConfigError as error:
            row["result"] = f"refused: {error}"
            continue
        put(home, source)
        known[source.id] = source
        addresses.add(outline.feed)
        row |= {"id": source.id, "result": "declared"}
    return rows


def declared(outline: Outline, taken: Collection[str], **more: object) -> Source:
    """The source that an outline declares, under an id that is not `taken`; ConfigError where it may not be read.

    The page is what is visited; where it is not given, or may not be read, the feed stands for it.
    """
    from aggregator.commands.add import id_of
    from aggregator.items import Source
    from aggregator.sources import RESERVED, address_problem, dump, parse

    url = outline.page if outline.page and not address_problem(outline.page) else outline.feed
    wanted = slug(outline.name) or id_of(url)
    id = next(
        name
        for number in range(1, len(taken) + len(RESERVED) + 2)
        if (name := wanted if number == 1 else f"{wanted[:60]}-{number}") not in {*taken, *RESERVED}
    )
    source = Source(
        id=id,
        name=outline.name or id,
        url=url,
        feed=outline.feed,
        groups=outline.groups,
        **more,  # type: ignore[arg-type]
    )
    return parse(dump(source), id, outline.feed)


def slug(text: str) -> str:
    """A name as lower-case words with dashes, at most 60 characters; empty where it has no Latin letter or digit."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")


def _text(outline: object) -> str:
    told = outline.get("title") or outline.get("text") or ""  # type: ignore[attr-defined]
    return " ".join(told.split())[:120]
