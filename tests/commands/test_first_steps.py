"""What a new user trips over: empty homes, unknown names, odd terminals; each says what to do next."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from aggregator.commands.summaries import SUMMARIES

COMMAND = [sys.executable, "-c", "from aggregator.commands import main; main()"]


def on_terminal(*args: object, columns: int = 80) -> str:
    """What the command prints to a person at a terminal of so many columns."""
    master, slave = pty.openpty()
    env = os.environ | {"COLUMNS": str(columns), "TERM": "dumb"}
    subprocess.run([*COMMAND, *map(str, args)], stdout=slave, stderr=slave, env=env, check=False, timeout=60)
    os.close(slave)
    text = b""
    while part := _read(master):
        text += part
    os.close(master)
    return text.decode().replace("\r\n", "\n")


def _read(master: int) -> bytes:
    try:
        return os.read(master, 65536)
    except OSError:  # the other end is closed
        return b""


@pytest.mark.parametrize(
    ("verb", "said"),
    [
        (("health",), "No source is enabled. Next: aggregator add ADDRESS"),
        (("check",), "aggregator check --save SOURCE"),
        (("takedown", "--list"), "Nothing has been taken down."),
        (("takedown", "https://example.org/a", "--dry-run"), "Nothing here matches now."),
        (("hold",), "Nothing is held."),
        (("sources", "enable", "--verified"), "aggregator check --live"),
    ],
)
def test_a_verb_that_finds_nothing_says_so_and_what_to_do(verb, said: str, home: Path, aggregator) -> None:
    assert said in aggregator("--home", home, *verb).stdout


@pytest.mark.parametrize("verb", [("check",), ("takedown", "--list"), ("hold",), ("sources", "--verified")])
def test_with_json_nothing_is_an_empty_list(verb, home: Path, aggregator) -> None:
    assert json.loads(aggregator("--home", home, *verb, "--json").stdout) == []


def test_a_crawl_with_nothing_to_do_tells_a_person_why_and_cron_nothing(home: Path, aggregator) -> None:
    assert "No source is enabled. Next: aggregator add ADDRESS" in on_terminal("--home", home, "crawl")
    assert aggregator("--home", home, "crawl").stdout == ""


@pytest.mark.parametrize(
    ("verb", "said"),
    [
        (("crawl", "qqqq"), "no source 'qqqq'; list them: aggregator sources"),
        (("check", "qqqq"), "list them: aggregator sources"),
        (("check", "--group", "labor"), "no group 'labor'; did you mean 'labour'?"),
        (("crawl", "--group", "qqqq"), "there are "),
        (("health", "--source", "qqqq"), "list them: aggregator sources"),
        (("explain", "qqqq"), "no such item"),
        (("story", "qqqq"), "no such story or item"),
        (("takedown", "qqqq"), "https://example.org/a-story"),
        (("add", "qqqq"), "should be an http(s) address"),
        (("add", "https://example.org/", "--kind", "blog"), "'blog' is not one of"),
        (("export", "-o", "items.xlsx"), ".xlsx is not written"),
    ],
)
def test_what_nobody_knows_is_a_usage_error_with_a_hint(verb, said: str, home: Path, aggregator) -> None:
    assert said in " ".join(aggregator("--home", home, *verb, code=2).stderr.split())


def test_an_address_without_its_scheme_is_told_from_a_file_that_is_missing(aggregator) -> None:
    assert "begins with http://" in aggregator("inspect", "example.org/news", code=65).stderr


def test_a_base_url_gets_the_slash_that_feeds_need(tmp_path: Path, aggregator) -> None:
    aggregator("init", tmp_path / "x", "--base-url", "https://example.org/feeds")
    assert 'base_url = "https://example.org/feeds/"' in (tmp_path / "x/aggregator.toml").read_text()


def test_a_report_that_cannot_be_written_stops_an_import_before_it_begins(
    home: Path, tmp_path: Path, aggregator
) -> None:
    (tmp_path / "x.jsonl").write_text('{"url": "https://example.org/a", "title": "A title of some words"}\n')
    aggregator("--home", home, "import", tmp_path / "x.jsonl", "--report", tmp_path / "no/x", code=73)
    assert aggregator("--home", home, "export", "--scope", "all").stdout == ""


def test_a_file_that_is_no_backup_is_refused_without_advising_the_same_again(
    home: Path, tmp_path: Path, aggregator
) -> None:
    (tmp_path / "x.db").write_text("no store")
    said = aggregator("--home", home, "restore", tmp_path / "x.db", code=65).stderr
    assert "choose another backup" in said
    assert "aggregator restore FILE" not in said


def test_titles_in_any_script_pass_a_pipe_of_a_narrow_locale(home: Path, tmp_path: Path, aggregator) -> None:
    (tmp_path / "x.jsonl").write_text(
        json.dumps({"url": "https://example.org/a", "title": "Четверо осуждены за торговлю людьми"})
    )
    aggregator("--home", home, "import", tmp_path / "x.jsonl")
    env = os.environ | {"PYTHONIOENCODING": "ascii"}
    done = aggregator("--home", home, "story", "https://example.org/a", env=env, encoding="utf-8")
    assert "торговлю людьми" in done.stdout


def test_a_table_in_a_pipe_has_a_line_a_row(home: Path, aggregator) -> None:
    lines = aggregator("--home", home, "sources").stdout.splitlines()
    assert f"{len(lines) - 3} sources, 0 enabled." in lines[-1]
    assert all(line == line.rstrip() for line in lines)


def test_a_table_of_sources_fits_a_terminal_of_eighty_columns(home: Path) -> None:
    lines = on_terminal("--home", home, "sources").splitlines()
    assert all(len(line) <= 80 for line in lines)
    assert any(line.startswith("guardian-modern-day-slavery ") for line in lines)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("aggregator ex", {"export", "explain"}),
        ("aggregator export --topic debt", {"debt-bondage"}),
        ("aggregator --home {home} crawl unodc", {"unodc-human-trafficking"}),
        ("aggregator --home {home} sources enable unodc", {"unodc-human-trafficking"}),
        ("aggregator --home {home}/nowhere crawl unodc", set()),
        ("aggregator nothing ", set(SUMMARIES)),
    ],
)
def test_the_shell_completes_verbs_codes_and_sources(words: str, found: set[str], home: Path) -> None:
    words = words.format(home=home)
    env = {
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - (not words.endswith(" "))),
        "_AGGREGATOR_COMPLETE": "bash_complete",
    }
    done = subprocess.run(COMMAND, env=os.environ | env, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert {line.partition(",")[2] for line in done.stdout.splitlines() if line.startswith("plain")} == found


def test_an_inspected_page_is_shown_with_addresses_that_can_be_followed(tmp_path: Path) -> None:
    address = "https://example.org/news/" + "a-long-name-of-an-article-" * 4
    card = (
        "<article><h2><a href='{0}{1}/'>A title of some words, {1}</a></h2>"
        "<time datetime='2026-03-0{1}'>{1} March 2026</time><p>An excerpt of one sentence.</p></article>"
    )
    page = tmp_path / "page.html"
    page.write_text("<h1>News</h1>" + "".join(card.format(address, n) for n in "123"))
    lines = [line.strip() for line in on_terminal("inspect", page, columns=60).splitlines()]
    assert all(f"{address}{n}/" in lines for n in "123")


def test_a_demo_is_made_in_the_home_that_is_named(tmp_path: Path, aggregator) -> None:
    done = aggregator("--home", tmp_path / "here", "demo", cwd=tmp_path)
    assert f"--home {tmp_path / 'here'} serve" in done.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["here"]
