"""Addresses: `canonical` says which article one names, `shown` is the publisher's own, fit for a reader."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from aggregator.addresses.parts import Parts, fragment_of, split
from aggregator.addresses.trackers import is_tracker

__all__ = ["canonical", "shown"]

MAX_LENGTH = 2083  # the shortest limit still met among readers and sitemap tools
_HOST_PREFIX = re.compile(r"(?:www\d{0,2}|m|mobile|amp|wap|touch)\.(?=[^.]+\.[^.])")
_HOST_INFIX = re.compile(r"(?<=\.)(?:m|mobile)\.(?=[^.]+\.[^.])")
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sessionid|sid)=[^/;?]*|/\([A-Z]\([^)/]*\)\)", re.I)
_INDEX = re.compile(r"/(?:(?:index|default)\.(?:[sx]?html?|php\d?|aspx?|jspx?|cfml?|do|cgi|pl))$", re.I)
_AMP_FILE = re.compile(r"\.(?:amp|print|m)(?=\.[sx]?html?$|$)", re.I)
_COMMENTS = re.compile(r"/comment-page-\d+/?$")
_MARKED = re.compile(r"amp|print|/comment-page-|index\.|default\.|;|/\(|\.m\b|//", re.I)
_ESCAPED_TWICE = re.compile(r"^(?:amp;)+")
_TAXONOMY = frozenset(
    {"tag", "tags", "topic", "topics", "category", "categories", "label", "labels", "search"}
)


def canonical(url: str, *, keep: Collection[str] = (), drop: Collection[str] = ()) -> str:
    """The identity of an article: two addresses of one article give one string, those of two never do.

    `keep` and `drop` name query parameters of a source in lower case. Idempotent; never raises: an address that
    cannot be read comes back stripped.
    """
    parts = split(url)
    if parts is None:
        return url.strip()
    query = _query(parts.query, keep, drop)
    port = f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
    kept = "&".join(sorted(query, key=_name)) if query else ""
    fragment = parts.fragment if parts.fragment[:1] in {"!", "/"} and len(parts.fragment) > 1 else ""
    return (
        f"https://{_host(parts.host)}{port}{_path(parts.path)}"
        + (f"?{kept}" if kept else "")
        + (f"#{fragment}" if fragment else "")
    )


def shown(url: str, *, keep: Collection[str] = (), drop: Collection[str] = ()) -> str | None:
    """The publisher's own address without trackers: absolute http(s), percent-encoded ASCII, at most 2,083 characters.

    None where it cannot be shown: another scheme, user information, control characters, a port other than 80 and 443
    off loopback.
    """
    parts = split(url)
    if parts is None or parts.userinfo or not _port_allowed(parts):
        return None
    port = f":{parts.port}" if parts.port and parts.port != parts.default_port else ""
    query = "&".join(_query(parts.query, keep, drop))
    fragment = fragment_of(parts, keep, drop)
    path = _SESSION.sub("", parts.path) or "/"
    address = f"{parts.scheme}://{parts.host}{port}{path}" + (f"?{query}" if query else "")
    address += f"#{fragment}" if fragment else ""
    return address if len(address) <= MAX_LENGTH else None


def _port_allowed(parts: Parts) -> bool:
    return parts.port in (None, 80, 443) or parts.is_loopback


@lru_cache(maxsize=4096)
def _host(host: str) -> str:
    while match := _HOST_PREFIX.match(host):
        host = host[match.end() :]
    return _HOST_INFIX.sub("", host)


def _path(path: str) -> str:
    if not _MARKED.search(path):
        return path.rstrip("/") or "/"
    path = _COMMENTS.sub("", _SESSION.sub("", path))
    while True:
        before = path
        segments = [s for s in path.split("/") if s]
        segments = [s for i, s in enumerate(segments) if not _is_edition(segments, i)]
        path = "/" + "/".join(segments)
        path = _AMP_FILE.sub("", _INDEX.sub("", path) or "/")
        if path == before:
            return path


def _is_edition(segments: list[str], i: int) -> bool:
    """Whether a segment only says how the article is shown: /amp/, a last /print, a leading /index.php/."""
    segment = segments[i]
    if len(segments) == 1 or len(segment) > 9:
        return False
    if segment in {"amp", "AMP"}:
        return i == 0 or segments[i - 1].lower() not in _TAXONOMY
    if segment == "print":
        return i == len(segments) - 1 and re.search(r"[-\d]", segments[i - 1]) is not None
    return i == 0 and segment.lower() == "index.php"


def _query(query: str, keep: Collection[str], drop: Collection[str]) -> list[str]:
    """The parameters that matter, in the order given, each once."""
    if not query:
        return []
    kept: dict[str, None] = {}
    for printed in query.split("&"):
        pair = _ESCAPED_TWICE.sub("", printed) if printed.startswith("amp;") else printed
        name, equals, value = pair.partition("=")
        if (name or value) and (value or not equals) and not is_tracker(name, value, keep, drop):
            kept[pair] = None
    return list(kept)


def _name(pair: str) -> str:
    return pair.partition("=")[0]
