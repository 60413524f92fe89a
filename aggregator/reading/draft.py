"""What markup says inside one block: title, link, dates, people, categories; and the runs of text that are left."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from aggregator.reading import links
from aggregator.reading.blocks import DATE_SHAPE, HEADING_TAGS, Link, Map, main_address
from aggregator.reading.lexicon import BY, CATEGORY_LABEL, DATE_LABEL, NOISE, READ_MORE, TAG_LABEL
from aggregator.reading.page import class_words, squeeze, words_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

SKIP_TAGS = frozenset(("script", "style", "noscript", "template", "svg", "button", "select", "form", "input", "iframe", "video", "audio", "img", "picture",
                       "figcaption", "label", "object", "canvas", "meta", "link"))  # fmt: skip
INLINE = frozenset(("a", "span", "em", "strong", "b", "i", "u", "small", "sup", "sub", "code", "abbr", "cite", "mark", "q", "font", "bdi", "bdo", "time", "s",
                    "del", "ins", "kbd", "var", "samp", "tt", "big", "center", "acronym", "dfn", "data", "wbr", "nobr", "label"))  # fmt: skip
HIDDEN = re.compile(
    r"(?:^|\s)(?:hidden|hide|invisible|d-none|(?:is|u)-hidden|\S*(?:sr-only|visually-?hidden|screen-?reader(?:s|-text)?|screen-only|element-(?:hidden|invisible)|"
    r"condition-invisible|offscreen|show-for-sr|assistive-text))(?=\s|$)"
)
SHOWN_WIDE = re.compile(r"(?:^|\s)\w+[:-](?:block|flex|inline|inline-block|grid|visible)(?=\s|$)")
TITLE_WORDS = frozenset(("title", "headline", "heading", "titre", "titulo", "titel", "subject"))
DATE_WORDS = frozenset(("date", "datetime", "published", "pubdate", "posted", "time", "timestamp", "updated", "modified", "created", "day", "datum", "fecha", "when",
                        "submitted", "publishdate"))  # fmt: skip
AUTHOR_WORDS = frozenset(("author", "authors", "byline", "writer", "creator", "contributor", "autor", "auteur", "username"))
CATEGORY_WORDS = frozenset(("category", "categories", "cat", "cats", "tag", "tags", "topic", "topics", "badge", "eyebrow", "kicker", "pill", "term", "terms", "rubric",
                            "chip", "overline", "taxonomy", "taxonomies", "subject", "section", "genre", "channel", "flag", "hat", "rubrik", "rubrique",
                            "categoria"))  # fmt: skip
MORE_WORDS = frozenset(("more", "readmore", "continue", "morelink", "btn", "button", "cta", "weiterlesen"))
COMMENT_WORDS = frozenset(("comment", "comments", "disqus", "share", "sharing", "social", "likes", "hits", "avatar", "gravatar"))
MODIFIED_WORDS = frozenset(("updated", "modified", "lastmod", "changed", "revised"))
PROSE_TAGS = frozenset(("p", "div", "li", "td", "span", "blockquote", "dd"))
UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:$|[T ]\d)")
WORD = re.compile(r"\w+")
TEST_NAMES = ("data-testid", "data-hook", "data-qa", "data-test")  # where applications name the parts of a card
SLUG = re.compile(r"^(?:category|tag)-(\D[\w-]*)$")


@dataclass(slots=True)
class Run:
    """A stretch of text that reads as one: `path` is its place in the block, the same for the same role in each block."""

    text: str
    path: str
    node: Element
    late: bool  # behind the title
    linked: bool = False
    role: str = ""
    size: int = 0  # words


@dataclass(slots=True)
class Draft:
    """A teaser in the making."""

    block: Element
    title: str | None = None
    title_node: Element | None = None
    blank: bool = False  # a heading is there, but nothing in it
    url: str | None = None
    guid: str | None = None
    dates: list[tuple[int, str, str, Element]] = field(default_factory=list)  # rank, from, text, element
    authors: list[str] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    loose_tags: list[str] = field(default_factory=list)  # called tags by a label or class alone
    slugs: list[str] = field(default_factory=list)
    lang: str | None = None
    used: set[Element] = field(default_factory=set)
    dated: set[Element] = field(default_factory=set)  # elements that hold the date
    cut: set[Element] = field(default_factory=set)
    runs: list[Run] = field(default_factory=list)
    excerpt: str | None = None
    published: tuple[str, str, str, str] | None = None  # iso, precision, from, as printed


def visible(node: Element) -> str:
    """The text of an element without what only screen readers get; all of it where nothing else is there."""
    if len(node) == 0:
        return squeeze(node.text)
    parts: list[str] = []
    collect(node, parts, 0)
    return squeeze("".join(parts)) or squeeze("".join(node.itertext()))


def collect(node: Element, parts: list[str], depth: int) -> None:
    """Append the visible text below `node` to `parts`."""
    if node.text:
        parts.append(node.text)
    for child in node:
        if depth < 50 and child.tag not in SKIP_TAGS and not is_hidden(child):
            collect(child, parts, depth + 1)
            if child.tag not in INLINE:
                parts.append(" ")
        if child.tail:
            parts.append(child.tail)


def is_hidden(node: Element) -> bool:
    """Whether the element is not shown: by attribute, style or a class name that says so."""
    style, names = node.get("style"), node.get("class")
    if node.get("hidden") is not None or (style and "display:none" in style.replace(" ", "")):
        return True
    return bool(names) and hides(names)


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
                return not (DATE_SHAPE.search(head) or head[-1] in ":：–—-|•·/)]" or head.endswith(" by"))
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


def note_group_name(made: Draft) -> None:
    """A heading that names a group of items: their category, unless it is a date."""
    heading = next((node for node in made.block.iter(*HEADING_TAGS) if node is not made.title_node and visible(node)), None)
    if heading is not None:
        text = visible(heading)
        if not DATE_SHAPE.search(text) and not re.search(r"\d{4}", text) and len(text) <= 80:
            add(made.categories, text)
        made.used.add(heading)


def words_of_own(node: Element) -> int:
    """How many words stand in the element itself, outside its children."""
    return len(WORD.findall((node.text or "") + " " + " ".join(child.tail or "" for child in node)))


def headings_label(chart: Map, blocks: list[Element]) -> bool:
    """Whether the blocks' headings name a group (a ministry, a month) and each title is a link behind them."""
    texts = []
    for block in blocks:
        heading = next((node for node in block.iter(*HEADING_TAGS) if squeeze("".join(node.itertext()))), None)
        if heading is None or heading.find(".//a") is not None or heading in chart.links:
            continue
        for link in chart.links.get(block, ()):
            if link.address and len(link.text) >= 8 and not link.taxonomy and not READ_MORE.match(link.text) and not in_prose(link.node):
                texts.append(link.text)
                break
    return len(texts) >= 0.6 * len(blocks) and len(set(texts)) > 0.9 * len(texts)


