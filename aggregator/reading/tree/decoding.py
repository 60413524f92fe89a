"""Bytes ─► text, by the encodings that browsers know; and tags too monstrous to parse."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from functools import lru_cache

from aggregator.reading.words.names import vocabulary

MAX_BYTES = 5 * 1024 * 1024
# Python's names of the encodings that browsers know (WHATWG Encoding); everything else is read as UTF-8
ENCODINGS = vocabulary(
    """
    utf-8 utf-16 utf-16-le utf-16-be cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258
    cp866 cp874 koi8-r koi8-u iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8
    iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16 mac-roman mac-cyrillic gbk gb18030 big5
    euc_jp iso2022_jp shift_jis cp932 euc_kr cp949
    """
)
SAME_AS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "tis-620": "cp874",
    "utf-8-sig": "utf-8",
}
META_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.I
)
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
ILLEGAL_BYTES = bytes((*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20)))
ILLEGAL_REFERENCE = re.compile(  # `&#1;`, `&#xD800;`: characters that XML forbids, by number
    r"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01]|5529[6-9]|55[3-9]\d\d|56\d{3}|57[0-2]\d\d|573[0-3]\d|5734[0-3]|6553[45])"
    r"(?:;|(?!\d))|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]|[dD][89a-fA-F][0-9a-fA-F]{2}|[fF]{3}[eEfF])(?:;|(?![0-9a-fA-F])))"
)
LONG = 16_384  # characters between two `<`
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


def charset_of(body: bytes, content_type: str | None) -> str:
    """The page's encoding by byte order mark, declaration (allow-listed) or proof that it is UTF-8."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if body.startswith(mark):
            return name
    head = body[:512]
    if head.count(b"\0") > len(head) // 4:
        return "utf-16-be" if head[:1] == b"\0" else "utf-16-le"
    labels = re.findall(r"charset\s*=\s*[\"']?([\w:.-]{2,40})", content_type or "", re.I)
    labels += [label.decode("ascii", "replace") for label in META_CHARSET.findall(body[:4096])]
    for label in labels:
        known = encoding_name(label)
        if known and not known.startswith("utf-16"):
            return known
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
    if len(body) != len(body.translate(None, ILLEGAL_BYTES)) or "\ufffe" in text or "\uffff" in text:
        text = ILLEGAL.sub("", text)
    return without_references(text).lstrip("\ufeff"), problems


def legal(text: str) -> str:
    """The text without characters that XML forbids, themselves or by number."""
    return without_references(ILLEGAL.sub("", text) if ILLEGAL.search(text) else text)


def without_references(text: str) -> str:
    """The text without references by number to characters that XML forbids."""
    return ILLEGAL_REFERENCE.sub("", text) if "&#" in text else text


def monstrous_tag(text: str) -> bool:
    """Whether a tag holds thousands of attributes: libxml2 needs quadratic time for it (seconds for 1 MB)."""
    for piece in long_pieces(text):
        tag = QUOTED.sub("", piece)
        tag = tag[: tag.find(">")] if ">" in tag else tag
        if len(tag.split(None, 2001)) > 2000 and ("=" in tag or ">" not in piece):
            return True
    return False


def long_pieces(text: str) -> Iterator[str]:
    """What stands between two `<` and is longer than `LONG`."""
    start = 0
    while len(text) - start > LONG:
        last = text.rfind("<", start, start + LONG + 1)
        if last < 0:
            end = text.find("<", start)
            last = len(text) if end < 0 else end
            yield text[start:last]
        start = last + 1
