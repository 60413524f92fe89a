"""`aggregator export` as an analyst uses it, on a home whose items are known."""

import csv
import hashlib
import json
import shlex
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest
from click.testing import CliRunner, Result
from known_items import make_home

from aggregator.commands import group
from aggregator.errors import CannotWriteError, DataError, UsageError
from aggregator.exporting import sheet


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_home(tmp_path_factory.mktemp("export") / "home").root


def run(root: Path, *args: object) -> Result:
    return CliRunner().invoke(
        group, ["--home", str(root), "export", *map(str, args)], catch_exceptions=False, standalone_mode=False
    )


def items(root: Path, *args: object) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(root, *args).stdout.splitlines()]


def names(root: Path, *args: object) -> list[str]:
    return [item["url"].rsplit("/", 1)[-1] for item in items(root, *args)]


def test_by_default_all_shown_items_in_scope_come_in_order_of_arrival(root: Path) -> None:
    assert names(root) == ["kiln", "net", "undated", "kiln-copy", "erntehelfer"]
    assert run(root).stdout == run(root).stdout


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("--scope adjacent", ["boat"]),
        ("--scope out", []),
        ("--scope all", ["kiln", "net", "undated", "boat", "kiln-copy", "erntehelfer"]),
        ("--with-held", ["kiln", "net", "undated", "girl", "kiln-copy", "erntehelfer"]),
        ("--by story", ["kiln", "net", "undated", "erntehelfer"]),
        ("--topic labour-trafficking", ["kiln", "kiln-copy", "erntehelfer"]),
        ("--topic debt-bondage --topic sex-trafficking", ["kiln", "net", "kiln-copy"]),
        ("--facet response", ["net", "erntehelfer"]),
        ("--country in", ["kiln", "kiln-copy"]),
        ("--region europe", ["net", "erntehelfer"]),
        ("--region south-asia", ["kiln", "kiln-copy"]),
        ("--lang DE", ["erntehelfer"]),
        ("--source wire", ["kiln-copy", "erntehelfer"]),
        ("--kind ngo", ["kiln", "net", "undated"]),
        ("--stage trial --stage sentence", ["net", "erntehelfer"]),
        ("--since 2026-02", ["net", "undated", "erntehelfer"]),
        ("--until 2026-01", ["kiln", "kiln-copy"]),
        ("--since 2026-01-16 --until 2026-01-20", ["kiln-copy"]),
        ("--text PÄSSE", []),
        ("--text zwangsarbeit", ["erntehelfer"]),
        ("--topic labour-trafficking --region south-asia --since 2026-01 --by story", ["kiln"]),
    ],
)
def test_filters_choose(root: Path, options: str, expected: list[str]) -> None:
    assert names(root, *shlex.split(options)) == expected


def test_an_item_is_told_as_it_is_known(root: Path) -> None:
    item = next(item for item in items(root) if item["url"].endswith("/kiln-copy"))
    first = next(item for item in items(root) if item["url"].endswith("/kiln"))
    assert item["published"] == "2026-01-20"
    assert item["first_seen"] == "2026-06-02T12:00:00Z"
    assert item["source_name"] == "Beispiel-Draht"
    assert item["source_kind"] == "media"
    assert item["original_source"] == "Example Desk"
    assert item["topics"][1] == {
        "slug": "debt-bondage",
        "facet": "form",
        "evidence": [{"text": "debts", "field": "title", "rule": "word debts"}],
    }
    assert item["countries"][0]["code"] == "IN"
    assert item["story_id"] == first["story_id"]
    assert item["copies"] == [{"source": "desk", "url": first["url"]}]


def test_what_was_taken_down_is_in_no_export(root: Path) -> None:
    for form in ("jsonl", "csv", "jsonfeed"):
        assert (
            "asked to be left alone"
            not in run(root, "--format", form, "--scope", "all", "--with-held").stdout
        )


def test_the_format_follows_the_files_ending(root: Path, tmp_path: Path) -> None:
    for name in ("a.csv", "a.jsonl", "a.parquet", "a.json", "a.txt"):
        run(root, "-o", tmp_path / name)
    with open(tmp_path / "a.csv", encoding="utf-8", newline="") as text:
        told = list(sheet.read(text))
    assert told == [json.loads(line) for line in (tmp_path / "a.jsonl").read_text().splitlines()]
    assert (tmp_path / "a.txt").read_bytes() == (tmp_path / "a.jsonl").read_bytes()
    assert len(json.loads((tmp_path / "a.json").read_text())["items"]) == 5
    assert pyarrow.parquet.read_table(tmp_path / "a.parquet").num_rows == 5
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "a.csv",
        "a.json",
        "a.jsonl",
        "a.parquet",
        "a.txt",
    ]


