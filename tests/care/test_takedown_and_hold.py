"""A takedown removes an item and its copies from everything, at once and for good; a held item waits for a person."""

import json
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from calling import call
from known_items import DESK, FROM_DESK, FROM_WIRE, NOW, WIRE, entry, judged, make_home

from aggregator.commands.common import run_lock
from aggregator.home import Home
from aggregator.store import Query, Store

KILN = "Kiln workers freed after nine years"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = make_home(tmp_path_factory.mktemp("template") / "home")
    call("--home", home.root, "publish")
    return home.root


@pytest.fixture
def home(template: Path, tmp_path: Path) -> Home:
    return Home.open(shutil.copytree(template, tmp_path / "home"))


def everything_public(home: Home) -> str:
    return "\n".join(p.read_text(errors="replace") for p in sorted(home.feeds.rglob("*")) if p.is_file())


def exported(home: Home) -> str:
    return call("--home", home.root, "export", "--scope", "all", "--with-held").out


def statuses(home: Home, *slugs: str) -> list[str]:
    """What becomes of items of both sources when they are listed again."""
    with Store.open(home) as store:
        again = [e for e in (*FROM_DESK, *FROM_WIRE) if any(slug in e.address for slug in slugs)]
        kept = store.keep(None, again, source={"desk": DESK, "wire": WIRE}, now=NOW + timedelta(days=9))
    return [one.status for one in kept]


@pytest.mark.parametrize(
    "named",
    [
        ["https://desk.example/news/kiln"],
        ["HTTPS://DESK.example/news/kiln?utm_source=x#top"],
        ["--prefix", "desk.example/news"],
        ["--phrase", "nine years of DEBT"],
    ],
)
def test_an_item_and_its_copies_leave_everything_at_once_and_never_return(
    home: Home, named: list[str]
) -> None:
    assert KILN in everything_public(home)
    assert KILN in exported(home)
    call("--home", home.root, "takedown", *named)
    assert KILN not in everything_public(home)
    assert "desk.example/news/kiln" not in everything_public(home)
    assert "wire.example/kiln-copy" not in everything_public(home)
    assert KILN not in exported(home)
    assert set(statuses(home, "kiln")) == {"blocked"}
    assert KILN.encode() not in (home.data / "aggregator.db").read_bytes()


def test_an_id_or_the_beginning_of_its_hash_names_an_item_and_its_story(home: Home) -> None:
    with Store.open(home, readonly=True) as store:
        entry = store.entry("https://wire.example/kiln-copy")
    assert entry is not None
    call("--home", home.root, "takedown", "--id", entry.id.rsplit("/", 1)[-1][:8])
    assert KILN not in everything_public(home)
    assert set(statuses(home, "kiln")) == {"blocked"}


def test_a_story_goes_with_all_that_tell_it(home: Home) -> None:
    with Store.open(home, readonly=True) as store:
        entry = store.entry("https://wire.example/kiln-copy")
    assert entry is not None
    call("--home", home.root, "takedown", "--story", entry.story_id)
    assert KILN not in exported(home)


def test_a_copy_that_appears_later_under_another_address_is_kept_out(home: Home) -> None:
    call("--home", home.root, "takedown", "https://desk.example/news/kiln")
    copy = replace(
        FROM_DESK[0], address="https://wire.example/x", canonical="https://wire.example/x", source="wire"
    )
    with Store.open(home) as store:
        assert store.keep(None, [copy], source=WIRE, now=NOW)[0].status == "blocked"


def test_what_is_not_meant_stays(home: Home) -> None:
    call("--home", home.root, "takedown", "https://desk.example/news/kiln")
    assert "Erntehelfer um Lohn gebracht" in everything_public(home)


def test_a_rule_may_come_before_the_item(home: Home) -> None:
    call("--home", home.root, "takedown", "https://desk.example/news/later")
    later = entry(
        DESK, "later", "A headline that is to come one day", "Words", "2026-05-01", judgement=judged()
    )
    with Store.open(home) as store:
        assert store.keep(None, [later], source=DESK, now=NOW)[0].status == "blocked"


def test_a_dry_run_shows_what_would_go_and_changes_nothing(home: Home) -> None:
    before, stored = everything_public(home), exported(home)
    said = call("--home", home.root, "takedown", "--phrase", "nine years of debt", "--dry-run").out
    assert "desk.example/news/kiln" in said
    assert "wire.example/kiln-copy" in said
    assert "2 items would be withdrawn" in said
    assert (everything_public(home), exported(home)) == (before, stored)


def test_the_list_tells_nobody_what_it_protects_and_is_published_nowhere(home: Home) -> None:
    call("--home", home.root, "takedown", "--phrase", "nine years of debt", "--reason", "asked by mail")
    said = call("--home", home.root, "takedown", "--list").out
    assert "asked by mail" in said
    assert "nine years" not in said
    assert "asked by mail" not in everything_public(home) + exported(home)
    stored = (home.data / "aggregator.db").read_bytes()
    assert b"nine years of debt" not in stored
    withdrawn = call("--home", home.root, "export", "--withdrawn").out
    assert "asked" not in withdrawn
    assert "kiln" not in withdrawn


def test_a_rule_can_be_forgotten_and_what_it_kept_out_may_return(home: Home) -> None:
    call("--home", home.root, "takedown", "https://desk.example/news/kiln")
    call("--home", home.root, "takedown", "--undo", 99, code=2)
    rule = call("--home", home.root, "takedown", "--list", "--json").json[-1]["rule"]
    call("--home", home.root, "takedown", "--undo", rule)
    assert "blocked" not in statuses(home, "news/kiln")


