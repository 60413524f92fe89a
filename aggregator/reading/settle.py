"""Decides what the text left in the blocks is, by looking at all blocks at once.

The same place in every block plays the same role: what changes from item to item and runs long is the excerpt, what
repeats word for word is furniture, what reads as a date nearly everywhere is the date.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from aggregator.reading.blocks import DATE_SHAPE, HEADING_TAGS
from aggregator.reading.draft import Draft, Run, add, clean_name, words_in
from aggregator.reading.lexicon import (
    BY,
    BY_INSIDE,
    CATEGORY_LABEL,
    CATEGORY_PHRASE,
    DATE_LABEL,
    KIND,
    MODIFIED,
    NOISE,
    READ_MORE,
    TAG_LABEL,
)
from aggregator.reading.page import Page, class_words, squeeze
from aggregator.reading.when import from_address, read_date

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

SUMMARY_WORDS = frozenset(("excerpt", "summary", "teaser", "standfirst", "dek", "abstract", "introtext", "snippet", "chapo"))
EXCERPT_WORDS = frozenset(("excerpt", "summary", "description", "desc", "teaser", "intro", "introduction", "introtext", "lead", "dek", "deck", "standfirst", "abstract",
                           "snippet", "content", "body", "text", "blurb", "subtitle", "preview", "chapo", "vorspann"))  # fmt: skip
SEPARATORS = re.compile(r"\s*[|·•∙⋅‧/—]\s*|\s+[–-]\s+|\s{2,}")
MONTH_SHAPE = re.compile(r"[^\W\d_][^\s\d]{1,14}\s+(?:d[eu]l?\s+)?(?:19|20)\d\d")
# a weekday and the little words between a name and a date: "on Mon, ", "le vendredi, "
DATE_LEAD = re.compile(r"(?:^|\s)(?:on|am|le|el|il|op|den|em|dne|в|на|at)(?:\s+[^\s\d.,]{2,12}\s?[.,]*)?\s*$|^[^\s\d.,]{2,12}\s?[.,]+\s*$", re.I)
LABEL_BEFORE = re.compile(r"[^|·•,;]{1,40}[:：]\s*$")
TEMPLATE = re.compile(r"\d+")


def settle(page: Page, drafts: list[Draft]) -> None:
    """Give every draft its date, author, categories and excerpt from stated markup and from its runs."""
    columns: dict[str, list[tuple[int, Run]]] = defaultdict(list)
    for number, made in enumerate(drafts):
        for run in made.runs:
            columns[run.path].append((number, run))
    if not sum(1 for made in drafts if made.title) * 2 > len(drafts):
        title_from_runs(drafts, columns)
    furniture(drafts)
    settle_order(page, drafts)
    for made in drafts:
        settle_date(page, made)
    dates_from_columns(page, drafts, columns)
    undated = [made for made in drafts if made.published is None]
    for made in undated:
        dates_in_pieces(page, made)
    dates_from_groups(page, [made for made in undated if made.published is None])
    table_labels(drafts)
    for made in drafts:
        join_labels(made)
        labelled(made)
    unlabelled(drafts, columns)
    usual = {path: sum(min(run.size, 60) for _, run in cells) / len(cells) for path, cells in columns.items()}
    for made in drafts:
        settle_excerpt(made, usual)
        if made.published is None and made.url:
            made.published = from_address(made.url)


def title_from_runs(drafts: list[Draft], columns: dict[str, list[tuple[int, Run]]]) -> None:
    """Whole cards without headings: the first column of differing texts that are neither dates nor furniture."""
    order = {path: index for index, path in enumerate(columns)}
    best: tuple[float, str] | None = None
    for path, cells in columns.items():
        covered = len({number for number, _ in cells})
        texts = [run.text for _, run in cells]
        dated = sum(1 for text in texts if DATE_SHAPE.search(text) and len(text) < 40)
        distinct = len(set(texts)) / len(texts)
        size = sum(words_in(text) for text in texts) / len(texts)
        if covered < 0.7 * len(drafts) or distinct < 0.8 or dated > 0.3 * len(texts) or size < 2 or size > 30:
            continue
        if size > 10 and sum(1 for text in texts if text[-1] in ".!…。।؟۔") > 0.6 * len(texts):
            continue  # sentences: the teasers of items without titles
        score = min(size, 6) - 0.5 * order[path]
        if best is None or score > best[0]:
            best = (score, path)
    if best is None:
        return
    for number, made in enumerate(drafts):
        if made.title is None:
            run = next((run for run in made.runs if run.path == best[1] and not run.role), None)
            if run is not None:
                made.title, made.title_node, run.role = run.text, run.node, "title"
                seen = False
                for other in made.runs:
                    seen = seen or other is run
                    other.late = seen
        del number


def furniture(drafts: list[Draft]) -> None:
    """Mark what repeats in most blocks, counters, labels, 'Read more' and the title again."""
    count = len(drafts)
    seen: Counter[tuple[str, str]] = Counter()
    for made in drafts:
        seen.update({(run.path, TEMPLATE.sub("0", run.text)) for run in made.runs})
    for made in drafts:
        title = made.title or ""
        for run in made.runs:
            text = run.text
            if run.role:
                continue
            if title and (text == title or (len(text) > 12 and title.startswith(text.rstrip("… .")))):
                run.role = "title"
            elif bare_label(text) or NOISE.match(text) or (READ_MORE.match(text) and (len(text) < 40 or (title and title[:20] in text))):
                run.role = "noise"
            elif count >= 4 and seen[run.path, TEMPLATE.sub("0", text)] >= 0.7 * count and not DATE_SHAPE.search(text):
                run.role = "repeated"


def bare_label(text: str) -> bool:
    """Whether nothing is left of the text without its label: 'By', 'Posted on', 'Tags:'."""
    for label in (BY, DATE_LABEL, CATEGORY_LABEL, TAG_LABEL):
        match = label.match(text)
        if match and not re.search(r"\w", text[match.end() :]):
            return True
    return False


def settle_order(page: Page, drafts: list[Draft]) -> None:
    """Day or month first: one date with a part above 12 decides for the whole list."""
    if page.order:
        return
    found: Counter[str] = Counter()
    texts = [text for made in drafts for _, kind, text, _ in made.dates if kind == "text"] + [run.text for made in drafts for run in made.runs if len(run.text) < 60]
    for text in texts:
        if match := re.search(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d{2})\b", text):
            first, second = int(match[1]), int(match[2])
            if first > 12 >= second:
                found["DMY"] += 1
            elif second > 12 >= first:
                found["MDY"] += 1
    if found:
        page.order = found.most_common(1)[0][0]


def settle_date(page: Page, made: Draft) -> None:
    """The date that markup states, clearest first; an update only where nothing else is stated."""
    readings = [(rank, kind, text, node, reading) for rank, kind, text, node in made.dates if (reading := read_date(page, text))]
    # of two dates that are stated alike, the earlier one is that of publication
    for rank, kind, text, node, reading in sorted(readings, key=lambda stated: (-stated[0], stated[1] != "attribute", stated[4][0])):
        modified = rank == 1 or is_update(node, text)
        if modified and any(other[0] > 1 and other[3] is not node and not is_update(other[3], other[2]) for other in readings):
            continue
        made.published = (reading[0], reading[1], "modified" if modified else kind, text)
        return


def is_update(node: Element, text: str) -> bool:
    """Whether a word beside the date says that it is the date of a change."""
    if MODIFIED.search(text):
        return not re.search(r"(?i)publi", text)
    previous = node.getprevious()
    parent = node.getparent()
    before = previous.tail if previous is not None else parent.text if parent is not None else ""
    if not squeeze(before) and previous is not None:
        before = "".join(previous.itertext())
    return bool(before and len(before) < 40 and MODIFIED.search(before))


def dates_from_columns(page: Page, drafts: list[Draft], columns: dict[str, list[tuple[int, Run]]]) -> None:
    """Dates in plain text: from the column that reads as a date in most blocks."""
    share: dict[str, float] = {}
    for path, cells in columns.items():
        dated = sum(1 for _, run in cells if date_in(run.text))
        share[path] = dated / len(cells)
    for made in drafts:
        for run in sorted(made.runs, key=lambda run: (-round(share[run.path], 1), len(run.text))):
            if run.role or not (date_in(run.text) or (share[run.path] > 0.5 and len(run.text) < 30)):
                continue
            match = DATE_SHAPE.search(run.text)
            rest = len(run.text) - (len(match[0]) if match else 0)
            if rest > 60 or (rest > 25 and share[run.path] < 0.5):
                continue
            reading = read_date(page, run.text) or (read_date(page, match[0]) if match else None)
            if reading is None:
                continue
            if made.published is None:
                update = bool(MODIFIED.search(run.text)) or bool(run.node.getprevious() is not None and is_update(run.node, run.text))
                made.published = (reading[0], reading[1], "modified" if update else "text", match[0] if match else run.text)
            strip_date(run, match[0] if match else run.text)
            made.dated.add(run.node)


def dates_in_pieces(page: Page, made: Draft) -> None:
    """A date printed in boxes: month, day and year in elements side by side."""
    for start, run in enumerate(made.runs):
        if len(run.text) > 12 or run.role in ("title", "date"):
            continue
        row = [run]
        for other in made.runs[start + 1 : start + 4]:
            if len(other.text) > 12 or other.node.getparent() is not run.node.getparent():
                break
            row.append(other)
        text = " ".join(part.text for part in row)
        if len(row) > 1 and re.search(r"\d", text) and DATE_SHAPE.search(text) and (reading := read_date(page, text)):
            made.published = (reading[0], reading[1], "text", text)
            for part in row:
                part.role = "date"
            return


def dates_from_groups(page: Page, drafts: list[Draft]) -> None:
    """Dates that a heading above a group of items tells, whole or as the year and month of what the items print."""
    for made in drafts:
        heading = group_heading(made.block)
        if heading is None or not (year := re.search(r"(?<!\d)\d{4}(?!\d)", heading)):
            continue
        printed = [text for _, kind, text, _ in made.dates if kind == "text"] + [run.text for run in made.runs if run.role in ("", "beside date", "repeated")]
        for text in printed:
            if len(text) <= 20 and re.search(r"\d", text) and not re.search(r"\d{3}", text):
                reading = read_date(page, f"{text} {year[0]}") or read_date(page, f"{text} {heading}")
                if reading is not None and reading[1] == "day":
                    made.published = (reading[0], reading[1], "text", text)
                    for run in made.runs:
                        run.role = "date" if run.text == text else run.role
                    break
        if made.published is None and (reading := read_date(page, heading)):
            made.published = (reading[0], reading[1], "text", heading)


def group_heading(block: Element) -> str | None:
    """The short heading above the list that a block stands in."""
    node: Element | None = block
    for _ in range(4):
        if node is None or node.tag in ("main", "body"):
            return None
        for before in node.itersiblings(preceding=True):
            if before.tag in (*HEADING_TAGS, "dt", "strong", "b", "th", "caption", "time", "p") and before.find(".//a") is None:
                text = squeeze("".join(before.itertext()))
                return text if 0 < len(text) <= 40 else None
        node = node.getparent()
    return None


def date_in(text: str) -> bool:
    """Whether a short text holds something of the shape of a date."""
    return len(text) <= 160 and bool(DATE_SHAPE.search(text) or MONTH_SHAPE.fullmatch(text))


def strip_date(run: Run, printed: str) -> None:
    """Leave in the run what stands beside the date."""
    before, _, after = run.text.partition(printed)
    rest = DATE_LEAD.sub("", LABEL_BEFORE.sub("", before)) + " | " + after
    pieces = [DATE_LABEL.sub("", piece).strip(" ,;:()[]–—-|·•") for piece in SEPARATORS.split(rest)]
    pieces = [re.sub(r"^(?:at|um|à|a las|às|alle|om|kl\.?|о|в)?\s*\d{1,2}[:.h]\d{2}(?:\s*[ap]\.?m\.?)?", "", piece).strip(" ,;:()[]–—-|·•") for piece in pieces]
    run.text = " | ".join(piece for piece in pieces if re.search(r"\w", piece))
    run.role = "beside date" if run.text else "date"


def join_labels(made: Draft) -> None:
    """Put a label that stands in an element of its own before what it announces: `Type:` `Report`."""
    for label, run in zip(made.runs, made.runs[1:], strict=False):
        together = label.node.getparent() is run.node.getparent() and label.node is not run.node
        if not together or run.role or not (label.text.endswith((":", "：")) or bare_label(label.text)) or words_in(label.text) > 4 or words_in(run.text) > 12:
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
        rest = []
        for piece in SEPARATORS.split(run.text):
            text = piece.strip(" ,;:()[]–—-|·•")
            if not text:
                continue
            inner = BY_INSIDE.search(text) if run.role == "beside date" or len(text) < 40 else None
            if BY.match(text) and (name := clean_name(text)) and words_in(name) <= 6:
                if not made.authors:
                    made.authors.append(name)
            elif (match := TAG_LABEL.match(text)) and len(text) > match.end():
                split_names(text[match.end() :], made.loose_tags)
            elif (match := CATEGORY_PHRASE.match(text)) and words_in(text) <= 8:
                split_names(text[match.end() :], made.categories)
            elif (match := CATEGORY_LABEL.match(text)) and len(text) > match.end() and ":" in match[0] + " " and words_in(text) <= 8:
                split_names(text[match.end() :], made.categories)
            elif inner and run.role == "beside date" and (name := clean_name(text[inner.end() :])) and words_in(name) <= 6 and not made.authors:
                made.authors.append(name)
                head = DATE_LABEL.sub("", text[: inner.start()]).strip(" ,;:")
                if head and run.role != "beside date":
                    rest.append(head)
            else:
                rest.append(text)
        changed = " | ".join(rest)
        if len(rest) != len([piece for piece in SEPARATORS.split(run.text) if piece.strip(" ,;:()[]–—-|·•")]):
            run.role = "beside date" if rest and run.role == "beside date" else ("" if rest else "meta")
            run.text = changed


def table_labels(drafts: list[Draft]) -> None:
    """In tables with a header row, the header says what a column is: what it does not call a category is none."""
    for made in drafts:
        if made.block.tag != "tr":
            continue
        table = next(made.block.iterancestors("table"), None)
        head = next((row for row in table.iter("tr") if row.find("th") is not None), None) if table is not None else None
        if head is None or head is made.block:
            continue
        names = [squeeze("".join(cell.itertext())) for cell in head]
        for run in made.runs:
            cell = next((node for node in (run.node, *run.node.iterancestors()) if node.tag in ("td", "th")), None)
            if run.role or cell is None:
                continue
            place = made.block.index(cell) if cell.getparent() is made.block else -1
            name = names[place] if 0 <= place < len(names) else ""
            if not name:
                continue
            if CATEGORY_LABEL.match(name + ":"):
                split_names(run.text, made.categories)
                run.role = "meta"
            elif BY.match(name + ":"):
                made.authors = made.authors or [run.text]
                run.role = "meta"
            elif words_in(run.text) < 6:
                run.role = "column"


def split_names(text: str, into: list[str]) -> None:
    """Names parted by commas or bars."""
    for name in re.split(r"\s*[,|;、،]\s*", text):
        if name and len(name) <= 60:
            add(into, name)


def unlabelled(drafts: list[Draft], columns: dict[str, list[tuple[int, Run]]]) -> None:
    """Short texts that nothing announces: before the title or the date a category, behind the date a person."""
    no_categories = sum(1 for made in drafts if made.categories or made.loose_tags or made.tags) < 0.3 * len(drafts)
    no_authors = sum(1 for made in drafts if made.authors) < 0.3 * len(drafts)
    for made in drafts:
        dated = bool(made.dates)
        for run in made.runs:
            if run.role == "date":
                dated = True
            pieces = [piece for piece in run.text.split(" | ") if piece] if run.role == "beside date" else [run.text]
            if run.role == "beside date":
                dated = True
            if run.role not in ("", "beside date", "repeated"):
                continue
            for piece in pieces:
                text = piece.strip(" ,;:()[]–—-")
                if not text or bare_label(text) or NOISE.match(text) or words_in(text) > 5 or len(text) > 45 or re.search(r"\d", text) or READ_MORE.match(text):
                    continue
                column = columns[run.path]
                if len({number for number, _ in column}) < 0.5 * len(drafts):
                    continue
                beside = any(node.getparent() in (run.node.getparent(), run.node) for node in made.dated)
                named = looks_like_name(text) and not KIND.search(text)
                person = named and ((dated and (run.late or not made.title)) or (beside and (run.late or not no_categories)))
                if person and no_authors and not made.authors:
                    made.authors.append(text)
                    run.role = "meta"
                elif no_categories and not made.categories and (not run.late or beside or run.role == "beside date") and (run.role != "repeated" or KIND.search(text)) and words_in(text) <= 4:
                    add(made.categories, text)
                    run.role = "meta"


def looks_like_name(text: str) -> bool:
    """Whether a text may be a person's or a desk's name: two to five words, each with a capital where there are any."""
    words = text.split()
    if not 2 <= len(words) <= 5:
        return False
    cased = [word for word in words if word[0].isalpha() and word[0].lower() != word[0].upper()]
    capital = [word for word in cased if word[0].isupper()]
    return not cased or (len(capital) >= 2 and len(capital) >= len(cased) - 1)


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
        score = min(size, 60) + (25 if marked else 0) + (50 if size >= 3 and summarises(container) else 0) + min(typical, 30) * 0.5 + (5 if run.late else 0)
        if score > best_score:
            best, best_score = run, score
    if best is None:
        return
    container = box(made, best)
    if container is not None:
        together = [run for run in free if run.node is container or container in run.node.iterancestors()]
    else:
        parent = around(best, made)
        together = [run for run in free if run is best or (run.node is best.node and (best.node is not made.block or run.late)) or (parent is not None and around(run, made) is parent and (run.size >= 6 or run.node.tag == best.node.tag or run.linked))]
    made.excerpt = squeeze(" ".join(run.text for run in together)).strip() or None


def around(run: Run, made: Draft) -> Element | None:
    """The element that holds a run beside others: its parent, or the parent of what wraps the run alone."""
    node = run.node
    if node is made.block:
        return None
    parent = node.getparent()
    while parent is not None and parent is not made.block and len(parent) == 1 and not squeeze(parent.text) and not squeeze(node.tail):
        node, parent = parent, parent.getparent()
    return parent


def summarises(node: Element | None) -> bool:
    """Whether an element says that it sums the item up, rather than that it is the whole of it."""
    return node is not None and (not class_words(node).isdisjoint(SUMMARY_WORDS) or bool({"description", "abstract"} & set((node.get("itemprop") or "").split())))


def box(made: Draft, run: Run) -> Element | None:
    """The outermost element around a run whose markup says excerpt or content, inside the block, not around the title."""
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
        if not class_words(node).isdisjoint(EXCERPT_WORDS) or set((node.get("itemprop") or "").split()) & {"description", "articleBody", "text", "abstract"}:
            found = node
        node = node.getparent()
    return found
