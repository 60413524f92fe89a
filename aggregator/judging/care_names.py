"""Names beside an age under eighteen, in languages that write names with capitals."""

from __future__ import annotations

import re
from typing import Any

_CASED = [chr(n) for n in [*range(0x41, 0x250), *range(0x1E00, 0x1F00)]]
UPPER = "".join(c for c in _CASED if c.isupper())
LOWER = "".join(c for c in _CASED if c.islower())
NUMBER = r"(?<![\d.,:/–$€£-])(?:1[0-7]|[0-9])(?![\d:/%])(?![.,]\d)"
_TOKEN = rf"(?:[{UPPER}]['’])?[{UPPER}][{LOWER}]+(?:['’-][{UPPER}{LOWER}][{LOWER}]+)*"
_PARTICLE = r"(?:(?:de|da|do|dos|das|di|del|della|du|van|von|der|den|bin|bint|al|el|ben|ten|ter)\s)*"
NAME = rf"{_TOKEN}(?:\s{_PARTICLE}(?:{_TOKEN}|[{UPPER}]\.)){{0,4}}"

# Endings of German nouns for people, which are written like names.
GERMAN_NOUN = re.compile(
    r"(?:erin|arin|anin|änin|esin|istin|ling|chen|ende|ender|loser|lose|ist|ant|ane|ese|äne|ige|iger)$"
)
TITLE_WORD = re.compile(r"(?:ed|ing|tion|ions|ers|ment|ness|ally)$")


class Names:
    """The name patterns of one language."""

    def __init__(self, words: dict[str, Any], common: frozenset[str]) -> None:
        self.common = common
        ages = "|".join(age.format(n=NUMBER) for age in words["age"])
        self.age = rf"(?i:\b(?:{ages}))(?!\s(?i:{words['not_age']})\b)(?![\w])"
        between = (
            rf"(?:\s(?i:{words['young']}|{words['victim']}|{words['named']}|sex trafficking|trafficking))*"
        )
        named = rf"(?i:\b(?:{words['young']}|{words['victim']}))\b[^.;,:!?]{{0,12}}?\s(?i:{words['named']})\s"
        self._has_age = re.compile(self.age)
        self._name_age = re.compile(
            rf"(?P<name>{NAME})(?P<gap>\s?[,(–—]\s?|\s-\s|\s)(?:now |heute |ahora )?{self.age}"
        )
        self._name_number = re.compile(
            rf"(?P<name>{NAME})(?:,\s|\s?\()(?P<n>{NUMBER})(?=\)|[,.;:](?!\s?\d)|\s?$)"
        )
        self._age_name = re.compile(rf"{self.age}(?P<gap>{between},?)\s(?P<name>{NAME})")
        self._named = re.compile(rf"{named}(?P<name>{NAME})")
        self._child_of = re.compile(
            rf"{self.age}[^.;:!?]{{0,25}}?\s(?i:{words['child_of']})\s(?P<name>{NAME})"
        )
        self._place = re.compile(rf"(?i:\b(?:{words['place']}))\s$")
        self._role = re.compile(
            rf"\s?-?(?i:{words['young']}|{words['victim']}|{words['role'] or words['victim']})\b"
        )
        self._acts = re.compile(rf"[,)]\s(?i:{words['after']})\b")
        self._verb = re.compile(rf"\s(?i:{words['after']})\b|\s?[,.;:!?)]|['’]s\b|\s?$")

    def has_age(self, text: str) -> bool:
        return self._has_age.search(text) is not None

    def beside_age(self, text: str, of_people: bool) -> bool:
        """Whether a name stands beside an age under eighteen; a bare number counts only where people are told of."""
        return (
            any(self._appositive(m, text) for m in self._name_age.finditer(text))
            or any(self._numbered(m, text, of_people) for m in self._name_number.finditer(text))
            or any(self._preceded(m, text) for m in self._age_name.finditer(text))
            or any(self.proper(m, text, alone=True) for m in self._named.finditer(text))
            or any(len(self.cleaned(m["name"])) > 1 for m in self._child_of.finditer(text))
        )

    def cleaned(self, name: str, *, last: bool = False) -> list[str]:
        """The words of a capitalised run that can be a name: before the first common word, or after the last."""
        tokens = name.split()
        known = [self._no_name(token) for token in tokens]
        if last:
            return tokens[len(tokens) - known[::-1].index(True) :] if True in known else tokens
        return tokens[: known.index(True)] if True in known else tokens

    def proper(self, match: re.Match[str], text: str, *, alone: bool = False) -> bool:
        """Whether what follows a mark is a name and no people's or place's: two words, or one that acts."""
        tokens = self.cleaned(match["name"])
        whole = len(tokens) == len(match["name"].split())
        rest = text[match.end("name") :]
        if not tokens or (whole and self._role.match(rest)):
            return False
        return len(tokens) > 1 or (alone and whole and self._verb.match(rest) is not None)

    def distinct(self, name: str) -> bool:
        """Whether any word of a capitalised run is more than a common one."""
        return not all(self._no_name(token) for token in name.split())

    def _no_name(self, token: str) -> bool:
        word = re.sub(r"['’]s$", "", token).lower()
        return word in self.common or bool(GERMAN_NOUN.search(token)) or bool(TITLE_WORD.search(token))

    def _appositive(self, match: re.Match[str], text: str) -> bool:
        tokens = self.cleaned(match["name"], last=True)
        if not tokens or (
            len(tokens) == len(match["name"].split()) and self._place.search(text[: match.start()])
        ):
            return False
        return len(tokens) > 1 or bool(match["gap"].strip())

    def _numbered(self, match: re.Match[str], text: str, of_people: bool) -> bool:
        tokens = self.cleaned(match["name"], last=True)
        whole = len(tokens) == len(match["name"].split())
        if not tokens or (whole and self._place.search(text[: match.start()])):
            return False
        acts = len(tokens) > 1 and self._acts.match(text[match.end() :]) is not None
        return of_people or acts

    def _preceded(self, match: re.Match[str], text: str) -> bool:
        if match["gap"].endswith(","):
            return len(self.cleaned(match["name"])) > 1 and text[match.end() :].startswith(",")
        return self.proper(match, text, alone=True)
