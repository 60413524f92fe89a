"""The tables in data/: one entry a line."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def table(name: str) -> tuple[str, ...]:
    """The entries of one table, in order; lines that begin with "#" say what it is for."""
    text = Path(__file__).with_name("data").joinpath(f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))
