"""The decision on a pair: the evidence of titles, excerpts and dates, weighed in a fixed order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from rapidfuzz.fuzz import token_set_ratio

from aggregator.judging.stories.comparing import Alignment, align, conflicts, replaced, title_facts
from aggregator.judging.stories.signatures import Signature
from aggregator.judging.stories.words import has_content, weight

WINDOW = timedelta(days=90)
SPECIFIC = 3.0  # weight of a title that names one article where excerpts do not contradict
VERY_SPECIFIC = 4.0  # … where excerpts are different texts
LONG = 20  # words that nobody shares by chance
STEM = 5  # letters that a word keeps through its endings, in most languages here
SAME_DAYS = timedelta(days=21)  # … and then only so far apart
EDIT_DAYS = timedelta(days=3)  # editors of other houses change words within days; what comes later is news
SERIES_DAYS = timedelta(hours=36)  # a source that repeats a common title later starts another instalment


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a pair is one story, and why, in words for people."""

    same: bool
    reason: str


def decide(a: Signature, b: Signature) -> Decision:
    """Whether two items are one story. The order of the two makes no difference."""
    if (b.canonical, b.title) < (a.canonical, a.title):
        a, b = b, a
    if a.canonical and a.canonical == b.canonical:
        return Decision(True, "same address")
    apart = abs(a.at - b.at) if a.at and b.at else timedelta(0)
    if apart > WINDOW:
        return Decision(False, "more than 90 days apart")
    titles = _titles(a, b)
    if a.excerpt and b.excerpt:
        laid = align(a.excerpt, b.excerpt)
        if laid.shared >= 8 and laid.inner >= 0.5 and laid.outer >= 0.35:
            return _similar_excerpts(a, b, titles, laid, apart)
        return _other_excerpts(a, b, titles, apart)
    return _no_excerpt(a, b, titles, apart)


def _titles(a: Signature, b: Signature) -> str:
    """'equal', 'part' (one has a last part more), 'near', 'other', or 'none' where one is missing."""
    if not a.title or not b.title:
        return "none"
    if a.title == b.title:
        return "equal"
    if a.title in b.heads or b.title in a.heads:
        return "part"
    if token_set_ratio(" ".join(a.title), " ".join(b.title)) >= 85 and min(a.weight, b.weight) >= 2:
        return "near"
    return "other"


def _similar_excerpts(  # noqa: PLR0911 - one return a piece of evidence
    a: Signature, b: Signature, titles: str, laid: Alignment, apart: timedelta
) -> Decision:
    """Excerpts share long runs: a copy, unless it is a form filled in anew, or furniture."""
    found = conflicts(a, b, laid.gaps)
    if titles in ("equal", "part"):
        told = min(a.weight, b.weight)
        if len(found) >= 2 or (found and told < SPECIFIC):
            return Decision(False, f"the same form with other facts: {'; '.join(found[:3])}")
        ends, within = replaced(a, b, (laid.head, laid.tail)), replaced(a, b, laid.gaps)
        if told < SPECIFIC and (ends or within > laid.shared // 12):
            return Decision(False, "the same common title, and excerpts that go on otherwise")
        if a.source == b.source and told < 2 and apart > SERIES_DAYS:
            return Decision(False, "a series: the same words again on another day")
        return Decision(True, "same title and excerpt")
    if titles == "none":
        begins = max(sum(map(has_content, side)) for side in laid.head) <= 3
        same = begins and laid.shared >= 12 and laid.inner >= 0.8 and not found
        return Decision(same, "same excerpt; one has no title" if same else "one has no title")
    if facts := title_facts(a, b):
        found = [*found, facts]
    if found:
        return Decision(False, f"the same form with other facts: {'; '.join(found[:3])}")
    if laid.inner < 0.6 and titles != "near":
        return Decision(False, "titles differ, and excerpts are only partly the same")
    if not _about(a, b, titles, laid.shared):
        return Decision(False, "the same words under unrelated titles")
    allowed = 0 if a.source == b.source or apart > EDIT_DAYS else max(1, laid.shared // 8)
    if replaced(a, b, (laid.head, *laid.gaps, laid.tail)) > allowed or replaced(a, b, (laid.head,)) >= 2:
        return Decision(False, "a follow-up: what both have in common is the background")
    return Decision(True, "same excerpt under an edited title")


def _other_excerpts(a: Signature, b: Signature, titles: str, apart: timedelta) -> Decision:
    """Excerpts are different texts: only a title that nobody else would write speaks for one article."""
    if titles not in ("equal", "part"):
        return Decision(False, "neither title nor excerpt agree")
    if a.lang and b.lang and a.lang != b.lang:
        return Decision(False, "the same title in two languages")
    if min(a.weight, b.weight) < VERY_SPECIFIC:
        return Decision(False, "the same title, but a common one, over different excerpts")
    if apart > SAME_DAYS:
        return Decision(False, f"the same title over different excerpts, {apart.days} days apart")
    return Decision(True, "same specific title; excerpts written anew")


def _no_excerpt(a: Signature, b: Signature, titles: str, apart: timedelta) -> Decision:
    """At least one has no excerpt: the title must carry the decision alone."""
    if titles in ("equal", "part") and min(a.weight, b.weight) >= SPECIFIC:
        if a.source == b.source and apart > SAME_DAYS:
            return Decision(False, f"one source, the same title, {apart.days} days apart")
        return Decision(True, "same specific title; one has no excerpt")
    return Decision(False, "no excerpt to compare, and the title alone is not enough")


def _about(a: Signature, b: Signature, titles: str, shared: int) -> bool:
    """Whether the titles belong to each other, or to the `shared` words of the excerpts: furniture stands under any."""
    stems = [{word[:STEM] for word in one.title if weight(word)} for one in (a, b)]
    backed = [len(s & {word[:STEM] for word in one.excerpt}) for s, one in zip(stems, (a, b), strict=True)]
    common = len(stems[0] & stems[1])
    if a.source == b.source and titles == "other":
        return min(backed) >= 2
    if min(backed) >= 1 or common >= 2:
        return True
    return ((common or shared >= LONG) and max(backed) >= 1) or bool(common and titles == "near")
