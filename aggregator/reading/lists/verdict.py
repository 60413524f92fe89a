"""Whether the best group of blocks is the page's list, or the page is none: article, hub, form, menu, empty archive."""

from __future__ import annotations

from collections.abc import Iterator

from aggregator.reading.fields.draft import Draft
from aggregator.reading.lists.pagekind import (
    archive,
    article_beside,
    headed_news,
    is_article,
    is_page_itself,
    leads_here,
    linked_title,
    names_page,
    prose_outside,
    says_empty,
)
from aggregator.reading.lists.weigh import Group
from aggregator.reading.tree.chart import Map
from aggregator.reading.tree.dom import words_in
from aggregator.reading.tree.page import MAX_ITEMS
from aggregator.reading.words.shapes import YEAR_ALONE, find_date

ENOUGH = 3.0
IS_ITSELF = "one of the items is the page itself"
Note = tuple[float, str]


def judge(chart: Map, group: Group, drafts: list[Draft], paged: bool) -> tuple[float, list[str]]:
    """Evidence that the drafts are a listing, summed, and each piece of it in words. From ENOUGH on it is one."""
    notes = [
        *from_dates(drafts),
        *from_texts(drafts),
        *from_place(chart, group, paged),
        *from_page(chart, drafts),
    ]
    return sum(worth for worth, _ in notes), [f"{words} ({worth:+g})" for worth, words in notes]


def from_dates(drafts: list[Draft]) -> Iterator[Note]:
    """News is dated; a hub of tiles, a staff list, a menu is not."""
    count = len(drafts)
    dated = sum(1 for made in drafts if made.published and made.published[2] != "url")
    addressed = sum(1 for made in drafts if made.published and made.published[2] == "url")
    undated = [made for made in drafts if not made.published]
    relative = sum(1 for made in undated if any(find_date(run.text) for run in made.runs))
    if max(dated, relative) > 0.5 * count:
        yield 3.0, "most items are dated"
    elif dated >= 0.2 * count:
        yield 1.0, "some items are dated"
    if addressed > 0.5 * count:
        yield 2.0, "dates in most addresses"
        if dated == 0 and all(made.under and YEAR_ALONE.fullmatch(made.under) for made in drafts):
            yield 1.0, "grouped by year"


def from_texts(drafts: list[Draft]) -> Iterator[Note]:
    """Headlines are sentences, teasers are paragraphs; labels and authors belong to articles."""
    titles = [words_in(made.title) for made in drafts if made.title]
    usual = sum(titles) / max(1, len(titles))
    if usual >= 5:
        yield 1.0, "titles read as headlines"
    elif usual < 2.5:
        yield -1.5, "titles are bare words"
    half = 0.5 * len(drafts)
    prose = sorted(words_in(made.excerpt) for made in drafts if made.excerpt)
    if len(prose) >= half:
        typical = prose[len(prose) // 2]
        if typical >= 8:
            yield (2.0, "items have teasers") if typical >= 12 else (0.5, "items have short texts")
    if sum(1 for made in drafts if made.tags or made.categories) >= half:
        yield 0.75, "items have categories"
    if sum(1 for made in drafts if made.authors) >= half:
        yield 1.0, "items have authors"


def from_place(chart: Map, group: Group, paged: bool) -> Iterator[Note]:
    """Where the list stands, and what its markup says."""
    if group.how in ("microdata", "h-entry") or group.facts["said"] >= 0.6 * len(group.blocks):
        yield 0.75, "markup calls them articles"
    if paged:
        yield 1.5, "there is a next page"
    if group.zone != "main" and next(chart.page.root.iter("main"), None) is not None:
        yield -2.0, "outside the main part"
    if group.zone == "weak":
        yield -1.5, "beside the main part"
    if any("related" in evidence for evidence in group.evidence):
        yield -4.0, "under a heading of other lists"


def from_page(chart: Map, drafts: list[Draft]) -> Iterator[Note]:
    """What the rest of the page is: an article, an empty archive."""
    items = {node for made in drafts for node in made.block.iter()}
    outside = 0 if len(drafts) >= MAX_ITEMS // 2 else prose_outside(chart, items)
    if outside > 120 and outside > 1.5 * sum(
        words_in(made.excerpt or "") + words_in(made.title or "") for made in drafts
    ):
        yield -4.0, f"{outside} words of prose outside the items"
    own = [made for made in drafts if next(made.block.iter("h1"), None) is not None]
    alone = len(drafts) == 1
    if (
        (len(own) == 1 and is_page_itself(own[0], drafts))
        or any(leads_here(chart, made, alone) for made in drafts)
        or any(names_page(chart, made) for made in drafts if alone or not linked_title(made))
    ):
        yield -8.0, IS_ITSELF
    elif len(own) == 1 < len(drafts):
        yield -2.0, "the page's own heading stands in one of the items"
    if article_beside(chart, drafts):
        yield -4.0, "an article under the page's heading stands beside the items"
    if len(drafts) < 2 or (len(drafts) == 2 and any(made.url is None for made in drafts)):
        yield (-1.0 if archive(chart) else -4.0), "only one item"
    elif len(drafts) > 2 and headed_news(chart):
        yield 1.5, "the page's heading says what it lists"
        if all(any(not run.role for run in made.runs) for made in drafts):
            yield 0.5, "and each title has a text beside it"
    if is_article(chart):
        yield -3.0, "the page says that it is an article"
    if says_empty(chart, items):
        yield -5.0, "the page says that nothing was found"
