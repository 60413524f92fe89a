"""Phrases at the head of a text, in many languages at once."""

from __future__ import annotations

import re


def _any(words: str) -> str:
    return "|".join(re.escape(word.strip()) for word in words.split(","))


class Phrases:
    """Phrases at the head of a text, behind signs and digits; the first four letters decide nearly always."""

    def __init__(self, phrases: str, before: str, behind: str) -> None:
        self.pattern = re.compile(before + _any(phrases) + behind, re.I)
        self.heads = frozenset(phrase.strip()[:4].casefold() for phrase in phrases.split(","))

    def match(self, text: str) -> re.Match[str] | None:
        """As `re.Pattern.match`."""
        head = text[:4]
        if not head[:1].isalpha():
            first = LETTER.search(text)
            head = text[first.start() : first.start() + 4] if first else ""
        head, heads = head.casefold(), self.heads
        likely = not heads.isdisjoint((head, head[:3], head[:2], head[:1]))
        return self.pattern.match(text) if likely else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """As `re.Pattern.fullmatch`."""
        return self.pattern.fullmatch(text) if self.match(text) else None


LETTER = re.compile(r"[^\W\d_]")
