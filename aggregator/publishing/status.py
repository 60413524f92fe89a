"""The state of each source as subscribers see it: in words that change only when the state does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aggregator.items import Source, Visit
from aggregator.publishing.clean import language, plain, web_address
from aggregator.publishing.names import KINDS, LANGUAGES, long_date

PATIENCE = 3  # visits in a row that must fail before the page says so
GOOD = frozenset({"ok", "unchanged", "empty"})
NOT_ITS_FAULT = frozenset({"stopped"})
ASKED = frozenset({"robots", "blocked"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A source as the page lists it, in words; `trouble` marks a state that its operator should know."""

    name: str
    url: str
    kind: str
    languages: str
    state: str
    trouble: bool = False
    feed: str | None = None


def source_rows(sources: Sequence[Source], visits: Mapping[str, Sequence[Visit]]) -> list[SourceRow]:
    """A row for each source, by name; `visits` newest first."""
    rows = [_row(source, visits.get(source.id, ())) for source in sources]
    return sorted(rows, key=lambda row: (row.name.casefold(), row.url))


def summary(rows: Sequence[SourceRow]) -> str:
    """The list in one sentence."""
    if not rows:
        return "No source has been declared yet."
    troubled = sum(row.trouble for row in rows)
    listed = (
        f"{len(rows)} publishers’ listings are read" if len(rows) > 1 else "One publisher’s listing is read"
    )
    return (
        f"{listed}; {troubled} cannot be reached at present."
        if troubled
        else f"{listed}, all without trouble."
    )


def _row(source: Source, visits: Sequence[Visit]) -> SourceRow:
    state, trouble = _state([visit for visit in visits if visit.status not in NOT_ITS_FAULT])
    codes = [code for tag in source.languages if (code := language(tag))]
    return SourceRow(
        name=plain(source.name, limit=120),
        url=web_address(source.url) or "",
        kind=KINDS[source.kind],
        languages=", ".join(LANGUAGES.get(code, code) for code in codes),
        state=state,
        trouble=trouble,
        feed=web_address(source.feed),
    )


def _state(visits: Sequence[Visit]) -> tuple[str, bool]:
    if not visits:
        return "Not yet read", False
    failing = next((i for i, visit in enumerate(visits) if visit.status in GOOD), len(visits))
    if failing < PATIENCE:
        return ("Read regularly", False) if failing < len(visits) else ("Not yet read", False)
    word = "Asks not to be read" if visits[0].status in ASKED else "Cannot be read"
    if failing < len(visits):
        return f"{word} since {long_date(visits[failing - 1].started)}", True
    return word, True
