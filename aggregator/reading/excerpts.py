"""The excerpt of a draft: its longest text, with the paragraphs that belong to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.reading.draft import Draft, Run
from aggregator.reading.names import EXCERPT_WORDS, SUMMARY_WORDS
from aggregator.reading.page import class_words, squeeze

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def settle_excerpt(made: Draft, usual: dict[str, float]) -> None:
    """The longest text of the block, with the paragraphs that belong to it."""
    free = [run for run in made.runs if not run.role]
    if not free:
        return
    best, best_score = None, 0.0
    for run in free:
        size = run.size
        container = box(made, run)
        marked = container is not None
        if size < 3 and not marked:
            continue
        typical = usual[run.path]
        if typical < 3 and not marked:
            continue
        score = (
            min(size, 60)
            + (25 if marked else 0)
            + (50 if size >= 3 and summarises(container) else 0)
            + min(typical, 30) * 0.5
            + (5 if run.late else 0)
        )
        if score > best_score:
            best, best_score = run, score
    if best is None:
        return
    container = box(made, best)
    if container is not None:
        together = [run for run in free if run.node is container or container in run.node.iterancestors()]
    else:
        parent = around(best, made)
        together = [
            run
            for run in free
            if run is best
            or (run.node is best.node and (best.node is not made.block or run.late))
            or (
                parent is not None
                and around(run, made) is parent
                and (run.size >= 6 or run.node.tag == best.node.tag or run.linked)
            )
        ]
    made.excerpt = squeeze(" ".join(run.text for run in together)).lstrip(" –—-|·•:,").strip() or None


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


def box(made: Draft, run: Run) -> Element | None:
    """The outermost element around a run whose markup says excerpt or content, not around title or date."""
    found = None
    node: Element | None = run.node
    for _ in range(12):
        if node is None or node is made.block:
            break
        title = made.title_node
        if title is not None and (title is node or node in title.iterancestors()):
            break
        if any(node in stated.iterancestors() for *_, stated in made.dates):
            break
        if not class_words(node).isdisjoint(EXCERPT_WORDS) or set((node.get("itemprop") or "").split()) & {
            "description",
            "articleBody",
            "text",
            "abstract",
        }:
            found = node
        node = node.getparent()
    return found
