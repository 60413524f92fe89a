"""Redirectors and AMP viewers, whose address carries the publisher's."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote

_REDIRECTOR = re.compile(
    r"(?:www\.)?google\.[a-z.]+/url|(?:lm?|m)\.(?:facebook|instagram)\.com/|(?:www\.)?facebook\.com/l\.php"
    r"|(?:[a-z0-9]+\.)?safelinks\.protection\.outlook\.com/|(?:www\.)?bing\.com/news/apiclick"
    r"|duckduckgo\.com/l/|(?:www\.)?youtube\.com/redirect|(?:www\.)?linkedin\.com/redir|out\.reddit\.com/"
    r"|(?:www\.)?vk\.com/away|t\.umblr\.com/redirect|slack-redir\.net/link",
    re.I,
)
_CARRIERS = (
    "facebook.com", "instagram.com", "outlook.com", "bing.com", "duckduckgo.com", "youtube.com", "linkedin.com",
    "reddit.com", "vk.com", "umblr.com", "slack-redir.net", "ampproject.org",
)  # fmt: skip
_TARGET = re.compile(r"(?:^|&)(?:url|q|u|uddg|to|z)=(https?(?::|%3A)[^&]+)", re.I)
_AMP_VIEWER = re.compile(
    r"(?:[a-z0-9-]+\.cdn\.ampproject\.org/[a-z]/|(?:www\.)?google\.[a-z.]+/amp/)(s/)?(.+)", re.I
)


@lru_cache(maxsize=4096)
def _may_carry(host: str) -> bool:
    return "google." in host or host.endswith(_CARRIERS)


def carried(host: str, path: str, query: str) -> str | None:
    """The address that a redirector's query or an AMP viewer's path carries; None elsewhere."""
    if not _may_carry(host):
        return None
    place = host + path
    if _REDIRECTOR.match(place) and (target := _TARGET.search(query)):
        return unquote(target[1])
    if viewed := _AMP_VIEWER.fullmatch(place):
        return ("https://" if viewed[1] else "http://") + viewed[2] + (f"?{query}" if query else "")
    return None
