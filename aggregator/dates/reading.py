"""What reading a date gives."""

from __future__ import annotations

from dataclasses import dataclass

from aggregator.items import Precision


@dataclass(frozen=True, slots=True)
class Reading:
    """A date read: ISO 8601 text as precise as what was printed ("2022-05" for a month), never clamped.

    A time keeps the offset printed, else has the zone given, else is naive. `relative`: told from the time of reading.
    """

    published: str
    precision: Precision
    relative: bool = False