def test_a_title_that_is_a_formula_is_text_in_a_csv(root: Path) -> None:
    told = list(csv.DictReader(run(root, "--format", "csv").stdout.splitlines()))
    assert told[1]["title"].startswith("'=HYPERLINK")
    assert told[2]["excerpt"].startswith("'+44")


def test_a_manifest_lets_an_export_be_cited_checked_and_repeated(root: Path, tmp_path: Path) -> None:
    out, told = tmp_path / "cases.csv", tmp_path / "cases.json"
    run(root, "--topic", "labour-trafficking", "--since", "30000d", "-o", out, "--manifest", told)
    manifest = json.loads(told.read_text())
    assert manifest["counts"] == {"items": 3, "stories": 2, "scope": {"in": 3}}
    assert manifest["published"] == {"first": "2026-01-15T12:00:00Z", "last": "2026-03-10T12:00:00Z"}
    assert manifest["rules_versions"] == ["1.test"]
    assert manifest["schema_version"] == "1.0"
    assert manifest["query"]["topics"] == ["labour-trafficking"]
    assert manifest["file"] == {
        "name": "cases.csv",
        "format": "csv",
        "bytes": out.stat().st_size,
        "sha256": hashlib.sha256(out.read_bytes()).hexdigest(),
    }
    words = shlex.split(manifest["command"])
    assert words[:2] == ["aggregator", "export"]
    assert "30000d" not in words, "a time relative to today would not repeat"
    assert run(root, *words[2:]).stdout_bytes == out.read_bytes()


def test_corrections_say_what_an_item_said_before(root: Path) -> None:
    (told,) = items(root, "--corrections")
    assert (told["field"], told["before"]) == (
        "title",
        "Erntehelfer um Lohn und Pässe gebracht: Urteil im März",
    )
    assert told["id"] in {item["id"] for item in items(root)}
    assert items(root, "--corrections", "--since", "2026-07") == []


def test_withdrawn_items_are_opaque_ids(root: Path) -> None:
    (told,) = items(root, "--withdrawn")
    assert sorted(told) == ["at", "id"]
    assert told["at"] == "2026-06-04T12:00:00Z"
    assert run(root, "--withdrawn", "--format", "csv").stdout.splitlines()[0] == "id,at"


def test_no_match_says_so_and_leaves_an_empty_file_of_the_format(root: Path, tmp_path: Path) -> None:
    done = run(root, "--scope", "out", "-o", tmp_path / "none.jsonl")
    assert "No item matches" in done.stderr
    assert (tmp_path / "none.jsonl").read_bytes() == b""


def test_no_match_for_a_source_that_is_not_declared_names_the_nearest(root: Path) -> None:
    assert (
        "no source 'polariss' is declared; did you mean 'polaris'?"
        in run(root, "--source", "polariss").stderr
    )


def test_a_file_that_cannot_be_written_is_said_and_the_old_one_stays(root: Path, tmp_path: Path) -> None:
    with pytest.raises(CannotWriteError, match="cannot be written"):
        run(root, "-o", tmp_path / "missing" / "a.jsonl")
    kept = tmp_path / "kept.parquet"
    kept.write_text("old")
    with pytest.raises(UsageError, match="no topic"):
        run(root, "--topic", "no-such-topic", "-o", kept)
    assert kept.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["kept.parquet"]


def test_a_home_without_a_store_is_an_error_that_helps(tmp_path: Path) -> None:
    (tmp_path / "aggregator.toml").touch()
    with pytest.raises(DataError):
        run(tmp_path)


def test_the_schema_and_the_codes_are_at_hand(root: Path) -> None:
    assert json.loads(run(root, "--schema").stdout)["title"] == "Exported item"
    assert "south-asia" in json.loads(run(root, "--codes").stdout)["parts_of_regions"]


@pytest.mark.parametrize(
    ("begun", "offered"),
    [
        ("--topic debt", "debt-bondage"),
        ("--region south-as", "south-asia"),
        ("--stage senten", "sentence"),
        ("--kind ng", "ngo"),
        ("--facet pe", "people"),
    ],
)
def test_the_shell_completes_codes(begun: str, offered: str) -> None:
    words = f"aggregator export {begun}"
    env = {"COMP_WORDS": words, "COMP_CWORD": "3", "_AGGREGATOR_COMPLETE": "bash_complete"}
    done = CliRunner().invoke(group, prog_name="aggregator", env=env)
    assert done.stdout.split() == [f"plain,{offered}"]
