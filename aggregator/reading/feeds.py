"""RSS 0.9x–2.0, RSS 1.0 (RDF) and Atom 1.0 ─► teasers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lxml import etree, html

from aggregator.items import PublishedFrom, Teaser
from aggregator.reading.decoding import legal
from aggregator.reading.page import Page, raw_text, squeeze
from aggregator.reading.when import read_date

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAX_ENTRIES = 500
RSS_CATEGORIES = frozenset(("category", "subject", "section"))
MARKUP = re.compile(r"<[a-zA-Z/!]|&(?:#\d+|#x[0-9a-f]+|\w+);", re.I)


@dataclass(frozen=True, slots=True)
class Content:
    """What a document of data holds."""

    items: list[Teaser]
    heading: str | None = None
    description: str | None = None
    next_page: str | None = None


def local(node: Element) -> str:
    """The element's name without its namespace, in lower case."""
    return node.tag.rpartition("}")[2].lower() if isinstance(node.tag, str) else ""


def plain(text: str | None) -> str | None:
    """Text of a value that may be markup: unescaped once, tags off."""
    text = legal((text or "").strip()[:65_536])
    if not text:
        return None
    if MARKUP.search(text):
        try:
            parsed = html.fragment_fromstring(text, create_parent="div")
        except (etree.LxmlError, ValueError, AssertionError):
            return squeeze(re.sub(r"<[^>]*>", " ", text)) or None
        for node in parsed.iter("p", "br", "div", "li", "h1", "h2", "h3", "h4", "td", "blockquote"):
            node.tail = " " + (node.tail or "")
        for node in list(parsed.iter("script", "style")):
            node.drop_tree()
        text = raw_text(parsed)
    return squeeze(text) or None


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


VISIBLE = ".//text()[not(ancestor::*[local-name() = 'script' or local-name() = 'style'])]"


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


def read_entry(page: Page, entry: Element) -> Teaser:
    """One RSS item or Atom entry."""
    values: dict[str, list[Element]] = {}
    for node in entry:
        values.setdefault(local(node), []).append(node)

    def text(*names: str) -> str | None:
        for name in names:
            for node in values.get(name, ()):
                if node.prefix in ("media", "itunes") and name in ("title", "description"):
                    continue
                found = shown(node) if len(node) else node.text
                if found and found.strip():
                    return found.strip()
        return None

    published, origin = None, None
    kinds: tuple[tuple[tuple[str, ...], PublishedFrom], ...] = (
        (("published", "pubdate", "issued", "date", "created"), "feed"),
        (("updated", "modified"), "modified"),
    )
    for names, kind in kinds:
        printed = text(*names)
        published = read_date(page, printed) if printed else None
        if published:
            origin = kind
            break
    excerpt = plain(text("summary", "description") or text("encoded", "content"))
    return Teaser(
        url=link_of(page, values),
        title=plain(text("title")),
        excerpt=excerpt,
        published=published[0] if published else None,
        published_precision=published[1] if published else None,
        published_from=origin,
        published_text=printed if published else None,
        author=author_of(values, text),
        categories=tuple(
            dict.fromkeys(
                name
                for node in [*values.get("category", ()), *values.get("subject", ())]
                if (name := plain(node.get("label") or node.get("term") or node.text))
            )
        ),
        guid=text("guid", "id"),
        lang=entry.get("{http://www.w3.org/XML/1998/namespace}lang"),
    )


def shown(node: Element) -> str:
    """The text of an element that holds markup, without scripts and styles."""
    parts = node.xpath(VISIBLE)
    return "".join(str(part) for part in parts) if isinstance(parts, list) else ""


def link_of(page: Page, values: dict[str, list[Element]]) -> str | None:
    """The entry's address: Atom's alternate link, RSS's link text, a permalink guid."""
    for node in values.get("link", ()):
        if node.get("href") and node.get("rel", "alternate") == "alternate":
            return page.resolve(node.get("href"))
    for node in values.get("link", ()):
        if node.text and node.text.strip():
            return page.resolve(node.text)
    for node in values.get("guid", ()):
        if node.get("isPermaLink", "true").lower() == "true" and (node.text or "").strip().startswith("http"):
            return page.resolve(node.text)
    return None


def author_of(values: dict[str, list[Element]], text: Any) -> str | None:
    """The author's name, without an e-mail address."""
    names = []
    for node in values.get("author", ()):
        name = next((child.text for child in node if local(child) == "name"), None) if len(node) else None
        if name and squeeze(name):
            names.append(squeeze(name))
    if names:
        return ", ".join(dict.fromkeys(names))
    raw = plain(text("creator", "author"))
    if raw and (match := re.match(r"\S+@\S+\s*\((.+)\)$", raw)):
        return match[1]
    return None if not raw or re.fullmatch(r"\S+@\S+", raw) else raw


def string(value: object) -> str | None:
    """The value where it is text, a number as text, else None."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18:
        return str(value)
    return value if isinstance(value, str) else None
