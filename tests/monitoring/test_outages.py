"""Times in which this machine reaches nobody: told once, blamed on no source, over with the first answer."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
from calling import call
from hypothesis import given
from hypothesis import strategies as st

from aggregator.commands.init import make
from aggregator.home import Home
from aggregator.items import Source, Visit, VisitStatus
from aggregator.monitoring import Health, assess, counting, due, report
from aggregator.monitoring.outages import Outages, dump, follow, load
from aggregator.monitoring.schedule import interval
from aggregator.publishing.status import source_rows
from aggregator.sources import Catalogue
from aggregator.store import Store

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
IDS = ("harbour", "valley", "meadow", "island")
OUT = {"harbour": "dns", "valley": "connection", "meadow": "timeout", "island": "dns"}
STATUSES: tuple[VisitStatus, ...] = VisitStatus.__args__  # type: ignore[attr-defined]


def host_of(id: str) -> str:
    return f"{id}.example"


def history(*runs: dict[str, str], hosts: dict[str, str] | None = None) -> dict[str, list[Visit]]:
    """Runs six hours apart, each as what became of its sources; visits newest first."""
    found: dict[str, list[Visit]] = {}
    for number, ended in enumerate(runs, start=1):
        for id, status in ended.items():
            http = 404 if status == "http" else None
            visit = Visit(
                source=id, url=f"https://{(hosts or {}).get(id, host_of(id))}/news/", status=status,  # type: ignore[arg-type]
                started=START + timedelta(hours=6 * number), run=number, http_status=http,
            )  # fmt: skip
            found.setdefault(id, []).insert(0, visit)
    return found


def runs_of(*runs: dict[str, str], **more: Any) -> list[tuple[int, int]]:
    return [(o.first, o.last) for o in follow(Outages(), history(*runs, **more)).known]


WELL = dict.fromkeys(IDS, "ok")


def test_a_run_that_reaches_nothing_on_two_hosts_is_the_machines() -> None:
    assert runs_of(WELL, OUT) == [(2, 2)]
    assert runs_of(WELL, {"harbour": "dns", "valley": "timeout"}) == [(2, 2)]


def test_so_is_the_very_first_run_of_a_home() -> None:
    outage = follow(Outages(), history(OUT)).now
    assert outage is not None
    assert (outage.sources, outage.hosts, outage.last_good) == (4, 4, None)


@pytest.mark.parametrize(
    "answer", ["ok", "unchanged", "empty", "http", "robots", "tls", "redirect", "not_html"]
)
def test_one_answer_whatever_it_says_and_the_machine_was_online(answer: str) -> None:
    assert runs_of(WELL, OUT | {"island": answer}) == []


@pytest.mark.parametrize("unasked", ["stopped", "refused", "blocked"])
def test_a_source_that_was_not_asked_is_no_answer(unasked: str) -> None:
    assert runs_of(WELL, OUT | {"island": unasked}) == [(2, 2)]
    assert runs_of(WELL, {"harbour": unasked, "valley": unasked}) == []


def test_one_source_or_one_host_alone_cannot_be_told_from_the_machine() -> None:
    assert runs_of(WELL, {"harbour": "dns"}) == []
    one_host = {"harbour": "same.example", "valley": "same.example"}
    both = {"harbour": "timeout", "valley": "timeout"}
    assert runs_of({"harbour": "ok", "valley": "ok"}, both, both, hosts=one_host) == []


def test_hosts_that_were_down_before_say_nothing_of_the_machine() -> None:
    dead = {"harbour": "dns", "valley": "timeout"}
    assert runs_of(WELL, WELL | dead, dead, dead) == []
    assert runs_of(WELL, WELL | dead, dead | {"meadow": "dns", "island": "dns"}) == [(3, 3)]


def test_runs_of_one_source_each_are_one_outage_when_a_second_host_is_silent_too() -> None:
    assert runs_of(WELL, {"harbour": "dns"}, {"valley": "dns"}, {"meadow": "dns"}) == [(2, 4)]
    assert runs_of(WELL, {"harbour": "dns"}, {"meadow": "ok"}, {"valley": "dns"}) == []


def test_it_lasts_until_something_is_reached_and_the_next_one_is_another() -> None:
    back = {"meadow": "unchanged"}
    assert runs_of(WELL, OUT, {"harbour": "dns"}, OUT, back) == [(2, 4)]
    assert follow(Outages(), history(WELL, OUT, back)).now is None
    assert runs_of(WELL, OUT, WELL, OUT, OUT) == [(4, 5), (2, 2)]


def test_what_was_decided_of_a_run_stays_when_its_good_visits_are_forgotten() -> None:
    visits = history(WELL, OUT | {"island": "ok"})
    known = follow(Outages(), visits)
    later = {id: own for id, own in visits.items() if id != "island"}
    assert follow(known, later) == known


@given(st.lists(st.dictionaries(st.sampled_from(IDS), st.sampled_from(STATUSES)), max_size=8))
def test_run_by_run_or_all_at_once_the_same_is_known_and_it_survives_being_kept(
    runs: list[dict[str, str]],
) -> None:
    step = Outages()
    for count in range(len(runs) + 1):
        step = load(json.loads(json.dumps(dump(follow(step, history(*runs[:count]))))))
    assert step == follow(Outages(), history(*runs))
    reached = [n for n, run in enumerate(runs, start=1) if {"ok", "empty", "tls"} & set(run.values())]
    assert not any(outage.first <= n <= outage.last for outage in step.known for n in reached)


class Desk:
    """A home whose sources are visited every six hours by a clock of its own."""

    def __init__(self, root: Path, hosts: int = 4) -> None:
        make(root, title="T", base_url="https://news.example/feeds/", contact=None)
        ids = IDS[:hosts]
        for id in ids:
            text = f'name = "{id}"\nurl = "https://{host_of(id)}/news/"\ninterval = 360\n'
            (root / "sources" / f"{id}.toml").write_text(text)
        self.home, self.now = Home.open(root), START
        self.store = Store.open(self.home)
        self.catalogue = Catalogue({
            id: Source(id=id, name=id, url=f"https://{host_of(id)}/news/", interval=360) for id in ids
        })  # fmt: skip

    def run(self, statuses: dict[str, str] | None = None, hours: float = 6) -> Health:
        self.now += timedelta(hours=hours)
        number = self.store.start_run(self.now)
        for source in self.catalogue.sources.values():
            status: Any = (statuses or {}).get(source.id, "ok")
            good: dict[str, Any] = (
                {"teasers": 10, "new": 1, "same_date": 1, "newest": self.now} if status == "ok" else {}
            )
            visit = Visit(source=source.id, url=source.url, started=self.now, run=number, status=status)
            self.store.record(replace(visit, **good))
        self.store.finish_run(number, self.now, 0)
        return report(self.home, self.store, self.catalogue, self.now)

    def runs(self, count: int, statuses: dict[str, str] | None = None, **more: float) -> list[Health]:
        return [self.run(statuses, **more) for _ in range(count)]

    def due(self) -> list[str]:
        return [s.id for s in due(self.home.config, self.catalogue, counting(self.store), self.now)]

    @property
    def public(self) -> dict[str, Any]:
        return json.loads((self.home.feeds / "health.json").read_text())  # type: ignore[no-any-return]

    @property
    def titles(self) -> list[str]:
        feed = feedparser.parse((self.home.feeds / "status.atom.xml").read_bytes())
        return [entry.title for entry in feed.entries]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "home")
    yield desk
    desk.store.close()


SAID = "nothing could be reached on 2026-03-03: 4 sources of 4 hosts; is the network up?"


def test_it_is_one_finding_told_once_with_since_when_and_the_next_command(desk: Desk) -> None:
    desk.runs(4)
    first, *others = desk.runs(5, OUT, hours=0.25)
    assert first.paragraph() == (
        f"The crawl: {SAID} (since 2026-03-03 12:15 UTC; last good 2026-03-03 12:00 UTC). "
        "Look: aggregator crawl -v."
    )
    assert [health.paragraph() for health in others] == [""] * 4
    for health in (first, *others):
        assert health.code == 69
        assert [finding.code for finding in health.findings] == ["offline"]
        assert {source.state for source in health.sources} == {"ok"}
    assert desk.titles == [f"Broken: the crawl: {SAID}"]


def test_health_json_carries_it(desk: Desk) -> None:
    desk.runs(2)
    desk.run(OUT)
    assert (desk.public["status"], desk.public["code"]) == ("unreachable", 69)
    assert desk.public["sources"] == {"ok": 4, "new": 0, "broken": 0, "paused": 0}
    (finding,) = desk.public["findings"]
    assert (finding["code"], finding["since"]) == ("offline", "2026-03-03T06:00:00Z")


def test_recovery_is_told_once(desk: Desk) -> None:
    desk.runs(4)
    desk.runs(4, OUT)
    back, after = desk.runs(2)
    assert (back.code, back.paragraph()) == (0, "Recovered: the crawl.")
    assert (after.code, after.paragraph()) == (0, "")
    assert [title.split(":")[0] for title in desk.titles] == ["Recovered", "Broken"]


def test_all_are_due_again_with_the_next_run_and_no_interval_grows(desk: Desk) -> None:
    desk.runs(4)
    desk.runs(30, OUT, hours=0.25)
    desk.now += timedelta(hours=6)
    assert set(desk.due()) == set(IDS)
    desk.run(OUT)
    assert set(desk.due()) == set(IDS)
    for id, visits in counting(desk.store).items():
        assert interval(desk.catalogue.sources[id], visits, desk.home.config) == timedelta(hours=6)
    desk.run(hours=1)
    assert desk.due() == []


def test_its_visits_are_recorded_and_what_was_known_before_is_not_forgotten(desk: Desk) -> None:
    desk.runs(5)
    desk.runs(40, OUT, hours=0.25)
    assert {visit.status for visit in desk.store.visits("meadow", limit=40)} == {"timeout"}
    assert [visit.status for visit in counting(desk.store)["meadow"]] == ["ok"] * 5


def test_a_fault_that_a_source_had_before_goes_on_where_it_was(desk: Desk) -> None:
    desk.runs(4)
    desk.runs(2, {"harbour": "dns"})
    desk.runs(6, OUT)
    assert [finding.code for finding in desk.run(OUT).findings] == ["offline"]
    third = desk.run({"harbour": "dns"})
    assert [(finding.source, finding.visits) for finding in third.findings] == [("harbour", 3)]
    desk.run(OUT)
    assert {finding.code for finding in desk.run(OUT).findings} == {
        "offline",
        "dns",
    }  # still, and not told as mended
    assert "Recovered: harbour" not in "".join(desk.titles)


def test_nothing_is_called_mended_while_nothing_can_be_reached(desk: Desk) -> None:
    desk.runs(4)
    everything, desk.catalogue = desk.catalogue, Catalogue({"harbour": desk.catalogue.sources["harbour"]})
    assert [finding.code for finding in desk.runs(3, OUT)[-1].findings] == ["dns"]  # one host alone
    desk.catalogue = everything
    assert desk.run(OUT).news.recovered == ()
    assert {finding.source for finding in desk.run().news.recovered} == {"", "harbour"}


def test_a_week_without_network_calls_no_source_silent_or_left_out(desk: Desk) -> None:
    desk.runs(12)
    told = desk.runs(60, OUT)
    assert {finding.code for health in told for finding in health.findings} == {"offline"}
    assert [bool(health.paragraph()) for health in told].count(True) == 3  # at once, and after each week
    assert desk.run().paragraph() == "Recovered: the crawl."


def test_the_published_page_goes_on_saying_that_they_are_read(desk: Desk) -> None:
    desk.runs(4)
    desk.runs(5, OUT)
    rows = source_rows(desk.catalogue.enabled(), desk.store.last_visits(without=desk.store.offline_runs()))
    assert {row.state for row in rows} == {"Read regularly"}


def test_asking_says_one_thing_and_every_source_is_well(desk: Desk) -> None:
    desk.now = datetime.now(UTC) - timedelta(hours=49)
    desk.runs(4)
    since = desk.now + timedelta(hours=6)
    desk.runs(4, OUT)
    said = call("--home", desk.home.root, "health", code=69).out
    assert said.count("reached") == 1
    assert f"4 sources of 4 hosts; is the network up? (since {since:%Y-%m-%d %H:%M} UTC" in said
    assert "broken" not in said
    assert "aggregator crawl -v" in said
    assert "timeout" in call("--home", desk.home.root, "health", "--source", "meadow").out


def test_a_home_of_one_host_has_that_sources_failure(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "home", hosts=1)
    desk.runs(4)
    told = desk.runs(3, OUT)
    assert [health.code for health in told] == [69, 69, 69]
    assert [(finding.source, finding.code) for finding in told[-1].findings] == [("harbour", "dns")]
    desk.store.close()


def test_assessing_alone_decides_nothing(desk: Desk) -> None:
    desk.runs(2)
    desk.run(OUT)
    before = desk.store.offline_runs()
    assess(desk.home, desk.store, desk.catalogue, desk.now)
    assert desk.store.offline_runs() == before == [(3, 3)]
