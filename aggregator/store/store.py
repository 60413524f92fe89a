"""The store as one class; each part stands in a module of its own."""

from __future__ import annotations

from aggregator.store.ageing import Ageing
from aggregator.store.backup import Backup
from aggregator.store.explaining import Explaining
from aggregator.store.keeping import Keeping
from aggregator.store.opening import Opening
from aggregator.store.rejudging import Rejudging
from aggregator.store.remembering import Remembering
from aggregator.store.showing import Showing
from aggregator.store.visiting import Visiting
from aggregator.store.withdrawing import Withdrawing


class Store(
    Opening, Keeping, Showing, Visiting, Remembering, Withdrawing, Ageing, Rejudging, Explaining, Backup
):
    """Entries, stories, visits and rules in one database.

    A context manager. Every method raises DataError, LockedError or CannotWriteError, never the database's own
    errors; each is one transaction or a few short ones.
    """
