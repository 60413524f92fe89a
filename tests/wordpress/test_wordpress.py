"""A real WordPress, under two of its themes: archive, second page, feed and REST tell the same items."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from wp_site import THEMES, Site, missing, wordpress

from aggregator.items import Listing, Teaser
from aggregator.reading import read

pytestmark = [
    pytest.mark.skipif(bool(missing()), reason=str(missing())),
]

TITLES = (
    "Orchard owner fined for withholding pickers' passports",
    "Seven women leave flat where they were held",
    "“We were told it was a hotel” & other letters",
    "Inspectors count the missing hours",
    "Ship's cook tells court of two years without pay",
    "New shelter opens near the bus station",
    "A law with teeth: five years on",
    "Kiln families return home",
)
TAG = "/tag/forced-labour/"


def post(number: int, title: str) -> dict[str, object]:
    text = (
        f"Report number {number}. "
        + "The inspectors spoke with everybody who wished to speak, one by one. " * 12
    )
    return {
        "title": title,
        "content": f"<p>{text}</p>",
        "excerpt": f"Excerpt {number}: what was found, and what happens next to the people concerned.",
        "date": f"2025-03-{20 - number:02d} 21:15:00",
        "categories": ["Courts", "Latin America"] if number % 2 else ["Shelters"],
        "tags": ["Forced Labour", "Wages"] if number % 3 else ["Forced Labour"],
    }


POSTS = [post(number, title) for number, title in enumerate(TITLES)]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with wordpress(
        tmp_path_factory.mktemp("wp"), [{**POSTS[0], "title": "Off the tag", "tags": []}, *POSTS]
    ) as running:
        yield running


def listing(site: Site, path: str) -> Listing:
    body, kind = site.get(path)
    return read(body, site.base + path, content_type=kind)


def titles(items: tuple[Teaser, ...]) -> list[str | None]:
    return [item.title for item in items]


@pytest.mark.parametrize("theme", THEMES)
def test_the_tag_archive_gives_each_post_once_in_order(site: Site, theme: str) -> None:
    site.use_theme(theme)
    first, second = listing(site, TAG), listing(site, TAG + "page/2/")
    assert [title and title.replace("’", "'") for title in titles(first.items + second.items)] == list(TITLES)
    assert all(item.url and item.url.startswith(site.base + "/2025/03/") for item in first.items)
    assert first.next_page == site.base + TAG + "page/2/"
    assert second.next_page is None


@pytest.mark.parametrize("theme", THEMES)
def test_an_archive_without_posts_is_no_listing(site: Site, theme: str) -> None:
    site.use_theme(theme)
    body, kind = site.get("/?s=nothingofthekind")
    assert read(body, site.base + "/?s=nothingofthekind", content_type=kind).kind == "not_listing"


def test_the_feed_of_the_archive_has_the_same_items_with_exact_times(site: Site) -> None:
    feed, page = listing(site, TAG + "feed/"), listing(site, TAG)
    assert feed.read_by == "feed"
    assert [item.url for item in feed.items[: len(page.items)]] == [item.url for item in page.items]
    assert feed.items[0].published == "2025-03-21T02:15:00+00:00"  # 21:15 in Lima
    assert set(feed.items[1].categories) >= {"Courts", "Latin America"}


def test_rest_names_the_terms_and_keeps_the_instant(site: Site) -> None:
    number = listing_of_tags(site)["forced-labour"]
    answer = listing(site, f"/wp-json/wp/v2/posts?tags={number}&per_page=5&_embed=1")
    assert answer.read_by == "rest"
    assert len(answer.items) == 5
    assert answer.items[1].categories == ("Courts", "Latin America")
    assert (answer.items[0].published or "")[:19] == "2025-03-21T02:15:00"


def listing_of_tags(site: Site) -> dict[str, int]:
    import json

    body, _ = site.get("/wp-json/wp/v2/tags?per_page=100")
    return {tag["slug"]: tag["id"] for tag in json.loads(body)}


def test_a_crawl_keeps_every_post_of_the_tag_and_asks_conditionally_afterwards(
    site: Site, tmp_path: Path
) -> None:
    import json
    import subprocess
    import sys

    home = tmp_path / "home"

    def run(*args: str) -> str:
        command = [sys.executable, "-c", "from aggregator.commands import main; main()", *args]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run("init", str(home))
    config = home / "aggregator.toml"
    config.write_text(config.read_text() + 'delay = 0\nresolve_allow = ["127.0.0.0/8"]\n')
    (home / "sources" / "blog.toml").write_text(
        f'name = "Test Newsroom"\nurl = "{site.base}{TAG}"\nscope = "trusted"\nprivate_host = true\ndelay = 0\n'
    )
    run("--home", str(home), "crawl", "blog", "--pages", "3")
    items = [json.loads(line) for line in run("--home", str(home), "export", "--scope", "all").splitlines()]
    assert {item["title"].replace("’", "'") for item in items} == set(TITLES)
    before = {
        file.name: file.stat().st_mtime_ns for file in (home / "feeds").iterdir() if "health" not in file.name
    }
    run("--home", str(home), "crawl", "blog")
    after = {
        file.name: file.stat().st_mtime_ns for file in (home / "feeds").iterdir() if "health" not in file.name
    }
    assert before == after
