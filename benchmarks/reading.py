"""CPU of reading a page against parsing it alone, in one process: the median over pages, as a ratio.

    python benchmarks/reading.py [FOLDER…]      # folders of */page.html; the project's fixtures by default

Prints milliseconds a page, the share that parsing takes, and the longest page; the best of five runs each.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from lxml import etree

from aggregator.reading import read

FIXTURES = Path(__file__).parent.parent / "tests" / "fixtures"
RUNS = 5


def cpu(work: Callable[[], object]) -> float:
    """Milliseconds of CPU of the fastest of five runs, after one to warm up."""
    work()
    best = float("inf")
    for _ in range(RUNS):
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
    return best * 1000


def main(folders: list[Path]) -> None:
    rows = []
    for file in sorted(file for folder in folders for file in folder.glob("*/page.html")):
        expected = json.loads((file.parent / "expected.json").read_text(encoding="utf-8"))
        body = file.read_bytes()
        if expected.get("content_type", "text/html") != "text/html":
            continue
        whole = cpu(lambda body=body, url=expected["url"]: read(body, url))
        parsing = cpu(lambda body=body: etree.fromstring(body, etree.HTMLParser()))
        rows.append((whole, parsing, len(body), file.parent.name))
    whole, parsing, size = (median(row[column] for row in rows) for column in range(3))
    print(f"{len(rows)} pages, median {size / 1000:.0f} kB")
    print(f"reading  {whole:6.2f} ms a page, {whole / parsing:.1f} times parsing alone ({parsing:.2f} ms)")
    slowest = max(rows)
    print(f"slowest  {slowest[0]:6.2f} ms, {slowest[3]} ({slowest[2] / 1000:.0f} kB)")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or [FIXTURES])
