"""An address taken apart and spelled one way: host in ASCII lower case, escapes as RFC 3986 section 6.2.2 has them."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from aggregator.addresses.carriers import carried
from aggregator.addresses.trackers import is_tracker

_ADDRESS = re.compile(r"(?:(https?):)?//([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.I)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_AMPERSAND = re.compile(r"&(?:amp;|#0?38;)+")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNSAFE = re.compile(r"[^A-Za-z0-9\-._~!$&'()*+,;=:@/%?\[\]]")
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_PLAIN = re.compile(r"[A-Za-z0-9\-._~!$'()*,;=:@/&]*")
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?|\[[0-9a-f:.]+\]")
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


class Parts(NamedTuple):
    """Host in ASCII lower case without final dot; path with one spelling of escapes and no dot segments."""

    scheme: str
    userinfo: str
    host: str
    port: int | None
    path: str
    query: str
    fragment: str

    @property
    def default_port(self) -> int:
        return 80 if self.scheme == "http" else 443

    @property
    def is_loopback(self) -> bool:
        if self.host == "localhost" or self.host.endswith(".localhost"):
            return True
        try:
            return ipaddress.ip_address(self.host.strip("[]")).is_loopback
        except ValueError:
            return False


@lru_cache(
    maxsize=64
)  # an address that needs no mending is asked twice: how it is shown, and what it identifies
def split(url: str, depth: int = 0) -> Parts | None:
    """Take an http(s) address apart, as browsers read it.

    Redirectors and AMP viewers that carry the publisher's address give that one. None where it is no such address.
    """
    url = url.strip()
    if not url.isprintable() or "\\" in url:
        url = _as_browsers_read(url)
    match = _ADDRESS.fullmatch(url)
    if match is None or (not (url.isascii() and url.isprintable()) and _CONTROL.search(url)):
        return None
    scheme, authority, path, query, fragment = match.groups("")
    userinfo, _, hostport = authority.rpartition("@")
    host, port = _hostport(hostport)
    if host is None or port == 0:
        return None
    if depth < 4 and (target := carried(host, path, query)):
        return split(target, depth + 1)
    query = _AMPERSAND.sub("&", query)
    path = _dots(spelled(path))
    return Parts(
        scheme.lower() or "https", userinfo, host, port, path, spelled(query, query=True), spelled(fragment)
    )


def _as_browsers_read(url: str) -> str:
    """WHATWG URL: line breaks and tabs are nothing, a backslash before the query is a slash."""
    url = url.translate({9: None, 10: None, 13: None})
    head = re.match(r"[^?#]*", url)
    end = head.end() if head else 0
    return url[:end].replace("\\", "/") + url[end:]


def spelled(text: str, *, query: bool = False) -> str:
    """One spelling of escapes: capitals, unreserved characters bare, everything outside ASCII escaped as UTF-8."""
    if _PLAIN.fullmatch(text):
        return text
    if query:
        text = text.replace("+", "%20")
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    text = _BARE_PERCENT.sub("%25", text)
    text = _ESCAPE.sub(_bare, text)
    return _UNSAFE.sub(lambda m: "".join(f"%{b:02X}" for b in m[0].encode()), text)


def fragment_of(parts: Parts, keep: Collection[str], drop: Collection[str]) -> str:
    """The fragment worth showing: no text highlight, no tracker."""
    name, equals, value = parts.fragment.partition("=")
    if parts.fragment.startswith(":~:") or (equals and is_tracker(name, value, keep, drop)):
        return ""
    return "" if name.lower() in {"echobox", "amp_tf"} else parts.fragment


def _bare(match: re.Match[str]) -> str:
    byte = int(match[1], 16)
    return chr(byte) if byte in _UNRESERVED else match[0].upper()


def _dots(path: str) -> str:
    """RFC 3986 section 5.2.4, and one slash for several."""
    if "//" not in path and "/." not in path:
        return path or "/"
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment not in {"", "."}:
            kept.append(segment)
    return "/" + "/".join(kept) + ("/" if kept and segments[-1] in {"", ".", ".."} else "")


@lru_cache(maxsize=4096)
def _hostport(hostport: str) -> tuple[str | None, int | None]:
    host, colon, port = hostport.rpartition(":")
    if not colon or hostport.endswith("]"):
        host, port = hostport, ""
    host = unquote(host).rstrip(".").lower()
    if not host.isascii():
        host = _ascii(host)
    if not _HOST.fullmatch(host) or ".." in host or (port and not port.isdecimal()):
        return None, None
    number = int(port) if port and len(port) < 6 and port.isascii() else None
    if port and (number is None or number > 65535):
        return None, None
    return host, number


def _ascii(host: str) -> str:
    import idna

    try:
        return idna.encode(host, uts46=True, transitional=False).decode()
    except (idna.IDNAError, UnicodeError):
        return host
