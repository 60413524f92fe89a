"""`aggregator import`: line by line, in the file's order, with a report that tells each line's fate."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from making import EXCERPT, HARBOUR, TITLE

from aggregator.commands import group
from aggregator.errors import AggregatorError
from aggregator.home import Home
from aggregator.store import Query, Store
from aggregator.store.importing import BadLineError, Declared, read_line, slug

Run = Callable[..., Result]
LINE = {
    "source": "Harbour Herald",
    "url": "https://harbour.example/news/1?utm_source=x",
    "title": TITLE,
    "excerpt": EXCERPT,
    "published": "2026-03-09",
    "first_seen": "2026-03-10T09:00:00Z",
}


@pytest.fixture
def aggregator() -> Run:
    """The command in this process, as `tests/conftest.py` runs it in another: these tests are not about starting."""

    def run(*args: object, code: int = 0) -> Result:
        done = CliRunner().invoke(group, [str(arg) for arg in args])
        assert _code(done) == code, f"{done.output}\n{done.exception!r}"
        return done

    return run


def _code(done: Result) -> int:
    return done.exception.code if isinstance(done.exception, AggregatorError) else done.exit_code


def imported(aggregator: Run, home: Path, lines: list[Any], code: int = 0) -> list[dict[str, Any]]:
    file, report = home / "in.jsonl", home / "report.jsonl"
    text = (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    file.write_text("".join(f"{line}\n" for line in text), encoding="utf-8")
    aggregator("--home", home, "import", file, "--report", report, code=code)
    return [json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()]


def test_each_line_has_its_fate_and_its_story(aggregator: Run, home: Path) -> None:
    lines = [
        LINE,
        LINE | {"title": TITLE + " at last"},
        LINE
        | {"url": "https://valley.example/a", "source": "Valley Voice", "title": f"{TITLE} | Harbour Herald"},
        LINE,
        {"url": "https://valley.example/b", "title": "Something else entirely happened in Drostan on Sunday"},
    ]
    report = imported(aggregator, home, lines)
    assert [row["line"] for row in report] == [1, 2, 3, 4, 5]
    assert [row["status"] for row in report] == ["new", "updated", "duplicate", "updated", "new"]
    assert len({row["story_id"] for row in report[:4]}) == 1
    assert report[4]["story_id"] != report[0]["story_id"]
    assert report[2]["reason"]
    with Store.open(Home.open(home)) as store:
        stored = {e.id: e for e in store.entries(Query())}
        first = stored[report[0]["id"]]
        assert (first.url, first.source_name) == ("https://harbour.example/news/1", "Harbour Herald")
        assert first.first_seen.isoformat() == "2026-03-10T09:00:00+00:00"
        assert stored[report[4]["id"]].source_name == "valley.example"


def test_a_later_line_that_joins_two_stories_shows_in_the_report_of_the_earlier(
    aggregator: Run, home: Path
) -> None:
    bare = {k: LINE[k] for k in ("published", "first_seen")}
    lines = [
        bare | {"url": "https://a.example/1", "excerpt": EXCERPT},
        bare | {"url": "https://b.example/1", "title": TITLE},
        LINE | {"url": "https://c.example/1"},
    ]
    report = imported(aggregator, home, lines)
    assert len({row["story_id"] for row in report}) == 1


def test_a_bad_line_is_named_and_the_others_are_kept(aggregator: Run, home: Path) -> None:
    lines = [
        LINE, "not json", "[]", {"title": "no address"}, LINE | {"url": "ftp://x.example/"},
        LINE | {"url": "https://x.example/9", "title": 7}, LINE | {"url": "https://x.example/8", "categories": "one"},
        LINE | {"url": "https://x.example/7", "first_seen": "yesterday"}, "",
        {"url": "https://x.example/6"}, LINE | {"url": "https://x.example/5", "title": "Quay five closes"},
    ]  # fmt: skip
    report = imported(aggregator, home, lines, code=1)
    assert [row["status"] == "rejected" for row in report] == [False, *[True] * 9, False]
    assert all(row["reason"] for row in report if row["status"] == "rejected")
    done = aggregator("--home", home, "import", home / "in.jsonl", code=1)
    assert "in.jsonl:2: not JSON" in done.stderr
    assert "in.jsonl:4: url: missing" in done.stderr


def test_an_export_is_taken_in_by_another_home_and_repeats_nothing(
    aggregator: Run, home: Path, tmp_path: Path
) -> None:
    imported(aggregator, home, [LINE, LINE | {"url": "https://valley.example/a", "source": "Valley Voice"}])
    aggregator("--home", home, "export", "--scope", "all", "-o", tmp_path / "out.jsonl")
    aggregator("init", tmp_path / "other")
    for _ in range(2):
        aggregator("--home", tmp_path / "other", "import", tmp_path / "out.jsonl")
    with Store.open(Home.open(home)) as one, Store.open(Home.open(tmp_path / "other")) as two:
        ours, theirs = list(one.entries()), list(two.entries())
    assert len(ours) == 2
    same = (
        "url",
        "canonical",
        "title",
        "excerpt",
        "published",
        "published_precision",
        "first_seen",
        "source_name",
    )
    assert [[getattr(e, name) for name in same] for e in ours] == [
        [getattr(e, name) for name in same] for e in theirs
    ]
    assert len({e.story_id for e in theirs}) == 1


def test_a_story_shows_its_members_and_reasons(aggregator: Run, home: Path) -> None:
    report = imported(
        aggregator, home, [LINE, LINE | {"url": "https://valley.example/a", "source": "Valley Voice"}]
    )
    shown = aggregator("--home", home, "story", "https://valley.example/a", "--near").stdout
    assert report[0]["story_id"] in shown
    assert "same title and excerpt" in shown
    said = json.loads(aggregator("--home", home, "story", report[1]["id"], "--json").stdout)
    assert [m["source"] for m in said["members"]] == ["harbour-herald", "valley-voice"]
    assert said["decisions"][0]["reason"] == "same title and excerpt"
    aggregator("--home", home, "story", "deadbeef", code=2)


def test_judging_again_prints_what_moved(aggregator: Run, home: Path) -> None:
    imported(aggregator, home, [LINE])
    said = json.loads(aggregator("--home", home, "judge", "--again", "--json").stdout)
    assert (said["judged"], said["changed"], said["moves"]) == (1, 0, [])


def test_a_declared_source_is_known_by_id_and_by_name() -> None:
    declared = Declared([HARBOUR])
    for name in ("harbour", "Harbour Herald", "HARBOUR HERALD"):
        assert read_line(json.dumps(LINE | {"source": name}), declared).source is HARBOUR
    other = read_line(json.dumps(LINE | {"source": "Harbour"}), declared).source
    assert other.id == "harbour-imported"
    assert other.scope == "gated"


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("The Daily", "the-daily"),
        ("Süd & Co.", "sud-co"),
        ("Правда", "правда"),
        ("***", "unnamed"),
        ("x" * 99, "x" * 56),
    ],
)
def test_a_source_id_is_made_of_its_name(name: str, made: str) -> None:
    assert slug(name) == made


VALUES = st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists)
OBJECTS = st.dictionaries(
    st.sampled_from(sorted(LINE)), st.none() | st.integers() | st.text() | st.lists(st.text())
)


@given(st.text() | VALUES.map(json.dumps) | OBJECTS.map(json.dumps))
def test_any_line_is_read_or_refused(text: str) -> None:
    try:
        line = read_line(text, Declared())
    except BadLineError:
        return
    assert line.teaser.url
    assert line.source.id
