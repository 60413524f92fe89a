"""The exported item as JSON Schema 2020-12, made from the fields that the export itself writes."""

from __future__ import annotations

import json
from typing import Any

from aggregator.exporting.fields import FIELDS, SCHEMA_VERSION, Field

DIALECT = "https://json-schema.org/draft/2020-12/schema"
INSTANT = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"
DAY = r"^\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\dZ)?)?)?$"
EVIDENCE = {"type": "array", "items": {"$ref": "#/$defs/evidence"}}


def item_schema() -> dict[str, Any]:
    """The schema of one exported item, in any format that keeps types."""
    return {
        "$schema": DIALECT,
        "$id": f"urn:anti-trafficking-aggregator:item:{SCHEMA_VERSION}",
        "title": "Exported item",
        "description": f"One item, or the lead of one story. Schema version {SCHEMA_VERSION}.",
        "type": "object",
        "additionalProperties": False,
        "required": [field.name for field in FIELDS],
        "properties": {field.name: _property(field) for field in FIELDS},
        "$defs": {
            "evidence": _object(
                "Why something was judged so.",
                text=("string", "The words as they stand in the text."),
                field=("string", "Where they stand."),
                rule=("string", "The rule they fired."),
            ),
            "topic": _object(
                "A topic; its codes: aggregator export --codes.",
                slug=("string", "Code of the topic."),
                facet=(["string", "null"], "Facet of the topic: form, sector, response, people or actors."),
                evidence=(EVIDENCE, "The words that set it."),
            ),
            "country": _object(
                "A country that is named.",
                code=("string", "ISO 3166-1 alpha-2."),
                evidence=(EVIDENCE, "The words that name it."),
            ),
            "copy": _object(
                "The same article elsewhere.",
                source=("string", "Id of the source."),
                url=("string", "Address there."),
            ),
        },
    }


def schema_text() -> str:
    """The schema as it stands in docs/schema/item.schema.json."""
    return json.dumps(item_schema(), indent=2, ensure_ascii=False) + "\n"


def _object(about: str, **properties: tuple[Any, str]) -> dict[str, Any]:
    return {
        "description": about,
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": {
            name: {"description": text, **(kind if isinstance(kind, dict) else {"type": kind})}
            for name, (kind, text) in properties.items()
        },
    }


LISTS = {
    "texts": {"type": "string"},
    "topics": {"$ref": "#/$defs/topic"},
    "countries": {"$ref": "#/$defs/country"},
    "copies": {"$ref": "#/$defs/copy"},
}


def _property(field: Field) -> dict[str, Any]:
    told: dict[str, Any] = {"description": field.about}
    if field.shape in LISTS:
        return told | {"type": "array", "items": LISTS[field.shape]}
    told["type"] = ["string", "null"] if field.null else "string"
    if field.codes:
        told["enum"] = [*field.codes, None] if field.null else list(field.codes)
    if field.shape in ("time", "day"):
        told["pattern"] = INSTANT if field.shape == "time" else DAY
    return told
