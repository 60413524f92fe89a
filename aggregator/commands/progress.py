"""What a person at a terminal sees of a crawl: sites done of all, new items, what is happening now."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from aggregator.spiders.visiting import Visiting


class Progress:
    """A bar on a terminal, and nothing elsewhere. A context manager."""

    def __init__(self, total: int, *, shown: bool = True) -> None:
        self.total = total
        self.new = 0
        self._under_way: dict[str, str] = {}
        self._bar: Any = None
        self._task: Any = None
        if shown and total and sys.stdout.isatty():
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
            from rich.progress import Progress as Bar

            self._bar = Bar(
                MofNCompleteColumn(), TextColumn("sites"), BarColumn(bar_width=24),
                TextColumn("{task.fields[new]} new"), TimeElapsedColumn(),
                TextColumn("{task.description}", style="dim"), transient=True,
            )  # fmt: skip
            self._task = self._bar.add_task("", total=total, new=0)

    def __enter__(self) -> Self:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def watch(self, visiting: Visiting, *, ended: bool) -> None:
        """A visit has begun or ended."""
        if not self._bar:
            return
        source = visiting.source
        if ended:
            self._under_way.pop(source.id, None)
            self.new += visiting.new
            self._bar.update(self._task, advance=1, new=self.new)
        else:
            self._under_way[source.id] = source.name
        waiting = list(self._under_way.values())
        more = f" and {len(waiting) - 1} more" if len(waiting) > 1 else ""
        self.say(f"reading {waiting[0][:40]}{more}" if waiting else "")

    def say(self, what: str) -> None:
        if self._bar:
            self._bar.update(self._task, description=what)
