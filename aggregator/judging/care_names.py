"""Names beside an age under eighteen, in languages that write names with capitals."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

_CASED = [chr(n) for n in [*range(0x41, 0x250), *range(0x1E00, 0x1F00)]]
UPPER = "".join(c for c in _CASED if c.isupper())
LOWER = "".join(c for c in _CASED if c.islower())
NUMBER = r"(?<![\d.,:/–$€£-])(?:1[0-7]|[0-9])(?![\d/%])(?![.,:]\d)"
_NUMBER, _DIGIT = re.compile(NUMBER), re.compile("[0-9]")
_TOKEN = rf"(?:[{UPPER}]['’])?[{UPPER}][{LOWER}]{{1,30}}(?:['’-][{UPPER}{LOWER}][{LOWER}]{{1,30}}){{0,3}}"
_PARTICLE = r"(?:(?:de|da|do|dos|das|di|del|della|du|van|von|der|den|bin|bint|al|el|ben|ten|ter)\s){0,2}"
NAME = rf"{_TOKEN}(?:\s{_PARTICLE}(?:{_TOKEN}|[{UPPER}]\.)){{0,4}}"


class Names:
    """The name patterns of one language."""

    def __init__(self, words: dict[str, Any], common: frozenset[str], places: frozenset[str]) -> None:
        self.common, self.places = common, places
        self._noun = re.compile(words.get("noun", r"(?!)"))
        ages = "|".join(age.format(n=NUMBER) for age in words["age"])
        self.age = rf"(?i:\b(?:{ages}))(?!\s(?i:{words['not_age']})\b)(?![\w])"
        told = "|".join(filter(None, (words[key] for key in ("young", "victim", "named", "role"))))
        between = rf"(?:,?\s(?i:{told}|sex trafficking|trafficking))*"
        named = rf"(?i:\b(?:{words['young']}|{words['victim']}))\b[^.;,:!?]{{0,12}}?\s(?i:{words['named']})\s"
        self._has_age = re.compile(self.age)
        article = rf"(?:(?i:{words['article']})\s)?"
        young = rf"(?:(?i:{words['young']})\s)?"
        self._name_age = re.compile(
            rf"(?P<name>{NAME})(?P<gap>\s?[,(–—]\s?{article}{young}|\s-\s|\s)(?:now |heute |ahora )?{self.age}"
        )
        number = rf"(?:{NUMBER}|(?i:{words['number']}))" if words["number"] else NUMBER
        self._name_number = re.compile(
            rf"(?P<name>{NAME})(?:,\s|\s?\()(?P<n>{number})(?=\)|[,.;:](?!\s?\d)|\s?$)"
        )
        # What the patterns behind cannot do without, and is found sooner.
        self._minor_mark = re.compile(rf",\s{article}(?i:{words['minor']})\b")
        self._spelt = re.compile(_spelt(words))
        self._minor = re.compile(rf"(?P<name>{NAME}),\s{article}(?i:{words['minor']})\b")
        self._past = [re.compile(_filled(p)) for p in words["past"]]
        self._grown = re.compile(rf"(?i:\b(?:{words['grown']})\b)")
        self._of = re.compile(rf"(?i:\b(?:{words['of']}))\s$")
        self._age_name = re.compile(rf"{self.age}(?P<gap>{between},?)\s(?P<name>{NAME})")
        self._named_word = re.compile(rf"(?i:\b(?:{words['named']})\b)")
        self._named = re.compile(rf"{named}(?P<name>{NAME})")
        self._child_of = re.compile(
            rf"{self.age}[^.;:!?]{{0,25}}?\s(?i:{words['child_of']})\s(?P<name>{NAME})"
        )
        self._place = re.compile(rf"(?i:\b(?:{words['place']}))\s$")
        self._role = re.compile(
            rf"\s?-?(?i:{words['young']}|{words['victim']}|{words['role'] or words['victim']})\b"
        )
        self._verb = re.compile(rf"\s(?i:{words['after']})\b|\s?[,.;:!?)]|['’]s\b|\s?$")

    def has_age(self, text: str) -> bool:
        return self._has_age.search(text) is not None

    def beside_age(self, text: str, of_people: Callable[[], bool]) -> bool:
        """Whether a name stands beside an age under eighteen; a bare number counts only where people are told of."""
        if self._named_word.search(text) and any(
            self.proper(m, text, alone=True) for m in self._named.finditer(text)
        ):
            return True
        if self._minor_mark.search(text) and any(
            len(self.cleaned(m["name"])) > 1 for m in self._minor.finditer(text)
        ):
            return True
        has_number = _DIGIT.search(text) and _NUMBER.search(text)
        if not (has_number or self._spelt.search(text.lower())):
            return False
        return (
            (self.has_age(text) and self._beside_full_age(text))
            or any(self._numbered(m, text, of_people) for m in self._name_number.finditer(text))
            or self._was_young(text)
        )

    def _beside_full_age(self, text: str) -> bool:
        """Whether a name stands beside "aged 14" or its like."""
        return (
            any(self._appositive(m, text) for m in self._name_age.finditer(text))
            or any(self._preceded(m, text) for m in self._age_name.finditer(text))
            or any(len(self.cleaned(m["name"])) > 1 for m in self._child_of.finditer(text))
        )

    def cleaned(self, name: str, *, last: bool = False) -> list[str]:
        """The words of a capitalised run that can be a name: before the first common word, or after the last."""
        tokens = name.split()
        known = [self._no_name(token) for token in tokens]
        if last and True in known:
            tokens = tokens[len(tokens) - known[::-1].index(True) :]
        elif True in known:
            tokens = tokens[: known.index(True)]
        return [] if tokens and _word(tokens[0]) in self.places else tokens

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
        return not all(self._no_name(token) or _word(token) in self.places for token in name.split())

    def _was_young(self, text: str) -> bool:
        """Whether somebody was a child when it happened, and nothing says that they speak as an adult now."""
        found = [m for pattern in self._past for m in pattern.finditer(text)]
        return any(self.cleaned(m["name"]) for m in found) and not self._grown.search(text)

    def _no_name(self, token: str) -> bool:
        return _word(token) in self.common or self._noun.search(token) is not None

    def _appositive(self, match: re.Match[str], text: str) -> bool:
        tokens = self.cleaned(match["name"], last=True)
        if not tokens or (
            len(tokens) == len(match["name"].split()) and self._place.search(text[: match.start()])
        ):
            return False
        return len(tokens) > 1 or bool(match["gap"].strip())

    def _numbered(self, match: re.Match[str], text: str, of_people: Callable[[], bool]) -> bool:
        tokens = self._before_age(match, text)
        apart = len(tokens) > 1 and "(" not in match.group() and text[match.end() :].startswith((",", ":"))
        return bool(tokens) and (apart or of_people())

    def _before_age(self, match: re.Match[str], text: str) -> list[str]:
        """The words of a name before an age; none where the words before say that it is a place."""
        tokens = self.cleaned(match["name"], last=True)
        if len(tokens) < len(match["name"].split()):
            return tokens
        before = text[: match.start()]
        if self._place.search(before) or (len(tokens) == 1 and self._of.search(before)):
            return []
        return tokens

    def _preceded(self, match: re.Match[str], text: str) -> bool:
        if match["gap"].endswith(","):
            return len(self.cleaned(match["name"])) > 1 and text[match.end() :].startswith(",")
        return self.proper(match, text, alone=True)


def _spelt(words: dict[str, Any]) -> str:
    """A pattern in lower case of what no age in words does without."""
    number = words["number"]
    marks = [words.get("spelt", ""), *(rf"{before}\s?(?:{number})" for before in (",", r"\(") if number)]
    return "|".join(filter(None, marks)) or "(?!)"


def _word(token: str) -> str:
    return re.sub(r"['’]s$", "", token).lower()


def _filled(pattern: str) -> str:
    return pattern.format(n=NUMBER, name=f"(?P<name>{NAME})")
