"""Countries that a text names by country, people, region, city or body; nothing is said of their role in a case.

A name must begin with a capital where the script has them. `body` is an institution that one country has (Bundestag,
Guardia Civil) and counts as a place does. `doubtful` names, which are also words or names of people (Jordan, Georgia,
Bath), need a preposition before them, or must begin the title, or stand beside another place of the country. `also`
names belong to another country (Punjab to India, Córdoba to Spain) unless this one is named otherwise too. `seat` names
stand for an institution where the text names it (Brussels, the EU). Of two names that overlap the longer counts: New
Mexico is not Mexico, Papua New Guinea not Guinea.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aggregator.errors import ConfigError
from aggregator.items import Evidence, Finding
from aggregator.judging.evidence import Text
from aggregator.judging.matcher import Hits, Span
from aggregator.judging.namesakes import Place, namesakes
from aggregator.judging.rules import Words
from aggregator.strict import parse_toml, read_text

if TYPE_CHECKING:
    from aggregator.judging.compiled import Lists

DATA = Path(__file__).parent / "data"
_PREPOSITIONS = """
in from to of across near at into between via outside inside and or for through leave leaving with
en de del desde a au aux du dans em da do no aus nach im bei von nel nella di dal uit naar te van met
في من الي محافظه ولايه اقليم مدينه منطقه قرب
"""
BEFORE = frozenset(_PREPOSITIONS.split())
AFTER = frozenset(["में", "से", "के", "की", "का", "को", "जिले"])
ANY_CASE = frozenset(["people", "also"])


@dataclass(frozen=True, slots=True)
class Places:
    """List number ─► (country, kind), and country ─► regions."""

    lists: dict[int, tuple[str, str]]
    regions: dict[str, str]


def load_places(lists: Lists) -> tuple[Places, str]:
    """Add the table of places to the lists; also its text, for the rules' version."""
    path = DATA / "places.tsv"
    text = read_text(path)
    numbers: dict[int, tuple[str, str]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        try:
            code, kind, language, names = line.split("\t")
            words = Words(**{language: tuple(names.split("|"))})  # type: ignore[arg-type]
        except (ValueError, TypeError) as error:
            raise ConfigError(
                f"{path}:{number}: country, kind, language and names with tabs between: {error}"
            ) from error
        numbers[lists.add(f"{kind} {code}", words, path)] = (code, kind)
    regions = parse_toml(read_text(DATA / "regions.toml"), DATA / "regions.toml")
    return Places(numbers, {c: slug for slug, region in regions.items() for c in region["iso"].split()}), text


def places(text: Text, hits: Hits, table: Places) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """Countries in the order of the text with the names that gave them, and the regions they lie in."""
    found = [
        Place(span, *table.lists[number])
        for number, spans in hits.items()
        if number in table.lists
        for span in spans
        if table.lists[number][1] in ANY_CASE or _capital(text, span)
    ]
    if not found:
        return (), ()
    countries: dict[str, list[Evidence]] = {}
    for span, code, kind in _counted(text, namesakes(text, _longest(found))):
        countries.setdefault(code, []).extend(text.evidence([span], f"{kind} {code}"))
    findings = tuple(Finding(code=code, evidence=tuple(evidence[:3])) for code, evidence in countries.items())
    regions = tuple(dict.fromkeys(table.regions[code] for code in countries if code in table.regions))
    return findings, regions


def _longest(found: list[Place]) -> list[Place]:
    """In the order of the text, without names that lie inside a longer one."""
    found.sort(key=lambda place: (place.span[0], -place.span[1]))
    longest: list[Place] = []
    for place in found:
        if longest and place.span[1] <= longest[-1].span[1] and place.span != longest[-1].span:
            continue
        longest.append(place)
    return longest


def _counted(text: Text, found: list[Place]) -> list[Place]:
    """Without doubtful names that nothing supports."""
    sure = {place.code for place in found if place.kind != "doubtful"}
    return [
        place
        for place in found
        if place.code != "-" and (place.kind != "doubtful" or _likely(text, place.span, place.code, sure))
    ]


def _capital(text: Text, span: Span) -> bool:
    first = text.folded.words[text.folded.text.count(" ", 0, span[0]) - 1][0]
    return not first.islower()


def _likely(text: Text, span: Span, code: str, sure: set[str]) -> bool:
    words = text.folded.text
    if code in sure or words[: span[0] - 1].rpartition(" ")[2] in BEFORE:
        return True
    if words[span[1] + 1 :].partition(" ")[0] in AFTER:
        return True
    return span[0] == 1 and not _name(text.folded.words[words.count(" ", 0, span[1]) :][:2])


def _name(following: list[str]) -> bool:
    """Whether what follows makes a first word the first name of somebody: Chad Miller jailed."""
    return bool(following) and following[0][0].isupper() and not "".join(following[1:2])[:1].isupper()
