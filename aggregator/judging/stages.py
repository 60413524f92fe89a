"""Where a case stands, as the text says it; about the text, never about a person."""

from __future__ import annotations

from collections.abc import Sequence

from aggregator.items import Evidence
from aggregator.judging.evidence import Text
from aggregator.judging.matcher import Hits

# In this order: what a text tells last of a case is what it is about ("jailed after being arrested in a raid").
STAGES = (
    "release", "appeal", "sanction", "sentence", "conviction", "civil-claim", "trial", "charge", "arrest", "raid",
    "investigation",
)  # fmt: skip


def stage(
    text: Text, hits: Hits, stages: Sequence[tuple[str, int]]
) -> tuple[str | None, tuple[Evidence, ...]]:
    """The stage that the title tells, else the excerpt; None where neither does."""
    for in_title in (True, False):
        for name, number in stages:
            spans = hits.get(number)
            if not spans:
                continue
            spans = text.in_title(spans) if in_title else spans
            if spans:
                return name, text.evidence(spans[:2], f"stage-{name}")
    return None, ()
