"""What a feed validator complains of, as our own checks: each gives sentences, none for a clean file."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import html5lib
from html5lib.constants import namespaces
from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
XML = "{http://www.w3.org/XML/1998/namespace}"
ADDRESS = re.compile(r"https?://[0-9a-z.-]+(?::\d+)?/[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#]*")
TAG = re.compile(r"tag:[a-z0-9.\-]+,\d{4}:[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,]+")
LANGUAGE = re.compile(r"[a-z]{2}")
MARKUP = re.compile(r"<[a-zA-Z/!?]|&#\w|&\w*\d\w*|&(?:amp|lt|gt|quot|apos|nbsp|copy)\b")
BAD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\u202a-\u202e\u2066-\u2069\u200b\ufdd0-\ufdef\ufffe\uffff]"
)
ALLOWED = {"p", "a", "br", "em", "strong", "ul", "ol", "li", "blockquote"}


def lint_rss(data: bytes, address: str, now: datetime) -> list[str]:
    """RSS 2.0 as feeds.md asks for it."""
    channel = etree.fromstring(data)[0]
    found = _common(data)
    selves = [link for link in channel.findall(f"{ATOM}link") if link.get("rel") == "self"]
    found += [] if [link.get("href") for link in selves] == [address] else ["self is not the public address"]
    found += _needed(
        channel, "title", "link", "description", "language", "lastBuildDate", "ttl", "generator", "copyright"
    )
    found += _once(channel, "title", "link", "description")
    found += _address(channel.findtext("link"))
    found += [] if int(channel.findtext("ttl") or 0) > 0 else ["ttl"]
    image = channel.find("image")
    if image is not None:
        same = (image.findtext("title"), image.findtext("link")) == (
            channel.findtext("title"),
            channel.findtext("link"),
        )
        found += [] if same else ["image tells another title or link than its channel"]
    items = channel.findall("item")
    for item in items:
        found += _needed(
            item,
            "title",
            "link",
            "description",
            "guid",
            "pubDate",
            "source",
            f"{DC}creator",
            f"{ATOM}updated",
        )
        found += _once(
            item, "title", "link", "description", "guid", "pubDate", "source", "author", f"{DC}creator"
        )
        found += [] if item.find("author") is None else ["author beside dc:creator"]
        guid = item.find("guid")
        found += (
            []
            if guid is not None and guid.get("isPermaLink") == "false"
            else ["guid is taken for an address"]
        )
        found += _address(item.findtext("link")) + _address(item.find("source").get("url"))
        texts = [item.findtext("title"), item.findtext("source"), item.findtext(f"{DC}creator")]
        found += [
            problem
            for text in (*texts, *(c.text for c in item.findall("category")))
            for problem in _plain(text)
        ]
        found += _html(item.findtext("description"))
        found += _language(item.findtext(f"{DC}language"))
        found += [] if item.find("enclosure") is None else ["an enclosure"]
        found += _rfc822(item.findtext("pubDate"), now)
    found += _unique([item.findtext("guid") for item in items])
    found += _unique([item.findtext(f"{ATOM}updated") for item in items], "updated")
    return found + _sorted([parsedate_to_datetime(item.findtext("pubDate")) for item in items])


def lint_atom(data: bytes, address: str, now: datetime) -> list[str]:
    """Atom 1.0 (RFC 4287) as feeds.md asks for it."""
    feed = etree.fromstring(data)
    found = _common(data)
    links = [(link.get("rel"), link.get("href"), link.get("type")) for link in feed.findall(f"{ATOM}link")]
    found += (
        []
        if [href for rel, href, _ in links if rel == "self"] == [address]
        else ["self is not the public address"]
    )
    alternates = [kind for rel, _, kind in links if rel == "alternate"]
    found += [] if alternates == ["text/html"] else [f"alternates are {alternates}"]
    found += _needed(
        feed, *(f"{ATOM}{name}" for name in ("id", "title", "updated", "author", "icon", "logo", "rights"))
    )
    found += [] if feed.get(f"{XML}lang") else ["no language"]
    entries = feed.findall(f"{ATOM}entry")
    for entry in entries:
        found += _needed(
            entry,
            *(f"{ATOM}{n}" for n in ("id", "title", "updated", "published", "summary", "author", "source")),
        )
        found += _once(
            entry, *(f"{ATOM}{n}" for n in ("id", "title", "updated", "published", "summary", "source"))
        )
        links = [(link.get("rel"), link.get("href")) for link in entry.findall(f"{ATOM}link")]
        found += [] if [rel for rel, _ in links].count("alternate") == 1 else ["not one alternate"]
        found += [problem for _, href in links for problem in _address(href)]
        source = entry.find(f"{ATOM}source")
        found += _needed(source, *(f"{ATOM}{name}" for name in ("id", "title", "updated", "link")))
        found += _tag(entry.findtext(f"{ATOM}id")) + _tag(source.findtext(f"{ATOM}id"))
        texts = [
            entry.findtext(f"{ATOM}title"),
            source.findtext(f"{ATOM}title"),
            entry.findtext(f"{ATOM}author/{ATOM}name"),
        ]
        labels = [category.get("label") for category in entry.findall(f"{ATOM}category")]
        found += [problem for text in (*texts, *labels) for problem in _plain(text)]
        summary = entry.find(f"{ATOM}summary")
        found += [] if summary.get("type") == "html" else ["summary has no type"]
        found += _html(summary.text) + _language(entry.get(f"{XML}lang"))
        for name in ("updated", "published"):
            found += _rfc3339(entry.findtext(f"{ATOM}{name}"), now)
    found += _tag(feed.findtext(f"{ATOM}id"))
    found += _unique([entry.findtext(f"{ATOM}id") for entry in entries])
    updates = [entry.findtext(f"{ATOM}updated") for entry in entries]
    found += _unique(updates, "updated")
    if updates:
        newest = max(datetime.fromisoformat(text) for text in updates)
        found += (
            []
            if datetime.fromisoformat(feed.findtext(f"{ATOM}updated")) == newest
            else ["updated is not the newest"]
        )
    return found + _sorted([datetime.fromisoformat(entry.findtext(f"{ATOM}published")) for entry in entries])


def lint_json(data: bytes, address: str, now: datetime) -> list[str]:
    """JSON Feed 1.1: types, keys and addresses, strictly."""
    feed = json.loads(data)
    found = _common(data, xml=False)
    top: dict[str, Any] = {
        "version": str, "title": str, "home_page_url": str, "feed_url": str, "description": str, "language": str,
        "icon": str, "favicon": str, "authors": list, "items": list,
    }  # fmt: skip
    found += _typed(feed, top, {"expired": bool, "hubs": list})
    found += [] if feed["version"] == "https://jsonfeed.org/version/1.1" else ["version"]
    found += [] if feed["feed_url"] == address else ["feed_url is not the public address"]
    needed = {"id": str, "url": str, "title": str, "content_html": str, "date_published": str, "date_modified": str,
              "authors": list, "_entry": dict}  # fmt: skip
    for item in feed["items"]:
        found += _typed(item, needed, {"summary": str, "tags": list, "language": str})
        found += (
            _tag(item["id"]) + _address(item["url"]) + _plain(item["title"]) + _plain(item.get("summary"))
        )
        found += _html(item["content_html"]) + _language(item.get("language"))
        found += _rfc3339(item["date_published"], now) + _rfc3339(item["date_modified"], now)
        found += [p for tag in item.get("tags", ()) for p in _plain(tag)]
        found += [p for author in item["authors"] for p in _typed(author, {"name": str}, {"url": str})]
    found += _unique([item["id"] for item in feed["items"]])
    return found + _sorted([datetime.fromisoformat(item["date_published"]) for item in feed["items"]])


def lint_opml(data: bytes) -> list[str]:
    """OPML 2.0 in the form that every importer takes."""
    root = etree.fromstring(data)
    found = _common(data)
    found += _needed(root.find("head"), "title", "dateModified", "ownerName")
    found += [] if root.get("version") == "2.0" else ["version"]
    outlines = root.findall(".//outline")
    for outline in outlines:
        if outline.get("type") is None:
            found += (
                []
                if set(outline.attrib) == {"text"} and len(outline)
                else ["a folder says more than its name"]
            )
            continue
        wanted = {"type", "text", "title", "description", "xmlUrl", "htmlUrl", "language"}
        found += (
            []
            if set(outline.attrib) == wanted and outline.get("type") == "rss"
            else [f"{dict(outline.attrib)}"]
        )
        found += _address(outline.get("xmlUrl")) + _address(outline.get("htmlUrl"))
        found += _plain(outline.get("title")) + _plain(outline.get("description"))
    return found + _unique([o.get("xmlUrl") for o in outlines if o.get("xmlUrl")])


def strict_html(text: str) -> list[str]:
    """What the HTML5 parser calls an error, of a fragment."""
    parser = html5lib.HTMLParser()
    parser.parseFragment(text)
    return [f"HTML: {problem[1]}" for problem in parser.errors]


def _common(data: bytes, *, xml: bool = True) -> list[str]:
    text = data.decode("utf-8")
    found = [f"character {match!r}" for match in set(BAD.findall(text))]
    if xml:
        head = b"<?xml version='1.0' encoding='UTF-8'?>\n"
        found += [] if data.startswith(head) else ["no XML declaration"]
        found += [] if b"ns0:" not in data and b"CDATA" not in data else ["a made-up prefix or CDATA"]
    found += [
        word for word in ("<script", "<iframe", "<img", "javascript:", "media:") if word in text.lower()
    ]
    return found


def _plain(text: str | None) -> list[str]:
    if text is None:
        return []
    return [f"markup in {text!r}"] if MARKUP.search(text) or not text or text != text.strip() else []


def _html(text: str | None) -> list[str]:
    found = [] if text else ["no summary"]
    found += strict_html(text or "")
    tree = html5lib.parseFragment(text or "", treebuilder="lxml", namespaceHTMLElements=True)
    for element in (node for part in tree if not isinstance(part, str) for node in part.iter()):
        name = str(element.tag).removeprefix(f"{{{namespaces['html']}}}")
        found += [] if name in ALLOWED else [f"element {name}"]
        found += [] if set(element.attrib) <= {"href"} else [f"attributes {dict(element.attrib)}"]
        found += _address(element.get("href")) if "href" in element.attrib else []
    return found


def _needed(element: etree._Element, *names: str) -> list[str]:
    missing = [name for name in names if element.find(name) is None]
    empty = [name for name in names if (part := element.find(name)) is not None and not len(part) and not part.attrib
             and not (part.text or "").strip()]  # fmt: skip
    return [f"{element.tag} without {name}" for name in missing + empty]


def _once(element: etree._Element, *names: str) -> list[str]:
    return [f"{name} twice" for name in names if len(element.findall(name)) > 1]


def _address(address: str | None) -> list[str]:
    return [] if ADDRESS.fullmatch(address or "") else [f"address {address!r}"]


def _tag(uri: str | None) -> list[str]:
    return [] if TAG.fullmatch(uri or "") else [f"id {uri!r}"]


def _language(code: str | None) -> list[str]:
    return [] if code is None or LANGUAGE.fullmatch(code) else [f"language {code!r}"]


def _rfc822(text: str | None, now: datetime) -> list[str]:
    form = r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d \+0000"
    if not re.fullmatch(form, text or ""):
        return [f"date {text!r}"]
    when = parsedate_to_datetime(text or "")
    return _plausible(when, now) + ([] if f"{when:%a}" == (text or "")[:3] else [f"weekday of {text}"])


def _rfc3339(text: str | None, now: datetime) -> list[str]:
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00", text or ""):
        return [f"date {text!r}"]
    return _plausible(datetime.fromisoformat(text or ""), now)


def _plausible(when: datetime, now: datetime) -> list[str]:
    fine = datetime(1990, 1, 1, tzinfo=UTC) <= when <= now + timedelta(minutes=10)
    return [] if fine else [f"{when} is not plausible"]


def _unique(values: list[Any], name: str = "id") -> list[str]:
    return [f"{name} {value!r} stands {count} times" for value, count in Counter(values).items() if count > 1]


def _sorted(dates: list[datetime]) -> list[str]:
    return [] if dates == sorted(dates, reverse=True) else ["not the newest first"]


def _typed(value: dict[str, Any], needed: dict[str, type], optional: dict[str, type]) -> list[str]:
    found = [f"no {key}" for key in needed if key not in value]
    for key, part in value.items():
        kind = needed.get(key) or optional.get(key)
        if kind is None:
            found.append(f"unknown {key}")
        elif not isinstance(part, kind) or ((kind is not dict and part in ("", [])) and key != "items"):
            found.append(f"{key} is {part!r}")
    return found
