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
SHADDA = "\u0651"  # tells Amman from Oman where it is written


class Place(NamedTuple):
    """Where a name stands, the country it gives (ISO 3166-1, `-` for none) and its kind."""

    span: Span
    code: str
    kind: str


def namesakes(text: Text, found: Sequence[Place]) -> list[Place]:
    """One country for each name, and none for names that mean something else here."""
    bearers: dict[Span, set[str]] = {}
    for place in found:
        bearers.setdefault(place.span, set()).add(place.code)
    sure = {
        place.code
        for place in found
        if len(bearers[place.span]) == 1 and place.kind not in ("doubtful", "home", "seat")
    }
    kept = []
    for place in found:
        if place.code == "US" and _money(text, place.span):
            continue
        if place.kind == "seat" and place.code not in sure and not SEATED.isdisjoint(text.folded.tokens):
            continue
        if len(bearers[place.span]) > 1 and not _bears(text, place, found, sure):
            continue
        american = place.code == GEORGIA and place.kind == "doubtful" and _american(text, sure)
        kept.append(place._replace(code="US") if american else place)
    return kept


def _bears(text: Text, place: Place, found: Sequence[Place], sure: set[str]) -> bool:
    """Of countries that share a name: the one named otherwise too, else the one whose name is not doubtful."""
    rivals = [rival for rival in found if rival.span == place.span]
    named = {rival.code for rival in rivals} & sure
    if not named and SHADDA in text.folded.written(*place.span):
        named = {rival.code for rival in rivals if rival.kind == "doubtful"}
    if named:
        return place.code in named
    return place.kind != "doubtful"


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
