"""Which links of a page may lead to an item, and what the others are: tags, authors, comments, files, chrome."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from aggregator.reading.tree.dom import visible
from aggregator.reading.tree.page import Page

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

TAXONOMY = re.compile(
    r"/(?:category|categories|cat|tags?|topics?|taxonomy|label|labels|keyword|keywords|section|sections|rubrik|rubrique|kategorie|"
    r"kategoria|categoria|categorie|etiqueta|etiquetas|schlagwort|temas?|themes?|subject|subjects|series|author|authors|autor|auteur|users?|profile|by|"
    r"people|writers?|contributors?|members?)(?:/|$|\?)|[?&](?:cat|category|tag|tags|topic|author|label)=",
    re.I,
)
PERSON = re.compile(
    r"/(?:authors?|autor(?:es)?|auteurs?|users?|profiles?|by|people|writers?|contributors?|members?|staff|team)/|[?&]author=|/@[\w.-]+/?(?:$|\?)",
    re.I,
)
TAG = re.compile(r"/(?:tags?|keywords?|labels?|etiquetas?|schlagworte?)/|[?&](?:tags?|label)=", re.I)
NOT_ITEMS = re.compile(
    r"(?:/(?:feed|rss|atom|login|signin|sign-in|register|wp-login\.php|wp-admin|cart|search|privacy|impressum|imprint|terms|cookie|cookies|"
    r"sitemap)/?$)|\.(?:xml|rss|atom|jpe?g|png|gif|webp|svg|zip|ics|mp3|mp4)$|^/?$",
    re.I,
)
COMMENTS = re.compile(r"comment|respond|reply|disqus")
ANSWERS = re.compile(r"#(?:comment|respond|reply|disqus)")
NONE: frozenset[str] = frozenset()
COUNTERS = re.compile(r"(?:/\d{1,3})+$")  # of a page and its size, behind a name
YEAR = re.compile(r"(?:^|/)(?:19|20)\d\d(?:/|-\d\d)")
ACCOUNT = re.compile(r"/(?:log-?in|sign-?in|sign-?up|register|wp-login\.php)(?:[/?#]|$)", re.I)
SHARES = re.compile(
    r"(?:facebook\.com/(?:sharer|share|dialog)|(?:twitter|x)\.com/(?:intent|share)|linkedin\.com/share|pinterest\.[a-z.]+/pin/|wa\.me/|api\.whatsapp\.com|"
    r"t\.me/share|reddit\.com/submit|getpocket\.com|mastodonshare|bsky\.app/intent|telegram\.me/share|addtoany|vk\.com/share|line\.me/R|tumblr\.com/share)",
    re.I,
)


def same_address(left: str, right: str) -> bool:
    """Whether two addresses on one page name the same document (fragment and closing slash aside)."""
    return key(left) == key(right)


@lru_cache(maxsize=8192)
def key(address: str) -> str:
    """What identifies an address within one page: without fragment, scheme, `www.` and closing slash."""
    parts = urlsplit(address.partition("#")[0])
    host = parts.netloc.lower().removeprefix("www.")
    return f"{host}{unquote(parts.path).rstrip('/')}?{parts.query}"


class Link(NamedTuple):
    """A link, with what is asked of it again and again."""

    node: Element
    target: str | None  # where it leads; None where that is nowhere on the web
    address: str  # the same without its fragment, where that may be an item; else ""
    rel: frozenset[str]
    answers: bool  # leads to the comments
    taxonomy: bool
    headed: bool  # in a heading, or around one
    text: str

    def visible(self) -> str:
        """Its text without what only screen readers get."""
        return visible(self.node) if self.text and len(self.node) else self.text


def read_link(page: Page, node: Element, headed: bool = False) -> Link:
    """What a link says."""
    href = node.get("href") or ""
    target = page.resolve(href) if href else None
    address = item_address(page, href, target) if target else ""
    rel = rels(node)
    return Link(
        node,
        target,
        address,
        rel,
        "#" in href and ANSWERS.search(href) is not None,
        bool(address) and is_taxonomy(rel, address),
        headed,
        page.text(node),
    )


def item_address(page: Page, href: str, target: str) -> str:
    """The address of a link that may be an item's, without its fragment; "" for every other kind of link."""
    address, _, fragment = target.partition("#")
    if (
        href.startswith("#")
        or no_item(address)
        or key(address) == key(page.url)
        or (fragment and COMMENTS.match(fragment))
    ):
        return ""
    return address


@lru_cache(maxsize=8192)
def no_item(address: str) -> bool:
    """Whether an address is one for sharing, an account, a feed, a file or a front page."""
    parts = urlsplit(address)
    return bool((NOT_ITEMS.search(parts.path) and not parts.query) or is_service(address))


@lru_cache(maxsize=8192)
def is_service(address: str) -> bool:
    """Whether an address is one for sharing or for an account."""
    return bool(SHARES.search(address) or ACCOUNT.search(address))


def rels(link: Element) -> frozenset[str]:
    """The words of a link's `rel`."""
    rel = link.get("rel")
    return relations(rel) if rel else NONE


@lru_cache(maxsize=1024)
def relations(rel: str) -> frozenset[str]:
    """The words of a `rel` attribute."""
    return frozenset(rel.lower().split())


@lru_cache(maxsize=4096)
def is_person(address: str) -> bool:
    """Whether an address is that of a person."""
    return bool(PERSON.search(address))


def is_taxonomy(rel: frozenset[str], address: str) -> bool:
    """Whether a link leads to a category, tag or author rather than to an item."""
    return "category" in rel or "author" in rel or is_taxonomy_address(address)


@lru_cache(maxsize=4096)
def is_taxonomy_address(address: str) -> bool:
    """Whether an address is that of a category, tag or person: what follows `/category/` is at most two names deep."""
    match = TAXONOMY.search(address)
    if not match:
        return False
    rest = address[match.end() :].strip("/")
    return match[0][0] in "?&" or (COUNTERS.sub("", rest).count("/") <= 1 and not YEAR.search(rest))
