"""What a report says in words: its heading, what its numbers are not, and the shares that analysts ask about."""

from __future__ import annotations

from aggregator.exporting.manifest import query_told
from aggregator.reporting.numbers import Report, share
from aggregator.store.records import Query

NOTES = (
    "An item is a news item on a listing that is read here. It is neither a case nor a person: these are no figures of "
    "how much trafficking there is.",
    "A story is one article with all its copies. Independent reports of one case are several stories.",
    "An item may have several topics and name several countries, so the rows of a table may add up to more than all.",
    "A country is named in the text; whether people come from there, are exploited there, or the publisher sits there, "
    "is not said.",
    "Topics are set by words of title and excerpt in nine languages; what is told otherwise is missed.",
    "What is found depends on the sources that were declared, and on the press: it follows police and courts, and "
    "finds few of the victims.",
)
ASKED = {
    "scope": "scope", "topics": "topic", "facets": "facet", "countries": "country", "regions": "region",
    "langs": "language", "sources": "source", "kinds": "kind", "stages": "stage", "text": "text",
}  # fmt: skip


def asked(query: Query) -> str:
    """The query in words: `scope in; topic debt-bondage; from 2026-01-01`."""
    told = query_told(query)
    parts = [
        f"{name} {' or '.join(told[key]) if isinstance(told[key], list) else told[key]}"
        for key, name in ASKED.items()
        if key in told
    ]
    parts += [
        f"{word} {told[key][:10]}" for key, word in (("since", "from"), ("until", "before")) if key in told
    ]
    parts += ["leads of stories only"] if query.by == "story" else []
    return "; ".join(parts)


def shares(report: Report, query: Query) -> list[tuple[str, str]]:
    """Pairs of a question and its answer in numbers."""
    bias, items = report.bias, report.items
    told = [
        ("Sex trafficking", f"{counted(bias.sex)}, {share(bias.sex, items)} of all"),
        (
            "Labour exploitation (labour trafficking, debt bondage, servitude, state-imposed)",
            f"{counted(bias.labour)}, {share(bias.labour, items)} of all; both: {bias.both}",
        ),
    ]
    if query.by == "item":
        told.append(("The three stories told most", f"{share(bias.top_stories, items)} of all items"))
    told.append(
        ("The largest source", f"{share(bias.top_source, items)} of all items, of {report.sources} sources")
    )
    told.append(("Undated by their publishers", f"{counted(report.undated)}, {share(report.undated, items)}"))
    return told


def counted(number: int, noun: str = "item", plural: str = "") -> str:
    """`1 item`, `2 items`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"
