# ruff: noqa: E501 - a case a line
"""Servers that lie, stall, flood and lead astray: one crawl over all of them, then a look at what came of each.

After each case four things hold: the visit ended in time, the other sources are whole, every published file is
whole, and the reason is recorded and the exit code says so.
"""

from __future__ import annotations

import gzip
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
import wild
from hostile import Answer, Hostile, Reply, Site, page, teasers
from newsdesk import Newsdesk, Run

PAGE = page(teasers(range(5)))
BUDGET = 60.0  # seconds for a visit; the whole crawl has twice that
GOOD = 3


@dataclass
class Case:
    """A site that misbehaves and how its visit must be recorded: one of `statuses`; `asked` is what it may be asked."""

    id: str
    routes: dict[str, Reply] = field(default_factory=dict)
    statuses: tuple[str, ...] = ("ok",)
    says: str = ""
    pages: int | None = None  # requests of pages, robots.txt apart
    entries: int | None = None
    keys: dict[str, object] = field(default_factory=dict)
    raw: Callable | None = None
    tls: str | None = None


def news(reply: Reply, **routes: Reply) -> dict[str, Reply]:
    return {"/news/": reply, **routes}


def robots(reply: Reply) -> dict[str, Reply]:
    return {"/news/": PAGE, "/robots.txt": reply}


def head(*lines: bytes) -> bytes:
    return b"\r\n".join((b"HTTP/1.1 200 OK", b"Content-Type: text/html", *lines)) + b"\r\n\r\n"


def date(seconds: int) -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


SLOW_HEADERS = wild.until_gone(wild.HEAD, b"X-Pad: " + b"a" * 8000 + b"\r\n")
CHUNK = b"%x\r\n%s\r\n" % (65536, b"x" * 65536)
HOPS = {f"/r{n}": wild.to(f"/r{n + 1}") for n in range(1, 4)}
CANARY = "http://127.0.0.1:{canary}/news/"

