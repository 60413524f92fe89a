"""The shape of dates in any script: 2022-05-04, 4.5.2022, 4 May 2022, May 4, 2022, 2022年5月4日, 3 hours ago."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = r"[^\W\d_][^\s\d.,;:()/|–—]+"
_AGO = r"(?:ago|atrás|geleden|sedan|siden|temu|назад|тому|önce|trước|lalu|fa|पहले|আগে|ที่แล้ว)\b"
# the units before the last: "1 week, " of "1 week, 4 days ago"
_COARSER = r"(?:[^\W\d]{1,12},?\s(?:[^\W\d]{1,3}\s)?\d+\s)"
# each alternative goes on behind the first digit; `(?<!\w\d)`: where nothing of a word stands before that
_NUMBER_FIRST = re.compile(
    r"\d(?:(?<!\w\d)(?:"
    r"\d{3}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{1,2}|\d?/\d{1,2}\s\d{4}\b|\d?\s?[-/.]\s?\d{1,2}\s?[-/.]\s?(?:\d{4}|\d{2}\b)"
    r"|\d?(?:st|nd|rd|th|er|[.ºª])?[\s-]+(?:d[eu]l?\s+|of\s+|ב)?"
    rf"{_WORD}[.,]*[\s-]+(?:d[eu]l?\s+|พ\.ศ\.\s*)?\d{{4}}\b)"
    r"|\d{1,3}\s?[年년]|\d?\s?[月월]\s?\d{1,2}"
    rf"|(?<!\w\d)\d*\s{_COARSER}{{0,2}}[^\d]{{2,14}}\s{_AGO}"
    r"|\d*\s?[^\W\d\s]{1,4}前|\d*\s?[^\W\d\s]{1,3}\s?전)",
    re.I,
)
_WORD_FIRST = re.compile(
    rf"\b(?:{_WORD}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?[.,]*\s+\d{{4}}\b"
    rf"|(?:an?|un[ae]?|eine[mnr]?|one)\s[^\d]{{2,14}}\s{_AGO}"
    rf"|(?:il y a|vor|hace|há|acum|منذ|قبل|πριν|לפני|przed)\s+[^\d]{{0,8}}\d+\s{_WORD}"
    rf"(?:,?\s(?:[^\W\d]{{1,3}}\s)?\d+\s{_WORD})?)",
    re.I,
)
# no match of the above is without one of these
_MAY_BE_WORD_FIRST = re.compile(rf"[\d\s](?:(?<=\d)[\d.,stndrh]*\s|(?<=\s){_AGO})", re.I)
SHORT = 200  # characters of a text that is worth remembering
MONTH_SHAPE = re.compile(r"[^\W\d_][^\s\d]{1,14}\s+(?:d[eu]l?\s+)?(?:19|20)\d\d")
YEAR_ALONE = re.compile(r"\W*(?:19|20)\d{2}\s?[年년]?\W*(?:\d{1,3}\W*)?")  # with a count of the year's items


def find_date(text: str) -> re.Match[str] | None:
    """The first stretch of the text that has the shape of a date."""
    return find_in_short(text) if len(text) <= SHORT else find_in_any(text)


def find_in_any(text: str) -> re.Match[str] | None:
    """As `find_date`."""
    number_first = _NUMBER_FIRST.search(text)
    if (number_first and not number_first.start()) or not _MAY_BE_WORD_FIRST.search(text):
        return number_first
    word_first = _WORD_FIRST.search(text)
    if number_first is None or (word_first and word_first.start() < number_first.start()):
        return word_first
    return number_first


find_in_short = lru_cache(maxsize=2048)(find_in_any)


def holds_date(text: str) -> bool:
    """Whether a text of any length holds something of the shape of a date."""
    return bool(_NUMBER_FIRST.search(text) or (_MAY_BE_WORD_FIRST.search(text) and _WORD_FIRST.search(text)))
