"""What scrapy.cfg promises: Scrapy's own commands work too."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from hostile import Hostile, page, teasers
from newsdesk import Newsdesk

CHECKOUT = Path(__file__).resolve().parents[2]


def scrapy(desk: Newsdesk, *args: str) -> subprocess.CompletedProcess[str]:
    import os

    return subprocess.run(
        [sys.executable, "-m", "scrapy", *args], cwd=CHECKOUT, capture_output=True, text=True, check=False,
        env=os.environ | {"AGGREGATOR_HOME": str(desk.root)}, timeout=60,
    )  # fmt: skip


def test_scrapy_list_names_the_spider(desk: Newsdesk) -> None:
    assert "listing" in scrapy(desk, "list").stdout.split()


def test_scrapy_crawl_writes_items_and_keeps_nothing(web: Hostile, desk: Newsdesk) -> None:
    desk.add("one", web.site({"/news/": page(teasers(range(5)))}))
    desk.add("two", web.site({"/news/": page(teasers(range(5, 9)))}))
    out = desk.root.parent / "items.json"
    for _ in range(2):
        done = scrapy(desk, "crawl", "listing", "-a", "source=one", "-O", str(out))
        assert done.returncode == 0, done.stderr
        items = json.loads(out.read_text())
        assert [item["source"] for item in items] == ["one"] * 5
        assert items[0]["title"]
        assert items[0]["judgement"]["scope"]
    assert desk.entries() == []
    assert web.sites[1].connections == 0


def test_a_dry_run_shows_items_and_keeps_nothing(web: Hostile, desk: Newsdesk) -> None:
    desk.add("one", web.site({"/news/": page(teasers(range(5)))}))
    run = desk.crawl("one", "--dry-run")
    assert run.code == 0
    assert "5 items" in run.out
    assert run.out.count("/story/") == 5
    shown = json.loads(desk.crawl("one", "--dry-run", "--json").out)
    assert [(item["source"], "/story/" in item["address"]) for item in shown] == [("one", True)] * 5
    assert (desk.entries(), desk.visits()) == ([], [])
    assert desk.crawl("one", "--json").code == 2


def test_names_that_nobody_has_are_answered_with_the_nearest(web: Hostile, desk: Newsdesk) -> None:
    desk.add("harbour-news", web.site({"/news/": page(teasers(range(5)))}), groups=("coast",))
    for args, nearest in ((["harbor-news"], "harbour-news"), (["--group", "coats"], "coast")):
        run = desk.crawl(*args)
        assert run.code == 2
        assert f"did you mean {nearest!r}" in run.err
    assert web.sites[0].connections == 0


def test_a_group_is_crawled_alone(web: Hostile, desk: Newsdesk) -> None:
    desk.add("in", web.site({"/news/": page(teasers(range(5)))}), groups=("coast",))
    desk.add("out", web.site({"/news/": page(teasers(range(5)))}))
    desk.crawl("--group", "coast")
    assert {visit.source for visit in desk.visits()} == {"in"}


def test_a_broken_source_file_stops_itself_alone(web: Hostile, desk: Newsdesk) -> None:
    desk.add("well", web.site({"/news/": page(teasers(range(5)))}))
    (desk.root / "sources" / "broken.toml").write_text('name = "B"\nurl = "https://b.example/"\npagess = 3\n')
    run = desk.crawl()
    assert run.code == 78
    assert "broken.toml" in run.out
    assert "did you mean 'pages'" in run.out
    assert len(desk.entries("well")) == 5


def test_what_is_not_due_is_not_visited(web: Hostile, desk: Newsdesk) -> None:
    site = web.site({"/news/": page(teasers(range(5)))})
    desk.add("one", site)
    assert desk.crawl("--budget", "5").code == 0
    assert site.paths() == ["/news/"]
    assert desk.crawl("--budget", "5").code == 0
    assert site.paths() == ["/news/"]
