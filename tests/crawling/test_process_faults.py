"""What happens to the process: signals, death at any moment, a second run, no network, a page that blocks."""

from __future__ import annotations

import json
import random
import signal
import time
from collections.abc import Callable

import pytest
import wild
from hostile import Answer, Asked, Hostile, page, teasers
from newsdesk import Newsdesk

from aggregator.home import Home
from aggregator.store import Store

SITES = 12


def neighbours(web: Hostile, desk: Newsdesk, count: int = SITES, pause: float = 0.0) -> None:
    """Well-behaved sites of two pages each, the newest entry of yesterday; `pause` is how long each takes to answer."""

    def slowly(body: bytes) -> Callable[[Asked], bytes]:
        def reply(asked: Asked) -> bytes:
            time.sleep(pause)
            return body

        return reply

    for n in range(count):
        site = web.site({
            "/news/": slowly(page(teasers(range(n * 19, n * 19 + 10)), following="/news/2")),
            "/news/2": slowly(page(teasers(range(n * 19 + 10, n * 19 + 15)))),
        })  # fmt: skip
        desk.add(f"site-{n}", site)


def kept(desk: Newsdesk) -> set[tuple[str, str, str | None, str]]:
    """What the store holds, without the times and the order of arrival."""
    return {(entry.canonical, entry.source, entry.title, entry.scope) for entry in desk.entries()}


