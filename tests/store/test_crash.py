"""Killed at any statement, or many at once: nothing torn, nothing lost that was reported kept."""

from __future__ import annotations

import os
import resource
import signal
from pathlib import Path

import pytest
from making import ALL, HARBOUR, NOW, VALLEY, entry, told, visit
from sqlalchemy import event

from aggregator.errors import AggregatorError, LockedError
from aggregator.items import Source
from aggregator.store import Query, Store
from aggregator.store import engine as opened

HERE = Path(__file__).parent
VISITS = (
    (HARBOUR, [*(entry(n) for n in range(40)), told(HARBOUR)]),
    (VALLEY, [*(entry(n, VALLEY) for n in range(50, 90)), told(VALLEY)]),
    (HARBOUR, [entry(n, title=f"Quite other words {n} of it") for n in range(40)]),
)


def killed(file: Path, left: int) -> int:
    """Keep the visits in a process that kills itself before the n-th statement; how many it reported kept."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        try:
            with Store.open_url(f"sqlite:///{file}") as store:
                _kill_before(store, left)
                for source, page in VISITS:
                    store.keep(visit(source), page, source=source, now=NOW)
                    os.write(writer, b".")
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as said:
        reported = len(said.read())
    os.waitpid(child, 0)
    return reported


def _kill_before(store: Store, left: int) -> None:
    def count(*_: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(store._engine, "before_cursor_execute", count)


def state(file: Path) -> tuple[int, int, int, int]:
    with Store.open_url(f"sqlite:///{file}") as store:
        assert store.verify() == []
        entries = list(store.entries())
        leads = store.count(Query(by="story"))
        stories = {e.story_id for e in entries}
        assert leads == len(stories)
        return len(store.visits()), len(entries), len(stories), len(list(store.corrections()))


WHOLE = [(0, 0, 0, 0), (1, 41, 41, 0), (2, 82, 81, 0), (3, 82, 81, 40)]


@pytest.mark.parametrize("left", [1, 4, 9, 12, 15, 19, 24, 28, 33, 40, 60, 120])
def test_a_kill_at_any_statement_leaves_whole_visits(tmp_path: Path, left: int) -> None:
    file = tmp_path / "store.db"
    Store.open_url(f"sqlite:///{file}", create=True).close()
    reported = killed(file, left)
    found = state(file)
    assert found in WHOLE
    assert found[0] >= reported
    assert killed(file, 0) == 3
    with Store.open_url(f"sqlite:///{file}") as store:
        assert (store.count(), len({e.story_id for e in store.entries()})) == (82, 81)


def test_a_killed_creation_can_be_done_again(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    file.touch()  # what a kill right after the file was made leaves
    with Store.open_url(f"sqlite:///{file}", create=True) as store:
        assert store.keep(visit(), [entry()], source=HARBOUR, now=NOW)[0].status == "new"


def test_writers_in_parallel_lose_nothing_and_make_one_story(file: Path) -> None:
    writers = []
    for source in ALL.values():
        writer = os.fork()
        if not writer:
            try:
                _write(file, source)
            finally:
                os._exit(0)
        writers.append(writer)
    for writer in writers:
        os.waitpid(writer, 0)
    with Store.open_url(f"sqlite:///{file}") as store:
        entries = list(store.entries())
        assert len(entries) == 3 * 61
        assert len({e.updated for e in entries}) == len(entries)
        assert sorted(e.seq for e in entries) == list(range(1, 184))
        told_by = [e for e in entries if e.title == told(VALLEY).title]
        assert len(told_by) == 3
        assert len({e.story_id for e in told_by}) == 1


def _write(file: Path, source: Source) -> None:
    with Store.open_url(f"sqlite:///{file}") as store:
        for n in range(12):
            page = [entry(f"{source.id}-{n}-{k}", source) for k in range(5)]
            store.keep(None, [*page, told(source)], source=source, now=NOW)


def test_a_store_that_stays_locked_is_said_with_its_own_code(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opened, "BUSY_MS", 150)
    with Store.open_url(f"sqlite:///{file}") as holder, Store.open_url(f"sqlite:///{file}") as other:
        with holder._writing(), pytest.raises(LockedError, match="locked") as caught:
            other.keep(visit(), [entry()], source=HARBOUR, now=NOW)
        assert caught.value.code == 75
        assert other.keep(visit(), [entry()], source=HARBOUR, now=NOW)[0].status == "new"


def test_an_analyst_who_stops_half_way_keeps_no_writer_waiting(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opened, "BUSY_MS", 150)
    with Store.open_url(f"sqlite:///{file}") as reader, Store.open_url(f"sqlite:///{file}") as writer:
        writer.keep(visit(), [entry(n) for n in range(30)], source=HARBOUR, now=NOW)
        reading = reader.entries(page=10)
        assert next(reading).seq == 1
        writer.keep(visit(), [entry(n) for n in range(30, 40)], source=HARBOUR, now=NOW)
        assert [e.seq for e in reading] == list(range(2, 31))


def test_one_who_only_reads_finds_what_a_killed_run_had_committed(file: Path) -> None:
    with Store.open_url(f"sqlite:///{file}") as store:
        store.keep(visit(), [entry(n) for n in range(30)], source=HARBOUR, now=NOW)
    child = os.fork()
    if not child:
        with Store.open_url(f"sqlite:///{file}") as store:
            store._engine.dispose()
            event.listen(store._engine, "connect", lambda raw, _: raw.execute("PRAGMA cache_size = 5"))
            event.listen(store._engine, "commit", lambda _: os.kill(os.getpid(), signal.SIGKILL))
            store.keep(visit(), [entry(n) for n in range(30, 400)], source=HARBOUR, now=NOW)
    os.waitpid(child, 0)
    assert file.with_name("store.db-journal").stat().st_size, "the kill came too early to prove anything"
    with Store.open_url(f"sqlite:///{file}", readonly=True) as store:
        assert store.count() == 30


def test_a_full_disk_is_said_loses_nothing_kept_and_heals(file: Path) -> None:
    with Store.open_url(f"sqlite:///{file}") as store:
        store.keep(visit(), [entry(n) for n in range(30)], source=HARBOUR, now=NOW)
    child = os.fork()
    if not child:
        code = 1
        try:
            limit = file.stat().st_size + 20_000
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            with Store.open_url(f"sqlite:///{file}") as store:
                store.keep(visit(), [entry(n) for n in range(30, 400)], source=HARBOUR, now=NOW)
        except AggregatorError as error:
            code = error.code
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 73
    assert state(file) == (1, 30, 30, 0)
    with Store.open_url(f"sqlite:///{file}") as store:
        kept = store.keep(visit(), [entry(n) for n in range(30, 400)], source=HARBOUR, now=NOW)
        assert {k.status for k in kept} == {"new"}
