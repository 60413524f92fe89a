"""The addresses of a listing's pages: which of them is how far behind which."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

NUMBER = re.compile(r"\d+")
FURTHER = re.compile(
    r"(?:/(?:[^\W\d_]{1,10}[/_-]?)?\d{1,5})+"
)  # `/page/2`, `/5/5` behind a listing's own path
INDEX = re.compile(r"/index(\d{0,4})(?:\.\w{2,5})?$")


def numbers_path(left: str, right: str) -> bool:
    """Whether a number in the path is what two addresses differ in: as likely an item's as a page's."""
    return urlsplit(left).path.rstrip("/") != urlsplit(right).path.rstrip("/")


def same_place(left: str, right: str) -> bool:
    """Whether two addresses differ only in their last part, numbers or query."""
    one, two = urlsplit(left).path.rstrip("/"), urlsplit(right).path.rstrip("/")
    folder = urlsplit(left).path.rpartition("/")[0]
    return (
        NUMBER.sub("", one) == NUMBER.sub("", two)
        or (two.startswith(one) and FURTHER.fullmatch(two, len(one)) is not None)
        or next_door(folder, urlsplit(right).path)
        or (one.rpartition("/")[0] == two.rpartition("/")[0] and bool(NUMBER.search(two.rpartition("/")[2])))
    )


def next_door(folder: str, path: str) -> bool:
    """Whether a path is that of a numbered document in a folder, as `news2.htm` beside `index.htm`."""
    name = path.removeprefix(folder + "/")
    return name != path and "/" not in name and bool(NUMBER.search(name))


def step(current: str, other: str) -> int | None:
    """By how many pages `other` lies behind `current`; None where the two are no pages of one listing."""
    here, there = place(current), place(other)
    if here[0] != there[0]:
        return None
    return there[1] - here[1] if there[1] != here[1] else 0


PAGE_IN_PATH = re.compile(
    r"/(?:page|seite|pagina|página|strona|stranica|sida|side|sivu|stran|p|trang|halaman)[/_-]?(\d{1,5})(?=/|$|\.)"
    r"|[/_-](\d{1,4})(?=/?$|\.\w{2,5}$)",
    re.I,
)
PAGE_KEYS = re.compile(
    r"(?:^|_|-|\.|\[)(?:page|paged|p|pg|pagina|page_?num(?:ber)?|seite|start|offset|skip|from|pp|pageno|pageindex"
    r"|pn|cur|cpage|b_start|nextrow|take|startrow|currentpage)(?::int|\])?$",
    re.I,
)


def place(address: str) -> tuple[str, int]:
    """A listing's address without its page number, and the number (first page where it names none)."""
    parts = urlsplit(address.partition("#")[0])
    number = 0
    path = parts.path
    query = []
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        if PAGE_KEYS.search(name) and value.isdecimal() and len(value) < 16:
            number = max(1, int(value))
        else:
            query.append((name, value))
    if index := INDEX.search(path):
        path, number = path[: index.start()], number or int(index[1] or 0)
    match = PAGE_IN_PATH.search(path)
    if match and not number and (match[1] or 1 < int(match[2]) < 1000):
        number = int(match[1] or match[2]) - 1
        path = path[: match.start()] + path[match.end() :]
    return f"{parts.netloc.lower()}{path.rstrip('/')}?{sorted(query)}", number
