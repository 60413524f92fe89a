"""The JSON values of a page's scripts, and the lists of objects in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from aggregator.reading.structured.jsonld import load

ASSIGNED = re.compile(
    r"(?:window(?:\.|\[['\"])|self\.|var\s+|globalThis\.)[\w$.]+(?:['\"]\])?\s*=\s*(?=[{\[])"
)


def values(kind: str, name: str, text: str) -> Iterator[Any]:
    """The JSON values of a script: the whole text, or what it assigns."""
    if "json" in kind or name.startswith("__"):
        value = load(text)
        yield (
            unflatten(value)
            if name == "__NUXT_DATA__"
            or (
                isinstance(value, list)
                and len(value) > 20
                and isinstance(value[0], (list, dict))
                and kind == "application/json"
            )
            else value
        )
        return
    for match in list(ASSIGNED.finditer(text))[:5]:
        value = load(balanced(text, match.end()))
        if value is not None:
            yield value


def balanced(text: str, start: int) -> str:
    """The bracketed value that begins at `start`, strings minded."""
    depth, position, quoted = 0, start, False
    for match in re.finditer(r'\\.|["{}\[\]]', text[start:]):
        sign = match[0]
        if sign[0] == "\\":
            continue
        if sign == '"':
            quoted = not quoted
        elif not quoted:
            depth += 1 if sign in "{[" else -1
            if depth == 0:
                position = start + match.end()
                break
    return text[start:position]


def unflatten(flat: Any, limit: int = 20_000) -> Any:
    """A value from Nuxt's payload: one flat list whose numbers point to other places of the list."""
    if not isinstance(flat, list):
        return flat
    left = [limit]

    def build(index: Any, depth: int) -> Any:
        left[0] -= 1
        if (
            not isinstance(index, int)
            or isinstance(index, bool)
            or not 0 <= index < len(flat)
            or depth > 12
            or left[0] < 0
        ):
            return None
        value = flat[index]
        if isinstance(value, dict):
            return {name: build(place, depth + 1) for name, place in value.items()}
        if isinstance(value, list):
            if len(value) == 2 and isinstance(value[0], str):
                return build(value[1], depth + 1)
            return [build(place, depth + 1) for place in value]
        return value

    return build(0, 0)


def lists(value: Any, left: list[int], depth: int = 0) -> Iterator[list[dict[str, Any]]]:
    """Every list of two or more objects in the value."""
    left[0] -= 1
    if left[0] < 0 or depth > 20:
        return
    if isinstance(value, list):
        group = [
            part.get("node", part) if isinstance(part.get("node", part), dict) else part
            for part in value
            if isinstance(part, dict)
        ]
        if len(group) > 1:
            yield group
        for part in value:
            yield from lists(part, left, depth + 1)
    elif isinstance(value, dict):
        for part in value.values():
            if isinstance(part, (list, dict)):
                yield from lists(part, left, depth + 1)
