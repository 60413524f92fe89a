"""Each format of a feed holds to its standard, whatever the entries say; the same entry is the same in each."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import feedparser
import pytest
from feedlint import ATOM, DC, lint_atom, lint_json, lint_opml, lint_rss
from lxml import etree
from made_items import NOW, SITE, TAG, awkward_feed, feed_of, item

from aggregator.publishing.feed import Feed
from aggregator.publishing.jsonfeed import JsonFeeds
from aggregator.publishing.opml import opml
from aggregator.publishing.xmlfeeds import XmlFeeds


def rss_and_atom(feed: Feed) -> tuple[bytes, bytes]:
    return XmlFeeds(SITE).rss_and_atom(feed)


def test_awkward_entries_make_clean_feeds(awkward: Feed) -> None:
    rss, atom = rss_and_atom(awkward)
    assert lint_rss(rss, SITE.address("all.rss.xml"), NOW) == []
    assert lint_atom(atom, SITE.address("all.atom.xml"), NOW) == []
    assert lint_json(JsonFeeds(SITE).json(awkward), SITE.address("all.json"), NOW) == []


def test_an_empty_feed_is_a_clean_feed_whose_time_is_not_the_clock() -> None:
    empty = feed_of([])
    rss, atom = rss_and_atom(empty)
    assert lint_rss(rss, SITE.address("all.rss.xml"), NOW) == []
    assert lint_atom(atom, SITE.address("all.atom.xml"), NOW) == []
    assert lint_json(JsonFeeds(SITE).json(empty), SITE.address("all.json"), NOW) == []
    assert etree.fromstring(atom).findtext(f"{ATOM}updated") == "2026-01-01T00:00:00+00:00"


def test_the_same_entry_has_one_identity_in_every_format(awkward: Feed) -> None:
    rss, atom = (etree.fromstring(data) for data in rss_and_atom(awkward))
    items = json.loads(JsonFeeds(SITE).json(awkward))["items"]
    assert (
        len(items) == len(awkward.items) == len(rss.findall(".//item")) == len(atom.findall(f"{ATOM}entry"))
    )
    for r, a, j in zip(rss.iter("item"), atom.iter(f"{ATOM}entry"), items, strict=True):
        assert r.findtext("guid") == a.findtext(f"{ATOM}id") == j["id"]
        assert r.findtext("title") == a.findtext(f"{ATOM}title") == j["title"]
        assert r.findtext("link") == a.find(f"{ATOM}link").get("href") == j["url"]
        assert r.findtext("description") == a.findtext(f"{ATOM}summary") == j["content_html"]
        assert r.findtext(f"{ATOM}updated") == a.findtext(f"{ATOM}updated") == j["date_modified"]
        assert parsedate_to_datetime(r.findtext("pubDate")) == datetime.fromisoformat(
            j["date_published"]
        ).replace(microsecond=0)
        assert a.findtext(f"{ATOM}published") == j["date_published"]


def test_feedparser_reads_what_was_meant(awkward: Feed) -> None:
    for data in rss_and_atom(awkward):
        read = feedparser.parse(data)
        assert not read.bozo
        assert read.feed.title == awkward.title
        assert read.feed.language == "en"
        for entry, told in zip(read.entries, awkward.items, strict=True):
            assert (entry.id, entry.link) == (told.id, told.url)
            assert entry.author == told.byline
            assert entry.source.title == told.origin.name
            assert entry.updated == told.updated.isoformat()


def test_equal_data_gives_equal_bytes_in_every_process(tmp_path: Path) -> None:
    script = (
        "import hashlib, sys; from made_items import *; from aggregator.publishing.xmlfeeds import XmlFeeds;"
        "from aggregator.publishing.jsonfeed import JsonFeeds; from aggregator.publishing.opml import opml;"
        "f = awkward_feed(); r, a = XmlFeeds(SITE).rss_and_atom(f);"
        "print(hashlib.sha256(r + a + JsonFeeds(SITE).json(f) + opml([f], SITE, f.updated)).hexdigest())"
    )
    digests = set()
    for seed in ("0", "1", "12345"):
        env = os.environ | {
            "PYTHONHASHSEED": seed,
            "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path]),
        }
        done = subprocess.run(
            [sys.executable, "-c", script], env=env, capture_output=True, text=True, check=True
        )
        digests.add(done.stdout)
    assert len(digests) == 1


def test_an_entry_is_the_same_in_every_feed_that_holds_it() -> None:
    """Also when its elements were in another feed's tree before."""
    writer, shared = XmlFeeds(SITE), item(1)
    first = writer.rss_and_atom(feed_of([shared, item(2)], "one"))
    second = writer.rss_and_atom(feed_of([item(3), shared], "two"))
    alone = rss_and_atom(feed_of([item(3), shared], "two"))
    assert second == alone
    assert writer.rss_and_atom(feed_of([shared, item(2)], "one")) == first


