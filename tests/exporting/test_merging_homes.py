"""What one home exports another takes in: nothing is repeated, nothing is lost that an import may bring."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from known_items import make_home

from aggregator.commands import group
from aggregator.commands.init import make

KEPT = (
    "url", "source_name", "source_kind", "original_source", "title", "excerpt", "lang", "published",
    "published_precision", "published_text", "first_seen", "author", "categories",
)  # fmt: skip


def run(root: Path, *args: object) -> str:
    done = CliRunner().invoke(
        group, ["--home", str(root), *map(str, args)], catch_exceptions=False, standalone_mode=False
    )
    return done.stdout


@pytest.mark.parametrize("ending", ["jsonl", "csv"])
def test_an_export_taken_in_says_the_same_and_once(tmp_path: Path, ending: str) -> None:
    one, other = make_home(tmp_path / "one").root, tmp_path / "other"
    make(other, title="Other", base_url="https://other.example/feeds/", contact=None)
    file = tmp_path / f"all.{ending}"
    run(one, "export", "--scope", "all", "--with-held", "-o", file)
    for _ in range(2):
        run(other, "import", file)
    before, after = (
        [json.loads(line) for line in run(home, "export", "--scope", "all", "--with-held").splitlines()]
        for home in (one, other)
    )
    assert [[item[name] for name in KEPT] for item in after] == [
        [item[name] for name in KEPT] for item in before
    ]
    assert len({item["story_id"] for item in after}) == len({item["story_id"] for item in before})


def test_a_csv_that_is_none_is_bad_data(tmp_path: Path, aggregator) -> None:
    make(tmp_path / "home", title="T", base_url="https://other.example/feeds/", contact=None)
    (tmp_path / "x.csv").write_text("title\nonly a title\n")
    done = aggregator("--home", tmp_path / "home", "import", tmp_path / "x.csv", code=65)
    assert "no column 'url'" in done.stderr
