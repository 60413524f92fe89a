"""Watching over the sources: when each is due, what its visits tell, and telling it to who looks after them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aggregator.monitoring.findings import Finding, judge, recovered
from aggregator.monitoring.schedule import due, interval, next_due

if TYPE_CHECKING:
    from aggregator.monitoring.health import Health, assess, report

__all__ = ["Finding", "Health", "assess", "due", "interval", "judge", "next_due", "recovered", "report"]


def __getattr__(name: str) -> Any:
    if name in ("Health", "assess", "report"):  # these need the store and the feeds
        from aggregator.monitoring import health

        return getattr(health, name)
    raise AttributeError(name)