def test_one_entry_that_cannot_be_written_costs_nothing_but_itself(caplog: pytest.LogCaptureFixture) -> None:
    broken = replace(item(2), title="A \x00 that came past every door")
    undated = replace(item(3), published=NOW.replace(tzinfo=None))
    feed = replace(feed_of([item(1), item(4)]), items=(item(1), broken, undated, item(4)))
    rss, atom = rss_and_atom(feed)
    assert [e.findtext("title") for e in etree.fromstring(rss).iter("item")] == ["Title 1", "Title 4"]
    assert len(etree.fromstring(atom).findall(f"{ATOM}entry")) == 2
    assert broken.id in caplog.text
    assert undated.id in caplog.text


def test_publisher_author_language_and_copies_are_told() -> None:
    from aggregator.store.records import Copy

    told = item(
        1, author="Ana Ruiz", lang="es", copies=(Copy(None, "x", "The Coast", "https://coast.example/1"),)
    )
    rss, atom = (etree.fromstring(data) for data in rss_and_atom(feed_of([told])))
    entry, element = atom.find(f"{ATOM}entry"), rss.find(".//item")
    assert element.findtext(f"{DC}creator") == "Ana Ruiz"
    assert element.findtext(f"{DC}publisher") == element.findtext("source") == "Harbour Watch"
    assert element.find("source").get("url") == "https://harbour.example/news/"
    assert element.findtext(f"{DC}language") == "es"
    assert element.findtext(f"{DC}rights") == SITE.rights
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "es"
    links = {link.get("rel"): link.get("href") for link in entry.findall(f"{ATOM}source/{ATOM}link")}
    assert links == {"alternate": "https://harbour.example/news/", "self": "https://harbour.example/feed/"}
    related = [link for link in entry.findall(f"{ATOM}link") if link.get("rel") == "related"]
    assert [(link.get("title"), link.get("href")) for link in related] == [
        ("The Coast", "https://coast.example/1")
    ]
    assert 'Also at: <a href="https://coast.example/1">The Coast</a>.' in element.findtext("description")


def test_categories_say_whose_terms_they_are() -> None:
    atom = etree.fromstring(rss_and_atom(feed_of([item(1, categories=("Labour rights",))]))[1])
    categories = [(c.get("term"), c.get("label"), c.get("scheme")) for c in atom.iter(f"{ATOM}category")]
    assert categories == [
        ("debt-bondage", "Debt bondage", "tag:news.example.org,2026:topic"),
        ("IN", "India", "tag:news.example.org,2026:country"),
        ("asia-pacific", "Asia and the Pacific", "tag:news.example.org,2026:region"),
        ("Labour rights", "Labour rights", None),
    ]


def test_a_hub_is_named_in_every_format_where_one_is_set() -> None:
    site = replace(SITE, hub="https://hub.example/")
    feed = feed_of([item(1)])
    rss, atom = XmlFeeds(site).rss_and_atom(feed)
    hubs = [
        link.get("href")
        for data in (rss, atom)
        for link in etree.fromstring(data).iter(f"{ATOM}link")
        if link.get("rel") == "hub"
    ]
    assert hubs == ["https://hub.example/"] * 2
    assert json.loads(JsonFeeds(site).json(feed))["hubs"] == [
        {"type": "WebSub", "url": "https://hub.example/"}
    ]
    assert lint_rss(rss, SITE.address("all.rss.xml"), NOW) == []
    assert lint_atom(atom, SITE.address("all.atom.xml"), NOW) == []