def draft(chart: Map, block: Element, members: frozenset[Element], headed: bool, labels: bool = False) -> Draft:
    """Read one block. `members` are all blocks (nested ones are left out), `headed` says that most blocks have headings,
    `labels` that these name groups rather than items."""
    made = Draft(block)
    nodes = [node for node in block.iter() if isinstance(node.tag, str)]
    nested = [node for node in nodes if node in members and node is not block]
    if nested:
        foreign = {inner for node in nested for inner in node.iter()}
        nodes = [node for node in nodes if node not in foreign]
        made.cut.update(nested)
    find_title(made, nodes, labels)
    if labels:
        note_group_name(made)
    find_address(made, chart, headed)
    for node in nodes:
        note_node(made, node, chart)
    made.slugs = [match[1] for name in (block.get("class") or "").split() if (match := SLUG.match(name))]
    walk(made, block, "", [made.title_node is None], 0)
    return made


# -- title and link ------------------------------------------------------------------------------------------------------


def find_title(made: Draft, nodes: list[Element], labels: bool) -> None:
    """The title by what says so most clearly: schema.org, hAtom, headings, class names."""
    best, best_rank = None, 0
    for node in nodes:
        rank = title_rank(made, node)
        if rank <= best_rank or (labels and rank == 70):
            continue
        text = visible(node)
        if not text:
            if node.tag in HEADING_TAGS or rank >= 90:
                made.blank = True
            continue
        if len(text) > 400 or is_label(text) or (NOISE.match(text) and len(text) < 30) or READ_MORE.fullmatch(text):
            continue
        best, best_rank = node, rank
    if best is not None:
        best = narrow(best) if best_rank == 60 else best
        made.title_node = best
        made.title = visible(best)


