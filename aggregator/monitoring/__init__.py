"""Watching over the sources: when each is due, what its visits tell, and telling it to who looks after them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from aggregator.monitoring.findings import Finding, judge, recovered
from aggregator.monitoring.schedule import due, interval, next_due

if TYPE_CHECKING:
    from aggregator.monitoring.health import assess, report
    from aggregator.monitoring.runs import counting, follow
    from aggregator.monitoring.states import Health

LATE = {"Health": "states", "assess": "health", "counting": "runs", "follow": "runs", "report": "health"}
__all__ = [
    "Finding",
    "Health",
    "assess",
    "counting",
    "due",
    "follow",
    "interval",
    "judge",
    "next_due",
    "recovered",
    "report",
]


def __getattr__(name: str) -> Any:
    if name in LATE:  # these need the store and the feeds
        return getattr(import_module(f"aggregator.monitoring.{LATE[name]}"), name)
    raise AttributeError(name)
