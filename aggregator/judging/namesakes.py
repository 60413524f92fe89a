"""Names that more than one country bears, or that stand for something other than a country."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from aggregator.judging.evidence import Text
from aggregator.judging.matcher import Span

GEORGIA = "GE"
AMERICAN = (
    "county",
    "state",
    "bureau",
    "atlanta",
    "u s",
    "fbi",
    "labor",
    "federal",
    "sheriff",
    "attorney",
    "indicted",
)
EUROPEAN = ("greta", "osce", "council of europe", "tbilisi", "caucasus", "eu")
NEIGHBOURS = frozenset(["AM", "AZ", "RU", "UA", "TR", "MD"])  # beside them Georgia is the country
# What sits in Brussels, Strasbourg or the Vatican's Rome, as fold writes it.
_SEATED = """
eu ue european europeenne europeen europea europeo europeia europeu europee europei europese europees europaische
europaischen commission commissie comision comissao commissione kommission directive directiva diretiva direttiva
richtlinie richtlijn eurojust europol judges juges jueces giudici juizes richter rechters rights droits
"""
SEATED = frozenset(_SEATED.split())
UNSURE = frozenset(["doubtful", "also", "seat"])
SHADDA = "\u0651"  # tells Amman from Oman where it is written


class Place(NamedTuple):
    """Where a name stands, the country it gives (ISO 3166-1, `-` for none) and its kind."""

    span: Span
    code: str
    kind: str


def namesakes(text: Text, found: Sequence[Place]) -> list[Place]:
    """One country for each name, and none for names that mean something else here."""
    bearers: dict[Span, list[Place]] = {}
    for place in found:
        bearers.setdefault(place.span, []).append(place)
    alone = [place for place in found if len({rival.code for rival in bearers[place.span]}) == 1]
    sure = {place.code for place in alone if place.kind not in UNSURE}
    named = {place.code for place in alone if place.kind != "also"}
    kept = []
    for place in found:
        if place.code == "US" and _money(text, place.span):
            continue
        if place.kind == "seat" and place.code not in sure and not SEATED.isdisjoint(text.folded.tokens):
            continue
        if not _bears(text, place, bearers[place.span], named):
            continue
        american = place.code == GEORGIA and place.kind == "doubtful" and _american(text, sure)
        kept.append(place._replace(code="US") if american else place)
    return kept


def _bears(text: Text, place: Place, rivals: Sequence[Place], named: set[str]) -> bool:
    """Whether of the countries that share a name this one has it here; `also` yields unless its country is named."""
    others = {rival.code for rival in rivals if rival.kind == "also"}
    if others and SHADDA in text.folded.written(*place.span):
        return place.kind == "also"
    if place.kind == "also":
        return place.code in named
    return place.code in named or not others & named


def _money(text: Text, span: Span) -> bool:
    """US$ 20: the dollar sign is gone from the words, the number is not."""
    return text.folded.text[span[1] + 1 :].partition(" ")[0].isdigit() and text.folded.written(*span) == "US"


def _american(text: Text, sure: set[str]) -> bool:
    """Georgia is the American state in English unless something else of the country or its neighbours is named."""
    if GEORGIA in sure or sure & NEIGHBOURS:
        return False
    words = text.folded.text
    if any(f" {name} " in words for name in EUROPEAN):
        return False
    return "US" in sure or any(f" {name} " in words for name in AMERICAN)
