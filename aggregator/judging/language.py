"""In which language a text is, as far as single words need it: `wet` is a law in Dutch and `kind` a child in German."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

FEW = 3  # small words under which the language that a page tells is believed too


def spoken(
    words: Iterable[str], languages: Mapping[str, tuple[str, ...]], told: str | None
) -> frozenset[str]:
    """The languages that a text's small words speak.

    The language that a page tells counts where the small words leave a doubt: many a site in another language prints
    English headlines.
    """
    counts: dict[str, int] = {}
    for word in languages.keys() & words:
        for code in languages[word]:
            counts[code] = counts.get(code, 0) + 1
    best = max(counts.values(), default=0)
    told = (told or "").lower()[:2]
    if told and counts.get(told, 0) == best:
        return frozenset((told,))
    found = {code for code, count in counts.items() if count and count * 2 >= best}
    return frozenset(found | {told} if told and best < FEW else found)
