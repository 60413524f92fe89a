"""People and categories in short texts that nothing announces: what their place makes likely."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aggregator.reading.fields.datecolumns import SEPARATORS
from aggregator.reading.fields.draft import Draft, Run, add
from aggregator.reading.fields.labels import bare_label, tells_change
from aggregator.reading.tree.dom import words_in
from aggregator.reading.words.furniture import NOISE, READ_MORE
from aggregator.reading.words.lexicon import KIND

DIGIT = re.compile(r"\d")
SENTENCE_END = re.compile(r"(?:[^\W\d_]{4}[.!?]|[。！？।؟۔])[\"'”’»)]*$")


def unlabelled(drafts: list[Draft], columns: dict[str, list[tuple[int, Run]]]) -> None:
    """Short texts that nothing announces: before the title or the date a category, behind the date a person."""
    few = 0.3 * len(drafts)
    no_categories = sum(1 for made in drafts if made.categories or made.loose_tags or made.tags) < few
    no_authors = sum(1 for made in drafts if made.authors) < few
    covered = {path: len({number for number, _ in cells}) for path, cells in columns.items()}
    people = {path for path, cells in columns.items() if tells_people([run for _, run in cells])}
    for made in drafts:
        dated = bool(made.dates)
        for run in made.runs:
            dated = dated or run.role in ("date", "beside date")
            if run.role not in ("", "beside date", "repeated") or covered[run.path] < 0.5 * len(drafts):
                continue
            beside = run.role == "beside date" or any(
                node.getparent() in (run.node.getparent(), run.node) for node in made.dated
            )
            alone, taken = run.role == "", False  # a place for labels alone may hold several
            for piece in short_pieces(run):
                late = run.late or not made.title
                named = not KIND.search(piece) and (
                    looks_like_name(piece) or (run.path in people and piece[0].isupper())
                )
                person = named and ((late and dated) or (beside and (run.late or not no_categories)))
                label = (beside or not run.late) and (run.role != "repeated" or KIND.search(piece))
                if person and no_authors and not made.authors:
                    made.authors.append(piece)
                    run.role = "meta"
                elif label and no_categories and words_in(piece) <= 4 and (taken or not made.categories):
                    add(made.categories, piece)
                    run.role, taken = "meta", alone


def short_pieces(run: Run) -> Iterator[str]:
    """The pieces of a run that are short enough for a label or a name, and no furniture."""
    if run.role == "beside date":
        pieces = run.text.split(" | ")
    else:
        pieces = SEPARATORS.split(run.text) if run.size <= 12 else [run.text]
    for piece in pieces:
        text = piece.strip(" ,;()[]–—-")
        if text.endswith((":", "：")) or len(text) > 45 or words_in(text) > 5 or DIGIT.search(text):
            continue  # what ends in a colon announces the title: an outlet, a place
        if SENTENCE_END.search(text) or tells_change(text):
            continue  # the last words of a text that is printed whole; what announces the date of a change
        if text and not (bare_label(text) or NOISE.match(text) or READ_MORE.match(text)):
            yield text


def tells_people(runs: list[Run]) -> bool:
    """Whether a place tells names in most items: then a single word in it is one too, `Editors` or `Reuters`."""
    return sum(1 for run in runs if looks_like_name(run.text)) >= 0.6 * len(runs)


def looks_like_name(text: str) -> bool:
    """Whether a text may be a person's or a desk's name: two to five words, each with a capital where there are any."""
    words = text.split()
    if not 2 <= len(words) <= 5 or any(word.endswith((":", "：")) for word in words[:-1]):
        return False  # what a label announces is called otherwise: `Organisation: Home Office`
    cased = [word for word in words if word[0].isalpha() and word[0].lower() != word[0].upper()]
    capital = [word for word in cased if word[0].isupper()]
    return not cased or (len(capital) >= 2 and len(capital) >= len(cased) - 1)