def test_a_site_without_a_full_host_names_no_owner_in_its_opml() -> None:
    site = replace(SITE, base_url="http://localhost:8000/")
    feed = feed_of([item(1)])
    assert b"ownerId" in opml([feed], SITE, feed.updated)
    assert b"ownerId" not in opml([feed], site, feed.updated)


def test_opml_lists_every_feed_in_its_folder() -> None:
    feeds = [
        feed_of([item(1)]),
        feed_of([item(1)], "debt-bondage", title="Debt & bondage", group="Forms"),
        feed_of([], "begging", title="Begging", group="Forms"),
        feed_of([], "europe", title="Europe", group="Regions"),
    ]
    data = opml(feeds, SITE, NOW - timedelta(days=1))
    assert lint_opml(data) == []
    body = etree.fromstring(data).find("body")
    assert [(o.get("text"), [i.get("text") for i in o]) for o in body] == [
        ("All topics", []), ("Forms", ["Debt & bondage", "Begging"]), ("Regions", ["Europe"]),
    ]  # fmt: skip


def test_the_lint_finds_what_it_is_for() -> None:
    """Each kind of fault, put into a clean feed by hand, is named."""
    rss, atom = rss_and_atom(awkward_feed())
    for old, new in (
        (b'isPermaLink="false"', b'isPermaLink="true"'),
        (b"<ttl>60</ttl>", b"<ttl>0</ttl>"),
        (b"&lt;/p&gt;</description>", b"&lt;/p&gt;&lt;script&gt;</description>"),
        (b"<title>Fishing", b"<title>&lt;b&gt;Fishing"),
        (b"https://ledger.example/a%20b/1?", b"https://ledger.example/a b/1?"),
        (b"Nov 2026", b"Nov 2036"),
        (b"all.rss.xml", b"other.rss.xml"),
    ):
        assert old in rss, old
        assert lint_rss(rss.replace(old, new), SITE.address("all.rss.xml"), NOW), new
    for old, new in (
        (TAG[0].encode(), TAG[0].upper().encode()),
        (b'type="html"', b'type="text"'),
        (b'<entry xml:lang="en">', b'<entry xml:lang="english">'),
        (b"all.atom.xml", b"other.atom.xml"),
    ):
        assert old in atom, old
        assert lint_atom(atom.replace(old, new), SITE.address("all.atom.xml"), NOW), new


def test_atom_holds_to_its_grammar(awkward: Feed) -> None:
    grammar = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))
    for feed in (awkward, feed_of([])):
        atom = rss_and_atom(feed)[1]
        assert grammar.validate(etree.fromstring(atom)), grammar.error_log
        assert not grammar.validate(etree.fromstring(atom.replace(b"<updated>", b"<updated>on ")))


@pytest.mark.parametrize(
    ("contact", "mail"),
    [
        ("desk@news.example.org", "desk@news.example.org"),
        ("mailto:desk+x@news.example.org", "desk+x@news.example.org"),
        ("https://news.example.org/contact@here", None),
        ("odd!one@news.example.org", None),
        ("désk@news.example.org", None),
        (None, None),
    ],
)
def test_only_a_plain_mail_address_is_named_as_one(contact: str | None, mail: str | None) -> None:
    atom = etree.fromstring(XmlFeeds(replace(SITE, contact=contact)).rss_and_atom(feed_of([item(1)]))[1])
    assert atom.findtext(f"{ATOM}author/{ATOM}email") == mail


def test_without_a_word_on_rights_no_empty_element_stands_for_it() -> None:
    for data in XmlFeeds(replace(SITE, rights="")).rss_and_atom(feed_of([item(1)])):
        assert b"rights" not in data
        assert b"copyright" not in data
