"""What a machine does to a program over years: full disks, damaged files, other programs' locks, clocks set back.

After each the error names a remedy, the exit code is right, the feeds stand as they were, and the next run heals.
"""

import errno
import json
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import feedparser
import pytest
from calling import Called, call
from known_items import DESK, FROM_DESK, NOW, make_home

from aggregator.commands.common import run_lock
from aggregator.errors import CannotWriteError, DataError, LockedError
from aggregator.home import Home
from aggregator.store import Store

PAGE = 4096


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = make_home(tmp_path_factory.mktemp("template") / "home")
    call("--home", home.root, "publish")
    return home.root


@pytest.fixture
def home(template: Path, tmp_path: Path) -> Home:
    return Home.open(shutil.copytree(template, tmp_path / "home"))


def store_file(home: Home) -> Path:
    return home.data / "aggregator.db"


def feeds(home: Home) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(home.feeds.iterdir()) if path.is_file()}


def lines(tmp_path: Path, count: int) -> Path:
    file = tmp_path / "items.jsonl"
    with file.open("w") as opened:
        for n in range(count):
            item = {
                "url": f"https://n.example/{n}",
                "title": f"Forced labour case {n} {'x' * 200}",
                "excerpt": "y " * 140,
            }
            opened.write(json.dumps(item) + "\n")
    return file


def sound(home: Home) -> bool:
    with closing(sqlite3.connect(store_file(home))) as raw:
        return bool(raw.execute("PRAGMA integrity_check").fetchone()[0] == "ok")


# A full disk


@pytest.mark.parametrize("allowed", [0, 100])
def test_a_disk_that_fills_while_items_are_kept_leaves_a_sound_store_and_says_73(
    home: Home, tmp_path: Path, allowed: int
) -> None:
    before, size = feeds(home), store_file(home).stat().st_size
    limit = size + allowed * 1024

    def small() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    code = "from aggregator.commands import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "--home", home.root, "import", lines(tmp_path, 300)],
        preexec_fn=small, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 73, done.stderr
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert sound(home)
    assert feeds(home) == before
    call("--home", home.root, "import", lines(tmp_path, 20), code=None)
    assert call("--home", home.root, "doctor", "--fix").code == 0


@pytest.mark.parametrize("trouble", [errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.EACCES, errno.EIO])
@pytest.mark.parametrize("step", ["open", "fsync", "replace"])
def test_feeds_that_cannot_be_written_stay_as_they_were(home: Home, trouble: int, step: str) -> None:
    with Store.open(home) as store:
        store.release(store.held()[0].id, NOW)
    before = feeds(home)
    real = getattr(os, step)

    def fails(first: object, *args: object, **kwargs: object) -> object:
        place = os.readlink(f"/proc/self/fd/{first}") if isinstance(first, int) else str(first)
        if str(home.feeds) in place:
            raise OSError(trouble, os.strerror(trouble), place)
        return real(first, *args, **kwargs)

    with patch(f"os.{step}", fails):
        failed = call("--home", home.root, "publish", code=73)
    assert "cannot be written" in failed.err
    assert feeds(home) == before
    call("--home", home.root, "publish")
    assert feeds(home) != before


def test_feeds_in_a_folder_that_is_none_say_73_and_the_items_are_kept(home: Home, tmp_path: Path) -> None:
    shutil.rmtree(home.feeds)
    home.feeds.write_text("a file where the folder should be")
    call("--home", home.root, "import", lines(tmp_path, 3))
    call("--home", home.root, "publish", code=73)
    assert call("--home", home.root, "doctor", code=1).out.count("wrong") >= 1
    home.feeds.unlink()
    assert "mended" in call("--home", home.root, "doctor", "--fix").out
    assert (home.feeds / "all.atom.xml").is_file()


# A damaged store


