"""What is told and when: a finding once, weekly after, its end once; health.json, the status feed, the ping."""

import gc
import json
import threading
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree

from aggregator.commands.init import make
from aggregator.errors import CannotWriteError
from aggregator.home import Home
from aggregator.items import Source, Visit
from aggregator.monitoring import Health, assess, report
from aggregator.monitoring.telling import ping
from aggregator.sources import Catalogue, Problem
from aggregator.store import Store

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
SOURCES = {
    id: Source(id=id, name=id.title(), url=f"https://{id}.example/news/", interval=360)
    for id in ("harbour", "valley")
}
GOOD: dict[str, Any] = {"status": "ok", "teasers": 10, "new": 1, "same_date": 1}


class Watch:
    """A home whose sources are visited every six hours by a clock of its own."""

    def __init__(self, root: Path) -> None:
        make(root, title="T", base_url="https://news.example/feeds/", contact=None)
        self.home, self.now = Home.open(root), START
        self.store = Store.open_url("sqlite:///:memory:", create=True, authority="news.example")
        self.catalogue = Catalogue(SOURCES)

    def run(self, **visits: dict[str, Any]) -> Health:
        self.now += timedelta(hours=6)
        number = self.store.start_run(self.now)
        for id, source in self.catalogue.sources.items():
            values = {**GOOD, "newest": self.now, **visits.get(id, {})}
            self.store.record(Visit(source=id, url=source.url, started=self.now, run=number, **values))
        self.store.finish_run(number, self.now, 0)
        return report(self.home, self.store, self.catalogue, self.now)

    def runs(self, count: int, **visits: dict[str, Any]) -> list[Health]:
        return [self.run(**visits) for _ in range(count)]

    @property
    def public(self) -> dict[str, Any]:
        return json.loads((self.home.feeds / "health.json").read_text())  # type: ignore[no-any-return]

    @property
    def feed(self) -> Any:
        return feedparser.parse((self.home.feeds / "status.atom.xml").read_bytes())


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    watch = Watch(tmp_path / "home")
    yield watch
    watch.store.close()


DOWN = {"status": "dns", "teasers": 0}


def test_all_well_is_silence(watch: Watch) -> None:
    for health in watch.runs(5):
        assert (health.code, health.paragraph()) == (0, "")
    assert watch.feed.entries == []
    assert watch.feed.bozo == 0


def test_a_broken_source_is_told_once_and_the_code_stays_until_it_recovers(watch: Watch) -> None:
    watch.runs(4)
    first, second, third, fourth = watch.runs(4, harbour=DOWN)
    assert [first.code, second.code, third.code, fourth.code] == [0, 0, 1, 1]
    assert "harbour: its host name is not found" in third.paragraph()
    assert "since 2026-03-03 18:00 UTC; last good 2026-03-03 12:00 UTC" in third.paragraph()
    assert "https://harbour.example/news/" in third.paragraph()
    assert "Look: aggregator health --source harbour." in third.paragraph()
    assert fourth.paragraph() == ""


def test_one_fault_of_many_sources_is_one_sentence(watch: Watch) -> None:
    ids = [f"site-{n}" for n in range(40)]
    watch.catalogue = Catalogue({id: replace(SOURCES["harbour"], id=id) for id in ids})
    told = watch.runs(3, **dict.fromkeys(ids[:30], DOWN))[-1].paragraph()
    assert (
        told == "30 sources (site-0, site-1, site-2, …): its host name is not found. Look: aggregator health."
    )


def test_recovery_is_told_once(watch: Watch) -> None:
    watch.runs(4)
    watch.runs(3, harbour=DOWN)
    back, after = watch.runs(2)
    assert (back.code, back.paragraph()) == (0, "Recovered: harbour.")
    assert after.paragraph() == ""


def test_what_stays_broken_is_told_again_after_a_week_with_its_first_day(watch: Watch) -> None:
    watch.runs(4)
    told = [health.paragraph() for health in watch.runs(36, harbour=DOWN)]
    assert [place for place, text in enumerate(told) if text] == [2, 30]
    assert told[30].startswith("Still: harbour:")
    assert "since 2026-03-03 18:00 UTC; last good 2026-03-03 12:00 UTC; visited weekly now" in told[30]


