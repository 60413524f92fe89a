"""Query parameters that say where a reader came from, not which article is read."""

from __future__ import annotations

import re
from collections.abc import Collection
from importlib.resources import files

_TABLE = files(__package__).joinpath("data", "trackers.txt").read_text(encoding="utf-8").split("\n")[1:]
_NAMES = frozenset(line for line in _TABLE if line and not line.endswith("*"))
_PREFIXES = tuple(line[:-1] for line in _TABLE if line.endswith("*"))

_CHANNEL = (
    r"(?:rss|atom|feed|feeds|rdf|twitter|tw|t\.co|x|facebook|fb|linkedin|instagram|ig|whatsapp|wa|telegram|tg|reddit"
    r"|bluesky|mastodon|threads|pinterest|youtube|social|socialmedia|email|e-mail|mail|newsletter|newsletters|nl|digest"
    r"|alert|alerts|push|share|sharing|social-share|copy|copylink|link|app|mobile|web|home|homepage|hp|front|frontpage"
    r"|nav|menu|sidebar|related|search|google|bing|msn|yahoo|flipboard|smartnews|applenews|apple_news|newsbreak"
    r"|article|articles|story|recommended|trending|popular|latest|topnews|top|headline|headlines|topstories)"
)
_CHANNELS = re.compile(rf"{_CHANNEL}(?:[-_.:]+[\w.:-]*)?|[\w-]*(?:\.com|\.org|\.net|\.co|twsrc\S*)", re.I)
_FEEDS = re.compile(
    r"(?:rss|atom|feed)[\w.:-]*|twitter|facebook|linkedin|whatsapp|email|e-mail|newsletter", re.I
)
_HASH = re.compile(r"(?=[a-z]*\d)[0-9a-z]{26,}|[0-9a-f]{16,}", re.I)
# Dropped only where the value shows what they are: elsewhere `sid`, `source`, `m` name the article.
VALUES: dict[str, re.Pattern[str]] = {
    **dict.fromkeys(("ref", "via"), _CHANNELS),
    **dict.fromkeys(
        ("source", "src", "from", "origin", "partner", "emc", "mod", "cid", "fr", "sender", "xid"), _FEEDS
    ),
    **dict.fromkeys(("sid", "s", "session", "phpsid", "token"), _HASH),
    "m": re.compile(r"[01]"),
    "mobile": re.compile(r"[01]|true|false|yes|no|on|off", re.I),
    "share": re.compile(r"[a-z][a-z-]+", re.I),
    "nb": re.compile(r"1"),
    "feature": re.compile(r"share|youtu\.be|emb_\w+|shared", re.I),
    **dict.fromkeys(
        ("view", "output", "format", "mode", "display", "layout", "template", "type"),
        re.compile(r"(?:amp|print|printer|printable|printview|print_view|mobile)", re.I),
    ),
    "_": re.compile(r"\d{6,}"),
    "rss": re.compile(r"1|true|yes", re.I),
    "campaign": re.compile(r".*(?:rss|email|newsletter|social).*", re.I),
}


def is_tracker(name: str, value: str, keep: Collection[str], drop: Collection[str]) -> bool:
    """Whether a query parameter can go without naming another article; `keep` and `drop` are a source's own."""
    name = name.lower()
    if keep and name in keep:
        return False
    if name in _NAMES or name.startswith(_PREFIXES) or (drop and name in drop):
        return True
    known = VALUES.get(name)
    return known is not None and known.fullmatch(value) is not None
