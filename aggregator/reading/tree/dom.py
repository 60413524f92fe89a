"""The text of elements: what is shown, how many words, whether something stands in a sentence."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from aggregator.reading.tree.page import squeeze, text_of
from aggregator.reading.words.names import vocabulary
from aggregator.reading.words.shapes import find_date

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

SKIP_TAGS = vocabulary(
    """
    script style noscript template svg button select form input iframe video audio img picture
    figcaption label object canvas meta link
    """
)
INLINE = vocabulary(
    """
    a span em strong b i u small sup sub code abbr cite mark q font bdi bdo time s del ins kbd var samp
    tt big center acronym dfn data wbr nobr label
    """
)
HIDDEN = re.compile(
    r"(?:^|\s)(?:hidden|hide|invisible|d-none|(?:is|u)-hidden|\S*(?:sr-only|visually-?hidden|screen-?reader(?:s|-text)?|screen-only|element-(?:hidden|invisible)|"
    r"condition-invisible|offscreen|show-for-sr|assistive-text))(?=\s|$)"
)
SHOWN_WIDE = re.compile(r"(?:^|\s)\w+[:-](?:block|flex|inline|inline-block|grid|visible)(?=\s|$)")
ENDINGS = '.!?…。।؟”»"'
PROSE_TAGS = vocabulary("p div li td span blockquote dd")
MAX_CHILDREN = 200  # of an element that may be a paragraph
WORD = re.compile(r"\w+")
UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
HEADING_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6", "summary")


def visible(node: Element) -> str:
    """The text of an element without what only screen readers get; all of it where nothing else is there."""
    if len(node) == 0:
        return squeeze(node.text)
    parts: list[str] = []
    collect(node, parts, 0)
    return squeeze("".join(parts)) or text_of(node)


def collect(node: Element, parts: list[str], depth: int) -> None:
    """Append the visible text below `node` to `parts`."""
    parts.append(node.text or "")
    for child in node:
        tag = child.tag
        if tag not in SKIP_TAGS and depth < 50 and not is_hidden(child):
            collect(child, parts, depth + 1)
            if tag not in INLINE:
                parts.append(" ")
        parts.append(child.tail or "")


def is_hidden(node: Element) -> bool:
    """Whether the element is not shown: by attribute, style or a class name that says so."""
    names = node.keys()
    return bool(names) and (
        ("class" in names and hides(node.get("class", "")))
        or "hidden" in names
        or ("style" in names and "display:none" in node.get("style", "").replace(" ", ""))
    )


@lru_cache(maxsize=4096)
def hides(names: str) -> bool:
    """Whether class names say that an element is hidden at every width."""
    return bool(HIDDEN.search(names)) and not SHOWN_WIDE.search(names)


def in_prose(node: Element) -> bool:
    """Whether the element stands inside a sentence, rather than at the head of a line or on its own."""
    for _ in range(3):
        parent = node.getparent()
        if parent is None:
            return False
        if parent.tag in PROSE_TAGS and words_of_own(parent) >= 8:
            before, after = line_around(node, parent)
            if len(WORD.findall(before + after)) < 8:
                return False
            head = before.strip()
            if WORD.search(head):
                ended = head[-1] in ENDINGS and not WORD.search(after)  # "… on board. Full note"
                return not (ended or find_date(head) or head[-1] in ":：–—-|•·/)]" or head.endswith(" by"))
            tail = after.lstrip()
            return bool(tail) and (tail[0].islower() or tail[0] in ",;’'")
        if parent.tag not in INLINE:
            return False
        node = parent
    return False


def line_around(node: Element, parent: Element) -> tuple[str, str]:
    """The parent's own text before and behind one of its children, on the same line (`br` and blocks end one)."""
    before, after, seen = [parent.text or ""], [node.tail or ""], False
    for child in parent:
        if child is node:
            seen = True
            continue
        ends = child.tag not in INLINE and child.tag not in SKIP_TAGS
        if not seen:
            before = [] if ends else before
            before.append(child.tail or "")
        elif ends:
            break
        else:
            after.append(child.tail or "")
    return " ".join(before), " ".join(after)


def words_of_own(node: Element) -> int:
    """How many words stand in the element itself, outside its children; none in one of hundreds of children."""
    own = node.text or ""
    for number, child in enumerate(node):
        if number == MAX_CHILDREN:
            return 0
        if tail := child.tail:
            own += " " + tail
    return len(WORD.findall(own)) if own and not own.isspace() else 0


def words_in(text: str) -> int:
    """How many words a text has; two characters count as one in scripts without spaces."""
    if text.isascii():
        return text.count(" ") + 1
    words = len(text.split())
    spare = len(text.encode("utf-8", "surrogatepass")) - len(text)  # two a character of those scripts
    return words if spare // 4 <= words else max(words, len(UNSPACED.findall(text)) // 2)


def inside(node: Element, boxes: set[Element]) -> bool:
    """Whether the element is or stands inside one of `boxes`."""
    return bool(boxes) and (node in boxes or any(ancestor in boxes for ancestor in node.iterancestors()))


def holds(node: Element, part: Element | None) -> bool:
    """Whether `part` is `node` or stands inside it."""
    return part is not None and (part is node or node in part.iterancestors())
