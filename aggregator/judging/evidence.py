"""Hits of one item and the search for those that make a rule fire."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from aggregator.items import Evidence
from aggregator.judging.compiled import Clause, Waiting
from aggregator.judging.fold import BREAK, Folded, fold
from aggregator.judging.matcher import Hits, Span

TITLE_MAX, EXCERPT_MAX, LABELS_MAX = 500, 3000, 1000
MOST = 12  # hits of one list that a rule looks at


class Text:
    """Title, excerpt and labels of one item, folded as one text."""

    def __init__(self, title: str, excerpt: str, labels: str) -> None:
        parts = (title[:TITLE_MAX], excerpt[:EXCERPT_MAX], labels[:LABELS_MAX])
        self.folded: Folded = fold(f" {BREAK} ".join(part.replace(BREAK, " ") for part in parts))
        self.title_end = self.folded.text.find(BREAK)
        self.excerpt_end = self.folded.text.find(BREAK, self.title_end + 1)

    def field(self, start: int) -> str:
        """The field in which a position lies."""
        if start < self.title_end:
            return "title"
        return "excerpt" if start < self.excerpt_end else "categories"

    def evidence(self, spans: Iterable[Span], rule: str) -> tuple[Evidence, ...]:
        """The words of each span as they stand in the text."""
        return tuple(
            Evidence(text=self.folded.written(*s), field=self.field(s[0]), rule=rule)
            for s in dict.fromkeys(spans)
        )

    def in_title(self, spans: Iterable[Span]) -> list[Span]:
        """The spans that lie in the title."""
        return [span for span in spans if span[0] < self.title_end]


def without(hits: Hits, masked: Sequence[Span]) -> Hits:
    """The hits that no masked span touches; a hit that holds a whole masked span and more is kept."""
    kept: Hits = {}
    for key, spans in hits.items():
        left = [s for s in spans if not any(_blanks(mask, s) for mask in masked)]
        if left:
            kept[key] = left
    return kept


def fires(clause: Clause, text: Text, hits: Hits) -> tuple[Span, ...] | None:
    """The spans that make a clause fire, or None; no word serves two of its needs."""
    if clause.unless and any(number in hits for number in clause.unless):
        return None
    choices: list[list[Span]] = []
    for need in clause.needs:
        spans = [s for n in need if n in hits for s in hits[n]]
        if clause.title:
            spans = text.in_title(spans)
        if not spans:
            return None
        choices.append(spans[:MOST])
    if len(choices) == 1:
        return (choices[0][0],)
    return _search(choices, (), clause.within, text)


def _search(
    choices: list[list[Span]], chosen: tuple[Span, ...], within: int | None, text: Text
) -> tuple[Span, ...] | None:
    if len(chosen) == len(choices):
        return chosen
    for span in choices[len(chosen)]:
        if all(span[1] <= other[0] or other[1] <= span[0] for other in chosen) and (
            within is None or not chosen or _near((*chosen, span), within, text)
        ):
            found = _search(choices, (*chosen, span), within, text)
            if found is not None:
                return found
    return None


def _near(spans: tuple[Span, ...], within: int, text: Text) -> bool:
    start, end = min(s[0] for s in spans), max(s[1] for s in spans)
    if end - start > within * 25:
        return False
    words = text.folded.text
    return words.count(" ", start, end) < within and BREAK not in words[start:end]


def _blanks(mask: Span, span: Span) -> bool:
    overlaps = mask[0] < span[1] and span[0] < mask[1]
    holds_more = span[0] <= mask[0] and mask[1] <= span[1] and span != mask
    return overlaps and not holds_more


def possible(hits: Hits, by_list: Mapping[int, tuple[Waiting, ...]]) -> frozenset[int]:
    """The numbers of the clauses all of whose needs were hit somewhere; the others need not be tried."""
    met = hits.keys()
    found = []
    for hit in by_list.keys() & met:
        for number, others in by_list[hit]:
            for need in others:
                if need.isdisjoint(met):
                    break
            else:
                found.append(number)
    return frozenset(found)
