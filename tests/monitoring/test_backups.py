"""Backups are whole or not there; restoring loses neither what stood there nor what was taken down since."""

import shutil
import sqlite3
import threading
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from calling import call
from known_items import DESK, FROM_DESK, NOW, make_home

from aggregator.errors import AggregatorError
from aggregator.home import Home
from aggregator.store import Store


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_home(tmp_path_factory.mktemp("template") / "home").root


@pytest.fixture
def home(template: Path, tmp_path: Path) -> Home:
    return Home.open(shutil.copytree(template, tmp_path / "home"))


def exported(home: Home) -> str:
    return call("--home", home.root, "export", "--scope", "all").out


def store_file(home: Home) -> Path:
    return home.data / "aggregator.db"


def run(home: Home, days: int) -> None:
    """Something that happens to the store, so many days after."""
    with Store.open(home) as store:
        store.finish_run(store.start_run(NOW + timedelta(days=days)), NOW + timedelta(days=days), 0)


def test_a_backup_restored_into_a_new_home_holds_the_same(home: Home, tmp_path: Path) -> None:
    call("--home", home.root, "backup", tmp_path / "b.db")
    call("init", tmp_path / "other")
    store_file(Home.open(tmp_path / "other")).unlink()
    call("--home", tmp_path / "other", "restore", tmp_path / "b.db")
    assert exported(Home.open(tmp_path / "other")) == exported(home)


def test_backups_are_numbered_by_time_and_only_the_newest_are_kept(home: Home) -> None:
    folder = home.data / "backups"
    folder.mkdir()
    for day in (1, 2, 3):
        (folder / f"aggregator-2020010{day}T000000Z.db").write_bytes(b"old")
    (folder / "mine.db").write_bytes(b"mine")
    call("--home", home.root, "backup", "--keep", 2)
    left = sorted(path.name for path in folder.iterdir())
    assert left[0] == "aggregator-20200103T000000Z.db"
    assert len(left) == 3
    assert "mine.db" in left
    call("--home", home.root, "backup", folder / "x.db", "--keep", 2, code=2)


def test_a_backup_is_taken_while_another_writes(home: Home, tmp_path: Path) -> None:
    ended, failed = threading.Event(), []

    def write() -> None:
        try:
            with Store.open(home) as store:
                while not ended.is_set():
                    store.set_note("test", "x", "y" * 1000)
        except AggregatorError as error:
            failed.append(error)

    writer = threading.Thread(target=write)
    writer.start()
    for n in range(3):
        call("--home", home.root, "backup", tmp_path / f"{n}.db")
    ended.set()
    writer.join()
    assert failed == []
    for n in range(3):
        with closing(sqlite3.connect(tmp_path / f"{n}.db")) as raw:
            assert raw.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_a_backup_holds_no_more_than_its_owner_may_read(home: Home, tmp_path: Path) -> None:
    call("--home", home.root, "backup", tmp_path / "b.db")
    assert (tmp_path / "b.db").stat().st_mode & 0o007 == 0


@pytest.mark.parametrize("place", ["missing/b.db", "home/data/aggregator.db"])
def test_a_backup_that_cannot_be_is_refused_and_leaves_nothing(
    home: Home, tmp_path: Path, place: str
) -> None:
    before = store_file(home).read_bytes()
    assert "Traceback" not in call("--home", home.root, "backup", tmp_path / place, code=None).err
    assert call("--home", home.root, "backup", tmp_path / place, code=None).code in (2, 73)
    assert store_file(home).read_bytes() == before
    assert not list(tmp_path.rglob("*.tmp"))


def test_an_older_backup_is_refused_until_it_is_forced_and_the_replaced_store_is_kept(
    home: Home, tmp_path: Path
) -> None:
    call("--home", home.root, "backup", tmp_path / "b.db")
    past = exported(home)
    run(home, 5)
    with Store.open(home) as store:
        store.release(store.held()[0].id, NOW + timedelta(days=5))
    present = exported(home)
    assert "newer" in call("--home", home.root, "restore", tmp_path / "b.db", code=2).err
    assert exported(home) == present
    call("--home", home.root, "restore", tmp_path / "b.db", "--force")
    assert exported(home) == past
    (aside,) = home.data.glob("aggregator-replaced-*.db")
    call("--home", home.root, "restore", aside)
    assert exported(home) == present


def test_what_was_taken_down_since_the_backup_stays_down(home: Home, tmp_path: Path) -> None:
    call("--home", home.root, "backup", tmp_path / "b.db")
    call("--home", home.root, "takedown", "https://desk.example/news/kiln", "--reason", "asked for")
    with Store.open(home) as store:
        held = store.held()[0].id
    call("--home", home.root, "hold", "withdraw", held)
    said = call("--home", home.root, "restore", tmp_path / "b.db", "--force").out
    assert "Withdrawn again" in said
    assert "Kiln workers" not in exported(home)
    assert "asked for" in call("--home", home.root, "takedown", "--list").out
    with Store.open(home) as store:
        assert store.held() == []
        again = store.keep(None, [FROM_DESK[0], FROM_DESK[4]], source=DESK, now=NOW + timedelta(days=9))
    assert {one.status for one in again} == {"blocked"}
    assert b"Kiln workers freed" not in store_file(home).read_bytes()


def test_another_stores_backup_is_restored_and_what_could_not_be_carried_is_said(
    home: Home, tmp_path: Path
) -> None:
    other = make_home(tmp_path / "other")
    call("--home", other.root, "backup", tmp_path / "b.db")
    call("--home", home.root, "takedown", "https://desk.example/news/kiln")
    said = call("--home", home.root, "restore", tmp_path / "b.db", "--force")
    assert "made again" in said.err


@pytest.mark.parametrize("harm", ["cut", "empty", "page", "pages"])
def test_a_damaged_backup_is_refused_even_when_forced(home: Home, tmp_path: Path, harm: str) -> None:
    backup = tmp_path / "b.db"
    call("--home", home.root, "backup", backup)
    data = backup.read_bytes()
    middle = b"\xde\xad" * 8000
    damaged = {
        "cut": data[: len(data) // 2],
        "empty": b"",
        "page": b"<html>",
        "pages": data[:8192] + middle + data[24192:],
    }
    backup.write_bytes(damaged[harm])
    before = exported(home)
    call("--home", home.root, "restore", backup, "--force", code=65)
    assert exported(home) == before
    assert not list(home.data.glob("aggregator-replaced-*"))


def test_a_disk_that_fills_while_restoring_leaves_the_store_as_it_was(home: Home, tmp_path: Path) -> None:
    call("--home", home.root, "backup", tmp_path / "b.db")
    before = exported(home)
    with patch("aggregator.store.backup.copy_file", side_effect=OSError(28, "No space left on device")):
        call("--home", home.root, "restore", tmp_path / "b.db", code=73)
    assert exported(home) == before


def test_what_is_no_file_is_refused(home: Home) -> None:
    call("--home", home.root, "restore", "/nowhere/b.db", code=2)
    call("--home", home.root, "restore", store_file(home), code=2)
