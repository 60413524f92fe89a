"""Watching over the sources: when each is due, what its visits tell, and telling it to who looks after them."""

from aggregator.monitoring.findings import Finding, judge, recovered
from aggregator.monitoring.schedule import due, interval, next_due

__all__ = ["Finding", "due", "interval", "judge", "next_due", "recovered"]