def narrow(node: Element) -> Element:
    """The one link that stands for the title in an element whose class name says title but which holds more."""
    named = [link for link in node.iter("a") if len(visible(link)) >= 8 and not rels_person(link)]
    return named[0] if len(named) == 1 and named[0] is not node else node


def rels_person(link: Element) -> bool:
    """Whether a link leads to a person or a category."""
    return bool(links.rels(link) & {"author", "tag", "category"} or links.TAXONOMY.search(link.get("href") or ""))


def title_rank(made: Draft, node: Element) -> int:
    """How clearly the element says that it is the title; 0 if not at all."""
    prop = node.get("itemprop")
    if prop and node.tag != "meta":
        props = prop.split()
        if "headline" in props or ("name" in props and own_scope(made, node)):
            return 100
    rdfa = node.get("property")
    if rdfa and re.search(r"(?:^|[:\s])(?:title|headline)(?:\s|$)", rdfa) and node.tag != "meta":
        return 95
    names = node.get("class")
    if names:
        tokens = names.split()
        if "entry-title" in tokens or ("p-name" in tokens and not within(made, node, AUTHOR_WORDS | {"card"})):
            return 90
    if node.tag in HEADING_TAGS:
        linked = node.find(".//a") is not None or next(node.iterancestors("a"), None) is not None
        return 75 if linked else 70
    if names and node.tag not in ("ul", "ol", "article", "section", "li") and not class_words(node).isdisjoint(TITLE_WORDS):
        words = class_words(node)
        return 60 if words.isdisjoint({"sub", "subtitle", "wrapper", "wrap", "container", "job", "widget", "site", "author"}) else 0
    return 0


def own_scope(made: Draft, node: Element) -> bool:
    """Whether an `itemprop` belongs to the block itself, not to an author or publisher inside it."""
    if node.get("itemscope") is not None:
        return False
    for ancestor in node.iterancestors():
        if ancestor is made.block or ancestor.get("itemscope") is not None:
            return ancestor is made.block and ancestor.get("itemscope") is not None
    return False


def within(made: Draft, node: Element, words: frozenset[str]) -> bool:
    """Whether an ancestor inside the block has one of the words in its class names."""
    for ancestor in node.iterancestors():
        if ancestor is made.block:
            return False
        if not class_words(ancestor).isdisjoint(words):
            return True
    return False


def is_label(text: str) -> bool:
    """Whether the text is nothing but a label such as `Tags:`."""
    return any(match.end() == len(text) for label in (TAG_LABEL, CATEGORY_LABEL) if (match := label.match(text)))


def find_address(made: Draft, chart: Map, headed: bool) -> None:
    """The item's link: in the title, around it, else the one that the block stands for; and a title from its text."""
    held = [link for link in chart.links.get(made.block, ()) if link.address and not inside(link.node, made.cut)]
    outer = made.block if made.block.tag == "a" else next(made.block.iterancestors("a"), None)
    title = made.title_node
    if title is not None:
        mine = next((link for link in held if holds(link.node, title) or holds(title, link.node)), None)
        made.url = mine.address if mine else None
    if made.url is None and outer is not None:
        made.url = links.item_address(chart.page, outer)
    if made.url is None:
        free = [link for link in held if "author" not in links.rels(link.node) and not within_meta(made, link.node) and not in_prose(link.node)]
        free = [link for link in free if not link.taxonomy] or [link for link in free if title is None and len(link.text) >= 25]
        made.url = main_address(free) if free else None
    bookmark = next((link.address for link in held if "bookmark" in links.rels(link.node) and not in_prose(link.node)), None)
    if bookmark and made.url and bookmark != made.url:
        made.guid = bookmark
    if made.title is None and not made.blank and not headed:
        title_from_link(made, held)


def inside(node: Element, boxes: set[Element]) -> bool:
    """Whether the element is or stands inside one of `boxes`."""
    return bool(boxes) and (node in boxes or any(ancestor in boxes for ancestor in node.iterancestors()))


def within_meta(made: Draft, node: Element) -> bool:
    """Whether a link stands among people, categories or comments."""
    words = class_words(node)
    meta = AUTHOR_WORDS | COMMENT_WORDS | frozenset(("cat", "category", "categories", "tags", "terms"))
    return not words.isdisjoint(meta) or within(made, node, meta)


