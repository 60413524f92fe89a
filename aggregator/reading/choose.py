"""An HTML page ─► listing: weighs the ways in which it can be read, takes the best, lets the others complete it."""

from __future__ import annotations

from dataclasses import replace

from aggregator.items import Candidate, Listing, Source, Teaser
from aggregator.reading.complete import complete, teasers_of
from aggregator.reading.discover import description_of, feeds_of, heading_of
from aggregator.reading.fields.draft import Draft
from aggregator.reading.lists.blocks import candidates
from aggregator.reading.lists.declared import Chosen, declared_items, selected_next
from aggregator.reading.lists.group import read_group
from aggregator.reading.lists.verdict import ENOUGH, IS_ITSELF, judge
from aggregator.reading.lists.weigh import Group
from aggregator.reading.paging.pager import next_page
from aggregator.reading.structured.jsonld import read_jsonld
from aggregator.reading.structured.state import read_state
from aggregator.reading.tree.chart import Map, survey
from aggregator.reading.tree.page import MAX_ITEMS, Page

TRIED = 4


def read_html(page: Page, source: Source | None, prefer: str | None, why: bool) -> Listing:
    """Read a parsed page."""
    chart = survey(page)
    groups = candidates(chart)
    if prefer:
        kept = prefer.partition("+")[0]
        groups.sort(key=lambda group: -group.score * (1.1 if group.how == kept else 1.0))
    chosen, considered = declared_items(chart, source)
    following = next_page(page, set()) if chosen is None else None
    if chosen is None:
        chosen, considered = first_listing(chart, groups, following, source, considered)
    data = {"json-ld": read_jsonld(page), "state": read_state(page)}
    listing = Listing(
        url=page.url,
        kind="not_listing",
        description=description_of(chart),
        lang=page.lang,
        feeds=tuple(feeds_of(page)),
        problems=tuple(page.problems),
    )
    if chosen is not None:
        listing = from_drafts(chart, *chosen, listing, data, source, following)
    else:
        listing = from_data(page, data, replace(listing, heading=heading_of(chart, set())), considered)
    return replace(listing, candidates=(*considered, *left(groups, considered))) if why else listing


def from_drafts(  # noqa: PLR0913, PLR0917 - all that is known of the page comes together
    chart: Map,
    group: Group,
    drafts: list[Draft],
    listing: Listing,
    data: dict[str, list[Teaser]],
    source: Source | None,
    following: str | None,
) -> Listing:
    """The listing of the chosen drafts, completed from data."""
    inside = {node for made in drafts for node in made.block.iter()}
    held = {link.address for link in chart.held(chart.page.root) if link.node in inside}
    if group.how == "selectors" or following in held or (following is not None and source is not None):
        following = next_page(chart.page, inside)
    following = selected_next(chart.page, source) or following
    items, helpers = complete(teasers_of(drafts), data)
    astray = [f"bad_scheme: {group.facts['astray']}"] if group.facts["astray"] else []
    return replace(
        listing,
        kind="listing",
        read_by="+".join([group.how, *helpers]),
        items=tuple(items[:MAX_ITEMS]),
        heading=heading_of(chart, inside),
        next_page=following,
        problems=(*listing.problems, *astray),
    )


def left(groups: list[Group], considered: list[Candidate]) -> list[Candidate]:
    """The next best groups, which were not read because a better one was evidence enough."""
    rest = groups[len([way for way in considered if way.read_by != "selectors"]) :][:TRIED]
    return [
        Candidate(
            read_by=group.how, items=len(group.blocks), score=group.score, evidence=tuple(group.evidence)
        )
        for group in rest
    ]


def first_listing(
    chart: Map, groups: list[Group], paged: str | None, source: Source | None, considered: list[Candidate]
) -> tuple[Chosen | None, list[Candidate]]:
    """The best group whose items are evidence enough that the page is a listing."""
    against = 0.0
    for group in groups[:TRIED]:
        drafts = [made for made in read_group(chart, group, source) if made.url is None or made.url != paged]
        if not drafts:
            continue
        worth, said = judge(chart, group, drafts, paged is not None)
        worth += against
        taken = worth >= ENOUGH
        evidence = (*group.evidence, *said, f"worth {worth:g} of {ENOUGH:g}")
        considered.append(
            Candidate(
                read_by=group.how, items=len(drafts), score=group.score, evidence=evidence, chosen=taken
            )
        )
        if taken:
            return (group, drafts), considered
        if IS_ITSELF in " ".join(said):
            against = -4.0  # an article: what else repeats on the page is beside it
    return None, considered


def from_data(
    page: Page, data: dict[str, list[Teaser]], listing: Listing, considered: list[Candidate]
) -> Listing:
    """A listing from data alone, where the markup shows none: script applications."""
    words = sum(1 for _ in page.root.iter("p"))
    for name, items in data.items():
        dated = sum(1 for item in items if item.published)
        if len(items) < 2 or dated < 0.5 * len(items) or words > 3 * len(items) + 10:
            continue
        considered.append(
            Candidate(
                read_by=name,
                items=len(items),
                score=float(len(items)),
                evidence=(f"dated {dated}/{len(items)}",),
                chosen=True,
            )
        )
        others = {other: found for other, found in data.items() if other != name}
        filled, helpers = complete(items, others)
        return replace(
            listing,
            kind="listing",
            read_by="+".join([name, *helpers]),
            items=tuple(filled[:MAX_ITEMS]),
            next_page=next_page(page, set()),
        )
    return listing
