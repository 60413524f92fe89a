"""The words that tell a date from the time of reading, language by language, from the tables in data/."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from aggregator.dates.spelling import fold
from aggregator.dates.vocabulary import rows

Unit = Literal["second", "minute", "hour", "day", "week", "month", "year"]
UNITS: tuple[Unit, ...] = ("second", "minute", "hour", "day", "week", "month", "year")
WORD = re.compile(r"\d+|[^\W\d_](?:[^\s\d!-,./:-@\[-`{-~،。、|–—’׳-]|\.(?=[^\W\d_]{2}))*|[\u0900-\u109f]+")


class Told(NamedTuple):
    """The words of one language; `phrases` are the sets of words that together say "ago"."""

    ago: frozenset[str]
    phrases: frozenset[frozenset[str]]
    units: dict[str, Unit]
    past: frozenset[str]  # units that say "ago" themselves
    days: dict[str, int]  # phrase -> days from today
    now: frozenset[str]
    numbers: dict[str, int]


def languages(lang: str | None, said: list[str]) -> list[str]:
    """The page's language and English first, then any with a word for "ago" in the text."""
    first = [code for code in dict.fromkeys((lang, "en")) if code in tables()]
    others = {code for word in said for code in _ago().get(word, ())}
    return first + sorted(others - set(first))


@cache
def tables() -> dict[str, Told]:
    """The words of every language."""
    found: dict[str, Told] = {}
    for code, ago, *rest in rows("relative"):
        forms = [(form, unit) for unit, cell in zip(UNITS, rest[:7], strict=True) for form in _forms(cell)]
        phrases = frozenset(frozenset(phrase.split()) for phrase in _forms(ago))
        found[code] = Told(
            ago=frozenset[str]().union(*phrases),
            phrases=phrases,
            units={form.lstrip("*"): unit for form, unit in reversed(forms)},
            past=frozenset(form[1:] for form, _ in forms if form[0] == "*"),
            days={
                _said(p): n for n, cell in zip((0, -1, -2, 1), rest[8:12], strict=True) for p in _forms(cell)
            },
            now=frozenset(map(_said, _forms(rest[7]))),
            numbers=dict.fromkeys(_forms(rest[12]), 1) | _numbers().get(code, {}),
        )
    return found


@cache
def _ago() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for code, told in tables().items():
        for word in told.ago | told.past:
            if len(word) > 1:  # "fa", "ha"; and "il" for "il y a"
                found.setdefault(word, set()).add(code)
    return found


@cache
def _numbers() -> dict[str, dict[str, int]]:
    return {
        code: {form: number for number, cell in enumerate(cells, 2) for form in _forms(cell)}
        for code, *cells in rows("numbers")
    }


def _said(phrase: str) -> str:
    return " ".join(WORD.findall(phrase))


def _forms(cell: str) -> list[str]:
    return [form.strip(" .'’׳") for form in fold(cell).split(",") if form.strip(" .'’׳")]