def test_a_source_that_fails_now_this_way_now_that_way_is_one_finding(watch: Watch) -> None:
    watch.runs(4)
    watch.runs(3, harbour=DOWN)
    assert watch.run(harbour={"status": "timeout", "teasers": 0}).paragraph() == ""
    assert len(watch.public["findings"]) == 1


def test_a_finding_outlives_the_visits_that_are_remembered(watch: Watch) -> None:
    watch.runs(12)
    health = watch.runs(30, harbour={"status": "empty", "teasers": 0, "new": 0})[-1]
    assert [finding.code for finding in health.findings] == ["zero"]
    assert health.findings[0].since == START + timedelta(hours=6 * 13)


def test_one_good_visit_among_failures_that_are_remembered_is_a_recovery_and_a_new_fault_is_told(
    watch: Watch,
) -> None:
    watch.runs(3, harbour=DOWN)
    watch.run()
    told = [health.paragraph() for health in watch.runs(3, harbour=DOWN)]
    assert [bool(text) for text in told] == [False, False, True]


def test_a_source_taken_out_is_forgotten_without_a_word(watch: Watch) -> None:
    watch.runs(3, harbour=DOWN)
    watch.catalogue = Catalogue({"valley": SOURCES["valley"]})
    health = watch.run()
    assert (health.code, health.paragraph()) == (0, "")


def test_a_page_that_mended_itself_is_shown_and_asks_for_nobody(watch: Watch) -> None:
    watch.runs(3)
    health = watch.run(harbour={"read_by": "markup", "expected_by": "blocks"})
    assert (health.code, health.paragraph()) == (0, "")
    assert [notice.code for notice in health.notices] == ["reader_changed"]
    assert watch.feed.entries[0].title.startswith("Changed: harbour")


def test_a_run_that_reaches_nothing_says_69(watch: Watch) -> None:
    assert watch.run(harbour=DOWN, valley={"status": "timeout", "teasers": 0}).code == 69
    assert watch.public["status"] == "unreachable"
    assert watch.run(harbour=DOWN).code == 0


def test_a_file_that_cannot_be_used_is_told_at_once_and_its_path_stays_private(watch: Watch) -> None:
    problem = Problem(
        Path("/srv/private/valley.toml"), "valley", "/srv/private/valley.toml: unknown key 'nam'"
    )
    watch.catalogue = Catalogue({"harbour": SOURCES["harbour"]}, (problem,))
    health = watch.run()
    assert health.code == 1
    assert "unknown key 'nam'" in health.paragraph()
    public = "".join(path.read_text() for path in watch.home.feeds.glob("*.*"))
    assert "/srv/private" not in public
    watch.catalogue = Catalogue(SOURCES)
    assert watch.run().paragraph() == "Recovered: valley."


def test_a_source_left_unvisited_for_long_is_a_finding(watch: Watch) -> None:
    watch.runs(3)
    watch.catalogue = Catalogue({"harbour": SOURCES["harbour"]})
    watch.runs(12)
    health, _ = assess(watch.home, watch.store, Catalogue(SOURCES), watch.now)
    assert [(finding.source, finding.code) for finding in health.findings] == [("valley", "waiting")]


def test_two_days_without_a_finished_run_are_a_finding(watch: Watch) -> None:
    watch.runs(3)
    later = watch.now + timedelta(days=1, hours=12)
    assert assess(watch.home, watch.store, watch.catalogue, later)[0].code == 0
    health, _ = assess(watch.home, watch.store, watch.catalogue, watch.now + timedelta(days=3))
    assert "no_run" in [finding.code for finding in health.findings]


def test_assessing_alone_changes_nothing(watch: Watch) -> None:
    watch.runs(2, harbour=DOWN)
    watch.now += timedelta(hours=6)
    watch.store.record(
        Visit(source="harbour", url="https://harbour.example/news/", started=watch.now, **DOWN)
    )
    before = watch.public
    for _ in range(2):
        health, _ = assess(watch.home, watch.store, watch.catalogue, watch.now)
        assert "not found" in health.paragraph()
    assert watch.public == before


def test_health_json_is_a_dead_mans_switch(watch: Watch) -> None:
    watch.runs(3)
    assert watch.public["last_run"]["finished"] == "2026-03-03T06:00:00Z"
    assert watch.public["sources"] == {"ok": 2, "new": 0, "broken": 0, "paused": 0}
    watch.run()
    assert watch.public["written"] == "2026-03-03T12:00:00Z"


