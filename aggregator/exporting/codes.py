"""The code lists of a home: topics, regions, stages of case, and every closed list of the exported fields."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from aggregator.exporting.fields import FIELDS, SCHEMA_VERSION
from aggregator.exporting.subregions import SUBREGIONS
from aggregator.judging.stages import STAGES
from aggregator.strict import parse_toml, read_text

PACKAGE = Path(__file__).parent.parent
TOPICS = PACKAGE / "catalogue" / "topics.toml"
REGIONS = PACKAGE / "judging" / "data" / "regions.toml"
FACETS = ("form", "sector", "response", "people", "actors")


def codes(own_topics: Path | None = None) -> dict[str, Any]:
    """Each list by the name of its field, JSON-ready; an operator's own topics stand over the shipped ones."""
    return {
        "schema_version": SCHEMA_VERSION,
        "topics": topics(own_topics),
        "facets": list(FACETS),
        "regions": regions(),
        "parts_of_regions": {name: list(countries) for name, countries in SUBREGIONS.items()},
        "case_stage": list(STAGES),
        **{field.name: list(field.codes) for field in FIELDS if field.codes},
        "countries": "ISO 3166-1 alpha-2",
        "lang": "BCP 47",
    }


def topics(own: Path | None = None) -> list[dict[str, str]]:
    """Code, name, facet and definition of each topic, in the order of the facets."""
    found: dict[str, dict[str, str]] = {}
    for file in (TOPICS, own):
        for topic in parse_toml(read_text(file), file).get("topics", ()) if file else ():
            found[topic["slug"]] = {
                "slug": topic["slug"],
                **{key: str(topic.get(key, "")) for key in ("name", "facet", "definition")},
            }
    return sorted(
        found.values(), key=lambda topic: FACETS.index(topic["facet"]) if topic["facet"] in FACETS else 9
    )


def regions() -> list[dict[str, Any]]:
    """Code, name and countries of each region that has a feed."""
    return [
        {"code": code, "name": region["name"], "countries": region["iso"].split()}
        for code, region in parse_toml(read_text(REGIONS), REGIONS).items()
    ]
