"""The last door before a file: text, addresses and language tags that every feed format and reader accepts.

What the pipelines keep is clean already; this holds for whatever the store may contain.
"""

from __future__ import annotations

import html
import re
from html.entities import html5
from urllib.parse import quote, urlsplit, urlunsplit

import nh3

# XML 1.0 forbids most controls and surrogates; C1 controls, U+FFFD and noncharacters are faults in HTML and feeds.
# Bidi overrides, zero-width spaces and tag characters only mislead; joiners stay, Hindi and Persian need them.
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufff9-\uffff"
    "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)
_TAG = re.compile(r"<[a-z/!?]", re.I)
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z][a-z0-9]*);", re.I)
_LOOKS_LIKE_TAG = re.compile(r"<(?=[a-z/!?])", re.I)
_LOOKS_LIKE_ENTITY = re.compile(r"&(?=#?\w)")
_REFERENCE = re.compile(r"&(#?\w+)")
_ROUNDS = 8
# RFC 2396, as strict as the strictest reader: no brackets, no quotes, no spaces, nothing but ASCII.
_ADDRESS = re.compile(r"https?://[0-9a-z.-]+(?::\d{1,5})?/[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#]*")
_READY = re.compile(
    r"https?://[0-9a-z.-]+/(?:[0-9a-zA-Z;/:@&=+$.\-_!~*'(),]|%[0-9a-fA-F]{2})*(?:\?(?:[0-9a-zA-Z;/?:@&=+$.\-_!~*'(),]|%[0-9a-fA-F]{2})+)?"
)
_KEPT = ";/?:@&=+$.-_!~*'(),%"
_STRAY_PERCENT = re.compile(r"%(?![0-9a-fA-F]{2})")
_ISO_639_1 = """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el
    en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja
    jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd
    ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss
    st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"""
_LANGUAGES = frozenset(_ISO_639_1.split())
_RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})


def plain(text: str | None, *, limit: int = 2000) -> str:
    """One line of plain text: no markup, no references, nothing that XML forbids or that misleads; "" for nothing.

    Text that only looks like markup (`5 < 6`, `AT&T`) is kept; what a feed validator would take for a tag or a
    reference all the same is set apart by a space. Idempotent. `limit` counts characters.
    """
    if not text:
        return ""
    text = _fit(text[: limit * 8])
    if "<" in text or "&" in text:
        text = _without_markup(text)
    text = " ".join(text.split())
    if "<" in text or "&" in text:
        text = _LOOKS_LIKE_TAG.sub("< ", text)
        text = _LOOKS_LIKE_ENTITY.sub(_set_apart, text)
    return text if len(text) <= limit else cut(text, limit)


def cut(text: str, limit: int) -> str:
    """At most `limit` characters, cut after a word, with an ellipsis."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    word = head.rsplit(" ", 1)[0] if " " in head[limit // 2 :] else head
    return word.rstrip(" ,;:.–—-") + "…"


def web_address(address: str | None) -> str | None:
    """An absolute http(s) address as every reader takes it: ASCII, no user information; None where it cannot be."""
    if not address or len(address) > 4000:
        return None
    if _READY.fullmatch(address):
        return address
    if _UNFIT.search(address):
        return None
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname, parts.port
        if parts.scheme not in ("http", "https") or not host or parts.username is not None:
            return None
        name = host if host.isascii() else host.encode("idna").decode("ascii")
    except ValueError:
        return None
    shown = urlunsplit((
        parts.scheme,
        name if port is None else f"{name}:{port}",
        quote(parts.path or "/", _KEPT),
        quote(parts.query, _KEPT),
        quote(parts.fragment, _KEPT),
    ))  # fmt: skip
    shown = _STRAY_PERCENT.sub("%25", shown)
    return shown if _ADDRESS.fullmatch(shown) else None


def language(tag: str | None) -> str | None:
    """A language tag whose first part is an ISO 639-1 code, lower case, without what follows; None for any other."""
    code = (tag or "").replace("_", "-").split("-")[0].lower()
    return code if code in _LANGUAGES else None


def direction(lang: str | None) -> str:
    """The `dir` of text in a language; `auto` where the first strong letter had better decide."""
    if lang is None:
        return "auto"
    return "rtl" if lang in _RIGHT_TO_LEFT else "ltr"


def _fit(text: str) -> str:
    """Without the characters that no file may hold; all but U+FFFD are what Python calls unprintable."""
    return text if text.isprintable() and "\ufffd" not in text else _UNFIT.sub("", text)


def _without_markup(text: str) -> str:
    """References read until none is left, tags removed with what scripts hold; what remains is text."""
    for _ in range(_ROUNDS):
        before = text
        if _ENTITY.search(text):
            text = _fit(html.unescape(text))
        if _TAG.search(text):
            # A space before each tag keeps the words of two paragraphs apart.
            spaced = _LOOKS_LIKE_TAG.sub(" <", text.replace("&", "&amp;"))
            text = html.unescape(nh3.clean(spaced, tags=set())) if ">" in text else text
        if text == before:
            break
    return text


def _set_apart(match: re.Match[str]) -> str:
    """`& ` before what reads as a reference: a known name, or anything with a digit, as in `S&P500`."""
    name = (_REFERENCE.match(match.string, match.start()) or match).group(0)[1:]
    return "&" if name.isalpha() and f"{name};" not in html5 else "& "
