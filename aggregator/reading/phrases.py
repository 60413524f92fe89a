"""Phrases at the head of a text, in many languages at once."""

from __future__ import annotations

import re


def _any(words: str) -> str:
    return "|".join(re.escape(word.strip()) for word in words.split(","))


class Phrases:
    """Phrases at the head of a text, behind signs and digits; the first two letters decide nearly always."""

    def __init__(self, phrases: str, before: str, behind: str) -> None:
        self.pattern = re.compile(before + _any(phrases) + behind, re.I)
        self.heads = frozenset(phrase.strip()[:2].casefold() for phrase in phrases.split(","))

    def match(self, text: str) -> re.Match[str] | None:
        """As `re.Pattern.match`."""
        head = text[:2]
        if not head.isalpha():
            first = LETTER.search(text)
            head = text[first.start() : first.start() + 2] if first else ""
        return self.pattern.match(text) if head.casefold() in self.heads else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """As `re.Pattern.fullmatch`."""
        return self.pattern.fullmatch(text) if self.match(text) else None


LETTER = re.compile(r"[^\W\d_]")