CASES = [
    *(
        Case(f"bomb-{name.replace(', ', '-in-')}", news(wild.packed(name)), ("too_large",), "MiB")
        for name in ("gzip", "br", "zstd", "deflate", "gzip, gzip")
    ),
    Case("bomb-robots", robots(wild.packed("gzip")), ("too_large", "robots"), "robots.txt", pages=0),
    Case("endless-chunks", news(wild.until_gone(head(b"Transfer-Encoding: chunked"), CHUNK)), ("too_large",), "5 MiB"),
    Case("endless-body", news(wild.until_gone(head(b"Connection: close"), b"x" * 65536)), ("too_large",), "5 MiB"),
    Case("length-lies-huge", news(wild.sent(head(b"Content-Length: 99999999999"))), ("too_large",), "5 MiB", pages=1),
    Case("length-no-number", news(wild.sent(head(b"Content-Length: many") + PAGE)), ("connection", "error")),
    Case("endless-headers", news(SLOW_HEADERS), ("too_large",), "headers"),
    Case("endless-folded-header", news(wild.until_gone(wild.HEAD + b"X: a\r\n", b" " + b"a" * 8000 + b"\r\n")),
         ("too_large",), "headers"),
    Case("header-line-of-64-kb", news(wild.sent(head(b"X: " + b"a" * 65536) + PAGE)), ("connection", "too_large")),
    Case("a-million-of-cookies", news(wild.sent(head(b"Set-Cookie: " + b"a" * wild.MIB) + PAGE)),
         ("connection", "too_large")),
    Case("thousand-cookies", news(Answer(PAGE, headers=tuple(("Set-Cookie", f"a{n}={n}") for n in range(1000)))),
         entries=5),
    Case("drip", news(wild.until_gone(head(b"Content-Length: 5000"), b"x", pause=0.2)), ("timeout",), "in time"),
    Case("drip-headers", news(wild.until_gone(wild.HEAD, b"X: y\r\n", pause=0.2)), ("timeout",)),
    Case("silence", statuses=("timeout",), raw=wild.silent()),
    Case("no-answer", news(wild.hanging), ("timeout",)),
    Case("tls-silence", statuses=("timeout",), raw=wild.silent(), tls="dead"),
    Case("length-too-long", news(wild.sent(head(b"Content-Length: 99999") + PAGE)), ("truncated",), "broke off"),
    Case("length-too-short", news(wild.sent(head(b"Content-Length: %d" % (len(PAGE) // 2)) + PAGE)),
         ("ok", "not_listing")),
    Case("bad-chunk", news(wild.sent(head(b"Transfer-Encoding: chunked") + b"zz\r\nhello\r\n")),
         ("connection", "truncated", "error")),
    Case("chunks-cut", news(wild.sent(head(b"Transfer-Encoding: chunked") + b"5\r\nhello\r\n")), ("truncated",)),
    Case("gzip-cut", news(Answer(gzip.compress(PAGE)[:-20], headers=(("Content-Encoding", "gzip"),))),
         ("truncated",), "too early"),
    Case("gzip-that-is-none", news(Answer(PAGE, headers=(("Content-Encoding", "gzip"),))), ("truncated",)),
    Case("gzip-damaged", news(Answer(gzip.compress(PAGE)[:-5] + b"xxxxx", headers=(("Content-Encoding", "gzip"),))),
         ("truncated",)),
    Case("packed-200-times", news(Answer(b"x", headers=(("Content-Encoding", ", ".join(["gzip"] * 200)),))),
         ("truncated",), "layers"),
    Case("packing-unknown", news(Answer(PAGE, headers=(("Content-Encoding", "lzma9"),))), ("truncated",), "unknown"),
    Case("gzip-whole", news(Answer(gzip.compress(PAGE), headers=(("Content-Encoding", "gzip"),))), entries=5),
    Case("garbage", news(wild.sent(b"\x00\x01\x02 this is no HTTP at all\r\n\r\n")), ("connection", "error"), pages=2),
    Case("reset", news(wild.reset), ("connection",), pages=2),
    Case("hangs-up", news(wild.sent(b"")), ("connection",), pages=2),
    Case("redirects-in-a-circle", news(wild.to("/news/2"), **{"/news/2": wild.to("/news/")}), ("redirect",), "round"),
    Case("redirects-to-itself", news(wild.to("/news/")), ("redirect",)),
    *(
        Case(f"redirects-to-{name}", news(wild.to(target)), ("redirect", "refused"), pages=1)
        for name, target in {
            "a-file": "file:///etc/passwd", "data": "data:text/html,<h1>x", "ftp": "ftp://127.0.0.1/x",
            "a-script": "javascript:alert(1)", "loopback": CANARY, "localhost": "http://localhost:{canary}/",
            "any-address": "http://0.0.0.0:{canary}/", "a-short-address": "http://127.1:{canary}/",
            "a-number": "http://2130706433:{canary}/", "hexadecimal": "http://0x7f000001:{canary}/",
            "octal": "http://0177.0.0.1:{canary}/", "mapped-v6": "http://[::ffff:127.0.0.1]:{canary}/",
            "v6-loopback": "http://[::1]:{canary}/", "another-port": "http://{host}:{canary}/",
            "metadata": "http://169.254.169.254/latest/meta-data/", "userinfo": "http://good@127.0.0.1:{canary}/",
        }.items()
    ),
    Case("meta-refresh-to-loopback",
         news(page(teasers(range(5)), head='<meta http-equiv="refresh" content="0;url=' + CANARY + '">')), entries=5),
    Case("redirects-to-another-site", news(wild.to("http://{elsewhere}/news/")), ("redirect",), "another site", pages=1),
    Case("redirects-within-the-site", news(wild.to("/nouvelles/"), **{"/nouvelles/": PAGE}), entries=5),
    Case("robots-redirect-to-loopback", robots(wild.to("http://127.0.0.1:{canary}/robots.txt")), ("refused",), pages=0),
    Case("rate-limited", news(Answer(b"", 429, headers=(("Retry-After", "7200"),))), ("blocked",), "429", pages=1),
    Case("rate-limited-by-date", news(Answer(b"", 429, headers=(("Retry-After", date(7200)),))), ("blocked",), pages=1),
    Case("unavailable", news(Answer(b"", 503, headers=(("Retry-After", "soon"),))), ("blocked",), "503", pages=1),
    Case("unauthorised", news(Answer(b"", 401)), ("blocked",), "401", pages=1),
    Case("forbidden", news(Answer(b"", 403)), ("blocked",), "403", pages=1),
    Case("gone", news(Answer(b"", 410)), ("http",), "410", pages=1),
    Case("not-found", news(Answer(PAGE, 404)), ("http",), "404", pages=1, entries=0),
    Case("server-error", news(Answer(PAGE, 500)), ("http",), "500", pages=2, entries=0),
    Case("robots-500", robots(Answer(b"", 500)), ("robots",), "500", pages=0),
    Case("robots-503", robots(Answer(b"", 503)), ("robots",), pages=0),
    Case("robots-429", robots(Answer(b"", 429)), ("robots", "blocked"), pages=0),
    Case("robots-reset", robots(wild.reset), ("connection", "robots"), "robots.txt", pages=0),
    Case("robots-hangs", robots(wild.hanging), ("timeout", "robots"), "robots.txt", pages=0),
    *(Case(f"robots-{status}", robots(Answer(b"", status)), pages=1, entries=5) for status in (400, 401, 403, 404, 410)),
    Case("robots-forbids", robots(b"User-agent: *\nDisallow: /news"), ("robots",), "forbids", pages=0),
    Case("robots-forbids-us", robots(b"User-agent: Anti-Trafficking-Aggregator\nDisallow: /\n\nUser-agent: *\nAllow: /"),
         ("robots",), pages=0),
    Case("robots-of-700-kb", robots(b"User-agent: *\nDisallow: /private\n" + b"# pad\n" * 120_000 + b"Disallow: /news\n"),
         pages=1, entries=5),
    Case("robots-long-but-forbids", robots(b"User-agent: *\nDisallow: /news\n" + b"# pad\n" * 120_000), ("robots",), pages=0),
    Case("robots-five-hops", {"/news/": PAGE, "/robots.txt": wild.to("/r1"), **HOPS, "/r4": b"User-agent: *\nDisallow: /news"},
         ("robots",)),
    Case("robots-round-and-round", robots(wild.to("/robots.txt")), ("redirect", "robots"), pages=0),
    Case("robots-200-wildcards", robots(b"User-agent: *\n" + b"".join(b"Disallow: /*a*b*c*%d*x$\n" % n for n in range(200))),
         pages=1, entries=5),
    Case("robots-of-bytes", robots(bytes(range(256)) * 40), pages=1, entries=5),
    Case("robots-is-a-page", robots(PAGE), pages=1, entries=5),
    *(
        Case(f"certificate-{name}", news(PAGE), ("tls",), "certificate", pages=0, tls=name)
        for name in ("selfsigned", "expired", "wrongname")
    ),
    Case("certificate-excused", news(PAGE), keys={"verify_tls": False}, tls="selfsigned", entries=5),
    Case("tls-one-one", news(PAGE), ("tls", "connection"), keys={"verify_tls": False}, pages=0, tls="old"),
    Case("https-on-a-plain-port", news(PAGE), ("tls", "connection", "timeout"), pages=0, tls="plain"),
    Case("http-on-a-tls-port", news(PAGE), ("connection", "error", "timeout", "http"), pages=0, tls="inverse"),
    Case("unasked-304", news(Answer(b"", 304)), ("http",), "304", entries=0),
    Case("partial-content", news(Answer(PAGE, 206)), ("http",), "206", entries=0),
    Case("no-content", news(Answer(b"", 204, kind=None)), ("http",), "204"),
    Case("non-authoritative", news(Answer(PAGE, 203)), entries=5),
    Case("status-999", news(Answer(PAGE, 999)), ("http", "error"), entries=0),
    Case("referrer-policy", news(Answer(PAGE, headers=(("Referrer-Policy", "sys.exit"),))), entries=5),
    Case("many-header-lines", news(Answer(PAGE, headers=tuple((f"X-{n}", "y") for n in range(3000)))), entries=5),
    Case("http-nought-nine", news(wild.sent(PAGE)), ("connection", "error"), entries=0),
    Case("two-lengths", news(wild.sent(head(b"Content-Length: 5", b"Content-Length: 9") + b"hello")),
         ("connection", "error", "not_listing", "truncated", "not_html")),
    Case("retry-after-negative", news(Answer(b"", 503, headers=(("Retry-After", "-5"),))), ("blocked",), pages=1),
    Case("retry-after-huge", news(Answer(b"", 429, headers=(("Retry-After", "9" * 30),))), ("blocked",), pages=1),
]  # fmt: skip


@dataclass
class Fallen:
    """What came of the crawl over all cases."""

    desk: Newsdesk
    run: Run
    sites: dict[str, Site]
    canary: Site
    elsewhere: Site
    torn: list[str]


@pytest.fixture(scope="module")
def fallen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fallen]:
    folder = tmp_path_factory.mktemp("transport")
    with Hostile() as web:
        desk = Newsdesk.open(folder / "home")
        canary = web.site({"/": PAGE, "/news/": PAGE, "/robots.txt": b""}, host="127.0.0.1")
        elsewhere = web.site({"/news/": PAGE})
        sites = {}
        for case in CASES:
            sites[case.id] = build(web, case, folder, canary, elsewhere)
            desk.add(case.id, url(sites[case.id], case), **case.keys)
        for n in range(GOOD):
            desk.add(f"good-{n}", web.site({"/news/": page(teasers(range(n * 10, n * 10 + 6)))}))
        proxy = f"http://127.0.0.1:{canary.port}"
        env = {"http_proxy": proxy, "https_proxy": proxy, "HTTP_PROXY": proxy, "ALL_PROXY": proxy}
        run = desk.crawl(
            *(f"good-{n}" for n in range(GOOD)),
            *(case.id for case in CASES),
            env=env,
            settings={"DOWNLOAD_TIMEOUT": 5},
        )
        yield Fallen(desk, run, sites, canary, elsewhere, list(desk.torn()))


def build(web: Hostile, case: Case, folder: Path, canary: Site, elsewhere: Site) -> Site:
    site = web.site(raw=case.raw)
    places = {"canary": canary.port, "host": site.host, "elsewhere": f"{elsewhere.host}:{elsewhere.port}"}
    site.routes = {path: filled(reply, places) for path, reply in case.routes.items()}
    if case.tls in ("selfsigned", "expired", "wrongname", "old", "inverse"):
        name = case.tls if case.tls in ("expired", "wrongname") else "selfsigned"
        made = {one: (cert, key) for one, cert, key in wild.certificates(folder, site.host)}
        site.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        site.tls.load_cert_chain(*made[name])
        if case.tls == "old":
            site.tls.minimum_version = ssl.TLSVersion.TLSv1
            site.tls.maximum_version = ssl.TLSVersion.TLSv1_1
            site.tls.set_ciphers("ALL:@SECLEVEL=0")
    return site


def url(site: Site, case: Case) -> str:
    scheme = "https" if case.tls and case.tls != "inverse" else "http"
    return f"{scheme}://{site.host}:{site.port}/news/"


def filled(reply: Reply, places: dict[str, object]) -> Reply:
    """A reply with the places that only the running server knows."""
    if not isinstance(reply, Answer):
        return reply
    headers = tuple((n, v.format(**places) if n == "Location" else v) for n, v in reply.headers)
    return Answer(reply.body, reply.status, headers, reply.kind)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_hostile_server(case: Case, fallen: Fallen) -> None:
    visit = fallen.desk.visit(case.id)
    site = fallen.sites[case.id]
    assert visit.seconds < BUDGET  # it ended in time
    assert visit.status in case.statuses, visit.error
    assert visit.status == "ok" or visit.error  # the reason is recorded
    assert case.says in (visit.error or "")
    assert fallen.run.code == 1  # and the exit code says so
    if case.pages is not None:
        assert len(site.paths()) == case.pages, site.paths()
    if case.entries is not None:
        assert len(fallen.desk.entries(case.id)) == case.entries
    for n in range(GOOD):  # the others are unaffected
        assert len(fallen.desk.entries(f"good-{n}")) == 6
    assert fallen.torn == []  # what is published is whole


def test_the_crawl_ended_in_its_budget_and_said_what_failed(fallen: Fallen) -> None:
    assert fallen.run.seconds < BUDGET * 2
    assert "gzip-cut: truncated" in fallen.run.out
    assert fallen.run.err == ""


def test_nothing_came_near_the_canary(fallen: Fallen) -> None:
    """Neither by a redirect in any spelling of loopback, nor by a meta refresh, nor as a proxy."""
    assert fallen.canary.connections == 0
    assert fallen.elsewhere.connections == 0


def test_no_protocol_but_http_1_is_offered(fallen: Fallen) -> None:
    excused = fallen.sites["certificate-excused"]
    assert excused.asked, "the exception for one source holds"


def test_a_redirect_elsewhere_is_recorded_with_its_target(fallen: Fallen) -> None:
    visit = fallen.desk.visit("redirects-to-another-site")
    assert visit.redirected_to == fallen.elsewhere.url("/news/")


def test_memory_stayed_bounded(fallen: Fallen) -> None:
    with fallen.desk.store() as store:
        run = store.last_run()
    assert run is not None
    assert 0 < run.stats["peak_mb"] < 500
