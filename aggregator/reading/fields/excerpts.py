"""The excerpt of a draft: its longest text, with the paragraphs that belong to it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from aggregator.reading.fields.draft import Draft, Run
from aggregator.reading.tree.classnames import class_words
from aggregator.reading.tree.page import squeeze, text_of
from aggregator.reading.words.names import EXCERPT_WORDS, SUMMARY_WORDS

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

EXCERPT_PROPS = frozenset(("description", "articleBody", "text", "abstract"))


def settle_excerpt(made: Draft, usual: dict[str, float]) -> None:
    """The longest text of the block, with the paragraphs that belong to it."""
    free = [run for run in made.runs if not run.role]
    held = boxes(made, free)
    best, best_score = None, 0.0
    for run in free:
        score = worth(run, held[run.node], usual[run.path])
        if score > best_score:
            best, best_score = run, score
    if best is None:
        return
    container = held[best.node]
    if container is not None:
        together = [run for run in free if run.node is container or container in run.node.iterancestors()]
    else:
        together = beside(made, best, free)
    made.excerpt = squeeze(" ".join(run.text for run in together)).lstrip(" –—-|·•:,").strip() or None


def drop_calls(drafts: list[Draft]) -> None:
    """Cut the link text that ends most excerpts: a call to read on, in words that no list has."""
    ending: Counter[str] = Counter()
    for made in drafts:
        if made.excerpt:
            texts = {text_of(link) for link in made.block.iter("a")}
            ending.update(text for text in texts if text and made.excerpt.endswith(f" {text}"))
    call, times = ending.most_common(1)[0] if ending else ("", 0)
    if times < 3 or times < 0.6 * len(drafts):
        return
    for made in drafts:
        if made.excerpt and made.excerpt.endswith(f" {call}"):
            made.excerpt = made.excerpt.removesuffix(call).rstrip()


def worth(run: Run, container: Element | None, typical: float) -> float:
    """How likely a run is the excerpt: by its words, those that `typical`ly stand in its place, and its box."""
    if container is None:
        if run.size < 3 or typical < 3:
            return 0.0
        boxed = 0.0
    else:
        boxed = 75.0 if run.size >= 3 and summarises(container) else 25.0
    return min(run.size, 60) + boxed + min(typical, 30) * 0.5 + (5 if run.late else 0)


def beside(made: Draft, best: Run, free: list[Run]) -> list[Run]:
    """The run and what goes on with it: in the same element, or as the next paragraphs."""
    parent = around(best, made)
    return [
        run
        for run in free
        if run is best
        or (run.node is best.node and (best.node is not made.block or run.late))
        or (
            parent is not None
            and (run.size >= 6 or run.node.tag == best.node.tag or run.linked)
            and around(run, made) is parent
        )
    ]


def around(run: Run, made: Draft) -> Element | None:
    """The element that holds a run beside others: its parent, or the parent of what wraps the run alone."""
    node = run.node
    if node is made.block:
        return None
    parent = node.getparent()
    while (
        parent is not None
        and parent is not made.block
        and len(parent) == 1
        and not squeeze(parent.text)
        and not squeeze(node.tail)
    ):
        node, parent = parent, parent.getparent()
    return parent


def summarises(node: Element | None) -> bool:
    """Whether an element says that it sums the item up, rather than that it is the whole of it."""
    return node is not None and (
        not class_words(node).isdisjoint(SUMMARY_WORDS)
        or bool({"description", "abstract"} & set((node.get("itemprop") or "").split()))
    )


def boxes(made: Draft, runs: list[Run]) -> dict[Element, Element | None]:
    """For the element of each run the outermost one around it whose markup says excerpt or content, if there is one."""
    barred: set[Element] = {made.block}  # what holds the title or a date is no box
    for node in (made.title_node, *(stated for *_, stated in made.dates)):
        if node is not None:
            barred.update(node.iterancestors())
    if made.title_node is not None:
        barred.add(made.title_node)
    return {run.node: box(run.node, barred) for run in runs}


def box(node: Element | None, barred: set[Element]) -> Element | None:
    """The outermost element around `node` that says excerpt or content, up to the first of `barred`."""
    found = None
    for _ in range(12):
        if node is None or node in barred:
            break
        if is_box(node):
            found = node
        node = node.getparent()
    return found


def is_box(node: Element) -> bool:
    """Whether an element's class names or schema.org say excerpt or content."""
    if not class_words(node).isdisjoint(EXCERPT_WORDS):
        return True
    return not EXCERPT_PROPS.isdisjoint(node.get("itemprop", "").split())