def wait_until(condition: Callable[[], bool], seconds: float = 15.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_ends_the_crawl_keeps_whole_visits_and_publishes(
    web: Hostile, desk: Newsdesk, number: signal.Signals, code: int
) -> None:
    neighbours(web, desk, 4)
    hung = web.site({"/news/": wild.hanging})
    desk.add("hung", hung)
    child = desk.begin(settings={"DOWNLOAD_TIMEOUT": 20})
    wait_until(lambda: bool(hung.paths()) and all(site.paths() for site in web.sites))
    time.sleep(0.5)
    began = time.monotonic()
    child.signal(number)
    run = child.end()
    assert run.code == code
    assert time.monotonic() - began < 25
    assert desk.visit("hung").status == "stopped"
    visits = {visit.source: visit for visit in desk.visits()}
    for n in range(4):
        assert visits[f"site-{n}"].status == "ok"
        assert len(desk.entries(f"site-{n}")) == 10
    assert (desk.root / "feeds" / "health.json").exists()
    assert desk.torn() == []


def test_a_closed_terminal_ends_no_crawl(web: Hostile, desk: Newsdesk) -> None:
    neighbours(web, desk, 1, pause=0.5)
    child = desk.begin()
    wait_until(lambda: bool(web.sites[0].paths()))
    child.signal(signal.SIGHUP)
    assert child.end().code == 0
    assert len(desk.entries("site-0")) == 10


def test_a_second_signal_ends_it_at_once(web: Hostile, desk: Newsdesk) -> None:
    hung = web.site({"/news/": wild.hanging})
    desk.add("hung", hung)
    child = desk.begin(settings={"DOWNLOAD_TIMEOUT": 20})
    wait_until(lambda: bool(hung.paths()))
    child.signal(signal.SIGTERM)
    time.sleep(0.4)
    began = time.monotonic()
    child.signal(signal.SIGTERM)
    assert child.end().code in (143, -signal.SIGTERM)
    assert time.monotonic() - began < 5


def test_the_budget_ends_a_crawl_in_peace(web: Hostile, desk: Newsdesk) -> None:
    neighbours(web, desk, 2)
    desk.add("hung", web.site({"/news/": wild.hanging}))
    run = desk.crawl("--all", "--budget", "0.05", settings={"DOWNLOAD_TIMEOUT": 25})
    assert run.code == 0
    assert run.seconds < 22
    assert desk.visit("hung").status == "stopped"
    assert len(desk.entries()) == 20
    with desk.store() as store:
        last = store.last_run(finished=True)
    assert last is not None
    assert last.reason == "budget"


def test_killed_at_any_moment_nothing_is_torn_and_the_next_run_ends_at_the_same(
    web: Hostile, desks: Callable[..., Newsdesk]
) -> None:
    """The long version, with 200 deaths, is in tests/soak."""
    undisturbed, killed = desks("undisturbed"), desks("killed")
    for desk in (undisturbed, killed):
        neighbours(web, desk, 6, pause=0.02)
    for file in (undisturbed.root / "sources").glob("*.toml"):
        (killed.root / "sources" / file.name).write_bytes(file.read_bytes())
    assert undisturbed.crawl("--all", "--pages", "2").code == 0
    chance = random.Random(7)
    told: set[str] = set()
    for _ in range(8):
        child = killed.begin("--all", "--pages", "2")
        time.sleep(chance.uniform(0.05, 1.3))
        child.signal(signal.SIGKILL)
        assert child.end().code in (-signal.SIGKILL, 0)
        assert killed.torn() == []
        now = {entry.canonical for entry in killed.entries()}
        assert told <= now, "what was kept is gone"
        told = now
    assert killed.crawl("--all", "--pages", "2").code == 0  # the lock of the dead is free
    assert kept(killed) == kept(undisturbed)
    assert not list((killed.root / "feeds").rglob("*.tmp*"))


def test_two_runs_at_once_the_second_leaves_at_once(web: Hostile, desk: Newsdesk, aggregator) -> None:
    hung = web.site({"/news/": wild.hanging})
    desk.add("hung", hung)
    child = desk.begin(settings={"DOWNLOAD_TIMEOUT": 4, "RETRY_TIMES": 0})
    wait_until(lambda: bool(hung.paths()))
    assert str(child.pid) in aggregator("--home", desk.root, "crawl", code=75).stderr
    child.end()


def test_without_a_network_nothing_is_lost_and_the_code_says_so(
    web: Hostile, desks: Callable[..., Newsdesk]
) -> None:
    desk = desks(contact="desk@example.org")
    site = web.site({"/news/": page(teasers(range(5)))})
    desk.add("here", site)
    desk.crawl()
    feeds = desk.feeds()
    (desk.root / "sources" / "here.toml").unlink()
    for n in range(3):
        desk.add(f"far-{n}", f"https://news{n}.example/", private_host=False)
    run = desk.crawl(names={"none.example": ["1.2.3.4"]})
    assert run.code == 69
    assert {visit.status for visit in desk.visits() if visit.source != "here"} == {"dns"}
    assert len(desk.entries("here")) == 5
    assert {name for name in feeds if name.endswith(".xml")} <= set(desk.feeds())
    assert "3 sources of 3 hosts; is the network up?" in run.out


def test_one_failing_source_of_many_is_recorded_and_needs_nobody_yet(web: Hostile, desk: Newsdesk) -> None:
    neighbours(web, desk, 3)
    desk.add("gone", web.site({"/news/": Answer(b"", 404)}))
    run = desk.crawl()
    assert (run.code, run.out, run.err) == (0, "", "")
    assert desk.visit("gone").status == "http"
    for _ in range(2):
        run = desk.crawl()
    assert run.code == 1  # the third in a row
    assert "gone" in run.out
    assert desk.crawl().out == ""  # and it is told once


def test_half_of_the_sources_failing_is_told_at_once_and_feeds_are_written(
    web: Hostile, desk: Newsdesk
) -> None:
    neighbours(web, desk, 2)
    for n in range(2):
        desk.add(f"down-{n}", web.site({"/news/": Answer(b"", 500)}))
    run = desk.crawl()
    assert run.code == 1
    assert "down-0: http: it answered 500" in run.out
    assert "down-1" in run.out
    assert any(b"seafarers" in data for name, data in desk.feeds().items() if name.endswith(".xml"))
    assert desk.torn() == []


def test_a_page_that_blocks_ends_the_run_and_is_left_out_after_three(web: Hostile, desk: Newsdesk) -> None:
    """Python sleeps here where C code would be busy; to the event loop it is the same."""
    neighbours(web, desk, 2)
    site = web.site({"/news/": page(teasers(range(5)) + "<p>BLOCK</p>")})
    desk.add("blocker", site)
    with Store.open(Home.open(desk.root)) as store:
        store.set_note("crawl-strike", "blocker", {"times": 2})
    run = desk.crawl(settings={"WATCHDOG_SECONDS": 3, "BLOCKS_ON": "BLOCK"})
    assert run.code == 1
    assert "Timeout" in run.err
    assert run.seconds < 20
    desk.crawl(settings={"BLOCKS_ON": "BLOCK"})
    assert "left out" in (desk.visit("blocker").error or "")
    assert len(desk.entries()) == 20
    assert desk.torn() == []


def test_a_run_out_of_memory_loses_one_page(web: Hostile, desk: Newsdesk) -> None:
    neighbours(web, desk, 2)
    site = web.site({"/news/": page("".join(f"<p><b><i>{n}" for n in range(400_000)))})
    desk.add("greedy", site)
    run = desk.crawl(env={"AGGREGATOR_MEMORY_MB": "2048"}, settings={"DOWNLOAD_TIMEOUT": 30})
    assert run.code in (0, 1)
    assert desk.visit("greedy").status != "ok"
    assert len(desk.entries()) == 20


def test_feeds_that_cannot_be_written_cost_no_entry(web: Hostile, desk: Newsdesk) -> None:
    neighbours(web, desk, 2)
    feeds = desk.root / "feeds"
    feeds.rmdir()
    feeds.write_text("a file where the folder should be")
    run = desk.crawl()
    assert run.code == 73
    assert "feeds" in run.err
    assert len(desk.entries()) == 20
    feeds.unlink()
    assert desk.crawl().code == 0
    assert desk.torn() == []
    assert len(desk.feeds()) > 3


@pytest.mark.parametrize(
    "content", [b"", b"<html>not a database</html>", b"SQLite format 3\x00" + b"\x00" * 500]
)
def test_a_store_that_is_none_is_refused(web: Hostile, desk: Newsdesk, content: bytes) -> None:
    neighbours(web, desk, 1)
    (desk.root / "data" / "aggregator.db").write_bytes(content)
    run = desk.crawl()
    assert run.code == 65
    assert "aggregator.db" in run.err
    assert web.sites[0].connections == 0


def test_each_run_is_recorded_with_what_it_cost(web: Hostile, desk: Newsdesk) -> None:
    neighbours(web, desk, 2)
    desk.crawl()
    with desk.store() as store:
        run = store.last_run(finished=True)
    assert run is not None
    assert (run.code, run.reason) == (0, "finished")
    assert run.stats["visits"] == 2
    assert run.stats["new"] == 20
    assert run.stats["requests"] == 4
    assert run.stats["bytes"] > 1000
    health = json.loads((desk.root / "feeds" / "health.json").read_text())
    assert health
