"""Entries and sources for tests of the store: said briefly, complete in what matters."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from aggregator.items import Entry, Evidence, Finding, Judgement, Source, Visit

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
DAY = timedelta(days=1)
HARBOUR = Source(id="harbour", name="Harbour Herald", url="https://harbour.example/news/")
VALLEY = Source(id="valley", name="Valley Voice", url="https://valley.example/", kind="ngo")
DIGEST = Source(id="digest", name="Daily Digest", url="https://digest.example/", kind="aggregator")
ALL = {source.id: source for source in (HARBOUR, VALLEY, DIGEST)}

TITLE = "Net menders of Vilkara win back eleven months of wages"
EXCERPT = (
    "A court in Vilkara ordered the owner of two trawlers to pay forty-one net menders what he had kept from them "
    "since the spring. Their passports were found in a biscuit tin aboard the Marenka."
)


def judgement(scope: Any = "in", topics: tuple[str, ...] = ("labour-trafficking",), **more: Any) -> Judgement:
    evidence = (Evidence(text="wages", field="title", rule="test"),)
    findings = tuple(Finding(code=code, facet="form", evidence=evidence) for code in topics)
    return Judgement(scope=scope, topics=findings, rules_version="1", **more)


def entry(n: int | str = 1, source: Source = HARBOUR, **more: Any) -> Entry:
    """The n-th article of a source; each number has words of its own."""
    address = f"{source.url}{n}"
    plain = Entry(
        source=source.id,
        address=address,
        canonical=address,
        title=f"Ferry number {n} leaves quay {n} without its lamplighter Oskar{n}",
        excerpt=f"Passengers of crossing {n} waited on pier {n} until Oskar{n} came with oil{n} and wick{n} at dusk.",
        lang="en",
        published=NOW - DAY,
        published_precision="day",
        published_from="attribute",
        judgement=judgement(),
    )
    return replace(plain, **more)


def told(source: Source, slug: str = "net-menders", **more: Any) -> Entry:
    """The same story as told by some source."""
    return entry(slug, source, **({"title": TITLE, "excerpt": EXCERPT} | more))


def visit(source: Source = HARBOUR, **more: Any) -> Visit:
    return Visit(**({"source": source.id, "url": source.url, "started": NOW, "status": "ok"} | more))