def test_the_status_feed_tells_broken_and_recovered_newest_first(watch: Watch) -> None:
    watch.runs(4)
    watch.runs(3, harbour=DOWN)
    watch.run()
    titles = [entry.title for entry in watch.feed.entries]
    assert titles == [
        "Recovered: harbour: its host name is not found",
        "Broken: harbour: its host name is not found",
    ]
    assert watch.feed.feed.updated == watch.feed.entries[0].updated
    root = etree.fromstring((watch.home.feeds / "status.atom.xml").read_bytes())
    ids = root.xpath("//*[local-name()='id']/text()")
    assert len(set(ids)) == 3
    assert all(id.startswith("tag:news.example,") for id in ids)


def test_the_status_feed_is_not_touched_when_nothing_happened(watch: Watch) -> None:
    watch.runs(4, harbour=DOWN)
    file = watch.home.feeds / "status.atom.xml"
    before = (file.stat().st_ino, file.stat().st_mtime_ns)
    watch.run(harbour=DOWN)
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == before


def test_hostile_words_of_a_server_do_not_break_the_files(watch: Watch) -> None:
    nasty = "https://x.example/\x00\x0b<script>alert(1)</script>\ud800\u202e&amp;"
    watch.runs(3)
    watch.runs(
        3,
        harbour={
            "status": "redirect",
            "teasers": 0,
            "redirected_to": nasty.encode("utf-8", "replace").decode(),
        },
    )
    assert watch.feed.bozo == 0
    assert b"<script" not in (watch.home.feeds / "status.atom.xml").read_bytes()
    assert watch.public["findings"][0]["code"] == "redirect"


def test_a_clock_set_back_delays_no_reminder_for_ever(watch: Watch) -> None:
    watch.runs(4)
    watch.now += timedelta(days=400)
    watch.runs(3, harbour=DOWN)
    watch.now -= timedelta(days=400)
    told = [bool(health.paragraph()) for health in watch.runs(40, harbour=DOWN)]
    assert 1 <= sum(told) <= 2


def test_feeds_that_cannot_be_written_say_73_and_what_was_not_told_is_told_later(watch: Watch) -> None:
    watch.runs(4)
    watch.runs(2, harbour=DOWN)
    folder = watch.home.feeds
    folder.rename(folder.with_name("aside"))
    folder.write_text("a file in the folder's place")
    with pytest.raises(CannotWriteError):
        watch.run(harbour=DOWN)
    folder.unlink()
    folder.with_name("aside").rename(folder)
    assert "not found" in watch.run(harbour=DOWN).paragraph()


class _Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.heard.append(self.path)  # type: ignore[attr-defined]
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


def test_a_finished_run_pings_and_a_deaf_listener_harms_nothing(watch: Watch) -> None:
    server = HTTPServer(("127.0.0.1", 0), _Answer)
    server.heard = []  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/ping"
    watch.home = replace(watch.home, config=replace(watch.home.config, ping=address))
    watch.run()
    assert server.heard == ["/ping"]  # type: ignore[attr-defined]
    server.shutdown()
    server.server_close()
    assert watch.run().code == 0
    assert not ping(address)


def test_years_of_trouble_leave_a_memory_of_bounded_size(watch: Watch) -> None:
    for _ in range(14):
        watch.runs(3, harbour=DOWN, valley={"status": "empty", "teasers": 0})
        watch.run()
    assert len(watch.feed.entries) == 50
    stamps = [entry.updated for entry in watch.feed.entries]
    assert stamps == sorted(stamps, reverse=True)


@pytest.mark.soak
def test_a_thousand_runs_take_no_more_memory_and_no_more_room_than_a_few(watch: Watch) -> None:
    watch.store = Store.open(watch.home)
    watch.runs(450)
    file = watch.home.data / "aggregator.db"
    tracemalloc.start()
    watch.runs(10)
    gc.collect()
    before, size = tracemalloc.get_traced_memory()[0], file.stat().st_size
    watch.runs(540)
    gc.collect()
    assert tracemalloc.get_traced_memory()[0] < before + 2**20
    assert file.stat().st_size < size + 200_000
    tracemalloc.stop()
