"""A term as an editor writes it becomes the patterns that are looked for.

`*` stands at the end of a word for any letters (`condenad* por trata`). A term in capitals (ILO, UN, US) is looked for
in capitals only. British spelling finds the American too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from aggregator.errors import ConfigError
from aggregator.judging.fold import fold

_AMERICAN = (
    (re.compile(r"\b(l)abour"), r"\1abor"),
    (re.compile(r"\b(\w+)isation"), r"\1ization"),
    (
        re.compile(
            r"\b(organ|author|recogn|victim|sensit|legal|penal|\w*criminal|marginal)is(e|ed|es|ing)\b"
        ),
        r"\1iz\2",
    ),
    (re.compile(r"\bdefence"), "defense"),
    (re.compile(r"\bprogramme"), "program"),
    (re.compile(r"\b(cent)re(s?)\b"), r"\1er\2"),
    (re.compile(r"\b(parl)our"), r"\1or"),
    (re.compile(r"\b(paed)o"), "pedo"),
    (re.compile(r"\bjudgement"), "judgment"),
)
_BRITISH = re.compile("labour|isation|ise|ising|defence|programme|centre|parlour|paedo|judgement")
_PLAIN = re.compile(r"[a-z]+(?: [a-z]+)*(?<=[a-z]{2})\*?\Z")  # is folded already
_MISPLACED_STAR = re.compile(r"(?<![^\s*]{2})\*|\*(?!\s|$)")
_ARABIC_PROCLITICS = ("و", "ب", "ل", "ف", "ك", "س")
_STAR = "\ue000"  # a * on its way through folding
_CAPITALS = re.compile(r"(?:[A-Z][A-Z0-9]+|[A-Z](?: [A-Z])+)\Z")


@dataclass(slots=True)
class Pattern:
    """`literal` is what the automaton finds; `rest` must then match from its second character on."""

    literal: str
    rest: re.Pattern[str] | None = None
    exact: str | None = None
    open_end: bool = False


def patterns(term: str) -> list[Pattern]:
    """All patterns of one term; ConfigError where a `*` stands anywhere but at the end of a word of two letters."""
    if _PLAIN.match(term):
        return [_pattern(spelling) for spelling in _spellings(term)]
    if _MISPLACED_STAR.search(term):
        raise ConfigError(f"{term!r}: a * stands at the end of a word, after two letters or more")
    plain = fold(term.replace("*", _STAR))
    words = plain.text.replace(_STAR, "*").strip()
    if not words:
        raise ConfigError(f"{term!r}: holds no letter")
    if term.isupper() and _CAPITALS.match(exact := " ".join(plain.words)):
        return [Pattern(f" {words} ", exact=exact)]
    return [_pattern(spelling) for spelling in _spellings(words)]


def _spellings(words: str) -> list[str]:
    found = [words]
    if _BRITISH.search(words):
        american = words
        for british, replacement in _AMERICAN:
            american = british.sub(replacement, american)
        found.append(american)
    if "\u0600" <= words[0] <= "\u06ff":
        found += [clitic + words for clitic in _ARABIC_PROCLITICS]
    return found


def _pattern(words: str) -> Pattern:
    literal, star, tail = words.partition("*")
    if not star:
        return Pattern(f" {words} ")
    if not tail.strip():
        return Pattern(f" {literal}", open_end=True)
    # \w does not hold the vowel signs of Hindi, so a word is what stands between spaces.
    rest = re.compile(re.escape(words).replace(r"\*", "[^ ]*").replace(r"\ ", " ") + " ")
    return Pattern(f" {literal}", rest=rest)
