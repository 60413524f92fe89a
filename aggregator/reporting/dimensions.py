"""What items can be counted by, and what people call the codes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from aggregator.exporting.codes import regions, topics
from aggregator.publishing.names import COUNTRIES, KINDS, LANGUAGES
from aggregator.store.records import StoredEntry

NONE = ""  # the code of what has none
Codes = Callable[[StoredEntry], tuple[str, ...]]


def _facet(facet: str, entry: StoredEntry) -> tuple[str, ...]:
    return tuple(topic.code for topic in entry.topics if topic.facet == facet) or (NONE,)


DIMENSIONS: dict[str, tuple[str, Codes]] = {
    "form": ("Form of exploitation", partial(_facet, "form")),
    "sector": ("Sector", partial(_facet, "sector")),
    "response": ("Response", partial(_facet, "response")),
    "people": ("People", partial(_facet, "people")),
    "month": ("Month of publication", lambda e: (f"{e.published:%Y-%m}" if e.published else NONE,)),
    "source": ("Source", lambda e: (e.source,)),
    "kind": ("Kind of publisher", lambda e: (e.source_kind,)),
    "country": ("Country named", lambda e: tuple(c.code for c in e.countries) or (NONE,)),
    "region": ("Region named", lambda e: e.regions or (NONE,)),
    "language": ("Language", lambda e: (e.lang or NONE,)),
    "stage": ("Stage of case", lambda e: (e.case_stage or NONE,)),
}
WITHOUT = {
    "month": "undated",
    "country": "none named",
    "region": "none named",
    "language": "not recognised",
    "stage": "none told",
}


class Names:
    """Names of codes for people; `sources` fills as items pass."""

    def __init__(self, own_topics: Path | None = None) -> None:
        self._topics: dict[str, str] = {topic["slug"]: topic["name"] for topic in topics(own_topics)}
        self._regions: dict[str, str] = {region["code"]: region["name"] for region in regions()}
        self.sources: dict[str, str] = {}

    def __call__(self, dimension: str, code: str) -> str:
        """The name of `code`; the code itself where it has none."""
        if code == NONE:
            return WITHOUT.get(dimension, "not told")
        known: Mapping[str, str] = {
            "source": self.sources,
            "country": COUNTRIES,
            "region": self._regions,
            "language": LANGUAGES,
            "kind": KINDS,
        }.get(dimension, self._topics)
        return known.get(code, code)
