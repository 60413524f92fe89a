"""RSS 0.9x–2.0, RSS 1.0 (RDF) and Atom 1.0 ─► teasers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from aggregator.items import Teaser
from aggregator.reading.structured.entry import local, read_entry
from aggregator.reading.structured.plain import plain
from aggregator.reading.tree.page import Page

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAX_ENTRIES = 500


@dataclass(frozen=True, slots=True)
class Content:
    """What a document of data holds."""

    items: list[Teaser]
    heading: str | None = None
    description: str | None = None
    next_page: str | None = None


def parse_xml(text: str) -> Element | None:
    """The root of an XML document: no entities, no network; mended where it is malformed."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, recover=True, huge_tree=False, load_dtd=False
    )
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).strip()
    try:
        return etree.fromstring(text.encode("utf-8"), parser)
    except (etree.LxmlError, ValueError):
        return None


def is_feed(root: Element) -> bool:
    """Whether the root is that of a feed."""
    return local(root) in ("rss", "rdf", "feed", "channel")


def read_xml_feed(page: Page, root: Element) -> Content:
    """Teasers, heading, description and next page of a feed."""
    entries = [node for node in root.iter(etree.Element) if local(node) in ("item", "entry")][:MAX_ENTRIES]
    channel = next((node for node in root if local(node) == "channel"), root)
    heads = {local(node): node for node in reversed(channel) if isinstance(node.tag, str)}
    following = next(
        (
            node.get("href")
            for node in channel.iter(etree.Element)
            if local(node) == "link" and node.get("rel") == "next"
        ),
        None,
    )
    lang = root.get("{http://www.w3.org/XML/1998/namespace}lang") or (
        heads["language"].text if "language" in heads else None
    )
    page.lang = re.split(r"[-_]", lang.strip())[0].lower() if lang and lang.strip() else page.lang
    teasers = [teaser for entry in entries if (teaser := read_entry(page, entry)).url or teaser.title]
    title, description = heads.get("title"), heads.get("description", heads.get("subtitle"))
    return Content(
        teasers,
        plain(title.text if title is not None else None),
        plain(description.text if description is not None else None),
        page.resolve(following),
    )
