"""A row of bars, one a week, as numbers for an inline SVG."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

BAR, GAP, HEIGHT = 5, 2, 20


def sparkline(weeks: Sequence[int]) -> dict[str, Any]:
    """`width`, `height`, `label` in words and `bars`; a week with nothing keeps a hair line, the fullest is full."""
    peak = max(weeks, default=0)
    bars = []
    for i, count in enumerate(weeks):
        height = max(1, round(HEIGHT * count / peak)) if peak else 1
        bars.append({"x": i * (BAR + GAP), "y": HEIGHT - height, "width": BAR, "height": height})
    words = ", ".join(str(count) for count in weeks)
    return {
        "width": max(1, len(weeks) * (BAR + GAP) - GAP),
        "height": HEIGHT,
        "bars": bars,
        "label": f"Entries a week, the last {len(weeks)} weeks: {words}" if weeks else "No entries yet",
    }
