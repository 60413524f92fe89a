"""In which language a text is, as far as single words need it: `wet` is a law in Dutch and `kind` a child in German."""

from __future__ import annotations

from collections.abc import Sequence

from aggregator.judging.matcher import Hits


def counting(found: dict[str | None, Hits], languages: Sequence[tuple[str, int]], told: str | None) -> Hits:
    """The hits of the languages that the text's small words speak, and of phrases, which count in any.

    The language that a page tells counts beside them only where the small words leave a doubt: many a site in
    another language prints English headlines.
    """
    hits = dict(found.pop(None, {}))
    counts = {code: len(hits.pop(number, ())) for code, number in languages}
    best = max(counts.values(), default=0)
    told = (told or "").lower()[:2]
    spoken = {code for code, count in counts.items() if count and count * 2 >= best}
    if best < 3 and told:
        spoken.add(told)
    for code, own in found.items():
        if code in spoken or not spoken:
            for number, spans in own.items():
                hits[number] = sorted(hits[number] + spans) if number in hits else spans
    return hits
