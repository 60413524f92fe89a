"""Findings as sentences for people: one each, and one paragraph of what is new."""

from __future__ import annotations

from collections.abc import Sequence

from aggregator.monitoring.findings import Finding
from aggregator.monitoring.memory import News

FEW = 3  # sources with the same fault that are told one by one


def paragraph(news: News) -> str:
    """One paragraph: what broke, what is still broken a week on, what recovered; empty where nothing is to tell."""
    opened = [finding for finding in news.opened if not finding.notice]
    parts = _sentences(opened) + [f"Still: {text}" for text in _sentences(news.reminded)]
    if news.recovered:
        names = ", ".join(sorted({finding.source or "the crawl" for finding in news.recovered}))
        parts.append(f"Recovered: {names}.")
    return " ".join(parts)


def _sentences(findings: Sequence[Finding]) -> list[str]:
    """A sentence for each; one for all where more than a few say the same, as when this machine's network fails."""
    told: dict[str, list[Finding]] = {}
    for finding in findings:
        told.setdefault(finding.what, []).append(finding)
    parts = []
    for what, same in told.items():
        if len(same) <= FEW:
            parts += [sentence(finding) for finding in same]
        else:
            names = ", ".join(finding.source for finding in same[:FEW])
            parts.append(f"{len(same)} sources ({names}, …): {what}. Look: aggregator health.")
    return parts


def sentence(finding: Finding) -> str:
    """A finding in full: what, since when, last good, where, and the command to run next."""
    what = (
        finding.what
        if finding.code == "configuration"
        else f"{finding.source or 'The crawl'}: {finding.what}"
    )
    known = [
        f"since {finding.since:%Y-%m-%d %H:%M} UTC" if finding.since else "",
        f"last good {finding.last_good:%Y-%m-%d %H:%M} UTC" if finding.last_good else "",
        "visited weekly now" if finding.paused else "",
        finding.address or "",
    ]
    details = "; ".join(filter(None, known))
    return f"{what}{f' ({details})' if details else ''}. Look: {finding.command}."
