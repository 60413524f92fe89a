"""Bytes of a page ─► a parsed tree with what every reader needs: base address, language, zones, links."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from lxml import etree

from aggregator.reading.flat import wrap_flat_lists

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAX_BYTES = 5 * 1024 * 1024
MAX_DEPTH = 256  # of elements that are looked at; libxml2 itself cuts at 2,048
MAX_ADDRESS = 2083
# Python's names of the encodings that browsers know (WHATWG Encoding); everything else is read as UTF-8
ENCODINGS = frozenset(
    "utf-8 utf-16 utf-16-le utf-16-be cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp866 cp874 koi8-r koi8-u "
    "iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16 "
    "mac-roman mac-cyrillic gbk gb18030 big5 euc_jp iso2022_jp shift_jis cp932 euc_kr cp949".split()
)
SAME_AS = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
           "euc_kr": "cp949", "tis-620": "cp874", "utf-8-sig": "utf-8"}  # fmt: skip
META_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.I)
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


@dataclass(slots=True)
class Page:
    """One parsed HTML page; `nodes` keeps every element alive, in document order, so that elements can be keys."""

    root: Element
    url: str
    base: str
    lang: str | None = None
    now: datetime | None = None
    timezone: str | None = None
    order: str | None = None
    offsite: bool = True
    problems: list[str] = field(default_factory=list)
    nodes: list[Element] = field(default_factory=list)
    scripts: list[tuple[str, str, str]] = field(default_factory=list)  # type, id, text

    def resolve(self, href: str | None) -> str | None:
        """Absolute http(s) address of `href`, or None for anything that cannot be followed."""
        return resolve(self.base, href)


def charset_of(body: bytes, content_type: str | None) -> str:
    """The page's encoding by byte order mark, declaration (allow-listed) or proof that it is UTF-8."""
    for mark, name in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if body.startswith(mark):
            return name
    head = body[:512]
    if head.count(b"\0") > len(head) // 4:
        return "utf-16-be" if head[:1] == b"\0" else "utf-16-le"
    labels = re.findall(r"charset\s*=\s*[\"']?([\w:.-]{2,40})", content_type or "", re.I)
    labels += [label.decode("ascii", "replace") for label in META_CHARSET.findall(body[:4096])]
    for label in labels:
        name = encoding_name(label)
        if name and not (name.startswith("utf-16")):
            return name
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.end < len(body) - 3:
            return "cp1252"
    return "utf-8"


@lru_cache(maxsize=128)
def encoding_name(label: str) -> str | None:
    """Python's name of an encoding label that browsers know, or None (punycode, unicode_escape, bogus …)."""
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    name = SAME_AS.get(name, name)
    return name if name in ENCODINGS else None


def decode(body: bytes, content_type: str | None) -> tuple[str, list[str]]:
    """Text of the body without characters that XML forbids, and the problems met."""
    problems = []
    if len(body) > MAX_BYTES:
        body = body[:MAX_BYTES]
        problems.append("too_large: read to 5 MiB")
    name = charset_of(body, content_type)
    text = body.decode(name, "replace")
    if name != "utf-8" and text.count("\ufffd") > 20 + len(text) // 50:
        text = body.decode("utf-8", "replace")
    if text.count("\ufffd") > 0:
        problems.append("undecodable_bytes")
    if ILLEGAL.search(text):
        text = ILLEGAL.sub("", text)
    return text.lstrip("\ufeff"), problems


def monstrous_tag(text: str) -> bool:
    """Whether a tag holds thousands of attributes: libxml2 needs quadratic time for it (seconds for 1 MB)."""
    start = 0
    while True:
        end = text.find("<", start)
        piece_end = end if end >= 0 else len(text)
        if piece_end - start > 16_384:
            tag = QUOTED.sub("", text[start:piece_end])
            tag = tag[: tag.find(">")] if ">" in tag else tag
            if len(tag.split(None, 2001)) > 2000 and ("=" in tag or ">" not in text[start:piece_end]):
                return True
        if end < 0:
            return False
        start = end + 1


def parse(text: str, url: str) -> Page | None:
    """The page of this text, or None where nothing can be parsed. Never raises on any text."""
    problems: list[str] = []
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except (ValueError, etree.LxmlError):  # an empty document, or one that is no markup at all
        return None
    if root is None:
        return None
    if any("depth" in entry.message for entry in parser.error_log):
        problems.append("truncated_tree")
    page = Page(root, url, url, problems=problems)
    for node in list(root.iter("script", "style", "svg", "template")):
        if node.tag == "script" and node.text:
            page.scripts.append(((node.get("type") or "").lower(), node.get("id") or "", node.text))
        drop(node)
    wrap_flat_lists(root)
    page.nodes = list(root.iter(etree.Element))
    head_base = root.find(".//base[@href]")
    if head_base is not None:
        page.base = resolve(url, head_base.get("href")) or url
    lang = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang")
    page.lang = re.split(r"[-_]", lang.strip())[0].lower() if lang and lang.strip() else None
    return page


@lru_cache(maxsize=4096)
def resolve(base: str, href: str | None) -> str | None:
    """Absolute http(s) address of `href` on a page at `base`; None for other schemes, user names and monsters."""
    if href is None:
        return None
    href = href.strip().translate(CONTROLS)
    if len(href) > MAX_ADDRESS or SCHEME.match(href):
        return None
    try:
        address = urljoin(base, href.replace(" ", "%20"))
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
            return None
    except ValueError:
        return None
    return address if len(address) <= MAX_ADDRESS else None


CONTROLS = dict.fromkeys([*range(0x20), 0x7F])
SCHEME = re.compile(r"(?!https?:)[a-zA-Z][a-zA-Z0-9+.-]*:(?!\d+(?:/|$))|https?:(?!//)", re.I)


def drop(node: Element) -> None:
    """Remove an element, but not the text behind it."""
    parent = node.getparent()
    if parent is None:
        return
    previous = node.getprevious()
    if node.tail:
        if previous is not None:
            previous.tail = (previous.tail or "") + node.tail
        else:
            parent.text = (parent.text or "") + node.tail
    parent.remove(node)


def squeeze(text: str | None) -> str:
    """`text` with every run of white space as one space."""
    return " ".join((text or "").split())


@lru_cache(maxsize=8192)
def words_of(names: str) -> frozenset[str]:
    """The words of class and id names: `post-card--isBig main` ─► post, card, is, big, main."""
    return frozenset(re.sub(r"([a-z])([A-Z])", r"\1 \2", names).replace("-", " ").replace("_", " ").lower().split())


def class_words(element: Element) -> frozenset[str]:
    """The words of the element's class names."""
    names = element.get("class")
    return words_of(names) if names else frozenset()
