"""The last resort against a page that blocks the process: nothing interrupts C code while it parses.

A timer in C ends the process when the event loop has stood still for too long. Before each page its source is
written down, so the next run knows which one it was; after three times that source is left out.
"""

from __future__ import annotations

import faulthandler
import os
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy import signals
from twisted.internet.task import LoopingCall

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

STRIKES = 3
MARK = "reading"  # the file in the data folder


class Watchdog:
    """Scrapy extension: re-arms the timer each second, so it fires only when the loop stands still."""

    def __init__(self, crawler: Crawler, limit: float) -> None:
        self.limit = limit
        self._beat = LoopingCall(self._arm)
        crawler.signals.connect(self._start, signals.engine_started)
        crawler.signals.connect(self._stop, signals.engine_stopped)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Watchdog:
        return cls(crawler, crawler.settings.getfloat("WATCHDOG_SECONDS"))

    def _arm(self) -> None:
        faulthandler.dump_traceback_later(self.limit, exit=True)

    def _start(self) -> None:
        self._beat.start(1.0)

    def _stop(self) -> None:
        if self._beat.running:
            self._beat.stop()
        faulthandler.cancel_dump_traceback_later()


class Mark:
    """The source whose page is being read, in a file that outlives the process."""

    def __init__(self, folder: Path | None) -> None:
        self._handle = -1
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            self._handle = os.open(folder / MARK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)

    def left(self) -> str | None:
        """The source that the last run died on, if it died while reading."""
        if self._handle < 0:
            return None
        return os.pread(self._handle, 100, 0).decode("ascii", "replace").strip() or None

    def set(self, source: str) -> None:
        if self._handle >= 0:
            os.pwrite(self._handle, source.ljust(64).encode("ascii", "replace"), 0)

    def clear(self) -> None:
        if self._handle >= 0:
            os.ftruncate(self._handle, 0)

    def close(self) -> None:
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1
