"""Says on a terminal how far a long pass over the items has come; silent in a pipe and in cron."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
STEP = 1000


def counted(items: Iterable[T], what: str, *, shown: bool = True) -> Iterator[T]:
    """`items` as they are; on standard error `what` and how many have passed, if `shown` and a person may see it."""
    if not (shown and sys.stderr.isatty()):
        yield from items
        return
    from aggregator.commands.common import console

    with console(stderr=True).status(what) as status:
        for number, item in enumerate(items, 1):
            if number % STEP == 0:
                status.update(f"{what}: {number:,} items")
            yield item