def title_from_link(made: Draft, held: list[Link]) -> None:
    """The text of the first link to the item that says something: no 'Read more', no date."""
    best: Element | None = None
    for link in held:
        if best is not None and words_in(visible(best)) >= 3:
            break  # a teaser's text may be a link as well
        if link.address != made.url or not link.text or in_prose(link.node) or next(link.node.iter("time"), None) is not None:
            continue
        text = visible(link.node)
        if (READ_MORE.match(text) and len(text) < 40) or NOISE.match(text):
            continue
        if best is None or len(text) > len(visible(best)):
            best = link.node
    if best is None or whole_card(best):
        return
    strong = next((node for node in best.iter("strong", "b") if visible(node)), None)
    made.title_node = strong if strong is not None else best
    made.title = visible(made.title_node)


def whole_card(link: Element) -> bool:
    """Whether a link holds more than its title: blocks, or several spans and nothing between them. Its runs decide."""
    if any(child.tag not in INLINE and child.tag not in SKIP_TAGS and child.tag != "br" and squeeze("".join(child.itertext())) for child in link.iterdescendants("*")):
        return True
    spans = [child for child in link if child.tag == "span" and visible(child)]
    return len(spans) >= 2 and not squeeze(link.text) and not any(squeeze(span.tail) for span in spans) and next(link.iter("strong", "b"), None) is None


# -- what else markup says -------------------------------------------------------------------------------------------------


def note_node(made: Draft, node: Element, chart: Map) -> None:
    """Take dates, people, categories and links that call for action from one element."""
    if node is made.title_node or node is made.block and node.tag != "a":
        return
    words = class_words(node)
    for name in TEST_NAMES:
        if hook := node.get(name):
            words = words | words_of(hook)
    prop = (node.get("itemprop") or "").split()
    if (words or prop or node.tag == "time" or len(node.attrib)) and note_date(made, node, words, prop):
        return
    if prop and ("author" in prop or "creator" in prop):
        note_author(made, node, 3)
        return
    if "articleSection" in prop or "genre" in prop:
        note_categories(made, node, made.categories)
        return
    if "keywords" in prop:
        note_categories(made, node, made.tags)
        return
    if node.tag == "a":
        note_link(made, node, words, chart)
        return
    if words:
        if (not words.isdisjoint(AUTHOR_WORDS) or {"user", "name"} <= words) and words.isdisjoint({"avatar", "image", "photo", "img", "bio"}):
            note_author(made, node, 2 if words.isdisjoint({"byline"}) else 1)
        elif not words.isdisjoint(COMMENT_WORDS) and (made.title_node is None or made.title_node not in set(node.iter())):
            made.used.add(node)
        elif not words.isdisjoint(CATEGORY_WORDS):
            note_category_box(made, node, words)


def note_date(made: Draft, node: Element, words: frozenset[str], prop: list[str]) -> bool:
    """A date that markup states: `time`, schema.org, hAtom, RDFa, a title attribute, a class name that says date."""
    modified = "dateModified" in prop or (bool(words & MODIFIED_WORDS) and names_change(node.get("class") or ""))
    rdfa = node.get("property") or ""
    stated = node.get("datetime") or (node.get("content") if prop or rdfa else None)
    rank = 0
    if any(name.startswith("date") for name in prop):
        rank = 1 if modified else 9 if "datePublished" in prop else 6
    elif re.search(r"(?:^|:)(?:date|created|issued|published\w*|datePublished)(?:\s|$)", rdfa):
        rank = 8
    elif node.tag == "time" or node.get("datetime"):
        rank = 1 if modified else 7 if words & {"published"} else 6
    elif words & DATE_WORDS and node.tag not in ("a", "article", "li", "ul", "section") or words & {"published", "date", "pubdate"} and node.tag in ("a", "li"):
        rank = 1 if modified else 4
    titled = node.get("title")
    if not rank and titled and ISO_DATE.match(titled):
        rank = 3
    if not rank:
        return False
    if node.tag != "time" and not stated and (next(node.iter("time"), None) is not None or in_prose(node)):
        return False
    text = squeeze(" ".join(node.itertext())) if len(node) and len(node) <= 4 else visible(node)
    if stated:
        made.dates.append((rank + 10 if rank > 1 else rank, "attribute", stated.strip(), node))
    if titled and re.search(r"\d{4}", titled) and not stated:
        made.dates.append((rank + 5 if rank > 1 else rank, "attribute", titled.strip(), node))
    if text and len(text) <= 90 and re.search(r"\d", text):
        made.dates.append((rank, "text", text, node))
    if node.tag == "time" or len(text) <= 40:
        made.used.add(node)
        made.dated.add(node)
    return node.tag == "time" or bool(stated)


