"""The walk over a listing's pages: the teasers of each, and whether to ask the next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from aggregator.fetching.failures import Reason
from aggregator.fetching.redirects import same_site
from aggregator.items import Listing
from aggregator.spiders.memory import Memory
from aggregator.spiders.visiting import Ask, Ended, Found, Step, Visiting
from aggregator.spiders.ways import key, keys

ADDRESS_MAX = 2000  # characters; a longer next page is a trap that grows


def found(
    visiting: Visiting, listing: Listing, now: datetime, memory: Memory, *, backfill: bool
) -> Iterator[Step]:
    """The teasers that a page adds to its visit, then the next page or the end."""
    if visiting.read_by is None:
        visiting.read_by = listing.read_by
        if listing.kind != "listing" or not listing.items:
            visiting.fail(nothing(listing))
            yield Ended(visiting)
            return
    source = visiting.source
    fresh = [item for item in listing.items if key(item, source) not in visiting.seen]
    unseen = set(keys(fresh, source))
    visiting.seen |= unseen
    visiting.count(fresh)
    visiting.notes += [problem for problem in listing.problems if problem not in visiting.notes]
    for item in fresh:
        yield Found(item, visiting, listing.lang, now)
    visiting.whole = not listing.next_page
    following = _following(visiting, listing, unseen)
    if following and _goes_on(visiting, unseen, memory, backfill=backfill):
        yield Ask(following, "next")
    else:
        yield Ended(visiting)


def broke_off(visiting: Visiting, reason: Reason) -> Iterator[Step]:
    """A further page did not come: the end of the listing, or a walk to take up again next time."""
    visiting.whole = reason.http_status in (404, 410)
    if not visiting.whole:
        visiting.cut = True
        visiting.notes.append(f"stopped after page {visiting.pages}: {reason.message}")
    yield Ended(visiting)


def nothing(listing: Listing) -> Reason:
    """Why a page gave nothing, as the status of its visit."""
    codes = {problem.partition(":")[0]: problem for problem in listing.problems}
    if problem := codes.get("not_html"):
        return Reason("not_html", problem)
    if problem := codes.get("not_a_feed"):
        return Reason("not_a_feed", problem)
    if problem := codes.get("monstrous_tag"):
        return Reason("too_large", f"{problem}: a tag of thousands of attributes")
    if listing.kind == "listing":
        return Reason("empty", "; ".join(listing.problems) or "the listing is there and holds nothing")
    return Reason("not_listing", "; ".join(listing.problems) or "it holds no listing")


def _following(visiting: Visiting, listing: Listing, unseen: set[str]) -> str | None:
    """The next page, if it may be asked at all: not asked before, of this site, and this page was no repetition."""
    url = listing.next_page
    if not url or url in visiting.asked or len(url) > ADDRESS_MAX or not unseen:
        return None
    return url if same_site(url, visiting.source.url) and visiting.pages < visiting.pages_max else None


def _goes_on(visiting: Visiting, unseen: set[str], memory: Memory, *, backfill: bool) -> bool:
    """Whether there may be news on the next page: this one held some.

    A backfill walks on over what is known, since its first pages always are; so does a walk that broke off last
    time. The first visit of a source reads one page.
    """
    if backfill or (visiting.way and visiting.way.cut):
        return True
    return not visiting.first and bool(unseen - memory.known(unseen))
