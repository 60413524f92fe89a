"""An HTML page ─► listing: weighs the ways in which it can be read, takes the best, lets the others complete it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from aggregator.items import Candidate, Listing, Source, Teaser
from aggregator.reading import links, selectors
from aggregator.reading.blocks import HEADING_TAGS, Group, Map, candidates, says_article, survey
from aggregator.reading.discover import description_of, feeds_of, heading_of
from aggregator.reading.draft import Draft, draft, headings_label
from aggregator.reading.jsonld import read_jsonld
from aggregator.reading.page import Page
from aggregator.reading.pager import next_page
from aggregator.reading.settle import settle
from aggregator.reading.state import read_state
from aggregator.reading.verdict import ENOUGH, judge

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

TRIED = 4
MAX_ITEMS = 1000


def read_html(page: Page, source: Source | None, prefer: str | None, why: bool) -> Listing:
    """Read a parsed page."""
    chart = survey(page)
    groups = candidates(chart)
    considered: list[Candidate] = []
    chosen: tuple[Group, list[Draft]] | None = None
    following: str | None = None
    if source is not None and source.selectors is not None:
        blocks = selectors.blocks_of(page, source.selectors)
        if blocks:
            group = Group("selectors", blocks)
            drafts = read_group(chart, group, source)
            chosen = (group, drafts) if drafts else None
            considered.append(Candidate(read_by="selectors", items=len(drafts), score=100.0, evidence=("declared",), chosen=bool(drafts)))
        else:
            page.problems.append("selector_empty: item")
    if chosen is None:
        following = next_page(page, set())
        if prefer:
            groups.sort(key=lambda group: -group.score * (1.1 if group.how == prefer.partition("+")[0] else 1.0))
        chosen, considered = first_listing(chart, groups, following, source, considered)
    data = {"json-ld": read_jsonld(page), "state": read_state(page)}
    listing = Listing(
        url=page.url, kind="not_listing", heading=heading_of(chart, set()), description=description_of(chart), lang=page.lang, feeds=tuple(feeds_of(page)), problems=tuple(page.problems)
    )
    if chosen is not None:
        group, drafts = chosen
        inside = {node for made in drafts for node in made.block.iter()}
        if following is None or source is not None or any(link.node in inside and link.address == following for link in chart.links.get(page.root, ())):
            following = selected_next(page, source) or next_page(page, inside)
        listing = replace(listing, heading=heading_of(chart, inside))
        items, helpers = complete(teasers_of(drafts), data)
        listing = replace(listing, kind="listing", read_by="+".join([group.how, *helpers]), items=tuple(items[:MAX_ITEMS]), next_page=following)
    else:
        listing = from_data(page, chart, data, listing, considered)
    return replace(listing, candidates=tuple(considered)) if why else listing


def first_listing(
    chart: Map, groups: list[Group], paged: str | None, source: Source | None, considered: list[Candidate]
) -> tuple[tuple[Group, list[Draft]] | None, list[Candidate]]:
    """The best group whose items are evidence enough that the page is a listing."""
    chosen = None
    for group in groups[:TRIED]:
        drafts = [made for made in read_group(chart, group, source) if made.url is None or made.url != paged]
        if not drafts:
            continue
        worth, said = judge(chart, group, drafts, paged is not None)
        taken = chosen is None and worth >= ENOUGH
        considered.append(Candidate(read_by=group.how, items=len(drafts), score=group.score, evidence=(*group.evidence, *said, f"worth {worth:g} of {ENOUGH:g}"), chosen=taken))
        if taken:
            chosen = (group, drafts)
            break
    return chosen, considered


def read_group(chart: Map, group: Group, source: Source | None) -> list[Draft]:
    """The drafts of a group's blocks that hold an item, each address once."""
    members = frozenset(group.blocks)
    headed = group.facts["heading"] >= 0.6 * len(group.blocks) and group.how != "selectors"
    labels = headed and headings_label(chart, group.blocks)
    drafts = [draft(chart, block, members, headed and not labels, labels) for block in group.blocks[:MAX_ITEMS]]
    declared = source.selectors if source is not None and group.how == "selectors" else None
    if declared is not None:
        for made in drafts:
            selectors.apply(chart.page, made, declared)
    few = len(group.several) < 0.5 * len(group.blocks)
    drafts = [made for made in drafts if (made.title or made.runs or made.url) and not (few and made.block in group.several)]
    settle(chart.page, drafts)
    if declared is not None:
        for made in drafts:
            selectors.excerpt_of(made, declared)
    seen: set[str] = set()
    kept = []
    for made in alike(drafts):
        if not (made.title or made.excerpt) or (made.url is None and not (made.excerpt and made.published)):
            continue
        mark = links.key(made.url) if made.url else ""
        if mark and mark in seen:
            continue
        seen.add(mark)
        kept.append(made)
    if not any(made.categories for made in kept):  # the page knows one kind of label alone: these are its categories
        for made in kept:
            made.categories, made.tags = made.tags or made.loose_tags, []
    return kept


