"""Query parameters that say where a reader came from, not which article is read."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

_TABLE = Path(__file__).with_name("data").joinpath("trackers.txt").read_text(encoding="utf-8").split("\n")[1:]
_NAMES = frozenset(line for line in _TABLE if line and not line.endswith("*"))
_PREFIXES = tuple(line[:-1] for line in _TABLE if line.endswith("*"))

# Words for a channel; a number behind one names an article again.
_CHANNEL = re.compile(r"[a-z]+(?:[-_.:]+[a-z]+)*|[\w-]*(?:\.com|\.org|\.net|\.co|twsrc\S*)")
_FEED = re.compile(
    r"(?:rss|atom|feed)[a-z_.:-]*(?:-{4}[\w-]*)?|twitter|facebook|linkedin|whatsapp|instagram|telegram|social[a-z_-]*|e-?mail"
    r"|newsletter|homepage|share|push|flipboard|googlenews",
    re.I,
)
_HASH = re.compile(r"(?=[a-z]*\d)[0-9a-z]{26,}|[0-9a-f]{16,}", re.I)
_YES = re.compile(r"|1|true|yes|y|on", re.I)
_EDITION = re.compile(r"amp|print|printer|printable|printview|print_view|mobile", re.I)
# Dropped only where the value shows what they are: elsewhere `sid`, `source`, `m` name the article.
_VALUES: dict[str, re.Pattern[str]] = {
    **dict.fromkeys(("ref", "via"), _CHANNEL),
    **dict.fromkeys(
        ("source", "src", "from", "origin", "partner", "emc", "mod", "cid", "sender", "xid"), _FEED
    ),
    **dict.fromkeys(("sid", "s", "session", "sessionid", "session_id", "phpsid"), _HASH),
    **dict.fromkeys(("amp", "printable", "printer", "rss", "showall"), _YES),
    "print": re.compile(r"|1|true|yes|y|print", re.I),
    **dict.fromkeys(
        ("view", "output", "outputtype", "format", "mode", "display", "layout", "template"), _EDITION
    ),
    "tmpl": re.compile(r"component|print", re.I),
    "m": re.compile(r"[01]"),
    "mobile": re.compile(r"[01]|true|false|yes|no|on|off", re.I),
    "share": re.compile(r"[a-z][a-z-]+", re.I),
    "nb": re.compile(r"1"),
    "goal": re.compile(r"0_[0-9a-f]{8,}.*"),
    "oc": re.compile(r"5"),
    "feature": re.compile(r"share|youtu\.be|emb_\w+|shared", re.I),
    "_": re.compile(r"\d{6,}"),
    "campaign": re.compile(r".*(?:rss|email|newsletter|social).*", re.I),
}


def is_tracker(name: str, value: str, keep: Collection[str], drop: Collection[str]) -> bool:
    """Whether a query parameter can go without naming another article; `keep` and `drop` are a source's own."""
    name = name.lower()
    if keep and name in keep:
        return False
    if name in _NAMES or name.startswith(_PREFIXES) or (drop and name in drop):
        return True
    known = _VALUES.get(name)
    return known is not None and known.fullmatch(value) is not None
