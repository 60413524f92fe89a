"""Hits of one item and the search for those that make a rule fire."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aggregator.items import Evidence
from aggregator.judging.compiled import Clause
from aggregator.judging.fold import BREAK, Folded, fold
from aggregator.judging.matcher import Hits, Span

TITLE_MAX, EXCERPT_MAX, LABELS_MAX = 500, 3000, 1000
LONGEST = 25  # letters of a word, on the average of a window
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

    def evidence(self, spans: Sequence[Span], rule: str) -> tuple[Evidence, ...]:
        """The words of each span as they stand in the text."""
        written, field = self.folded.written, self.field
        return tuple(
            [
                Evidence(text=written(start, end), field=field(start), rule=rule)
                for start, end in dict.fromkeys(spans)
            ]
        )

    def near(self, spans: tuple[Span, ...], within: int) -> bool:
        """Whether all spans stand in one field and in a window of so many words, both ends counted."""
        start, end = spans[0]
        for span in spans:
            start, end = min(start, span[0]), max(end, span[1])
        if end - start > within * LONGEST or start < self.title_end < end or start < self.excerpt_end < end:
            return False
        return self.folded.text.count(" ", start, end) < within

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
    for number in clause.unless:
        if number in hits:
            return None
    choices: list[list[Span]] = []
    for need in clause.needs:
        spans: list[Span] = []
        for number in need:
            if number in hits:
                spans = spans + hits[number] if spans else hits[number]
        if clause.title:
            spans = text.in_title(spans)
        if not spans:
            return None
        choices.append(spans[:MOST])
    return _search(choices, (), clause.within, text)


def _search(
    choices: list[list[Span]], chosen: tuple[Span, ...], within: int | None, text: Text
) -> tuple[Span, ...] | None:
    if len(chosen) == len(choices):
        return chosen
    for span in choices[len(chosen)]:
        start, end = span
        for other in chosen:
            if start < other[1] and other[0] < end:
                break
        else:
            together = (*chosen, span)
            if within is None or not chosen or text.near(together, within):
                found = _search(choices, together, within, text)
                if found is not None:
                    return found
    return None


def _blanks(mask: Span, span: Span) -> bool:
    overlaps = mask[0] < span[1] and span[0] < mask[1]
    holds_more = span[0] <= mask[0] and mask[1] <= span[1] and span != mask
    return overlaps and not holds_more