def names_change(names: str) -> bool:
    """Whether class names speak of a change alone: `updated`, but not `entry-date updated` nor `published updated`."""
    dated = [words for name in names.split() if (words := words_of(name)) & (DATE_WORDS - {"time"})]
    return all(words & MODIFIED_WORDS for words in dated)


def note_author(made: Draft, node: Element, rank: int) -> None:
    """A person's name from an element that says so; the innermost and clearest wins."""
    if inside(node, made.used) and rank < 3 and made.authors:
        return
    if in_prose(node):
        return
    named = next((part for part in node.iter() if "name" in (part.get("itemprop") or "").split()), None)
    if named is None:
        named = next((part for part in node.iter("a", "span") if part is not node and ("author" in links.rels(part) or class_words(part) & {"fn", "name"} or part.get("rel") == "author")), None)
    if named is None:
        people = [part for part in node.iter("a") if visible(part)]
        named = people[0] if len(people) == 1 else None
    text = visible(named if named is not None else node)
    name = clean_name(text)
    if name and name not in made.authors and (not made.authors or rank >= 3):
        if made.authors and any(name in other or other in name for other in made.authors):
            return
        made.authors.append(name)
    if len(text) <= 80:
        made.used.add(node if named is None or len(visible(node)) <= 80 else named)


def clean_name(text: str) -> str | None:
    """The name without 'by' before it; None where it is none."""
    name = BY.sub("", squeeze(text)).strip(" \t,;:|·•–—-()[]")
    label = DATE_LABEL.match(name) or CATEGORY_LABEL.match(name) or TAG_LABEL.match(name)
    if (label and label.end() == len(name)) or NOISE.match(name) or not name or len(name) > 80 or len(name.split()) > 8 or re.search(r"\d{2}", name) or READ_MORE.fullmatch(name):
        return None
    return name


def note_link(made: Draft, node: Element, words: frozenset[str], chart: Map) -> None:
    """A link inside the block: category, tag, person, comments, 'Read more', sharing."""
    href = node.get("href") or ""
    address = chart.page.resolve(href) if href else None
    rel = links.rels(node)
    bare = address.partition("#")[0] if address else None
    if made.url and bare and links.same_address(bare, made.url):
        text = visible(node)
        if "#" in href and re.search(r"#(?:comment|respond|reply|disqus)", href):
            made.used.add(node)
        elif not holds(node, made.title_node) and (is_more(node, text, words) or says_again(made.title, text)):
            made.used.add(node)
        return
    if address is None or links.SHARES.search(address) or links.ACCOUNT.search(address) or re.search(r"#(?:comment|respond|reply|disqus)", href):
        made.used.add(node)
        return
    if in_prose(node) or holds(node, made.title_node):
        return
    if "author" in rel or not words.isdisjoint(AUTHOR_WORDS) or (links.PERSON.search(address) and not rel & {"tag", "category"}):
        note_author(made, node, 3)
    elif rel & {"tag", "category"} or links.is_taxonomy(node, address) or words & CATEGORY_WORDS or within(made, node, CATEGORY_WORDS):
        name = visible(node)
        if name and len(name) <= 60 and not is_more(node, name, words):
            is_tag = bool(links.TAG.search(address)) and "category" not in rel
            loose = not is_tag and "category" not in rel and within(made, node, frozenset(("tag", "tags"))) and not links.TAXONOMY.search(address)
            add(made.tags if is_tag else made.loose_tags if loose else made.categories, name)
        made.used.add(node)
    elif is_more(node, visible(node), words):
        made.used.add(node)


def says_again(title: str | None, text: str) -> bool:
    """Whether a link's text is the title again, with at most a few words such as 'Read more' around it."""
    if not title or not text:
        return False
    rest = text.replace(title, "").strip(" .…»→›\"“”:")
    return text in title or (rest != text and len(rest) < 30)


