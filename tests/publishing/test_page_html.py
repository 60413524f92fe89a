"""The pages: clean HTML, whole without script, nothing from elsewhere, the same bytes for the same data."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

import html5lib
import pytest
from feedlint import BAD, strict_html
from lxml import etree
from made_items import NOW, SITE, feed_of, item

from aggregator.items import Source, Visit
from aggregator.publishing.feed import Download, Feed
from aggregator.publishing.page import Pages
from aggregator.publishing.rendering import ASSETS
from aggregator.publishing.sparkline import sparkline
from aggregator.publishing.status import SourceRow, source_rows

ROOT = Path(__file__).parents[2]
_CHECKERS = (place / "node_modules" / ".bin" / "html-validate" for place in (ROOT / ".ci", ROOT))
CHECKER = next((file for file in _CHECKERS if file.exists()), shutil.which("html-validate"))
ROWS = [
    SourceRow(
        name="Harbour & Watch", url="https://harbour.example/", kind="ngo", languages="English", state="Read"
    ),
    SourceRow(
        name="نافذة",
        url="https://n.example/",
        kind="media",
        languages="Arabic",
        state="Cannot be read",
        trouble=True,
    ),
]


@pytest.fixture
def pages(awkward: Feed) -> dict[str, str]:
    feeds = [
        awkward,
        feed_of(
            [item(1), item(2, lang="ar", title="عنوان")], "debt-bondage", title="Debt bondage", group="Forms"
        ),
        feed_of([], "empty", title="Empty & still", group="Forms"),
    ]
    made = Pages(SITE, feeds)
    contents = {feed.file("html"): made.feed(feed).decode() for feed in feeds}
    contents["index.html"] = made.index(ROWS, [Download("downloads/a b.csv", 12_345)]).decode()
    contents["sources.html"] = made.sources(ROWS).decode()
    return contents


def tree(text: str) -> etree._Element:
    return html5lib.parse(text, treebuilder="lxml", namespaceHTMLElements=False).getroot()


def test_every_page_is_html_without_a_parse_error(pages: dict[str, str]) -> None:
    for name, text in pages.items():
        parser = html5lib.HTMLParser()
        parser.parse(text)
        assert parser.errors == [], name
        assert not BAD.search(text), name


@pytest.mark.skipif(
    CHECKER is None,
    reason="html-validate is not installed (npm install --no-save --prefix .ci html-validate)",
)
def test_an_html_checker_has_nothing_to_say(pages: dict[str, str], tmp_path: Path) -> None:
    extends = [f"html-validate:{name}" for name in ("recommended", "document", "standard")]
    rules = {"require-sri": ["error", {"target": "crossorigin"}]}  # nothing comes from elsewhere
    (tmp_path / ".htmlvalidate.json").write_text(
        json.dumps({"root": True, "extends": extends, "rules": rules})
    )
    for name, text in pages.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    command = [str(CHECKER), "--formatter", "text", *pages]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=100)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_strict_parse_finds_errors() -> None:
    assert strict_html("<p>one<div></p>")


def test_ids_are_unique_and_every_reference_has_its_target(pages: dict[str, str]) -> None:
    for name, text in pages.items():
        root = tree(text)
        ids = [element.get("id") for element in root.iter() if element.get("id")]
        assert len(ids) == len(set(ids)), name
        pointed = [a for e in root.iter() for k in ("aria-labelledby", "for", "data-copy") if (a := e.get(k))]
        assert set(pointed) <= set(ids), name
        labels = {label.get("for") for label in root.iter("label")}
        assert {field.get("id") for field in root.iter("input", "select")} <= labels, name


def test_every_inner_link_leads_somewhere(pages: dict[str, str]) -> None:
    made = set(pages) | {path.name for path in ASSETS.iterdir()} | {"feeds.opml", "downloads/a b.csv"}
    made |= {
        f"{name.removesuffix('.html')}.{kind}" for name in pages for kind in ("rss.xml", "atom.xml", "json")
    }
    ids = {name: {e.get("id") for e in tree(text).iter()} for name, text in pages.items()}
    for name, text in pages.items():
        for element in tree(text).iter("a", "link", "script"):
            target = urlsplit(element.get("href") or element.get("src"))
            if target.scheme:
                continue
            page = unquote(target.path) or name
            assert page in made, (name, element.get("href"))
            if target.fragment:
                assert target.fragment in ids[page], (name, element.get("href"))


def test_nothing_is_loaded_from_elsewhere(pages: dict[str, str]) -> None:
    for name, text in pages.items():
        for element in tree(text).iter():
            for attribute in ("src", "srcset", "style", "action", "background", "poster", "ping", "onclick"):
                value = element.get(attribute)
                assert value is None or value == "page.js", (name, element.tag, attribute)
            assert element.tag not in {"img", "iframe", "object", "embed", "video", "audio", "style", "base"}
            if element.tag == "link" and "alternate" not in element.get("rel"):
                assert "://" not in element.get("href")
    for path in ASSETS.glob("*.[cj]s*"):
        assert not re.search(r"https?:|url\(|@import|fetch\(|XMLHttp", path.read_text()), path.name


def test_hostile_text_stays_text(pages: dict[str, str]) -> None:
    for text in pages.values():
        root = tree(text)
        assert [script.get("src") for script in root.iter("script")] == ["page.js"]
        assert {link.get("href").split(":")[0] for link in root.iter("a")} <= {"https", "mailto"} | {
            href for link in root.iter("a") if ":" not in (href := link.get("href"))
        }


def test_the_page_of_a_feed_tells_all_that_it_holds(awkward: Feed, pages: dict[str, str]) -> None:
    articles = list(tree(pages["all.html"]).iter("article"))
    assert [article.get("id") for article in articles] == [told.anchor for told in awkward.items]
    for article, told in zip(articles, awkward.items, strict=True):
        text = "".join(article.itertext())
        assert told.title in text
        assert told.origin.name in text
        assert ("undated" in text) is not told.dated
        link = article.find(".//h3/a")
        assert (link.get("href"), link.get("lang")) == (told.url, told.lang)
        assert (link.get("dir") == "rtl") is (told.lang == "ar")


def test_the_anchor_of_a_story_never_changes() -> None:
    assert item(7).anchor == "story-00000000000000000007"


def test_the_index_leads_with_all_and_lists_each_topic_with_what_a_subscriber_needs(
    pages: dict[str, str],
) -> None:
    root = tree(pages["index.html"])
    first = next(root.iter("section"))
    assert first.get("aria-labelledby") == "all-topics"
    fields = {field.get("id"): field.get("value") for field in root.iter("input")}
    assert fields == {
        f"address-{slug}": f"https://news.example.org/feeds/{slug}.atom.xml"
        for slug in ("all", "debt-bondage", "empty")
    }
    assert all(field.get("readonly") is not None for field in root.iter("input"))
    alternates = [link.get("href") for link in root.iter("link") if link.get("rel") == "alternate"]
    assert alternates == ["all.atom.xml", "debt-bondage.atom.xml", "empty.atom.xml"]
    article = next(e for e in root.iter("article") if e.get("id") == "feed-debt-bondage")
    text = " ".join("".join(article.itertext()).split())
    assert "11 this week" in text
    assert "Updated 20 November 2026" in text
    assert "Title 1" in text
    assert article.find(".//{*}svg").get("aria-label").endswith("0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11")


def test_a_topic_page_names_its_formats_for_readers_that_look(pages: dict[str, str]) -> None:
    links = [
        (link.get("type"), link.get("href"))
        for link in tree(pages["all.html"]).iter("link")
        if link.get("rel") == "alternate"
    ]
    assert links == [
        ("application/atom+xml", "all.atom.xml"),
        ("application/rss+xml", "all.rss.xml"),
        ("application/feed+json", "all.json"),
    ]


def test_script_only_adds(pages: dict[str, str]) -> None:
    """What needs the script is hidden until the script shows it."""
    for text in pages.values():
        for element in tree(text).iter("button", "form", "select"):
            assert any(part.get("hidden") is not None for part in (element, *element.iterancestors()))


def test_filters_are_offered_only_where_there_is_a_choice(pages: dict[str, str]) -> None:
    assert [s.get("data-filter") for s in tree(pages["debt-bondage.html"]).iter("select")] == ["lang"]
    assert list(tree(pages["empty.html"]).iter("details")) == []


def test_helpline_and_contact_are_the_operators(pages: dict[str, str]) -> None:
    from dataclasses import replace

    assert "mailto:desk@news.example.org" in pages["index.html"]
    assert "<aside" not in pages["index.html"]
    site = replace(SITE, helpline="Call 0800 <now> & be heard", contact="https://desk.example/contact")
    index = Pages(site, [feed_of([])]).index([], []).decode()
    assert "Call 0800 &lt;now&gt; &amp; be heard" in index
    assert '<a href="https://desk.example/contact">' in index


def test_the_same_data_gives_the_same_bytes(awkward: Feed) -> None:
    made = [Pages(SITE, [awkward]) for _ in range(2)]
    assert made[0].feed(awkward) == made[1].feed(awkward)
    assert made[0].index(ROWS, []) == made[1].index(ROWS, [])


def test_a_sparkline_is_as_high_as_its_fullest_week() -> None:
    bars = sparkline([0, 1, 4])["bars"]
    assert [(bar["y"], bar["height"]) for bar in bars] == [(19, 1), (15, 5), (0, 20)]
    assert sparkline([])["label"] == "No entries yet"
    assert {bar["height"] for bar in sparkline([0, 0])["bars"]} == {1}


def visits(*statuses: str) -> list[Visit]:
    return [
        Visit(source="s", url="https://s.example/", started=NOW.replace(day=20 - i), status=status)  # type: ignore[arg-type]
        for i, status in enumerate(statuses)
    ]


@pytest.mark.parametrize(
    ("statuses", "state", "trouble"),
    [
        ((), "Not yet read", False),
        (("ok",), "Read regularly", False),
        (("timeout", "unchanged"), "Read regularly", False),
        (("timeout", "dns", "http", "ok"), "Cannot be read since 18 November 2026", True),
        (("robots", "robots", "robots", "empty"), "Asks not to be read since 18 November 2026", True),
        (("http",) * 12, "Cannot be read", True),
        (("stopped", "ok"), "Read regularly", False),
        (("http", "http"), "Not yet read", False),
    ],
)
def test_a_source_is_in_trouble_when_it_stays_so(
    statuses: tuple[str, ...], state: str, trouble: bool
) -> None:
    source = Source(id="s", name="S", url="https://s.example/", languages=("en", "fr"))
    (row,) = source_rows([source], {"s": visits(*statuses)})
    assert (row.state, row.trouble, row.languages) == (state, trouble, "English, French")


def test_style_sheets_have_balanced_braces() -> None:
    for path in Path(ASSETS).glob("*.css"):
        text = path.read_text()
        assert text.count("{") == text.count("}") > 10


def test_one_source_never_fills_the_headlines_where_others_have_some() -> None:
    many = [item(n, title=f"Harbour {n}") for n in range(1, 9)]
    other = item(50, source="ledger", title="Ledger")
    index = Pages(SITE, [feed_of([*many, other])]).index([], []).decode()
    assert [a.text for a in tree(index).iter("a") if a.get("class") == "title"] == [
        "Harbour 1", "Harbour 2", "Harbour 3", "Harbour 4", "Harbour 5", "Ledger",
    ]  # fmt: skip
    index = Pages(SITE, [feed_of(many[:2])]).index([], []).decode()
    assert index.count('class="title"') == 2


def test_an_undated_headline_is_marked() -> None:
    index = Pages(SITE, [feed_of([item(1, published=None)])]).index([], []).decode()
    assert "<bdi>undated</bdi>" in index


@pytest.mark.parametrize(
    ("precision", "machine", "people"),
    [
        ("second", "2026-11-20T11:00:00+00:00", "20 November 2026"),
        ("day", "2026-11-20", "20 November 2026"),
        ("month", "2026-11", "November 2026"),
        ("year", "2026", "2026"),
    ],
)
def test_a_date_is_told_as_precisely_as_it_is_known(precision: str, machine: str, people: str) -> None:
    told = item(
        1, published=NOW.replace(hour=11, microsecond=123456), published_precision=precision, first_seen=NOW
    )
    page = Pages(SITE, [feed_of([told])]).feed(feed_of([told])).decode()
    assert f'<time datetime="{machine}">{people}</time>' in page
