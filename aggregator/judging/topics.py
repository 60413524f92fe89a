"""What an item is about: the topics whose terms or rules its words meet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aggregator.items import Evidence, Finding
from aggregator.judging.compiled import CompiledTopic, Topics
from aggregator.judging.evidence import Text, fires, without
from aggregator.judging.matcher import Hits, Span


def topics(  # noqa: PLR0913
    text: Text,
    hits: Hits,
    compiled: Topics,
    *,
    tried: Sequence[int],
    weak: bool,
    case: bool,
) -> tuple[Finding, ...]:
    """The topics in the order of the file; `weak` says whether weak terms count, which they do inside scope.

    `case` says that the text tells of a case, with an arrest or a trial.
    """
    found: dict[str, tuple[Evidence, ...]] = {}
    for place in _asked(compiled, hits, tried):
        topic = compiled[place]
        evidence = _topic(text, hits, topic, tried=tried, weak=weak)
        if evidence:
            found[topic.slug] = evidence
    if not case:
        for slug in _listed(compiled, found):
            del found[slug]
    for slug, evidence in list(found.items()):
        for implied in compiled[compiled.at[slug]].implies:
            found.setdefault(implied, evidence[:1])
    for slug in list(found):
        if not found.keys().isdisjoint(compiled[compiled.at[slug]].yields):
            del found[slug]
    return tuple(
        Finding(code=slug, evidence=found[slug], facet=compiled[compiled.at[slug]].facet)
        for slug in sorted(found, key=compiled.at.__getitem__)
    )


def _asked(compiled: Topics, hits: Hits, tried: Sequence[int]) -> list[int]:
    """Places, in order, of the topics that something found may set."""
    waiting = compiled.waiting
    places = {place for number in hits if number in waiting for place in waiting[number]}
    places.update([place for number in tried for place in waiting.get(~number, ())])
    return sorted(places)


def _listed(compiled: Topics, found: Mapping[str, Sequence[Evidence]]) -> list[str]:
    """Forms of exploitation that an excerpt only lists: it is about the crime, not about each form."""
    forms = [slug for slug in found if compiled[compiled.at[slug]].facet == "form"]
    if any(one.field != "excerpt" for slug in forms for one in found[slug]):
        return []
    # The same words may set two forms, as `bonded labour` does: that is one form told, not two listed.
    apart: list[str] = []
    for words in sorted((found[slug][0].text for slug in forms), key=len, reverse=True):
        if not any(words in longer for longer in apart):
            apart.append(words)
    return forms if len(apart) > 1 else []


def _topic(
    text: Text, hits: Hits, topic: CompiledTopic, *, tried: Sequence[int], weak: bool
) -> tuple[Evidence, ...]:
    if topic.masks in hits:
        hits = without(hits, hits[topic.masks])
    strong = hits.get(topic.terms)
    if strong:
        return text.evidence(strong[:2], f"{topic.slug}.terms")
    if not weak:
        return ()
    spans = hits.get(topic.weak)
    if spans and (len(_apart(text, spans)) > 1 or _tells(text, spans)):
        return text.evidence(spans[:2], f"{topic.slug}.weak")
    for clause in topic.clauses:
        if clause.number not in tried:
            continue
        fired = fires(clause, text, hits)
        if fired is not None:
            return text.evidence(fired, f"{topic.slug}: {clause.name}")
    return ()


def _tells(text: Text, spans: Sequence[Span]) -> bool:
    """Whether one hit stands in the title or among the source's own labels."""
    return any(s[0] < text.title_end or s[0] > text.excerpt_end for s in spans)


def _apart(text: Text, spans: Sequence[Span]) -> set[str]:
    """The different words hit; the same word twice is one piece of evidence."""
    words = text.folded.text
    found: list[Span] = []
    for span in spans:
        if all(span[1] <= s[0] or s[1] <= span[0] for s in found):
            found.append(span)
    return {words[s[0] : s[1]][:6] for s in found}
