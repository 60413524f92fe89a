"""A machine without a network: one thing to tell, nobody blamed, all asked again by the next run."""

from __future__ import annotations

import json
import socket

from hostile import Hostile, page, teasers
from newsdesk import Newsdesk

DUE = ("--budget", "5")  # a run as cron starts it: what is due


def closed(host: str) -> str:
    """An address at which nobody listens."""
    with socket.create_server((host, 0)) as server:
        return f"http://{host}:{server.getsockname()[1]}/news/"


def test_a_network_that_fails_and_comes_back_is_told_twice_and_no_source_is_blamed(
    web: Hostile, desk: Newsdesk
) -> None:
    sites = [web.site({"/news/": page(teasers(range(n * 10, n * 10 + 5)))}) for n in range(3)]
    for n, site in enumerate(sites):
        desk.add(f"site-{n}", site)
        site.raw = socket.socket.close
    runs = [desk.crawl(*DUE) for _ in range(3)]
    assert [run.code for run in runs] == [69] * 3
    assert "nothing could be reached on" in runs[0].out
    assert "3 sources of 3 hosts; is the network up?" in runs[0].out
    assert "Look: aggregator crawl -v." in runs[0].out
    assert "site-" not in runs[0].out
    assert [run.out for run in runs[1:]] == [""] * 2
    assert [visit.status for visit in desk.visits("site-1")] == ["connection"] * 3
    health = json.loads(desk.feeds()["health.json"])
    assert [finding["code"] for finding in health["findings"]] == ["offline"]
    assert health["sources"] == {"ok": 0, "new": 3, "broken": 0, "paused": 0}
    for site in sites:
        site.raw = None
    back = desk.crawl(*DUE)
    assert (back.code, back.out) == (0, "Recovered: the crawl.\n")
    assert {desk.visit(f"site-{n}").status for n in range(3)} == {"ok"}
    assert desk.crawl(*DUE).out == ""


def test_one_host_alone_that_does_not_answer_is_its_own_failure(desk: Newsdesk) -> None:
    for n in range(2):
        desk.add(f"page-{n}", closed("127.77.0.1"))
    runs = [desk.crawl() for _ in range(3)]
    assert [run.code for run in runs] == [69] * 3
    assert "page-0: connection" in runs[0].out
    assert "page-0: its server cannot be reached" in runs[2].out


def test_what_reached_all_a_moment_ago_and_reaches_none_now_is_the_machine(
    web: Hostile, desk: Newsdesk
) -> None:
    sites = [web.site({"/news/": page(teasers(range(n * 10, n * 10 + 5)))}) for n in range(2)]
    for n, site in enumerate(sites):
        desk.add(f"site-{n}", site)
    desk.add("never", closed("127.77.0.2"))
    desk.crawl()
    for site in sites:
        site.raw = socket.socket.close
    runs = [desk.crawl() for _ in range(3)]
    assert [run.code for run in runs] == [69] * 3
    assert [("3 sources of 3 hosts" in run.out) for run in runs] == [True, False, False]
    sites[0].raw = None
    back = desk.crawl()
    assert "Recovered: the crawl." in back.out
    assert [f["code"] for f in json.loads(desk.feeds()["health.json"])["findings"]] == []
