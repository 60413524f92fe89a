"""A home with seven known items, so that what is exported and reported of it can be checked by hand.

Two sources. `labour` and `copied` are one story; `held` waits for a person; `gone` was withdrawn.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aggregator.commands.init import make
from aggregator.home import Home
from aggregator.items import Entry, Evidence, Finding, Judgement, Source
from aggregator.store import Store

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
DESK = Source(id="desk", name="Example Desk", url="https://desk.example/news/", kind="ngo", languages=("en",))
WIRE = Source(id="wire", name="Beispiel-Draht", url="https://wire.example/", kind="media", languages=("de",))
TOLD = "Brick kiln workers who were held by debts for years left the site with labour inspectors on Tuesday morning"


def found(code: str, word: str, facet: str | None = None) -> Finding:
    return Finding(
        code=code, facet=facet, evidence=(Evidence(text=word, field="title", rule=f"word {word}"),)
    )


def judged(
    scope: str = "in", topics: tuple[Finding, ...] = (), country: str | None = None, stage: str | None = None
) -> Judgement:
    regions = {"IN": ("asia-pacific",), "DE": ("europe",)}
    return Judgement(
        scope=scope,  # type: ignore[arg-type]
        topics=topics,
        countries=(found(country, country),) if country else (),
        regions=regions.get(country or "", ()),
        case_stage=stage,
        rules_version="1.test",
    )


def entry(
    source: Source, slug: str, title: str | None, excerpt: str, day: str | None, **more: object
) -> Entry:
    address = f"{source.url}{slug}"
    when = datetime.fromisoformat(f"{day}T12:00:00+00:00") if day else None
    told = (
        {"published": when, "published_text": day, "published_precision": "day", "published_from": "text"}
        if day
        else {}
    )
    return Entry(
        source=source.id, address=address, canonical=address, title=title, excerpt=excerpt, **{**told, **more}  # type: ignore[arg-type]
    )  # fmt: skip


FORM = "form"
LABOUR = found("labour-trafficking", "forced labour", FORM)
DEBT = found("debt-bondage", "debts", FORM)
SEX = found("sex-trafficking", "sexual exploitation", FORM)
PROSECUTION = found("prosecution", "sentenced", "response")

FROM_DESK = (
    entry(
        DESK, "kiln", "Kiln workers freed after nine years of debt in northern district", TOLD, "2026-01-15",
        lang="en", author="R. Writer", categories=("Labour; debt", "Asia"),
        judgement=judged(topics=(LABOUR, DEBT), country="IN", stage="raid"),
    ),
    entry(
        DESK, "net", '=HYPERLINK("https://evil.example";"net")', "Court hears a second day of evidence on the network",
        "2026-02-20", lang="en", judgement=judged(topics=(SEX, PROSECUTION), country="DE", stage="trial"),
    ),
    entry(
        DESK, "undated", None, "+44 helpline opens for trafficked people, in six languages and around the clock", None,
        lang="en", judgement=judged(),
    ),
    entry(
        DESK, "boat", "Thirty people found in lorry at border crossing", "Police speak of smuggling", "2026-03-03",
        lang="en", judgement=judged("adjacent"),
    ),
    entry(
        DESK, "girl", "Rescued girl tells of her years in the house", "The excerpt names a school", "2026-03-04",
        lang="en", judgement=judged(topics=(SEX,)),
    ),
)  # fmt: skip
FROM_WIRE = (
    entry(
        WIRE, "kiln-copy", "Kiln workers freed after nine years of debt in northern district", TOLD, "2026-01-20",
        lang="en", original_source="Example Desk", judgement=judged(topics=(LABOUR, DEBT), country="IN", stage="raid"),
    ),
    entry(
        WIRE, "erntehelfer", "Erntehelfer um Lohn und Pässe gebracht: Urteil im März",
        "Das Gericht sprach von Zwangsarbeit", "2026-03-10",
        lang="de", judgement=judged(topics=(LABOUR, PROSECUTION), country="DE", stage="sentence"),
    ),
    entry(
        WIRE, "gone", "Woman who asked to be left alone speaks no more", "This text was taken down", "2026-03-11",
        lang="de", judgement=judged(topics=(SEX,)),
    ),
)  # fmt: skip


def make_home(folder: Path) -> Home:
    """The home, its store filled in two visits; the items of `wire` are first seen a day after those of `desk`."""
    make(folder, title="Known items", base_url="https://news.example/feeds/", contact=None)
    home = Home.open(folder)
    with Store.open(home) as store:
        store.keep(
            None,
            FROM_DESK,
            source=DESK,
            now=NOW,
            hold=lambda e: "age and school" if "girl" in e.address else None,
        )
        kept = store.keep(None, FROM_WIRE, source=WIRE, now=NOW + timedelta(days=1))
        corrected = replace(FROM_WIRE[1], title="Erntehelfer um Lohn gebracht: Urteil im März")
        store.keep(None, [corrected], source=WIRE, now=NOW + timedelta(days=2))
        store.withdraw([kept[2].id or ""], "asked for", NOW + timedelta(days=3))
    return home
