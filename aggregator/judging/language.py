"""In which language a text is, as far as single words need it: `wet` is a law in Dutch and `kind` a child in German."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aggregator.judging.matcher import Hits, Span

FEW = 3  # small words under which the language that a page tells is believed too


def counting(
    found: Mapping[int, list[Span]], slots: Sequence[tuple[int, str | None]], spoken: frozenset[str]
) -> Hits:
    """The hits of the languages that are spoken, and of phrases, which count in any; of all where none is known."""
    hits: Hits = {}
    for slot, spans in found.items():
        key, language = slots[slot]
        if language is None or not spoken or language in spoken:
            hits[key] = sorted(hits[key] + spans) if key in hits else spans
    return hits


def spoken(folded: str, languages: Mapping[str, tuple[str, ...]], told: str | None) -> frozenset[str]:
    """The languages that a text's small words speak.

    The language that a page tells counts where the small words leave a doubt: many a site in another language prints
    English headlines.
    """
    counts: dict[str, int] = {}
    for word in languages.keys() & folded.split():
        for code in languages[word]:
            counts[code] = counts.get(code, 0) + 1
    best = max(counts.values(), default=0)
    told = (told or "").lower()[:2]
    if told and counts.get(told, 0) == best:
        return frozenset((told,))
    found = {code for code, count in counts.items() if count and count * 2 >= best}
    return frozenset(found | {told} if told and best < FEW else found)
