"""What a spider is given on the command line: names of a home and of sources."""

from __future__ import annotations

from collections.abc import Iterable

from aggregator.errors import UsageError
from aggregator.home import Home
from aggregator.items import Source
from aggregator.sources import load
from aggregator.strict import nearest


def opened(
    home: Home | str | None, names: str | None, sources: Iterable[Source] | None
) -> tuple[Home, list[Source]]:
    """The home and the sources to visit: those given, those named (comma-separated ids), or all enabled ones."""
    found = home if isinstance(home, Home) else Home.find(home)
    if sources is not None:
        return found, list(sources)
    catalogue = load(found)
    if not names:
        return found, catalogue.enabled()
    chosen = []
    for name in filter(None, (part.strip() for part in names.split(","))):
        if name not in catalogue.sources:
            raise UsageError(f"no source {name!r}{nearest(name, list(catalogue.sources))}")
        chosen.append(catalogue.sources[name])
    return found, chosen
