"""Page bytes ─► `Listing`. Pure: no network, no store, no clock but the one that is handed in."""

from aggregator.reading.document import read

__all__ = ["read"]
