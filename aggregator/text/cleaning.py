"""Text as one may store and show it: no markup, no entities, no characters that hide, reverse or break XML."""

from __future__ import annotations

import html
import re
import unicodedata

MAX_INPUT = 65_536  # characters looked at: no teaser is longer, and everything fetched is hostile

_PLAIN = re.compile(r"[!-%'-;=?-~]++(?: [!-%'-;=?-~]++)*+")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_NESTED = re.compile(r"&(?:(?:amp|AMP|#0{0,4}38|#[xX]0{0,4}26);)+(?=#?[A-Za-z0-9]{1,31};)")
_BLOCKS = (
    "p|br|div|li|ul|ol|dl|dt|dd|h[1-6]|tr|td|th|table|tbody|thead|section|article|header|footer|figure"
    "|hr|blockquote|pre"
)
_INLINE = (
    "a|abbr|acronym|address|aside|b|bdi|bdo|big|button|center|cite|code|del|details|em|embed|figcaption|font|form|i"
    "|iframe|img|input|ins|kbd|label|link|main|mark|meta|nav|noscript|object|param|picture|q|s|small|source|span|strike"
    "|strong|sub|summary|sup|svg|path|time|tt|u|var|video|audio|wbr|html|body|head|title|script|style|template|textarea"
    r"|select|option|o:p|[a-z]+(?:-[a-z]+)+"
)
_HIDDEN = re.compile(  # what is left open hides all the rest, as in a browser
    r"<(script|style|template|iframe|noscript|svg|select)\b[^<>]*>.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|<!\[CDATA\[|\]\]>"
    r"|<!DOCTYPE[^<>]*>|<\?xml[^<>]*>",
    re.I | re.S,
)
_BLOCK = re.compile(rf"</?(?:{_BLOCKS})(?=[\s/>])[^<>]*>", re.I)
_TAG = re.compile(rf"</?(?:{_INLINE})(?=[\s/>])[^<>]*>", re.I)
# Format, control, private and unassigned-for-text characters: none says anything to a reader.
_HARMFUL = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffc\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff"
    "\U0001d173-\U0001d17a\U0001fffe\U0001ffff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]+"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_ODD = re.compile(f"[{_HARMFUL.pattern[1:-2]}\u200c\u200d\ud800-\udfff]")
_JOINERS = re.compile(  # needed inside Arabic, Indic words and emoji only
    r"(?<![\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u17ff\ufb50-\ufeff\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])"
    r"[\u200c\u200d]+|[\u200c\u200d]+(?=[\s\u200c\u200d]|[!-/:-@]|\Z)"
)
_ROUNDS = 8


def clean(s: str | None, *, limit: int | None = None) -> str | None:
    """`s` without markup and entities, in NFC, its spaces single; None where nothing is left. Idempotent.

    `limit` counts code points; a longer text is cut at a word and ends in an ellipsis.
    """
    if not s:
        return None
    s = s[:MAX_INPUT]
    if not _PLAIN.fullmatch(s):
        for _ in range(_ROUNDS):
            before = s
            s = _once(s)
            if s == before or ("&" not in s and "<" not in s):
                break
        else:
            s = _once(s.replace("&", " ").replace("<", " "))
    if not s:
        return None
    return s if limit is None else cut(s, limit)


def cut(s: str, limit: int) -> str | None:
    """`s` within `limit` code points, ellipsis included, whole words where the script has spaces."""
    if len(s) <= limit:
        return s or None
    if limit < 2:
        return None
    end = limit - 1
    space = s.rfind(" ", 0, end + 1)
    if space > end * 0.6:
        end = space
    while end > 1 and unicodedata.category(s[end])[0] == "M":  # never between a letter and its marks
        end -= 1
    head = s[:end].rstrip(" ,;:·–—-([{«“‘\"'…")
    return head + "…" if head else None


def _once(s: str) -> str:
    if "&" in s:
        s = _ENTITY.sub(_unescaped, _NESTED.sub("&", s))
    if not s.isascii():
        if _ODD.search(s):
            s = _JOINERS.sub("", _HARMFUL.sub("", _SURROGATE.sub("\ufffd", s)))
        if not unicodedata.is_normalized("NFC", s):
            s = unicodedata.normalize("NFC", s)
    elif not s.isprintable():
        s = _HARMFUL.sub("", s)
    if "<" in s or "]]>" in s:
        s = _TAG.sub("", _BLOCK.sub(" ", _HIDDEN.sub(" ", s)))
    return " ".join(s.split())


def _unescaped(match: re.Match[str]) -> str:
    return html.unescape(match[0])
