"""What of a known entry a later visit changes. Pure: a stored row and a fresh entry in, new values out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy.engine import Row

from aggregator.items import Entry, Judgement
from aggregator.store import tables as t
from aggregator.store.rows import UNJUDGED, entry_values

LOGGED = {"title": "title", "excerpt": "excerpt", "address": "url", "published": "published"}
_UNIT = {
    "second": timedelta(minutes=1),
    "minute": timedelta(minutes=2),
    "hour": timedelta(hours=2),
    "day": timedelta(days=2),
    "month": timedelta(days=62),
    "year": timedelta(days=732),
}
_words = re.compile(r"\w+").findall


@dataclass(frozen=True, slots=True)
class Change:
    """New column values, whether readers should be told, and what to log as (field, before, after)."""

    values: dict[str, Any] = field(default_factory=dict)
    material: bool = False
    logged: tuple[tuple[str, str | None, str | None], ...] = ()


def compare(row: Row[Any], entry: Entry, *, keep_erased: bool) -> Change:
    """What `entry` changes of `row`. A null never replaces a value, a shorter cut never the longer text.

    `keep_erased`: an excerpt that retention erased stays so. Material is a change of words in title or excerpt.
    """
    new = {name: value for name, value in entry_values(entry).items() if value is not None}
    if entry.excerpt and row.excerpt is None and keep_erased:
        new.pop("excerpt")
    if entry.excerpt and row.excerpt and _is_cut(entry.excerpt, row.excerpt):
        new.pop("excerpt")
    if not _better_date(row, entry):
        for name in ("published", "published_precision", "published_from", "published_text", "doubt"):
            new.pop(name, None)
    changed = {name: value for name, value in new.items() if value != getattr(row, name)}
    if not changed:
        return Change()
    if "published" in changed:
        changed["dated"] = changed["published"]
    logged = tuple(
        (label, _said(name, getattr(row, name)), _said(name, changed[name]))
        for name, label in LOGGED.items()
        if name in changed and getattr(row, name)
    )
    return Change(changed, _material(row, changed), logged)


def revive(entry: Entry) -> Change:
    """What brings back an entry that was withdrawn because its page was gone, and is listed again."""
    values = entry_values(entry) | {"status": "published", "source": entry.source}
    if entry.published is not None:
        values["dated"] = values["published"]
    return Change(values, material=True)


def judgement_of(entry: Entry) -> Judgement:
    return entry.judgement or UNJUDGED


def _material(row: Row[Any], changed: dict[str, Any]) -> bool:
    for name in ("title", "excerpt"):
        before, after = getattr(row, name) or "", changed.get(name)
        if after is None or _fold(before) == _fold(after):
            continue
        if not (name == "excerpt" and before and _is_cut(before, after)):
            return True
    return False


def _fold(text: str) -> list[str]:
    return _words(text.casefold())


def _is_cut(short: str, long: str) -> bool:
    """Whether `short` is the beginning of `long`; the last word may be cut."""
    a, b = _fold(short), _fold(long)
    return len(a) <= len(b) and a[:-1] == b[: len(a) - 1] and (not a or b[len(a) - 1].startswith(a[-1]))


def _better_date(row: Row[Any], entry: Entry) -> bool:
    """Whether the printed date really changed; 'three days ago' says another instant on every visit."""
    if entry.published is None:
        return False
    if row.published is None:
        return True
    order = list(_UNIT)
    old, new = row.published_precision or "second", entry.published_precision or "second"
    if order.index(new) < order.index(old):
        return True
    return abs(entry.published - t.from_ms(row.published)) > max(_UNIT[old], _UNIT[new])


def _said(name: str, value: Any) -> str | None:
    if name == "published" and value is not None:
        return t.from_ms(value).isoformat().replace("+00:00", "Z")
    return value  # type: ignore[no-any-return]
