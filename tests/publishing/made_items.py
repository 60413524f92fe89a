"""Entries, items and feeds for tests, plain and as awkward as sites print them, in nine languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from aggregator.items import Entry, Finding, Judgement, Source
from aggregator.publishing.feed import Feed, Site, latest_update, newest_first
from aggregator.publishing.item import Item, item_of
from aggregator.publishing.wording import Wording
from aggregator.store.records import Copy, StoredEntry

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
TAG = ("news.example.org", 2026)
SOURCES = {
    "harbour": Source(
        id="harbour",
        name="Harbour Watch",
        url="https://harbour.example/news/",
        kind="ngo",
        feed="https://harbour.example/feed/",
    ),
    "ledger": Source(
        id="ledger", name="Ledger & Sons <Press>", url="https://ledger.example/tag/x/", kind="media"
    ),
}
WORDING = Wording(
    tag=TAG,
    sources=SOURCES,
    topics={"debt-bondage": "Debt bondage", "prosecution": "Prosecution & justice"},
    countries={"IN": "India", "TH": "Thailand"},
    regions={"asia-pacific": "Asia and the Pacific"},
)
SITE = Site(
    title="Monitor & News",
    description="What is new on forced labour.",
    base_url="https://news.example.org/feeds/",
    language="en",
    rights="Titles and excerpts belong to their publishers.",
    publisher="The Desk",
    contact="desk@news.example.org",
)

# (language, title, excerpt): plain, then what sites and attackers print.
AWKWARD: list[tuple[str | None, str | None, str | None]] = [
    (
        "en",
        "Fishing crew freed after eleven months without pay",
        "Nineteen men, whose passports were locked away.",
    ),
    ("es", "La inspección halla a 14 jornaleros sin contrato", "Dormían en un almacén sin agua corriente."),
    ("fr", "L’esclavage « moderne » : une loi", "Les importateurs publieront leurs fournisseurs."),
    ("pt", "Fiscalização resgata 41 trabalhadores", "O grupo recebia por produção."),
    ("ar", "الشرطة تفكك شبكة للاتجار بالبشر", "قالت السلطات إن العمال احتجزوا في مصنع."),
    ("hi", "ईंट भट्ठे से 32 बंधुआ मजदूर मुक्त", "प्रशासन ने मुआवजा देने की घोषणा की।"),
    ("de", "Zwangsarbeit in Nagelstudios: „Urteil“", "Zwölf Stunden am Tag, ohne Lohn."),
    ("it", "Caporalato, sequestrati due consorzi", None),
    ("nl", "Meer meldingen van arbeidsuitbuiting", "Het centrum registreerde 410 signalen."),
    (
        "en",
        None,
        "A teaser without a title, whose first words must do instead of one, however long the text may be.",
    ),
    ("en", None, None),
    (
        "en",
        "Law <2 years away>, AT&T and S&P500 say; 5 < 6, x <y",
        "R&D &copy A&B2 fish&chips &#9731 &unknown; <b",
    ),
    (
        "en",
        "Twice escaped &amp;amp; &lt;b&gt;bold&lt;/b&gt;",
        "&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;",
    ),
    ("en", "<script>alert('title')</script>Story", '<p onclick="x()">Text<script>alert(1)</script></p>'),
    (
        "en",
        "Image <img src=x onerror=alert(1)> in a title",
        "<iframe srcdoc='<script>1</script>'></iframe><base href=//e>",
    ),
    (
        "en",
        "Controls \x00\x01\x0b\x1b\x7f\x85\x9f\ufffe\uffff\ufffd end",
        "Null \x00 and \ufdd0 and \U0001fffe here",
    ),
    ("en", "Bidi \u202eevil\u202c \u2066x\u2069 zero\u200bwidth \ufeff\U000e0041", "Joined क्\u200dष stays"),
    ("en", "Ends a section ]]> and <!-- a comment", "<![CDATA[ x ]]> ]]> <!DOCTYPE x> <?php echo 1 ?>"),
    ("en", "Breaks\nand\ttabs \u2028 of \u00a0 all kinds", "One\r\n\r\nTwo\u2029Three"),
    ("xx-unknown", "A language that is none", "Text"),
    ("en", "Very long " + "word " * 200, "long " * 500),
    ("en", "Unbroken" + "x" * 400, "y" * 3000),
    ("en", "Emoji \U0001f600 and \U0001d54f beyond the first plane", "Fine \U0001f469\u200d\U0001f33e"),
    ("en", "'Quotes' \"double\" `back` {{ template }} {% raw %}", "${x} {{7*7}} %s %(x)s \\u0041"),
    (
        "en",
        "<svg/onload=alert(1)><math><mi//xlink:href='data:x'>",
        "<style>@import 'x'</style><a href='javascript:1'>a</a>",
    ),
]
BAD_ADDRESSES = (
    "javascript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "https://",
    "ftp://h.example/x",
)


SYLLABLES = "kalomirutavezobidufegohajineposelu"


def stored(seq: int = 1, **values: Any) -> StoredEntry:
    """An entry as the store gives it; every field may be set."""
    base = {
        "seq": seq,
        "id": f"tag:{TAG[0]},{TAG[1]}:item/{seq:020x}",
        "story_id": f"tag:{TAG[0]},{TAG[1]}:story/{seq:020x}",
        "lead": True,
        "status": "published",
        "url": f"https://harbour.example/news/{seq}?a=1&b=2",
        "canonical": f"https://harbour.example/news/{seq}",
        "source": "harbour",
        "source_name": "Harbour Watch",
        "source_kind": "ngo",
        "title": f"Title {seq}",
        "excerpt": f"Excerpt of {seq}.",
        "lang": "en",
        "published": NOW - timedelta(hours=seq),
        "published_precision": "day",
        "first_seen": NOW - timedelta(hours=seq),
        "last_seen": NOW,
        "updated": NOW - timedelta(hours=seq),
        "scope": "in",
        "topics": (Finding(code="debt-bondage", facet="form"),),
        "countries": (Finding(code="IN"),),
        "regions": ("asia-pacific",),
    }
    return StoredEntry(**base | values)  # type: ignore[arg-type]


def item(seq: int = 1, **values: Any) -> Item:
    return item_of(stored(seq, **values), WORDING)


def feed_of(items: list[Item], slug: str = "all", **values: Any) -> Feed:
    held = newest_first(items)
    base = Feed(
        id=WORDING.uri("feed", slug),
        slug=slug,
        title="All topics",
        description="Everything.",
        group="",
        items=held,
        updated=latest_update(held, TAG[1]),
        weeks=(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
    )
    return replace(base, **values)


def awkward_feed() -> Feed:
    """A feed of every awkward entry, some undated, some with copies and labels."""
    copies = (
        Copy(None, "x", "Other <b>& Co</b>", "https://other.example/a?x=1&y=2"),
        Copy(None, "x", "Evil", "javascript:alert(1)"),
    )
    items = [
        item(
            seq,
            lang=lang,
            title=title,
            excerpt=excerpt,
            published=None if seq % 4 == 0 else NOW + timedelta(days=2 - seq),
            source="ledger" if seq % 2 else "An <undeclared> Source & more",
            source_name="An <undeclared> Source & more",
            author="Ana <i>Ruiz</i> & Li" if seq % 3 == 0 else None,
            original_source="Wire & <Agency>" if seq % 5 == 0 else None,
            categories=("Labour & <em>rights</em>", "", "\x0b", "Debt bondage"),
            copies=copies if seq % 2 else (),
            url=f"https://ledger.example/a b/{seq}?q=ü&r=[1]#x y",
        )
        for seq, (lang, title, excerpt) in enumerate(AWKWARD, 1)
    ]
    return feed_of(items)


def entry_of(number: int, values: dict[str, Any]) -> Entry:
    address = f"https://harbour.example/news/{number}"
    judgement = Judgement(
        scope=values.pop("scope", "in"),
        topics=tuple(Finding(code=code, facet="form") for code in values.pop("topics", ("debt-bondage",))),
        countries=(Finding(code="IN"),),
        regions=("asia-pacific",),
        rules_version="1",
    )
    when = values.pop("when", NOW - timedelta(hours=number))
    base: dict[str, Any] = {
        "source": "harbour",
        "address": address,
        "canonical": address,
        "title": f"Number {number} tells of {_words(number)}",
        "excerpt": f"What happened in {_words(number + 7)} is told here under number {number}.",
        "lang": "en",
        "published": when,
        "published_precision": "minute",
        "published_from": "feed",
        "first_seen": when,
        "judgement": judgement,
    }
    return Entry(**base | values)


def _words(number: int) -> str:
    """Different words for each number, so that no two entries tell one story."""
    digits = [(number * 7919 + 104729 * place) % 16 for place in range(1, 13)]
    letters = [_syllable(digit + number // 16**place) for place, digit in enumerate(digits)]
    return " ".join("".join(letters[i : i + 3]) for i in range(0, 12, 3))


def _syllable(number: int) -> str:
    place = number % 16 * 2
    return SYLLABLES[place : place + 2]
