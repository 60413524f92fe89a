# ruff: noqa: E501 - a case a line
"""Pages and feeds that mean harm, or merely went wrong: one crawl over all of them, then a look at what came of each.

Each visit ends in time, leaves the other sources whole and every published file whole, and is recorded with its
reason; what can be read of a page is read.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from hostile import Answer, Hostile, Reply, Site, feed, headline, page, teasers
from newsdesk import Newsdesk, Run

from aggregator.store import StoredEntry

FIVE = teasers(range(5))
PAGE = page(FIVE)
GOOD = 3
SECONDS = 60.0  # a visit's own limit, also on a busy machine
XML = "application/rss+xml"


@dataclass
class Case:
    """A site, how its visit is recorded, and what more must hold of the entries kept."""

    id: str
    reply: Reply = b""
    statuses: tuple[str, ...] = ("ok",)
    entries: int | None = None
    says: str = ""
    holds: Callable[[list[StoredEntry]], bool] = lambda entries: True
    keys: dict[str, object] = field(default_factory=dict)
    routes: dict[str, Reply] = field(default_factory=dict)


def one(link: str, title: str = "Court convicts two recruiters of trafficking") -> str:
    """A teaser with this link, as it is."""
    return f'<article><h2><a href="{link}">{title}</a></h2><p>Officials described how the case began.</p></article>'


def labelled(charset: str, body: bytes = PAGE) -> Answer:
    return Answer(body, kind=f"text/html; charset={charset}")


def rss(items: str, prolog: str = "") -> Answer:
    text = f'<?xml version="1.0"?>{prolog}<rss version="2.0"><channel><title>N</title>{items}</channel></rss>'
    return Answer(text.encode("utf-8", "surrogatepass"), kind=XML)


def item(title: str, link: str, more: str = "") -> str:
    return f"<item><title>{title}</title><link>{link}</link><description>About trafficking.</description>{more}</item>"


def clean(entries: list[StoredEntry]) -> bool:
    """No mark-up, no character that breaks a feed, in anything that is shown."""
    shown = "".join((entry.title or "") + (entry.excerpt or "") for entry in entries)
    return not any(
        c < " " or c in "\ufffe\uffff" or "\ud800" <= c <= "\udfff" for c in shown if c not in "\n\t"
    ) and ("<script" not in shown.lower())


def addresses(entries: list[StoredEntry]) -> str:
    return " ".join(entry.url for entry in entries)


LAUGHS = (
    "<!DOCTYPE r [<!ENTITY a0 'ha'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
    + "]>"
)
XXE = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY % d SYSTEM "http://127.0.0.1:9/d.dtd"> %d;]>'
REST = [
    {"id": n, "link": f"/story/{n}/", "date_gmt": "2026-11-01T10:00:00", "title": {"rendered": headline(n)},
     "excerpt": {"rendered": "<p>About trafficking.</p>"}} for n in range(4)
]  # fmt: skip
DEEP_JSON = ("[" * 5000 + "]" * 5000).encode()
SITEMAP = "".join(f"<url><loc>https://a.example/{n}</loc></url>" for n in range(50_000))

CASES = [
    Case("hundred-thousand-links", page("".join(f'<a href="/s/{n}">{n} x</a>' for n in range(100_000))),
         ("ok", "not_listing"), holds=lambda entries: len(entries) <= 1000),
    Case("thousands-of-teasers", page(teasers(range(4000))), ("ok", "not_listing"), holds=lambda entries: len(entries) <= 1000),
    Case("nested-100000", page("<div>" * 100_000 + FIVE), ("ok", "not_listing", "not_html")),
    Case("nested-10000-after-the-list", page(FIVE + "<div>" * 10_000), ("ok",), 5),
    Case("tag-of-100000-attributes", page(FIVE + "<b " + " ".join(f"a{n}=1" for n in range(100_000)) + ">x</b>"),
         ("too_large", "not_html", "ok")),
    Case("charset-punycode", labelled("punycode", PAGE + b" " * 400_000), entries=5),
    *(Case(f"charset-{name.replace('_', '-')}", labelled(name), entries=5, holds=clean)
      for name in ("hex", "idna", "undefined", "base64", "unicode_escape", "rot13", "zlib", "no-such", "utf-7")),
    Case("charset-escapes", labelled("unicode_escape", page(one("/x/1", "A \\u003cscript\\u003e case") * 1 + FIVE)),
         holds=clean),
    Case("utf-16-with-mark", labelled("utf-8", PAGE.decode().encode("utf-16")), entries=5),
    Case("latin-1-labelled-utf-8", Answer(page(teasers(range(4)) + one("/x/1", "Zürich prüft Fälle von Ausbeutung"))
         .decode().encode("latin-1")), entries=5),
    Case("characters-that-are-none", page(FIVE + one("/x/1", "A &#xD800;case&#0; of&#1; forced\x0b labour\x1b")),
         entries=6, holds=clean),
    Case("bidi-and-invisible", page(FIVE + one("/x/1", "Case \u202eof\u2066 for\u200bced\ufffe labour")), entries=6,
         holds=clean),
    Case("script-in-title", page(FIVE + one("/x/1", "Case &lt;script&gt;alert(1)&lt;/script&gt; closed")), entries=6,
         holds=clean),
    Case("picture", Answer(b"\x89PNG\r\n\x1a\n" + bytes(500), kind="image/png"), ("not_html",), 0),
    Case("zip", Answer(b"PK\x03\x04" + bytes(500), kind="application/zip"), ("not_html",), 0),
    Case("picture-called-html", Answer(b"\x89PNG\r\n\x1a\n" + bytes(500)), ("not_html",), 0),
    Case("no-type", Answer(PAGE, kind=None), entries=5),
    Case("page-called-picture", Answer(PAGE, kind="image/png"), ("not_html",), 0),
    Case("nothing", Answer(b""), ("not_listing", "not_html", "empty"), 0),
    Case("white-space", Answer(b" \n" * 5000), ("not_listing", "not_html", "empty"), 0),
    Case("all-bytes", Answer(bytes(range(256)) * 2000), ("not_html", "not_listing"), 0),
    Case("look-alike-and-userinfo", page(FIVE + one("http://good@127.0.0.1/evil") + one("http://user:pass@evil.example/a")),
         entries=5),
    Case("ports", page(FIVE + one("http://evil.example:22/a") + one("http://evil.example:25/b")), entries=5),
    *(
        Case(f"scheme-{name}", page(FIVE + one(link)), entries=5,
             holds=lambda entries: all(entry.url.startswith("http://127.66") for entry in entries))
        for name, link in {
            "javascript": "javascript:alert(1)", "tab-inside": "java\tscript:alert(1)", "vbscript": "vbscript:x",
            "control-before": "\x01javascript:alert(1)", "data": "data:text/html,x", "file": "file:///etc/passwd",
            "mail": "mailto:a@b.example", "upper-case": "JaVaScRiPt:alert(1)",
        }.items()
    ),
    Case("monstrous-links", page(FIVE + one("/a" * 50_000)), entries=5),
    Case("link-with-breaks", page(FIVE + one("/a&#13;&#10;Set-Cookie:x")),
         holds=lambda entries: "\n" not in addresses(entries) and "\r" not in addresses(entries)),
    Case("defaced", page("".join(one(f"http://casino.example/{n}", f"Win big at the tables {n}") for n in range(50))),
         ("error", "not_listing"), 0),
    Case("title-of-a-megabyte", page(FIVE + one("/x/1", "forced labour " * 80_000)),
         holds=lambda entries: max(len(entry.title or "") for entry in entries) <= 300),
    Case("selectors-match-nothing", PAGE, entries=5, keys={"selectors": 'item = "div.gone"'}),
    Case("selectors-match-everything", PAGE, ("ok", "not_listing"), keys={"selectors": 'item = "*"'}),
    Case("base-elsewhere", page(FIVE, head='<base href="http://evil.example/">'), ("error",), 0, "offsite_links"),
    Case("no-listing", page("<p>" + "About us and our work. " * 40 + "</p>"), ("not_listing",), 0, "listing"),
    Case("next-page-on-another-site", page(FIVE, following="http://127.0.0.1:9/news"), entries=5),
    Case("next-page-of-2500-characters", page(FIVE, following="/n?" + "a" * 2500), entries=5),
    Case("next-page-is-a-script", page(FIVE, following="javascript:next()"), entries=5),
    Case("billion-laughs", rss(item("&a11;", "/x"), LAUGHS), ("ok", "not_a_feed", "empty", "not_listing")),
    Case("external-entity", rss(item("A case &x; of forced labour", "/x") * 1 + item("Another case", "/y"), XXE),
         ("ok", "not_a_feed", "empty", "not_listing"), holds=lambda entries: "root:" not in str(entries)),
    Case("xml-nested-100000", rss("<a>" * 100_000), ("not_a_feed", "empty", "not_listing")),
    Case("feed-of-20000", rss("".join(item(headline(n), f"/s/{n}") for n in range(20_000))),
         holds=lambda entries: 0 < len(entries) <= 1000),
    Case("feed-address-gives-a-page", PAGE, entries=5, keys={"feed": "/feed/"},
         routes={"/feed/": Answer(b"<html><body><h1>Error</h1></body></html>", kind=XML)}),
    Case("feed-address-gives-nothing", PAGE, entries=5, keys={"feed": "/feed/"}, routes={"/feed/": Answer(b"", kind=XML)}),
    Case("feed-address-is-gone", PAGE, entries=5, says="404", keys={"feed": "/feed/"}),
    Case("feed-cut", Answer(feed(range(5), "")[:900], kind=XML), ("ok", "not_a_feed", "not_listing")),
    Case("one-guid-for-all", rss("".join(item(headline(n), f"/s/{n}", "<guid>same</guid>") for n in range(5))), entries=5),
    Case("dates-that-cannot-be", rss("".join(item(headline(n), f"/s/{n}", f"<pubDate>{date}</pubDate>") for n, date in
         enumerate(("Mon, 01 Jan 0001 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "Wed, 31 Dec 1969 23:59:59 GMT",
                    "32 Jan 2026", "", "soon")))), entries=6, holds=lambda entries: not any(e.published for e in entries)),
    Case("sitemap-of-50000", Answer(f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
         f"{SITEMAP}</urlset>".encode(), kind="application/xml"), ("ok", "not_a_feed", "empty", "not_listing"),
         holds=lambda entries: len(entries) <= 1000),
    Case("json-nested-5000", Answer(DEEP_JSON, kind="application/json"), ("not_a_feed", "not_listing")),
    Case("json-that-is-none", Answer(b'[{"a": NaN, "b": ' + b"9" * 5000 + b', "c": "\\ud800"}]', kind="application/json"),
         ("not_a_feed", "not_listing")),
    Case("json-rest", Answer(json.dumps(REST).encode(), kind="application/json"), entries=4),
    Case("json-with-surrogates", Answer(json.dumps([{**REST[0], "title": {"rendered": "Case \ud800 closed"}}, *REST[1:]])
         .encode(), kind="application/json"), holds=clean),
    Case("atom-of-scripts", Answer(('<feed xmlns="http://www.w3.org/2005/Atom"><title>N</title>' + "".join(
         f'<entry><title type="html">{html.escape(f"Forced labour <script>alert({n})</script> case {n}")}</title>'
         f'<link href="/s/{n}"/><id>u:{n}</id><updated>2026-11-01T00:00:00Z</updated><summary type="xhtml">'
         f'<div xmlns="http://www.w3.org/1999/xhtml">Found<script>alert(1)</script><p onclick="x()">and helped</p></div>'
         "</summary></entry>" for n in range(3)) + "</feed>").encode(), kind="application/atom+xml"), entries=3, holds=clean),
]  # fmt: skip


@dataclass
class Fallen:
    desk: Newsdesk
    run: Run
    sites: dict[str, Site]
    torn: list[str]
    kept: dict[str, list[StoredEntry]]


@pytest.fixture(scope="module")
def fallen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fallen]:
    with Hostile() as web:
        desk = Newsdesk.open(tmp_path_factory.mktemp("content") / "home")
        sites = {}
        for case in CASES:
            site = sites[case.id] = web.site({"/news/": case.reply, **case.routes})
            keys = dict(case.keys)
            selectors = keys.pop("selectors", None)
            if "feed" in keys:
                keys["feed"] = site.url(str(keys["feed"]))
            desk.add(case.id, site, **keys)
            if selectors:
                with (desk.root / "sources" / f"{case.id}.toml").open("a") as file:
                    file.write(f"[selectors]\n{selectors}\n")
        for n in range(GOOD):
            desk.add(f"good-{n}", web.site({"/news/": page(teasers(range(n * 10, n * 10 + 6)))}))
        run = desk.crawl(settings={"DOWNLOAD_TIMEOUT": 20})
        kept: dict[str, list[StoredEntry]] = {}
        for entry in desk.entries():
            kept.setdefault(entry.source, []).append(entry)
        yield Fallen(desk, run, sites, list(desk.torn()), kept)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_hostile_page(case: Case, fallen: Fallen) -> None:
    visit = fallen.desk.visit(case.id)
    kept = fallen.kept.get(case.id, [])
    assert visit.seconds < SECONDS  # it ended in time
    assert visit.status in case.statuses, visit.error
    assert visit.status == "ok" or visit.error  # the reason is recorded
    assert case.says in (visit.error or "")
    if case.entries is not None:
        assert len(kept) == case.entries
    assert case.holds(kept)
    for n in range(GOOD):  # the others are unaffected
        assert len(fallen.kept[f"good-{n}"]) == 6
    assert fallen.torn == []  # what is published is whole


def test_the_code_says_that_some_failed_only_where_half_did(fallen: Fallen) -> None:
    visits = fallen.desk.visits()
    failed = [visit for visit in visits if visit.status not in ("ok", "empty", "unchanged")]
    assert len(visits) == len(CASES) + GOOD
    assert 2 * len(failed) < len(visits)
    assert (fallen.run.code, fallen.run.out, fallen.run.err) == (0, "", "")


def test_what_gave_way_to_another_reader_says_so(fallen: Fallen) -> None:
    assert fallen.desk.visit("selectors-match-nothing").expected_by == "selectors"
    assert fallen.desk.visit("feed-address-is-gone").expected_by == "feed"
