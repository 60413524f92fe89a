"""What a visit asks and keeps: once, politely, no more than it needs."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hostile import Answer, Asked, Hostile, feed, page, teasers
from newsdesk import Newsdesk


def tagged(body: bytes, *, etag: str = '"one"'):
    """An answer that knows conditional requests."""

    def reply(asked: Asked) -> Answer:
        if asked.headers.get("if-none-match") == etag:
            return Answer(status=304, headers=(("ETag", etag),))
        return Answer(body, headers=(("ETag", etag), ("Last-Modified", "Mon, 02 Nov 2026 10:00:00 GMT")))

    return reply


def test_a_first_visit_reads_one_page_and_the_next_one_asks_whether_it_changed(
    web: Hostile, desk: Newsdesk
) -> None:
    site = web.site({
        "/news/": tagged(page(teasers(range(10)), following="/news/page/2/")),
        "/news/page/2/": page(teasers(range(10, 20))),
    })  # fmt: skip
    desk.add("one", site)
    assert desk.crawl().code == 0
    assert site.paths() == ["/news/"]
    assert len(desk.entries("one")) == 10
    before = desk.feeds()
    site.asked.clear()
    run = desk.crawl()
    assert (run.code, run.out, run.err) == (0, "", "")
    assert site.paths() == ["/news/"]
    assert site.asked[-1].headers["if-none-match"] == '"one"'
    assert site.asked[-1].headers["if-modified-since"] == "Mon, 02 Nov 2026 10:00:00 GMT"
    assert desk.visit("one").status == "unchanged"
    assert {name: data for name, data in desk.feeds().items() if name not in ("health.json",)} == {
        name: data for name, data in before.items() if name not in ("health.json",)
    }


def test_a_page_of_the_same_bytes_is_unchanged_also_where_the_server_knows_no_conditions(
    web: Hostile, desk: Newsdesk
) -> None:
    desk.add("plain", web.site({"/news/": page(teasers(range(5)))}))
    desk.crawl()
    desk.crawl()
    assert desk.visit("plain").status == "unchanged"


def test_a_source_that_was_declared_anew_is_read_anew(web: Hostile, desk: Newsdesk) -> None:
    site = web.site({"/news/": tagged(page(teasers(range(5))))})
    desk.add("one", site)
    desk.crawl()
    desk.add("one", site, excerpt_max=20)
    desk.crawl()
    assert "if-none-match" not in site.asked[-1].headers
    assert desk.visit("one").status == "ok"


def test_pages_are_walked_while_they_hold_something_new(web: Hostile, desk: Newsdesk) -> None:
    pages = {
        f"/news/{n}": page(teasers(range(n * 5, n * 5 + 5)), following=f"/news/{n + 1}") for n in range(1, 9)
    }
    site = web.site({"/news/": page(teasers(range(5, 10)), following="/news/2"), **pages})
    desk.add("walk", site)
    desk.crawl()
    site.asked.clear()
    # three new teasers on top push old ones to page 2, which holds nothing new
    site.routes["/news/"] = page(teasers([100, 101, 102, 5, 6]), following="/news/2")
    site.routes["/news/2"] = page(teasers([7, 8, 9]), following="/news/3")
    desk.crawl()
    assert site.paths() == ["/news/", "/news/2"]
    assert len(desk.entries("walk")) == 8


def test_a_routine_walk_ends_at_the_cap_and_a_backfill_at_its_depth(web: Hostile, desk: Newsdesk) -> None:
    def calendar(asked: Asked) -> bytes:
        n = int(asked.path.rpartition("/")[2] or 0)
        return page(teasers(range(n * 5, n * 5 + 5)), following=f"/news/{n + 1}")

    site = web.site({f"/news/{n or ''}": calendar for n in range(60)})
    desk.add("endless", site)
    desk.crawl()
    site.asked.clear()
    site.routes["/news/"] = page(teasers(range(500, 505)), following="/news/1")
    desk.crawl()
    assert len(site.paths()) == 3
    site.asked.clear()
    assert desk.crawl("endless", "--pages", "6").code == 0
    assert len(site.paths()) == 6
    assert len(desk.entries("endless")) == 35


def test_a_backfill_goes_over_known_pages_and_costs_one_request_when_it_was_done(
    web: Hostile, desk: Newsdesk
) -> None:
    site = web.site({
        "/news/": tagged(page(teasers(range(5)), following="/news/2")),
        "/news/2": page(teasers(range(5, 10)), following="/news/3"),
        "/news/3": page(teasers(range(10, 15))),
    })  # fmt: skip
    desk.add("deep", site)
    desk.crawl()
    desk.crawl("deep", "--pages", "10")
    assert len(desk.entries("deep")) == 15
    site.asked.clear()
    desk.crawl("deep", "--pages", "10")
    assert site.paths() == ["/news/"]


@pytest.mark.parametrize(
    ("following", "asked"),
    [("/news/", 1), ("/news/2", 2)],
    ids=["a page that is its own next page", "two pages in turn"],
)
def test_a_walk_in_a_circle_ends(web: Hostile, desk: Newsdesk, following: str, asked: int) -> None:
    site = web.site({
        "/news/": page(teasers(range(5)), following=following),
        "/news/2": page(teasers(range(5, 10)), following="/news/"),
    })  # fmt: skip
    desk.add("circle", site)
    desk.crawl("circle", "--pages", "20")
    assert len(site.paths()) == asked


def test_a_featured_block_on_every_page_counts_once_and_does_not_stop_the_walk(
    web: Hostile, desk: Newsdesk
) -> None:
    site = web.site({
        "/news/": page(teasers([99, *range(5)]), following="/news/2"),
        "/news/2": page(teasers([99, *range(5, 10)]), following="/news/3"),
        "/news/3": page(teasers([99, *range(10, 15)])),
    })  # fmt: skip
    desk.add("sticky", site)
    desk.crawl("sticky", "--pages", "5")
    assert len(desk.entries("sticky")) == 16
    assert desk.visit("sticky").teasers == 16


def test_a_missing_next_page_is_the_normal_end(web: Hostile, desk: Newsdesk) -> None:
    desk.add("end", web.site({"/news/": page(teasers(range(5)), following="/news/page/2/")}))
    assert desk.crawl("end", "--pages", "5").code == 0
    visit = desk.visit("end")
    assert (visit.status, visit.error) == ("ok", None)


def test_a_walk_that_broke_off_is_taken_up_again(web: Hostile, desk: Newsdesk) -> None:
    site = web.site({
        "/news/": page(teasers(range(5)), following="/news/2"),
        "/news/2": Answer(status=500),
        "/news/3": page(teasers(range(10, 15))),
    })  # fmt: skip
    desk.add("cut", site)
    desk.crawl()
    site.routes["/news/"] = page(teasers([100, *range(4)]), following="/news/2")
    desk.crawl()
    assert "stopped after page 1" in (desk.visit("cut").error or "")
    site.routes["/news/2"] = page(teasers(range(4, 10)), following="/news/3")
    desk.crawl()
    assert len(desk.entries("cut")) == 16


def test_one_malformed_teaser_loses_only_itself(web: Hostile, desk: Newsdesk) -> None:
    broken = '<article><h2><a href="http://[::bad/">Court convicts two recruiters</a></h2></article>'
    desk.add("odd", web.site({"/news/": page(teasers(range(3)) + broken + teasers(range(3, 6)))}))
    assert desk.crawl().code == 0
    assert len(desk.entries("odd")) == 6


def test_a_feed_that_tells_the_same_is_read_from_then_on(web: Hostile, desk: Newsdesk) -> None:
    site = web.site()
    head = '<link rel="alternate" type="application/rss+xml" href="/news/feed/">'
    site.routes |= {
        "/news/": page(teasers(range(6)), head=head),
        "/news/feed/": tagged(feed(range(6), site.url(""))),
    }
    desk.add("fed", site)
    desk.crawl()
    assert site.paths() == ["/news/", "/news/feed/"]
    assert len(desk.entries("fed")) == 6
    site.asked.clear()
    desk.crawl()
    assert site.paths() == ["/news/feed/"]
    assert desk.visit("fed").status == "unchanged"


def test_the_feed_of_the_whole_site_is_not_taken_for_that_of_a_tag(web: Hostile, desk: Newsdesk) -> None:
    site = web.site()
    head = '<link rel="alternate" type="application/rss+xml" href="/news/feed/">'
    scattered = [0, 50, 51, 1, 52, 2, 53, 3, 54, 4, 55, 5]
    site.routes |= {
        "/news/": page(teasers(range(6)), head=head),
        "/news/feed/": feed(scattered, site.url("")),
    }
    desk.add("tag", site)
    desk.crawl()
    assert len(desk.entries("tag")) == 6
    assert desk.visit("tag").read_by != "feed"


def test_when_the_feed_fails_the_page_is_read_and_the_visit_says_so(web: Hostile, desk: Newsdesk) -> None:
    site = web.site()
    head = '<link rel="alternate" type="application/rss+xml" href="/news/feed/">'
    site.routes |= {"/news/": page(teasers(range(6)), head=head), "/news/feed/": feed(range(6), site.url(""))}
    desk.add("healing", site)
    desk.crawl()
    site.routes["/news/feed/"] = Answer(b"<html><body><h1>Gone</h1></body></html>", 404)
    site.routes["/news/"] = page(teasers([100, *range(6)]), head=head)
    desk.crawl()
    visit = desk.visit("healing")
    assert (visit.status, visit.expected_by) == ("ok", "feed")
    assert visit.read_by not in (None, "feed")
    assert "404" in (visit.error or "")
    assert len(desk.entries("healing")) == 7


def test_a_feed_that_lost_its_dates_gives_way_to_the_page_that_has_them(web: Hostile, desk: Newsdesk) -> None:
    site = web.site()
    head = '<link rel="alternate" type="application/rss+xml" href="/news/feed/">'
    site.routes |= {"/news/": page(teasers(range(6)), head=head), "/news/feed/": feed(range(6), site.url(""))}
    desk.add("dateless", site)
    desk.crawl()
    site.routes["/news/feed/"] = feed(range(6), site.url("")).replace(b"pubDate>", b"gone>")
    desk.crawl()
    visit = desk.visit("dateless")
    assert visit.expected_by == "feed"
    assert "published" in (visit.error or "")
    assert all(entry.published for entry in desk.entries("dateless"))


def test_declared_selectors_that_match_nothing_are_replaced_by_what_can_be_read(
    web: Hostile, desk: Newsdesk
) -> None:
    desk.add("selected", web.site({"/news/": page(teasers(range(6)))}))
    file = desk.root / "sources" / "selected.toml"
    text = file.read_text().split("selectors")[0]
    file.write_text(text + '[selectors]\nitem = "div.card-that-was"\ntitle = "h2"\n')
    desk.crawl()
    visit = desk.visit("selected")
    assert (visit.status, visit.expected_by) == ("ok", "selectors")
    assert len(desk.entries("selected")) == 6


def test_ten_times_what_is_usual_waits_for_a_person(web: Hostile, desk: Newsdesk) -> None:
    site = web.site({"/news/": page(teasers(range(6)))})
    desk.add("flooded", site)
    for n in range(3):
        site.routes["/news/"] = page(teasers([n, *range(10, 15)]))
        desk.crawl()
    usual = len(desk.entries("flooded"))
    site.routes["/news/"] = page(teasers(range(200, 280)))
    desk.crawl()
    assert "implausible_count" in (desk.visit("flooded").error or "")
    assert len(desk.entries("flooded")) == usual
    desk.crawl("flooded")
    assert len(desk.entries("flooded")) == usual + 80


def test_who_we_are_is_said_with_each_request_and_nothing_of_others(web: Hostile, desks) -> None:
    desk = desks(contact="desk@example.org")
    site = web.site({"/news/": Answer(page(teasers(range(5)), following="/news/2"), headers=(("Set-Cookie", "a=b"),)),
                     "/news/2": page(teasers(range(5, 9)))})  # fmt: skip
    desk.add("one", site)
    desk.crawl("one", "--pages", "2")
    assert len(site.asked) == 3
    for asked in site.asked:
        assert asked.headers["user-agent"].endswith("(+desk@example.org)")
        assert not {"cookie", "referer"} & set(asked.headers)


def test_a_host_is_asked_once_at_a_time_and_as_far_apart_as_declared(web: Hostile, desk: Newsdesk) -> None:
    site = web.site({"/news/": page(teasers(range(4))), "/other/": page(teasers(range(4, 8)))})
    desk.add("one", site, delay=0.5)
    desk.add("two", site.url("/other/"), delay=0.5)
    desk.crawl()
    times = [asked.at for asked in site.asked]
    assert len(times) == 3
    assert all(later - earlier >= 0.45 for earlier, later in pairwise(times))