def holds(node: Element, part: Element | None) -> bool:
    """Whether `part` is `node` or stands inside it."""
    return part is not None and (part is node or node in part.iterancestors())


def is_more(node: Element, text: str, words: frozenset[str]) -> bool:
    """Whether a link says 'Read more' in whatever words."""
    if len(text) > 200:
        return False
    return bool(READ_MORE.match(text)) or (not words.isdisjoint(MORE_WORDS) and len(text) < 200) or text in ("…", "...", "[…]", "[...]", "»", "→", ">", "›")


def note_categories(made: Draft, node: Element, into: list[str]) -> None:
    """Categories that schema.org markup states, one or comma-separated."""
    if in_prose(node):
        return
    stated = node.get("content")
    named = [visible(part) for part in node.iter("a")] if node.tag != "a" else []
    for name in named or (stated.split(",") if stated else [visible(node)]):
        cleaned = squeeze(name)
        if cleaned and len(cleaned) <= 60:
            add(into, cleaned)
    made.used.add(node)


def note_category_box(made: Draft, node: Element, words: frozenset[str]) -> None:
    """A short text in an element whose class name says category."""
    if next(node.iter("a"), None) is not None or in_prose(node) or inside(node, made.used) or (node.getparent() is not None and next(node.iterancestors("a"), None) is None and len(node) > 3):
        return
    if holds(node, made.title_node) or (made.title_node is not None and made.title_node in node.iterancestors()):
        return
    text = visible(node)
    leaf = len(node) == 0 or not any(visible(child) for child in node)
    if text and leaf and len(text) <= 40 and len(text.split()) <= 6 and not re.search(r"\d{2}", text) and not NOISE.match(text) and not is_label(text):
        loose = bool(words & {"tag", "tags"})
        add(made.loose_tags if loose else made.categories, text.strip(" ,|/·•"))
        made.used.add(node)


def words_in(text: str) -> int:
    """How many words a text has; two characters count as one in scripts without spaces."""
    return text.count(" ") + 1 if text.isascii() else max(len(text.split()), len(UNSPACED.findall(text)) // 2)


def add(names: list[str], name: str) -> None:
    """Append a name that is not there yet."""
    name = name.strip(" ,|/·•").removeprefix("#").strip()
    if name and name not in names:
        names.append(name)


# -- runs ---------------------------------------------------------------------------------------------------------------------


def walk(made: Draft, node: Element, path: str, late: list[bool], depth: int) -> None:
    """Append the runs of text below `node`, in order, without what is used, cut or hidden."""
    parts: list[str] = []
    linked = node.tag == "a" or next(node.iterancestors("a"), None) is not None if depth < 3 else node.tag == "a"
    own = (node.text or "") + " ".join(child.tail or "" for child in node)
    mixed = bool(re.search(r"\w", own))
    prose = mixed and words_of_own(node) >= 8

    def flush() -> None:
        text = squeeze("".join(parts))
        parts.clear()
        if text and re.search(r"\w", text):
            made.runs.append(Run(text, path, node, late[0], linked, size=words_in(text)))

    parts.append(node.text or "")
    for child in node:
        tag = child.tag
        if not isinstance(tag, str):
            parts.append(child.tail or "")
            continue
        if child is made.title_node:
            flush()
            late[0] = True
        elif tag == "br":
            flush()
        elif child in made.cut or tag in SKIP_TAGS or is_hidden(child):
            pass
        elif child in made.used:
            if not prose:
                flush()
        elif tag in INLINE and (mixed or prose) and not holds(child, made.title_node) and not any(part in made.used for part in child.iter() if part is not child and not prose):
            inline(made, child, parts, 0)
        elif depth < 60:
            flush()
            walk(made, child, f"{path}/{tag}.{'.'.join(sorted(class_words(child)))[:60]}", late, depth + 1)
        parts.append(child.tail or "")
    flush()


def inline(made: Draft, node: Element, parts: list[str], depth: int) -> None:
    """Append the text of an inline element in a sentence, without links that call for action."""
    parts.append(node.text or "")
    for child in node:
        if isinstance(child.tag, str) and child not in made.used and child.tag not in SKIP_TAGS and not is_hidden(child) and depth < 50:
            if child.tag == "br":
                parts.append(" ")
            inline(made, child, parts, depth + 1)
        parts.append(child.tail or "")
