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

LONGEST = 1500  # characters that are looked at
REASONS = {
    "name": "seems to name a child: an age under 18 beside a name",
    "identified": "seems to identify a victim or a child by name",
    "address": "seems to give the home address of a child or a victim",
    "school": "seems to name the school of a child who was harmed",
}
FORMATS = {"n": NUMBER, "name": f"(?P<name>{NAME})", "NAME": f"(?:{NAME})"}
DIGITS = {ord(c): str(unicodedata.digit(c)) for c in "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९"}
TATWEEL_AND_VOWELS = dict.fromkeys([0x640, *range(0x64B, 0x653)])
REPLACED = DIGITS | TATWEEL_AND_VOWELS
_REPLACED = re.compile(f"[{''.join(map(chr, REPLACED))}]")
_DIGIT = re.compile(r"\d")


def hold_reason(title: str | None, excerpt: str | None, lang: str | None) -> str | None:
    """Why the entry is to be held, for the operator and without a name; None where nothing speaks for it.

    `lang` is a language tag; where it is none of the nine, the rules of each are tried.
    """
    text = ". ".join(_plain(part) for part in (title, excerpt) if part)
    base = (lang or "").lower().split("-")[0]
    for table in map(_table, [base] if base in _languages() else _languages()):
        if sign := table.sign(text):
            return REASONS[sign]
    return None


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFC", text[:LONGEST])
    if _REPLACED.search(text):
        text = text.translate(REPLACED)
    text = " ".join(text.split())
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

    def __init__(self, words: dict[str, Any], common: frozenset[str], places: frozenset[str]) -> None:
        self.names = Names(words, common, places)
        self.words = words
        one = {
            key: rf"(?i:\b(?:{words[key]})\b)"
            for key in ("young", "victim", "suspect", "harm", "home", "pupil")
        }
        self.young, self.victim, self.suspect = (re.compile(one[k]) for k in ("young", "victim", "suspect"))
        self.harm = re.compile(one["harm"])
        self.anyone = re.compile(rf"{one['young']}|{one['victim']}|{self.names.age}")
        self.pseudonym = re.compile(rf"(?i:{words['pseudonym']})")
        self.identified = [re.compile(_any_case(p)) for p in words["identified"]]
        self.address = [re.compile(rf"{one['home']}[^!?;]{{0,40}}?{_unnamed(p)}") for p in words["street"]]
        self.school = [re.compile(rf"{one['pupil']}[^!?;.]{{0,30}}?{_formatted(p)}") for p in words["school"]]
        self.pupil = re.compile(rf"(?:{words['pupil'].lower()})\b")

    def sign(self, text: str) -> str | None:
        if _DIGIT.search(text) and any(self._near(m, text) for p in self.address for m in p.finditer(text)):
            return "address"
        if self.pupil.search(text.lower()) and any(
            self._school(m, text) for p in self.school for m in p.finditer(text)
        ):
            return "school"
        named = self.names.beside_age(text, lambda: bool(self.harm.search(text) or self.anyone.search(text)))
        identified = not named and any(
            self._of_victim(m, text) for p in self.identified for m in p.finditer(text)
        )
        if not (named or identified) or self.pseudonym.search(text):
            return None
        return "name" if named else "identified"

    def _of_victim(self, match: re.Match[str], text: str) -> bool:
        """Whether the nearest person before (or in) an `identified as` is a victim or a child, not a suspect."""
        if not self.names.proper(match, text, alone=True):
            return False
        before = re.split(r"[.;!?] ", text[: match.start("name")])[-1]
        if re.match(rf",? (?:\w+ ){{0,3}}{self.victim.pattern}", text[match.end("name") :]):
            return True
        found = [m.end() for p in (self.victim, self.young) for m in p.finditer(before)]
        suspects = [m.end() for m in self.suspect.finditer(before)]
        return bool(found) and max(found) > max(suspects, default=-1)

    def _near(self, match: re.Match[str], text: str) -> bool:
        return self.anyone.search(text[max(0, match.start() - 120) : match.end() + 60]) is not None

    def _school(self, match: re.Match[str], text: str) -> bool:
        """Whether a school is named as that of a child to whom something was done."""
        if "name" in match.re.groupindex and not self.names.distinct(match["name"]):
            return False
        young = self.young.search(text) is not None or self.names.has_age(text)
        return young and self.harm.search(text) is not None


def _formatted(pattern: str) -> str:
    """A pattern of the table; its first {name} is the one that is looked at."""
    return pattern.replace("{name}", "{NAME}").replace("{NAME}", "{name}", 1).format(**FORMATS)


def _any_case(pattern: str) -> str:
    """A pattern whose words may be in any case, but not its name."""
    before, after = pattern.split("{name}")
    return _formatted(f"(?i:{before}){{name}}(?i:{after})")


def _unnamed(pattern: str) -> str:
    return pattern.replace("{name}", "{NAME}").format(**FORMATS)


@cache
def _data() -> dict[str, dict[str, Any]]:
    text = (files("aggregator.judging") / "data" / "care.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _languages() -> tuple[str, ...]:
    return tuple(code for code in _data() if code != "common")


@cache
def _table(code: str) -> Cased | Scriptless:
    words, common = _data()[code], _data()["common"]
    if "word" in words:
        return Scriptless(words)
    return Cased(words, frozenset(common["words"].split()), frozenset(common["places"].split()))
