"""In which language a text is, as far as single words need it: `wet` is a law in Dutch and `kind` a child in German."""

from __future__ import annotations

from collections.abc import Sequence

from aggregator.judging.matcher import Hits

FEW = 3  # small words under which the language that a page tells is believed too


def counting(
    found: dict[str | None, Hits],
    folded: str,
    languages: Sequence[tuple[str, frozenset[str]]],
    told: str | None,
) -> Hits:
    """The hits of the languages that the text's small words speak, and of phrases, which count in any.

    The language that a page tells counts beside them only where the small words leave a doubt: many a site in
    another language prints English headlines.
    """
    hits = found.pop(None, {})
    if not found:
        return hits
    words = frozenset(folded.split())
    counts = {code: len(words & small) for code, small in languages}
    best = max(counts.values(), default=0)
    spoken = {code for code, count in counts.items() if count and count * 2 >= best}
    told = (told or "").lower()[:2]
    if told and counts.get(told, 0) == best:
        spoken = {told}
    elif told and best < FEW:
        spoken.add(told)
    for code, own in found.items():
        if code in spoken or not spoken:
            for number, spans in own.items():
                hits[number] = sorted(hits[number] + spans) if number in hits else spans
    return hits
