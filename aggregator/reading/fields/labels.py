"""People and categories that a label in the text of drafts announces."""

from __future__ import annotations

import re
from functools import lru_cache

from aggregator.reading.fields.datecolumns import SEPARATORS
from aggregator.reading.fields.draft import Draft, add
from aggregator.reading.fields.people import clean_name
from aggregator.reading.tree.dom import WORD, words_in
from aggregator.reading.words.lexicon import (
    BY,
    BY_INSIDE,
    CATEGORY_LABEL,
    CATEGORY_PHRASE,
    DATE_LABEL,
    MODIFIED,
    TAG_LABEL,
)

HASHTAG = re.compile(r"#[^\W\d_]")


@lru_cache(maxsize=1024)
def bare_label(text: str) -> bool:
    """Whether nothing is left of the text without its label: 'By', 'Posted on', 'Tags:'."""
    for label in (BY, DATE_LABEL, CATEGORY_LABEL, TAG_LABEL):
        match = label.match(text)
        if match and not WORD.search(text, match.end()):
            return True
    return False


def tells_change(text: str) -> bool:
    """Whether a text announces the date of a change and nothing else: `Last update on`, `Updated at`."""
    match = MODIFIED.search(text)
    rest = (text[: match.start()] + text[match.end() :]).split() if match else []
    whole = match is not None and (bool(rest) or " " in match[0])
    return whole and all(len(word) <= 4 and word.islower() for word in rest)


def join_labels(made: Draft) -> None:
    """Put a label that stands in an element of its own before what it announces: `Type:` `Report`."""
    for label, run in zip(made.runs, made.runs[1:], strict=False):
        together = label.node.getparent() is run.node.getparent() and label.node is not run.node
        if (
            not together
            or label.node in made.around  # it announced what stands in its own element
            or run.role
            or len(label.text) > 60
            or words_in(label.text) > 4
            or words_in(run.text) > 12
            or not (label.text.endswith((":", "：")) or bare_label(label.text))
        ):
            continue
        if any(pattern.match(label.text) for pattern in (BY, CATEGORY_LABEL, TAG_LABEL)):
            run.text = f"{label.text.rstrip(':： ')}: {run.text}"
        else:
            run.role = "field"  # of something that a teaser has no place for


def labelled(made: Draft) -> None:
    """Take what a word in the text announces: 'by …', 'Category: …', 'Tags: …'."""
    for run in made.runs:
        if run.role not in ("", "beside date", "repeated") or run.size > 24:
            continue
        if run.text == made.under:  # the heading of its group again
            add(made.categories, run.text)
            run.role = "meta"
            continue
        pieces = [text for piece in SEPARATORS.split(run.text) if (text := piece.strip(" ,;:()[]–—-|·•"))]
        rest = [text for text in pieces if not announced(made, text, run.role == "beside date")]
        if len(rest) < len(pieces):
            run.role = "meta" if not rest else "beside date" if run.role == "beside date" else ""
            run.text = " | ".join(rest)


def announced(made: Draft, text: str, beside_date: bool) -> bool:
    """Whether a word in the text announces a person or labels, which then go to the draft."""
    if HASHTAG.match(text) and words_in(text) <= 4:
        split_names(text[1:].replace("#", ","), made.loose_tags)
        return True
    inner = BY_INSIDE.search(text) if beside_date else None
    told = BY.match(text) or inner
    if told and (name := clean_name(text[inner.end() :] if inner else text)) and words_in(name) <= 8:
        person, _, place = name.partition(" in ")  # 'by … in …'
        if words_in(person) <= 6:
            made.authors = made.authors or [person]
            if place and not made.categories:
                add(made.categories, place)
            return True
    match = TAG_LABEL.match(text)
    if match and len(text) > match.end():
        split_names(text[match.end() :], made.loose_tags)
        return True
    match = CATEGORY_PHRASE.match(text) or CATEGORY_LABEL.match(text)
    if match and len(text) > match.end() and words_in(text) <= 8:
        split_names(text[match.end() :], made.categories)
        return True
    return False


def split_names(text: str, into: list[str]) -> None:
    """Names parted by commas or bars."""
    for name in re.split(r"\s*[,|;、،]\s*", text):
        if name and len(name) <= 60 and not tells_change(name):
            add(into, name)
