"""The store: what was read, stated and judged, kept for years in one SQL database.

Importing this package is cheap; SQLAlchemy is loaded with the first `Store`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aggregator.store.records import (
    Copy,
    Correction,
    Join,
    Kept,
    Moves,
    Query,
    Run,
    StoredEntry,
    Story,
    Takedown,
)

if TYPE_CHECKING:
    from aggregator.store.store import Store

__all__ = [
    "Copy", "Correction", "Join", "Kept", "Moves", "Query", "Run", "Store", "StoredEntry", "Story", "Takedown",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name == "Store":
        from aggregator.store.store import Store

        return Store
    raise AttributeError(name)
