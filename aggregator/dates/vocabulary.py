"""Names of months and days, and the small words around a date, of some eighty languages, from the tables in data/."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from aggregator.dates.spelling import fold

JALALI = 100  # added to the number of a month of the Iranian calendar
GLUE = "\u2061"  # stands for the space inside a name of several words
_CLASSES = {
    "of": "o", "range": "r", "published": "l", "updated": "L", "ends": "L", "serial": "s", "count": "c", "zone": "z",
    "am": "p", "pm": "p",
}  # fmt: skip
_SAME = {"nb": "no", "nn": "no", "fil": "tl", "iw": "he", "in": "id", "sh": "hr", "prs": "fa"}


class Word(NamedTuple):
    """What a word means in a date: its class, one character of the shape, and its value."""

    kind: str
    value: int = 0


Words = dict[str, Word]


@lru_cache(maxsize=512)
def language(lang: str | None) -> str | None:
    """The primary subtag, as the tables name it."""
    if not lang:
        return None
    code = re.split(r"[-_]", lang.strip().lower(), maxsplit=1)[0]
    return _SAME.get(code, code)


@cache
def words(lang: str | None) -> Words:
    """Every word known to a page in `lang`; a month of another language is `M`, good in a full date only."""
    known: Words = {}
    around = _around()
    for own in (_elsewhere(), around, _names("en"), _names(lang) if lang else {}):
        known.update({word: seen for word, seen in own.items() if seen.kind != "w" or word not in around})
    if lang is None:
        known.update(
            {
                word: Word("m", seen.value)
                for word, seen in known.items()
                if seen.kind == "M" and len(word) > 3
            }
        )
    return known


def is_weekday(word: str, lang: str | None) -> bool:
    """Whether a printed word names a day of the week, in full or in short, to a page in `lang`."""
    known = words(language(lang)).get(fold(word).strip("., ()"))
    return known is not None and known.kind == "w"


@cache
def compound() -> re.Pattern[str]:
    """Names of several words; folded text has GLUE put in their gaps."""
    names = {name for row in _rows("months") for forms in row[1:] for name in _forms(forms) if " " in name}
    return re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)))


@cache
def roles(*wanted: str) -> frozenset[str]:
    """The folded words of some roles in words.tsv."""
    return frozenset(word for row in _rows("words") if row[0] in wanted for word in fold(row[1]).split())


@cache
def _names(lang: str) -> Words:
    found: Words = {}
    for row in _rows("weekdays"):
        if row[0] == lang:
            for day, forms in enumerate(row[1:]):
                for name in _forms(forms):
                    for part in re.split(r"[^\w\u0300-\uffff.]+", name):
                        seen = found.get(part)
                        found[part] = Word("w", day if seen is None or seen.value == day else -1)
    found.pop("", None)
    found.update(_months(lang))
    return found


def _months(lang: str) -> Words:
    found: Words = {}
    for row in _rows("months"):
        code, _, calendar = row[0].partition("-")
        if code == lang or (lang == "fa" and code == "prs"):
            for month, forms in enumerate(row[1:], 1):
                for name in _forms(forms):
                    found.setdefault(name.replace(" ", GLUE), Word("m", month + (JALALI if calendar else 0)))
    return found


@cache
def _elsewhere() -> Words:
    """Months and long weekday names of all languages, where all that know a word agree."""
    values: dict[str, set[Word]] = {}
    for table, kind in (("months", "M"), ("weekdays", "w")):
        for row in _rows(table):
            for number, forms in enumerate(row[1:], kind == "M"):
                for name in _forms(forms):
                    if len(name) > 2 + (kind == "w"):
                        value = number + (JALALI if row[0].endswith("-jalali") else 0)
                        values.setdefault(name.replace(" ", GLUE), set()).add(Word(kind, value))
    return {word: seen.pop() for word, seen in values.items() if len(seen) == 1}


@cache
def _around() -> Words:
    found: Words = {}
    for role, printed in _rows("words"):
        if role in _CLASSES:
            value = 12 if role == "pm" else 0
            for word in fold(printed).split():
                found.setdefault(word.rstrip("."), Word(_CLASSES[role], value))
    return found


def _forms(forms: str) -> Iterator[str]:
    return (form.strip(". ") for form in fold(forms).split(",") if form.strip(". "))


@cache
def _rows(table: str) -> tuple[tuple[str, ...], ...]:
    text = Path(__file__).with_name("data").joinpath(f"{table}.tsv").read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#"))


def rows(table: str) -> tuple[tuple[str, ...], ...]:
    """The rows of one table in data/, cells as they stand."""
    return _rows(table)
