"""Does a teaser seem to identify a child or a victim? Then it waits for a person's decision.

Four signs, after the guidelines for reporting on children (UNICEF) and on trafficking (EJN/ICMPD): an age under
eighteen beside a name; a victim "identified as" somebody; a home address; a school. An age alone identifies nobody,
and a name that the text calls changed is none. Words: data/care.toml. The reason given holds no name.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any

from aggregator.judging.care_names import NAME, NUMBER, Names

LONGEST = 4000  # characters that are looked at
REASONS = {
    "name": "seems to name a child: an age under 18 beside a name",
    "identified": "seems to identify a victim or a child by name",
    "address": "seems to give the home address of a child or a victim",
    "school": "seems to name the school of a child who was harmed",
}
FORMATS = {"n": NUMBER, "name": f"(?P<name>{NAME})", "NAME": f"(?:{NAME})"}
DIGITS = {ord(c): str(unicodedata.digit(c)) for c in "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९"}
TATWEEL_AND_VOWELS = dict.fromkeys([0x640, *range(0x64B, 0x653)])


def hold_reason(title: str | None, excerpt: str | None, lang: str | None) -> str | None:
    """Why the entry is to be held, for the operator and without a name; None where nothing speaks for it.

    `lang` is a language tag; where it is none of the nine, the rules of each are tried.
    """
    parts = [_plain(part) for part in (title, excerpt) if part]
    base = (lang or "").lower().split("-")[0]
    for table in [_table(base)] if base in _data() else [_table(code) for code in _data()]:
        sign = next((sign for part in [*parts, ". ".join(parts)] if (sign := table.sign(part))), None)
        if sign:
            return REASONS[sign]
    return None


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFC", text[:LONGEST]).translate(DIGITS).translate(TATWEEL_AND_VOWELS)
    text = re.sub(r"\s+", " ", text).strip()
    return text.title() if text.isupper() else text


class Scriptless:
    """A language without capitals: whole patterns tell a name by what stands around it."""

    def __init__(self, words: dict[str, Any]) -> None:
        formats = {"n": NUMBER, "word": words["word"].format()}
        self.pseudonym = re.compile(words["pseudonym"])
        self.patterns = [(p["says"], re.compile(p["find"].format(**formats))) for p in words["pattern"]]

    def sign(self, text: str) -> str | None:
        changed = self.pseudonym.search(text) is not None
        return next(
            (
                says
                for says, pattern in self.patterns
                if not (changed and says in ("name", "identified")) and pattern.search(text)
            ),
            None,
        )


class Cased:
    """A language with capitals: names are seen, and told from places, peoples and the words of titles."""

    def __init__(self, words: dict[str, Any], common: frozenset[str]) -> None:
        self.names = Names(words, common)
        self.words = words
        one = {
            key: rf"(?i:\b(?:{words[key]})\b)"
            for key in ("young", "victim", "suspect", "harm", "home", "pupil")
        }
        self.young, self.victim, self.suspect = (re.compile(one[k]) for k in ("young", "victim", "suspect"))
        self.harm = re.compile(one["harm"])
        self.anyone = re.compile(rf"{one['young']}|{one['victim']}|{self.names.age}")
        self.pseudonym = re.compile(rf"(?i:{words['pseudonym']})")
        self.identified = [re.compile(_formatted(p)) for p in words["identified"]]
        self.address = [re.compile(rf"{one['home']}[^!?;]{{0,40}}?{_unnamed(p)}") for p in words["street"]]
        self.school = [re.compile(rf"{one['pupil']}[^!?;.]{{0,30}}?{_formatted(p)}") for p in words["school"]]

    def sign(self, text: str) -> str | None:
        if any(self._near(m, text) for p in self.address for m in p.finditer(text)):
            return "address"
        young = self.young.search(text) or self.names.has_age(text)
        if (
            young
            and self.harm.search(text)
            and any(self._school(m) for p in self.school for m in p.finditer(text))
        ):
            return "school"
        if not self.pseudonym.search(text):
            if self.names.beside_age(
                text, self.harm.search(text) is not None or bool(self.anyone.search(text))
            ):
                return "name"
            if any(self._of_victim(m, text) for p in self.identified for m in p.finditer(text)):
                return "identified"
        return None

    def _of_victim(self, match: re.Match[str], text: str) -> bool:
        """Whether the nearest person before (or in) an `identified as` is a victim or a child, not a suspect."""
        if not self.names.proper(match, text, alone=True):
            return False
        before = re.split(r"[.;!?] ", text[: match.start("name")])[-1]
        found = [m.end() for p in (self.victim, self.young) for m in p.finditer(before)]
        suspects = [m.end() for m in self.suspect.finditer(before)]
        return bool(found) and max(found) > max(suspects, default=-1)

    def _near(self, match: re.Match[str], text: str) -> bool:
        return self.anyone.search(text[max(0, match.start() - 120) : match.end() + 60]) is not None

    def _school(self, match: re.Match[str]) -> bool:
        return "name" not in match.re.groupindex or self.names.distinct(match["name"])


def _formatted(pattern: str) -> str:
    """A pattern of the table; its first {name} is the one that is looked at."""
    return pattern.replace("{name}", "{NAME}").replace("{NAME}", "{name}", 1).format(**FORMATS)


def _unnamed(pattern: str) -> str:
    return pattern.replace("{name}", "{NAME}").format(**FORMATS)


@cache
def _data() -> dict[str, dict[str, Any]]:
    data = tomllib.loads((files("aggregator.judging") / "data" / "care.toml").read_text(encoding="utf-8"))
    return {code: words for code, words in data.items() if code != "common"}


@cache
def _common() -> frozenset[str]:
    data = tomllib.loads((files("aggregator.judging") / "data" / "care.toml").read_text(encoding="utf-8"))
    return frozenset(data["common"]["words"].split())


@cache
def _table(code: str) -> Cased | Scriptless:
    words = _data()[code]
    return Scriptless(words) if "word" in words else Cased(words, _common())
