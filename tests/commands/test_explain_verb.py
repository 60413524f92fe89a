"""`aggregator explain`: the words behind a judgement."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from aggregator.commands.explain import command
from aggregator.errors import UsageError


def explain(home: Path, *arguments: str) -> str:
    result = CliRunner().invoke(command, arguments, obj=str(home), catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "aggregator.toml").write_text('title = "News"\n', encoding="utf-8")
    return tmp_path


def test_a_text_is_shown_with_scope_topics_places_stage_and_words(home: Path) -> None:
    shown = explain(home, "--text", "Farmer in Kenya jailed for forced labour")
    for part in (
        "scope",
        "in",
        "'forced labour' in title",
        "labour-trafficking",
        "KE",
        "'Kenya'",
        "sentence",
        "rules",
    ):
        assert part in shown


def test_json_holds_the_whole_judgement(home: Path) -> None:
    shown = json.loads(
        explain(home, "--text", "Two held", "--excerpt", "Human trafficking in Nepal.", "--json")
    )
    assert shown["scope"] == "in"
    assert shown["countries"][0]["evidence"][0] == {"text": "Nepal", "field": "excerpt", "rule": "place NP"}


def test_a_homes_own_topics_count(home: Path) -> None:
    (home / "topics.toml").write_text(
        '[[topics]]\nslug = "quarries"\nname = "Q"\nfacet = "sector"\ndefinition = "Q."\nterms = { en = ["quarry"] }\n',
        encoding="utf-8",
    )
    assert "quarries" in explain(home, "--text", "Forced labour in a quarry")


def test_without_anything_to_explain_the_usage_is_told(home: Path) -> None:
    with pytest.raises(UsageError, match="--text"):
        CliRunner().invoke(command, [], obj=str(home), catch_exceptions=False)
