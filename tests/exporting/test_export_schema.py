"""The schema of an exported item is what an export writes, and what the document shows."""

from pathlib import Path
from typing import Any

import jsonschema
import pytest
from known_items import make_home

from aggregator.exporting.codes import codes
from aggregator.exporting.fields import FIELDS, NAMES, row
from aggregator.exporting.schema import item_schema, schema_text
from aggregator.store import Query, Store

DOCUMENT = Path(__file__).parents[2] / "docs" / "schema" / "item.schema.json"
CONTRACT = (  # noqa: SIM905
    "id url source source_name source_kind original_source title excerpt lang published published_text"
    " published_precision published_from first_seen last_seen updated author categories scope topics countries regions"
    " case_stage story_id copies status rules_version"
).split()


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    with Store.open(make_home(tmp_path_factory.mktemp("schema") / "home"), readonly=True) as store:
        return [row(entry) for entry in store.entries(Query(with_held=True))]


def test_the_fields_are_those_promised_in_their_order(rows: list[dict[str, Any]]) -> None:
    assert list(NAMES) == CONTRACT
    assert all(list(item) == CONTRACT for item in rows)


def test_the_schema_is_valid_and_every_item_obeys_it(rows: list[dict[str, Any]]) -> None:
    jsonschema.Draft202012Validator.check_schema(item_schema())
    validator = jsonschema.Draft202012Validator(item_schema())
    assert len(rows) == 7
    assert [error.message for item in rows for error in validator.iter_errors(item)] == []


@pytest.mark.parametrize("name", NAMES)
def test_an_item_that_lacks_a_field_or_has_another_type_there_does_not(
    name: str, rows: list[dict[str, Any]]
) -> None:
    validator = jsonschema.Draft202012Validator(item_schema())
    without = {key: value for key, value in rows[0].items() if key != name}
    assert not validator.is_valid(without)
    assert not validator.is_valid(rows[0] | {name: 7})


def test_every_field_and_every_code_list_is_described() -> None:
    assert all(len(field.about) > 15 and field.about.endswith(".") for field in FIELDS)
    schema = item_schema()
    assert schema["properties"]["scope"]["enum"] == ["in", "adjacent", "out"]
    assert None in schema["properties"]["published_precision"]["enum"]
    assert "withdrawn" not in schema["properties"]["status"]["enum"]


def test_no_field_is_about_a_person_other_than_the_author() -> None:
    assert not {"victim", "victims", "suspect", "suspects", "persons", "names", "people"} & set(NAMES)


def test_the_document_is_the_schema() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == schema_text(), "aggregator export --schema -o " + str(
        DOCUMENT
    )


def test_the_code_lists_name_every_topic_region_and_stage(tmp_path: Path) -> None:
    own = tmp_path / "topics.toml"
    own.write_text(
        '[[topics]]\nslug = "car-washes"\nname = "Car washes"\nfacet = "sector"\ndefinition = "Hand car washes."\n'
    )
    shipped, more = codes(), codes(own)
    assert {topic["slug"] for topic in more["topics"]} - {topic["slug"] for topic in shipped["topics"]} == {
        "car-washes"
    }
    assert all(topic["name"] and topic["definition"] for topic in shipped["topics"])
    assert "IN" in next(r for r in shipped["regions"] if r["code"] == "asia-pacific")["countries"]
    assert shipped["scope"] == ["in", "adjacent", "out"]