def cut(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def overwrite(place: int, data: bytes) -> Callable[[Path], None]:
    def damage(file: Path) -> None:
        with file.open("r+b") as opened:
            opened.seek(place)
            opened.write(data)

    return damage


def empty(file: Path) -> None:
    os.truncate(file, 0)


def web_page(file: Path) -> None:
    file.write_text("<!doctype html><title>Welcome to our portal</title>" * 100)


def many_pages(file: Path) -> None:
    for page in range(2, file.stat().st_size // PAGE):
        overwrite(page * PAGE, b"\xde\xad\xbe\xef" * 256)(file)


DAMAGE: dict[str, Callable[[Path], None]] = {
    "empty": empty,
    "cut in half": cut,
    "a web page": web_page,
    "its header": overwrite(0, b"\x00" * 32),
    "another program's": overwrite(68, b"\x00\x00\x00\x01"),
    "its pages": many_pages,
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_store_is_refused_with_a_remedy_and_a_backup_heals_it(
    home: Home, damage: Callable[[Path], None], tmp_path: Path
) -> None:
    backup = tmp_path / "backup.db"
    call("--home", home.root, "backup", backup)
    before, wanted = feeds(home), call("--home", home.root, "export").out
    damage(store_file(home))
    for verb in (["publish"], ["import", lines(tmp_path, 1)], ["backup", tmp_path / "second.db"]):
        refused = call("--home", home.root, *verb, code=65)
        assert "restore" in refused.err or "aggregator.toml" in refused.err
        assert "Traceback" not in refused.err
    assert not (tmp_path / "second.db").exists()
    assert "wrong" in call("--home", home.root, "doctor", code=1).out
    assert feeds(home) == before
    call("--home", home.root, "restore", backup)
    assert call("--home", home.root, "export").out == wanted
    assert call("--home", home.root, "doctor").code == 0
    assert feeds(home) == before


def test_a_store_that_vanished_is_not_taken_for_a_new_one(home: Home) -> None:
    before = feeds(home)
    store_file(home).unlink()
    for verb in ("publish", "crawl", "health"):
        assert "aggregator" in call("--home", home.root, verb, code=65).err
    assert not store_file(home).exists()
    assert feeds(home) == before


def test_a_store_of_a_newer_version_is_left_alone(home: Home) -> None:
    with closing(sqlite3.connect(store_file(home))) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.commit()
    before = store_file(home).read_bytes()
    for verb in ("publish", "doctor", "health"):
        call("--home", home.root, verb, code=1 if verb == "doctor" else 65)
    assert store_file(home).read_bytes() == before


# Others at work


def test_an_analysts_open_read_makes_a_writer_wait_and_then_say_75(home: Home) -> None:
    with patch("aggregator.store.engine.BUSY_MS", 200), Store.open(home) as store:
        with closing(sqlite3.connect(store_file(home), isolation_level=None)) as analyst:
            analyst.execute("BEGIN")
            analyst.execute("SELECT count(*) FROM entries").fetchone()
            with pytest.raises(LockedError) as locked:
                store.keep(None, FROM_DESK, source=DESK, now=NOW + timedelta(days=9))
        assert locked.value.code == 75
        assert {k.status for k in store.keep(None, FROM_DESK, source=DESK, now=NOW + timedelta(days=9))}


@pytest.mark.parametrize("verb", [["doctor", "--fix"], ["crawl"], ["restore"]])
def test_a_second_run_ends_at_once_with_75(home: Home, verb: list[str], tmp_path: Path) -> None:
    backup = tmp_path / "backup.db"
    call("--home", home.root, "backup", backup)
    before = feeds(home)
    with run_lock(home):
        refused = call("--home", home.root, *verb, *([backup] if verb == ["restore"] else []), code=75)
    assert "another run" in refused.err
    assert feeds(home) == before


def test_a_lock_is_free_when_its_holder_was_killed_and_no_child_keeps_it(home: Home) -> None:
    hold = (
        "import subprocess, sys, time\n"
        "from aggregator.home import Home\nfrom aggregator.commands.common import run_lock\n"
        f"with run_lock(Home.open({str(home.root)!r})):\n"
        "    child = subprocess.Popen(['sleep', '60'])\n    print(child.pid, flush=True)\n    time.sleep(60)\n"
    )
    holder = subprocess.Popen([sys.executable, "-c", hold], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    child = int(holder.stdout.readline())
    try:
        with pytest.raises(LockedError), run_lock(home):
            pass
        holder.kill()
        holder.wait()
        with run_lock(home):
            pass
    finally:
        holder.stdout.close()
        os.kill(child, signal.SIGKILL)


def test_readers_of_a_feed_never_see_a_torn_one(home: Home) -> None:
    file, torn, seen, ended = home.feeds / "all.atom.xml", [], set(), threading.Event()

    def read() -> None:
        while not ended.is_set():
            data = file.read_bytes()
            seen.add(data)
            if not data.rstrip().endswith(b"</feed>"):
                torn.append(data)

    reader = threading.Thread(target=read)
    reader.start()
    for n in range(4):
        with Store.open(home) as store:
            changed = [
                __import__("dataclasses").replace(
                    FROM_DESK[0], title=f"Kiln workers freed, day {n} of the case"
                )
            ]
            store.keep(None, changed, source=DESK, now=NOW + timedelta(days=9 + n))
        call("--home", home.root, "publish")
    ended.set()
    reader.join()
    assert torn == []
    assert len(seen) >= 3
    assert all(feedparser.parse(data).bozo == 0 for data in seen)


# Clocks and years


def test_a_clock_far_ahead_erases_no_excerpts(home: Home, tmp_path: Path) -> None:
    call("--home", home.root, "import", lines(tmp_path, 150))
    with Store.open(home) as store:
        with pytest.raises(DataError, match="clock"):
            store.retain(NOW + timedelta(days=4000))
        assert sum(bool(e.excerpt) for e in store.entries()) > 100


def test_a_clock_behind_the_store_is_told_by_the_doctor(home: Home) -> None:
    with Store.open(home) as store:
        store.start_run(NOW + timedelta(days=4000))
    said = call("--home", home.root, "doctor", code=1).out
    assert "clock" in said
    assert "set back" in said


def test_leftovers_of_a_killed_run_are_found_and_removed(home: Home) -> None:
    left = [home.feeds / ".tmp-4711-all.atom.xml", home.data / ".backup.db.tmp"]
    for path in left:
        path.write_bytes(b"half a fi")
    assert ".tmp-4711-all.atom.xml" in call("--home", home.root, "doctor", code=1).out
    assert all(path.exists() for path in left)
    call("--home", home.root, "doctor", "--fix")
    assert not any(path.exists() for path in left)


@pytest.mark.parametrize("harm", ["changed", "missing", "unreadable"])
def test_feeds_that_differ_from_the_store_are_found_and_mended(home: Home, harm: str) -> None:
    before, file = feeds(home), home.feeds / "all.rss.xml"
    if harm == "changed":
        file.write_bytes(before["all.rss.xml"][:-40])
    elif harm == "missing":
        file.unlink()
    else:
        file.chmod(0o600)
    assert "wrong" in call("--home", home.root, "doctor", code=1).out
    call("--home", home.root, "doctor", "--fix")
    assert feeds(home) == before
    assert file.stat().st_mode & 0o777 == 0o644


def test_a_new_home_is_well(tmp_path: Path) -> None:
    call("init", tmp_path / "new")
    assert "nothing is published yet" in call("--home", tmp_path / "new", "doctor").out
    assert call("--home", tmp_path / "new", "health").code == 0


def test_runs_leave_no_open_files_behind(home: Home) -> None:
    def opened() -> int:
        return len(os.listdir("/proc/self/fd"))

    call("--home", home.root, "health")
    before = opened()
    for _ in range(5):
        call("--home", home.root, "health")
        call("--home", home.root, "takedown", "--list")
    assert opened() <= before


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MiB; needs the right to mount."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", place], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no right to mount a small disk here")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def test_on_a_disk_that_is_really_full_the_store_stays_sound_and_room_heals_it(
    template: Path, small_disk: Path, tmp_path: Path
) -> None:
    home = Home.open(shutil.copytree(template, small_disk / "home"))
    before = feeds(home)
    said: Called = call("--home", home.root, "import", lines(tmp_path, 1000), code=73)
    assert "free space" in said.err
    assert sound(home)
    assert feeds(home) == before
    with Store.open(home) as store, pytest.raises(CannotWriteError):
        store.set_note("test", "long", "x" * 2**21)
    assert "free some space" in call("--home", home.root, "doctor", code=1).out
    subprocess.run(["mount", "-o", "remount,size=500m", small_disk], check=True)
    call("--home", home.root, "publish")
    assert call("--home", home.root, "doctor").code == 0
