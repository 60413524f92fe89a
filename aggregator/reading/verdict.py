"""Whether the best group of blocks is the page's list, or the page is none: article, hub, form, menu, empty archive."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aggregator.reading import links
from aggregator.reading.chart import Map
from aggregator.reading.dom import words_in
from aggregator.reading.draft import Draft
from aggregator.reading.lexicon import NOTHING_FOUND
from aggregator.reading.page import class_words, squeeze, text_of
from aggregator.reading.shapes import DATE_SHAPE
from aggregator.reading.weigh import Group

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

ENOUGH = 3.0


def judge(chart: Map, group: Group, drafts: list[Draft], paged: bool) -> tuple[float, list[str]]:
    """Evidence that the drafts are a listing, summed, and each piece of it in words. From ENOUGH on it is one."""
    count = len(drafts)
    score = 0.0
    said: list[str] = []

    def note(worth: float, words: str) -> None:
        nonlocal score
        score += worth
        said.append(f"{words} ({worth:+g})")

    dated = sum(1 for made in drafts if made.published and made.published[2] != "url") / count
    addressed = sum(1 for made in drafts if made.published and made.published[2] == "url") / count
    relative = (
        sum(
            1
            for made in drafts
            if not made.published and any(DATE_SHAPE.search(run.text) for run in made.runs)
        )
        / count
    )
    if dated >= 0.5 or relative >= 0.5:
        note(3.0, "most items are dated")
    elif dated >= 0.2:
        note(1.0, "some items are dated")
    if addressed >= 0.5:
        note(2.0, "dates in most addresses")
    titles = [made.title for made in drafts if made.title]
    usual = sum(words_in(title) for title in titles) / max(1, len(titles))
    if usual >= 5:
        note(1.0, "titles read as headlines")
    elif usual < 2.5:
        note(-1.5, "titles are bare words")
    prose = [words_in(made.excerpt) for made in drafts if made.excerpt]
    if len(prose) >= 0.5 * count:
        typical = sorted(prose)[len(prose) // 2]
        if typical >= 12:
            note(1.5, "items have teasers")
        elif typical >= 8:
            note(0.5, "items have short texts")
    if sum(1 for made in drafts if made.tags or made.categories) >= 0.5 * count:
        note(0.75, "items have categories")
    if sum(1 for made in drafts if made.authors) >= 0.5 * count:
        note(1.0, "items have authors")
    if group.how in ("microdata", "h-entry") or group.facts["said"] >= 0.6 * len(group.blocks):
        note(0.75, "markup calls them articles")
    if paged:
        note(1.5, "there is a next page")
    if group.zone != "main" and chart.page.root.find(".//main") is not None:
        note(-2.0, "outside the main part")
    if group.zone == "weak":
        note(-1.5, "beside the main part")
    if any("related" in evidence for evidence in group.evidence):
        note(-4.0, "under a heading of other lists")
    outside = prose_outside(chart, [made.block for made in drafts])
    inside = sum(words_in(made.excerpt or "") + words_in(made.title or "") for made in drafts)
    if outside > 120 and outside > 1.5 * inside:
        note(-4.0, f"{outside} words of prose outside the items")
    own = [made for made in drafts if next(made.block.iter("h1"), None) is not None]
    if len(own) == 1 < count:
        note(-2.0 if own[0].url else -8.0, "the page's own heading stands in one of the items")
    if is_article(chart):
        note(-3.0, "the page says that it is an article")
    if says_empty(chart, [made.block for made in drafts]):
        note(-5.0, "the page says that nothing was found")
    if count < 2:
        note(-4.0 if not archive(chart) else -1.0, "only one item")
    return score, said


def prose_outside(chart: Map, blocks: list[Element]) -> int:
    """Words in paragraphs of the main part that are in no block."""
    members = set(blocks)
    total = 0
    for node in chart.page.root.iter("p"):
        if (
            chart.zones.get(node, "") in ("chrome", "weak")
            or any(ancestor in members for ancestor in node.iterancestors())
            or node in members
        ):
            continue
        size = words_in(text_of(node))
        if size >= 8:
            total += size
    return total


def is_article(chart: Map) -> bool:
    """Whether the page declares itself one article."""
    kind = chart.page.root.find(".//meta[@property='og:type']")
    if kind is not None and (kind.get("content") or "").lower() == "article":
        return True
    body = chart.page.root.find(".//body")
    words = (body.get("class") or "").split() if body is not None else []
    return "single" in words or "single-post" in words


def archive(chart: Map) -> bool:
    """Whether the page's body says that it is an archive."""
    body = chart.page.root.find(".//body")
    return body is not None and not class_words(body).isdisjoint(
        {"archive", "category", "tag", "author", "blog", "search", "taxonomy"}
    )


def says_empty(chart: Map, blocks: list[Element]) -> bool:
    """Whether a short text of the main part says that there are no results."""
    members = set(blocks)
    for node in chart.page.root.iter("p", "h1", "h2", "h3", "div", "span"):
        if chart.zones.get(node, "") == "chrome" or (len(node) > 2 and node.tag == "div"):
            continue
        text = squeeze(node.text)
        if (
            4 < len(text) < 200
            and NOTHING_FOUND.search(text)
            and not (node in members or any(ancestor in members for ancestor in node.iterancestors()))
        ):
            return True
    return False


__all__ = ["ENOUGH", "class_words", "judge", "links", "re", "urlsplit"]
