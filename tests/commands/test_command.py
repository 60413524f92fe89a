"""The command as a new user meets it: help, homes, mistakes, and the code that each gives."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from aggregator.commands.summaries import SUMMARIES as VERBS


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_with_a_sentence_and_an_example(verb: str, aggregator) -> None:
    text = aggregator(verb, "--help").stdout
    assert text.startswith(f"Usage: aggregator {verb}")
    assert text.count(".") > 0
    assert f"aggregator {verb}" in text.split("\n", 1)[1] or f" {verb} " in text.split("\n", 1)[1], (
        "no example"
    )


def test_help_lists_every_verb_with_what_it_does(aggregator) -> None:
    lines = [line.strip() for line in aggregator("--help").stdout.splitlines()]
    for verb in VERBS:
        line = next(line for line in lines if line.split(" ")[0] == verb)
        assert len(line.split()) > 2


def test_a_mistyped_verb_is_answered_with_the_nearest(aggregator) -> None:
    assert "did you mean 'crawl'?" in aggregator("crwl", code=2).stderr


def test_no_home_is_a_usage_error_that_says_how_to_make_one(tmp_path: Path, aggregator) -> None:
    error = aggregator("--home", tmp_path, "sources", code=2).stderr
    assert "aggregator init" in error
    assert error.count("\n") == 1


def test_init_makes_a_home_that_works_and_never_overwrites(tmp_path: Path, aggregator) -> None:
    home = tmp_path / "news"
    aggregator("init", home, "--contact", "desk@example.org", "--base-url", "https://example.org/feeds/")
    assert {path.name for path in home.iterdir()} >= {"aggregator.toml", "sources", "data", "feeds"}
    before = (home / "aggregator.toml").read_bytes()
    assert "not empty" in aggregator("init", home, code=73).stderr
    assert (home / "aggregator.toml").read_bytes() == before
    assert aggregator("--home", home, "export").stdout == ""


def test_init_refuses_an_address_that_no_feed_could_carry(tmp_path: Path, aggregator) -> None:
    assert "base_url" in aggregator("init", tmp_path / "x", "--base-url", "example.org", code=78).stderr
    assert not (tmp_path / "x").exists()


def test_a_wrong_key_in_the_configuration_names_file_and_nearest_key(home: Path, aggregator) -> None:
    with (home / "aggregator.toml").open("a") as file:
        file.write("helplin = '116 006'\n")
    error = aggregator("--home", home, "crawl", code=78).stderr
    assert "aggregator.toml" in error
    assert "did you mean 'helpline'?" in error


def test_a_second_run_ends_at_once_and_says_who_holds_the_lock(home: Path, aggregator) -> None:
    code = (
        "import sys, time\nfrom aggregator.home import Home\nfrom aggregator.commands.common import run_lock\n"
        "with run_lock(Home.open(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", code, str(home)], stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert f"process {holder.pid}" in aggregator("--home", home, "crawl", code=75).stderr
    finally:
        holder.kill()
        holder.wait()
        holder.stdout.close()
    aggregator("--home", home, "crawl")  # the lock of a killed run is free


def test_a_closed_pipe_is_no_error(home: Path) -> None:
    command = f"{sys.executable} -c 'from aggregator.commands import main; main()' --help | head -1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