def alike(drafts: list[Draft]) -> list[Draft]:
    """The drafts without those that lack two or more of the things that nearly all others have: they are no items."""
    features = {made.block: features_of(made) for made in drafts}
    usual = {name for name, count in Counter(name for found in features.values() for name in found).items() if count >= 0.6 * len(drafts)}
    kept = []
    for made in drafts:
        lacking, held = usual - features[made.block], features[made.block] & {"heading", "date", "excerpt"}
        if len(lacking) < 2 or (made.url and len(held) >= 2) or (says_article(made.block) and len(lacking) < 3):
            kept.append(made)
    return kept


def features_of(made: Draft) -> set[str]:
    """What a block holds, apart from its link."""
    title = made.title_node
    present = {
        "heading": title is not None and (title.tag in HEADING_TAGS or any(node.tag in HEADING_TAGS for node in (*title.iterancestors(*HEADING_TAGS), *title.iter(*HEADING_TAGS)))),
        "date": made.published is not None and made.published[2] != "url",
        "excerpt": bool(made.excerpt),
        "author": bool(made.authors),
        "labels": bool(made.categories or made.tags or made.loose_tags),
    }
    return {name for name, there in present.items() if there}


def teasers_of(drafts: list[Draft]) -> list[Teaser]:
    """The drafts as teasers; a time that is the same filler on every item (midnight or noon UTC) is dropped."""
    filler = filler_time(drafts)
    teasers = []
    for made in drafts:
        iso, precision, origin, printed = made.published or (None, None, None, None)
        if iso and filler:
            iso, precision = iso[:10], "day"
        teasers.append(
            Teaser(
                url=made.url,
                title=made.title,
                excerpt=made.excerpt,
                published=iso,
                published_precision=precision,  # type: ignore[arg-type]
                published_from=origin,  # type: ignore[arg-type]
                published_text=printed,
                author=", ".join(made.authors) or None,
                categories=tuple(made.categories),
                tags=tuple(made.tags),
                lang=made.lang,
                guid=made.guid,
                slugs=tuple(dict.fromkeys(made.slugs)),
            )
        )
    return teasers


def filler_time(drafts: list[Draft]) -> bool:
    """Whether all stated times are midnight or all noon in UTC: then the page knows the day alone."""
    times = Counter(made.published[0][10:] for made in drafts if made.published and len(made.published[0]) > 10)
    return len(times) == 1 and sum(times.values()) > 1 and bool(re.match(r"T(?:00|12):00(?::00)?(?:\.0+)?(?:Z|\+00:00)?$", next(iter(times))))


def complete(items: list[Teaser], data: dict[str, list[Teaser]]) -> tuple[list[Teaser], list[str]]:
    """Fill what items lack from data that speaks of the same addresses; items are never added. Names who helped."""
    helpers = []
    for name, others in data.items():
        known = {links.key(other.url): other for other in others if other.url}
        if not known:
            continue
        filled = []
        for item in items:
            other = known.get(links.key(item.url)) if item.url else None
            filled.append(fill(item, other) if other is not None else item)
        if filled != items:
            helpers.append(name)
            items = filled
    return items, helpers


def fill(item: Teaser, other: Teaser) -> Teaser:
    """`item` with what it lacks taken from `other`; a stated date beats one that only the address tells."""
    changes: dict[str, object] = {}
    for name in ("title", "excerpt", "author", "categories", "tags"):
        if not getattr(item, name) and getattr(other, name):
            changes[name] = getattr(other, name)
    if other.published and (not item.published or item.published_from == "url"):
        changes |= {name: getattr(other, name) for name in ("published", "published_precision", "published_from", "published_text")}
    return replace(item, **changes) if changes else item  # type: ignore[arg-type]


def from_data(page: Page, chart: Map, data: dict[str, list[Teaser]], listing: Listing, considered: list[Candidate]) -> Listing:
    """A listing from data alone, where the markup shows none: script applications."""
    words = sum(1 for _ in page.root.iter("p"))
    for name, items in data.items():
        dated = sum(1 for item in items if item.published)
        if len(items) < 2 or dated < 0.5 * len(items) or words > 3 * len(items) + 10:
            continue
        considered.append(Candidate(read_by=name, items=len(items), score=float(len(items)), evidence=(f"dated {dated}/{len(items)}",), chosen=True))
        others = {other: found for other, found in data.items() if other != name}
        filled, helpers = complete(items, others)
        return replace(listing, kind="listing", read_by="+".join([name, *helpers]), items=tuple(filled[:MAX_ITEMS]), next_page=next_page(page, set()))
    del chart
    return listing


def selected_next(page: Page, source: Source | None) -> str | None:
    """The next page where the source declares its link."""
    if source is None or source.selectors is None or not source.selectors.next:
        return None
    for node in selectors.select(page.root, source.selectors.next):
        link: Element | None = node if node.get("href") else node.find(".//a")
        if link is not None and (address := page.resolve(link.get("href"))):
            return address
    return None