def test_public_downloads_that_hold_it_leave_the_public(home: Home) -> None:
    folder = home.feeds / "downloads"
    call("--home", home.root, "export", "-o", _made(folder) / "all.jsonl")
    (folder / "all.parquet").write_bytes(b"PAR1 packed, so it may hold anything")
    (folder / "readme.txt").write_text("nothing of it")
    said = call("--home", home.root, "takedown", "https://desk.example/news/kiln").err
    assert sorted(path.name for path in folder.iterdir()) == ["readme.txt"]
    assert "all.jsonl" in said
    assert (home.data / "withdrawn-downloads" / "all.jsonl").is_file()


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        ["https://desk.example/news/kiln", "--phrase", "two words"],
        ["--phrase", "one"],
        ["--phrase", " "],
        ["--id", "ffffffffffffffffffff"],
        ["--list", "--undo", "1"],
    ],
)
def test_what_names_nothing_or_too_much_is_refused(home: Home, wrong: list[str]) -> None:
    before = exported(home)
    assert "aggregator:" in call("--home", home.root, "takedown", *wrong, code=2).err
    assert exported(home) == before


def test_held_items_are_listed_with_the_reason_and_shown_nowhere(home: Home) -> None:
    said = call("--home", home.root, "hold").out
    assert "age and school" in said
    assert "Rescued girl tells" in said
    assert "Rescued girl tells" not in everything_public(home)
    assert "excerpt" in call("--home", home.root, "hold", "--json").json[0]


def held_id(home: Home) -> str:
    return call("--home", home.root, "hold", "--json").json[0]["id"].rsplit("/", 1)[-1][:8]  # type: ignore[no-any-return]


def test_a_released_item_is_published_at_once_and_not_held_again(home: Home) -> None:
    call("--home", home.root, "hold", "release", held_id(home))
    assert "Rescued girl tells" in everything_public(home)
    assert call("--home", home.root, "hold").out == "Nothing is held.\n"
    with Store.open(home) as store:
        again = replace(FROM_DESK[4], title="Rescued girl tells of all her years in the house")
        kept = store.keep(
            None, [again], source=DESK, now=NOW + timedelta(days=9), hold=lambda e: "age and school"
        )
    assert kept[0].status == "updated"


def test_a_withdrawn_item_is_erased_and_stays_out(home: Home) -> None:
    call("--home", home.root, "hold", "withdraw", held_id(home))
    assert call("--home", home.root, "hold", "--json").json == []
    assert "Rescued girl" not in everything_public(home) + exported(home)
    assert statuses(home, "girl") == ["blocked"]


def test_an_item_that_is_not_held_cannot_be_decided_on(home: Home) -> None:
    before = exported(home)
    call("--home", home.root, "hold", "release", "ffffffff", code=2)
    call("--home", home.root, "hold", "withdraw", held_id(home), "https://desk.example/news/kiln", code=2)
    assert exported(home) == before


def test_import_holds_what_seems_to_identify_a_child(home: Home, tmp_path: Path) -> None:
    lines = tmp_path / "items.jsonl"
    lines.write_text(
        '{"url": "https://n.example/1", "title": "Trafficking: Amina Yusuf, 14, was sold by a neighbour"}\n'
        '{"url": "https://n.example/2", "title": "Trafficking: girl, 14, was sold by a neighbour"}\n'
    )
    call("--home", home.root, "import", lines, "--report", tmp_path / "report.jsonl")
    said = [json.loads(line) for line in (tmp_path / "report.jsonl").read_text().splitlines()]
    assert [line["status"] for line in said] == ["held", "new"]
    assert "Amina" not in said[0]["reason"]
    call("--home", home.root, "publish")
    assert "Amina" not in everything_public(home)
    with Store.open(home, readonly=True) as store:
        assert [e.title for e in store.entries(Query()) if e.title and "Amina" in e.title] == []


def test_a_takedown_does_not_wait_for_a_crawl(home: Home) -> None:
    with run_lock(home):
        call("--home", home.root, "takedown", "https://desk.example/news/kiln")
    assert KILN not in everything_public(home)


def test_a_rule_that_looks_like_a_slip_needs_a_second_word(home: Home) -> None:
    many = [
        entry(
            DESK,
            f"n{n}",
            f"Forced labour case number {n} opens",
            f"Words of it {n}",
            "2026-05-01",
            judgement=judged(),
        )
        for n in range(60)
    ]
    with Store.open(home) as store:
        store.keep(None, many, source=DESK, now=NOW + timedelta(days=5))
    assert "--dry-run" in call("--home", home.root, "takedown", "--phrase", "forced labour case", code=2).err
    assert exported(home).count("Forced labour case") >= 60
    call("--home", home.root, "takedown", "--phrase", "forced labour case", "--force")
    assert "Forced labour case" not in exported(home)


def test_feeds_that_cannot_be_written_are_said_to_show_it_still(home: Home) -> None:
    with patch("os.replace", side_effect=OSError(30, "Read-only file system")):
        said = call("--home", home.root, "takedown", "https://desk.example/news/kiln", code=73).err
    assert "still show it" in said
    assert KILN not in exported(home)
    call("--home", home.root, "publish")
    assert KILN not in everything_public(home)
