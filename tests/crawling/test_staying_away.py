"""Whom a crawl leaves alone: who asked for it, in this run and the next, and what is not on the public internet."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hostile import Answer, Hostile, page, teasers
from newsdesk import Newsdesk

PAGE = page(teasers(range(5)))
CONTACT = {"contact": "desk@example.org"}


@pytest.mark.parametrize("asked", ["3600", "soon", None])
def test_a_host_that_asked_to_be_left_alone_is_not_asked_by_the_next_run(
    web: Hostile, desk: Newsdesk, asked: str | None
) -> None:
    headers = (("Retry-After", asked),) if asked else ()
    site = web.site({"/news/": Answer(b"", 429, headers=headers), "/other/": PAGE})
    desk.add("one", site)
    run = desk.crawl()
    assert (run.code, desk.visit("one").status) == (1, "blocked")
    assert "429" in run.out
    connections = site.connections
    desk.add("two", site.url("/other/"))  # nor is another page of it
    desk.crawl()
    assert site.connections == connections
    assert "left alone until" in (desk.visit("two").error or "")
    assert desk.visit("one").status == "blocked"


def test_robots_txt_of_one_host_is_asked_once_a_run(web: Hostile, desk: Newsdesk) -> None:
    site = web.site({f"/{n}/": page(teasers(range(n * 5, n * 5 + 5))) for n in range(4)})
    for n in range(4):
        desk.add(f"s{n}", site.url(f"/{n}/"))
    assert desk.crawl().code == 0
    assert [asked.path for asked in site.asked].count("/robots.txt") == 1


def test_a_crawl_delay_is_kept(web: Hostile, desk: Newsdesk) -> None:
    site = web.site({
        "/robots.txt": b"User-agent: *\nCrawl-delay: 1", "/news/": page(teasers(range(5)), following="/n2"),
        "/n2": page(teasers(range(5, 10))),
    })  # fmt: skip
    desk.add("slow", site)
    desk.crawl("slow", "--pages", "2")
    times = [asked.at for asked in site.asked]
    assert len(times) == 3
    assert times[2] - times[1] > 0.8
    assert times[1] - times[0] > 0.8


def test_a_name_that_leads_inside_is_not_connected_to(web: Hostile, desks: Callable[..., Newsdesk]) -> None:
    """The guard itself, in the path of a crawl: no redirect is needed to try it, a name is enough."""
    desk = desks(**CONTACT)
    canary = web.site({"/news/": PAGE, "/robots.txt": b""}, host="127.0.0.1")
    inside = {
        "loop.example": "127.0.0.1", "private.example": "10.0.0.1", "office.example": "172.16.3.4",
        "home.example": "192.168.1.1", "carrier.example": "100.64.1.1", "cloud.example": "169.254.169.254",
        "any.example": "0.0.0.0", "reserved.example": "240.0.0.1",
    }  # fmt: skip
    for name in inside:
        desk.add(name.split(".")[0], f"http://{name}:{canary.port}/news/", private_host=False)
    run = desk.crawl(names={name: [address] for name, address in inside.items()})
    assert run.code == 1
    assert run.seconds < 10  # no connection was tried: each would have waited for its time-out
    for name, address in inside.items():
        visit = desk.visit(name.split(".")[0])
        assert visit.status == "refused", visit.error
        assert address in (visit.error or "")
    assert canary.connections == 0


def test_a_name_that_changes_its_answer_is_caught_at_the_second(
    web: Hostile, desks: Callable[..., Newsdesk]
) -> None:
    canary = web.site({"/news/": PAGE}, host="127.0.0.1")
    public = web.site(host=None)
    public.port = canary.port
    first = web.site({"/robots.txt": Answer(b"", headers=(("Connection", "close"),)), "/news/": PAGE})
    desk = desks(**CONTACT, extra=f'resolve_allow = ["{first.host}/32"]\n')
    desk.add("rebound", f"http://rebind.example:{first.port}/news/", private_host=False)
    desk.crawl(
        names={"rebind.example": [first.host, "127.0.0.1"]},
        settings={"DNSCACHE_ENABLED": False, "DNSCACHE_SIZE": 0},
    )
    visit = desk.visit("rebound")
    assert (visit.status, first.paths()) == ("refused", [])
    assert "127.0.0.1" in (visit.error or "")


def test_without_the_guard_in_its_path_a_crawl_asks_nobody(web: Hostile, desk: Newsdesk) -> None:
    site = web.site({"/news/": PAGE})
    desk.add("one", site)
    run = desk.crawl(settings={"TWISTED_DNS_RESOLVER": "scrapy.resolver.CachingThreadedResolver"})
    assert run.code != 0
    assert site.connections == 0


def test_the_handler_that_the_guard_depends_on_is_pinned() -> None:
    from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler

    from aggregator import settings
    from aggregator.fetching.handler import GuardedHandler

    named = {scheme: handler for scheme, handler in settings.DOWNLOAD_HANDLERS.items() if handler}
    assert set(named) == {"http", "https"}
    assert set(named.values()) == {f"{GuardedHandler.__module__}.{GuardedHandler.__name__}"}
    assert issubclass(GuardedHandler, HTTP11DownloadHandler)


def test_what_a_run_of_years_must_not_have_is_off() -> None:
    from aggregator.spiders.running import settings

    given = settings()
    for name in ("TELNETCONSOLE_ENABLED", "REMOTE_CONTROL_ENABLED", "COOKIES_ENABLED", "REFERER_ENABLED",
                 "HTTPPROXY_ENABLED", "METAREFRESH_ENABLED", "HTTPCACHE_ENABLED"):  # fmt: skip
        assert not given.getbool(name), name
    assert given.getbool("DOWNLOAD_VERIFY_CERTIFICATES")
    assert given["JOBDIR"] is None


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://127.0.0.1/x", "data:text/html,x", "javascript:x"]
)
def test_an_address_that_is_not_of_the_web_is_a_configuration_error(url: str, desk: Newsdesk) -> None:
    (desk.root / "sources" / "odd.toml").write_text(f'name = "Odd"\nurl = "{url}"\n')
    run = desk.crawl("odd")
    assert run.code == 78
    assert "odd.toml" in run.err
    assert "url" in run.err


def test_a_site_of_the_web_needs_a_contact(desk: Newsdesk) -> None:
    desk.add("web", "https://news.example/", private_host=False)
    run = desk.crawl()
    assert run.code == 78
    assert "contact" in run.err
    assert desk.visits() == []
