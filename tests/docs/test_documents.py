"""The documents are true: every verb, option and setting stands in them, links lead somewhere, examples run."""

import importlib.util
import re
import shlex
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from known_items import make_home

import aggregator as package
from aggregator.commands import group
from aggregator.commands.demo import _free_port
from aggregator.commands.summaries import SUMMARIES
from aggregator.demo.newsroom import Newsroom
from aggregator.demo.server import serving
from aggregator.sources import parse

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def blocks(file: Path, kind: str) -> list[str]:
    return [text for word, text in BLOCK.findall(file.read_text(encoding="utf-8")) if word == kind]


def commands(file: Path) -> Iterator[list[str]]:
    """The words of each call of the command in a document's shell and cron lines, comments left out."""
    for text in (*blocks(file, "sh"), *blocks(file, "cron")):
        for line in text.replace("\\\n", " ").splitlines():
            call = re.search(r"(?:^|[\s/])aggregator(?=\s+(?:--home|[a-z]+(?:\s|$)))(.*)", line)
            if call and "alias" not in line and "pip install" not in line and "adduser" not in line:
                words = shlex.split(call[1], comments=True)
                ends = [place for place, word in enumerate(words) if word in ("&&", "||", "|", ";", ">", "&")]
                yield words[: ends[0]] if ends else words


def test_the_reference_names_every_verb_option_and_setting_as_they_are() -> None:
    spec = importlib.util.spec_from_file_location("write_reference", ROOT / "docs" / "write_reference.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    told = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    assert told == module.reference(), "python docs/write_reference.py"


def test_every_option_says_what_it_does() -> None:
    silent = []
    context = click.Context(group)
    for verb in SUMMARIES:
        command = group.get_command(context, verb)
        assert command
        parts = [command, *(command.commands.values() if isinstance(command, click.Group) else ())]
        for part in parts:
            assert part.help, verb
            silent += [
                f"{verb} {part.name} {param.name}"
                for param in part.params
                if isinstance(param, click.Option) and not param.help
            ]
    assert silent == []


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.name)
def test_every_command_of_a_document_has_that_verb_and_those_options(file: Path) -> None:
    for words in commands(file):
        context = click.Context(group)
        rest = words[2:] if words[0] == "--home" else words
        command: click.Command | None = group
        while isinstance(command, click.Group) and rest and rest[0] in command.list_commands(context):
            command, rest = command.get_command(context, rest[0]), rest[1:]
        assert command is not group, f"no such verb: {words}"
        assert command
        known = {name for param in command.params for name in (*param.opts, *param.secondary_opts)}
        used = {word.partition("=")[0] for word in rest if word.startswith("-")}
        assert used <= known, words


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.name)
def test_every_link_leads_to_a_file_and_a_heading(file: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", file.read_text(encoding="utf-8")):
        path, _, anchor = target.partition("#")
        place = (file.parent / path) if path else file
        assert place.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", place.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {
                re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings
            }, target


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_home(tmp_path_factory.mktemp("docs") / "home").root


def test_the_analysts_commands_do_what_they_say(
    known: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = list(commands(ROOT / "docs" / "analyst.md"))
    for words in ran:
        CliRunner().invoke(
            group, ["--home", str(known), *words], catch_exceptions=False, standalone_mode=False
        )
    assert len(ran) >= 6
    assert {"items.jsonl", "stories.csv", "cases.parquet", "cases.manifest.json", "corrections.csv"} <= {
        path.name for path in tmp_path.iterdir()
    }
    assert len((tmp_path / "items.jsonl").read_text().splitlines()) == 5


def test_the_analysts_python_runs(known: Path) -> None:
    names: dict[str, object] = {}
    examples = blocks(ROOT / "docs" / "analyst.md", "python")
    for text in examples:
        exec(compile(text.replace("~/news", str(known)), "analyst.md", "exec"), names)
    assert names["months"] == ["2026-01", "2026-03"]
    assert set(package.__all__) <= set(re.findall(r"\w+", " ".join(examples)))


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    room = Newsroom.open(datetime.now(UTC), _free_port())
    with serving(room):
        yield room


def test_the_first_source_is_there_after_the_commands_of_its_page(
    newsroom: Newsroom, tmp_path: Path, aggregator
) -> None:
    site = newsroom.sites["vault"]
    home = tmp_path / "news"
    offline = [words for words in commands(ROOT / "docs" / "first-source.md") if "--live" not in words]
    for words in offline:
        here = [
            word.replace("https://example.org/tag/trafficking/", newsroom.base(site) + site.path)
            for word in words
        ]
        here = [str(home) if word == "~/news" else word for word in here]
        if {"serve", "import", "--verified", "inspect"} & set(
            words
        ):  # what waits, or is tested where it lives
            continue
        told = aggregator(*here)
        if "init" in words:
            with (home / "aggregator.toml").open("a") as file:
                file.write('delay = 0\nresolve_allow = ["127.0.0.0/8"]\n')
        if "add" in words:
            assert "Twelve Questions to Ask" in told.stdout
    assert len(list((home / "sources").iterdir())) == 1
    assert (home / "feeds" / "all.atom.xml").is_file()
    assert aggregator("--home", home, "export").stdout.count("\n") >= site.per_page


def test_the_declarations_of_a_document_can_be_used() -> None:
    (text,) = blocks(ROOT / "docs" / "first-source.md", "toml")
    assert parse(text, "desk", "first-source.md").selectors
