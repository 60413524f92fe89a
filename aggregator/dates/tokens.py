"""A printed text as tokens, each of a class; the classes in a row are the shape that dates are found in.

Classes: d a day's number, e two other digits, Y a year, n another number; m month, M month of another language,
w weekday; D a date in numbers, t a time, f two numbers parted by a point; o a word that may stand inside a date, r a
word of ranges, l published, L updated, s a word before the number of a series, c of a part, z zone, p half of the day,
x anything else. Punctuation stands for itself, every dash as "-", every bar and bullet as "|".
"""

from __future__ import annotations

import re
from typing import NamedTuple

from aggregator.dates.clock import CLOCK, Clock, read_clock
from aggregator.dates.vocabulary import GLUE, Words, compound, roles, words

_STOPS = r"\s\d!-/:-@\[-`{-~،؛。、・·•‧–—―−‐-‒…«»“”„‘’‚‹›¡¿।॥〜￨▪●|׳״′"
_TOKEN = re.compile(
    rf"(?=\d)(?:(?P<t>{CLOCK})"
    r"|(?P<D>(?<![a-z\d])(?<!\d[./-])(?:\d{4}|\d{1,2})\s?(?P<by>[./-])\s?\d{1,2}\s?(?P=by)\s?(?:\d{4}|\d{1,2})"
    r"(?!\d)(?!(?P=by)\d))"
    r"|(?P<f>(?<![\d.])\d{1,2}\.\d{2}(?![\d.]))"
    r"|(?P<n>\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:(?:st|nd|rd|th|er|re|eme|°|os?|as?|e|go|-?го|-?е|-?й|:e|:a"
    r"|[-–](?:i|en|an|a|e)|en|an|i|ei|ej|-?р|ي)"
    rf"(?=[{_STOPS}]|$))?)"
    rf")|(?P<w>[^{_STOPS}]+(?:\.[^{_STOPS}]+)*)"
    r"|(?P<p>[^\s])"
)
_HALF = re.compile(r"(?<![^\W\d_])([ap])\.?\s?m(?![^\W_])\.?")
_COMMON_ERA = re.compile(r"(?<=\d{4})\s?م(?!\w)")
_PUNCTUATION = (
    dict.fromkeys("-–—―−‐‑‒~〜&", "-")
    | dict.fromkeys("|•·・‧▪●￨", "|")
    | dict.fromkeys(",،、؛", ",")
    | dict.fromkeys("'’", "'")
    | dict.fromkeys(".׳", ".")
    | {mark: mark for mark in "/:()"}
)
_MONTH_MARKS = frozenset({"thang", "thg", "th"})
_MONTH_ENDINGS = frozenset({"сарын", "сард", "сар"})  # Mongolian: 5-р сарын 4


class Token(NamedTuple):
    """A piece of text: its class, the text as folded, the number it stands for, where it stands."""

    kind: str
    text: str
    value: int
    start: int
    end: int
    clock: Clock | None = None


def tokens(folded: str, lang: str | None) -> list[Token]:
    """The tokens of a folded text on a page in `lang`."""
    if "m" in folded:
        folded = _HALF.sub(r"\1m", folded)
    if "م" in folded:
        folded = _COMMON_ERA.sub("", folded)
    if not folded.isascii() or lang == "ga":
        folded = compound().sub(lambda m: m[0].replace(" ", GLUE), folded)
    vocabulary = words(lang)
    found: list[Token] = []
    for match in _TOKEN.finditer(folded):
        token = _token(match, vocabulary)
        if token.kind == "d" and found and _names_month(found, token):
            mark = found[-1] if found[-1].kind != "." else found[-2]
            del found[found.index(mark) :]
            token = Token("m", token.text, token.value, mark.start, token.end)
        elif token.text in _MONTH_ENDINGS and found and found[-1].kind == "d":
            token = found.pop()._replace(kind="m", end=token.end)
        elif found and found[-1].kind == "t" and token.text in roles("zone"):  # "et" is also a French word
            token = token._replace(kind="z")
        elif (
            token.clock and found and found[-1].text in {"am", "pm"} and lang not in {"de", "cy"}
        ):  # "at" there
            token = token._replace(clock=token.clock.half(found[-1].text))
        found.append(token)
    return found


def _names_month(found: list[Token], number: Token) -> bool:
    """Vietnamese counts its months: tháng 5, thg 5."""
    mark = found[-2] if found[-1].kind == "." and len(found) > 1 else found[-1]
    return mark.text in _MONTH_MARKS and number.value <= 12


def _token(match: re.Match[str], vocabulary: Words) -> Token:
    kind, text = match.lastgroup or "p", match[0]
    start, end = match.span()
    if match["t"] is not None:
        clock = read_clock(text, match["half"], match["offset"])
        return Token("t" if clock else "x", text, 0, start, end, clock)
    if match["D"] is not None:
        return Token("D", text, 0, start, end)
    if kind == "w":
        word = vocabulary.get(text)
        return Token(word.kind, text, word.value, start, end) if word else Token("x", text, 0, start, end)
    if kind == "n":
        return _number(text, start, end)
    if kind == "f":
        return Token("f", text, 0, start, end)
    return Token(_PUNCTUATION.get(text, "!"), text, 0, start, end)


def _number(text: str, start: int, end: int) -> Token:
    digits = re.match(r"\d+", text)
    plain = digits[0] if digits and "," not in text else ""
    value = int(plain) if 0 < len(plain) < 9 else 0
    if 1 <= len(plain) <= 2:
        return Token("d" if 1 <= value <= 31 else "e", text, value, start, end)
    if len(plain) == 4 and (1300 <= value <= 1450 or 1900 <= value <= 2100 or 2443 <= value <= 2643):
        return Token("Y", text, value, start, end)
    return Token("n", text, value, start, end)
