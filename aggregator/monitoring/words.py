"""What a finding says, in a sentence, and the command to run next."""

from __future__ import annotations

import shlex
from datetime import timedelta

from aggregator.items import Source, Visit

SAYS = {
    "zero": "no teasers where it usually shows {usual}",
    "titles_missing": "{untitled} of {teasers} teasers have no title",
    "same_dates": "all {teasers} teasers bear the same date: it may be read from the wrong place",
    "undated": "{undated} of {teasers} teasers have no date, more than usual",
    "fewer": "{teasers} teasers, less than half of the usual {usual}",
    "many": "{teasers} teasers, over ten times the usual {usual}: perhaps the whole page is read",
    "reader_changed": "its page was rebuilt: read by {read_by} now, by {expected_by} before",
    "gone": "its page is gone (HTTP {http_status})",
    "http_4xx": "its server refuses the page (HTTP {http_status})",
    "http_5xx": "its server fails (HTTP {http_status})",
    "blocked": "its server asks to be left alone (HTTP {http_status})",
    "robots": "its robots.txt forbids the page, or could not be had",
    "dns": "its host name is not found",
    "connection": "its server cannot be reached",
    "timeout": "its server does not answer in time",
    "tls": "its certificate is not valid",
    "redirect": "it leads to another place, {redirected_to}",
    "refused": "its address leads where no crawl may go: a private address, scheme or port",
    "too_large": "its page is larger than a listing may be",
    "truncated": "its page arrives cut off",
    "not_html": "its address gives no web page",
    "not_a_feed": "its feed address gives no feed",
    "not_listing": "no list of teasers is found on its page",
    "error": "its page cannot be read",
}
WITHOUT_USUAL = {"zero": "not one teaser on any visit that is remembered"}

# What tells most about the fault: the page itself, the declared source, or what was last kept.
LOOK_AT_PAGE = "aggregator inspect {url} --why"
LOOK_AT_SOURCE = "aggregator check {id} --live"
LOOK_AT_VISITS = "aggregator health --source {id}"
COMMANDS = {
    **dict.fromkeys(
        ("zero", "titles_missing", "same_dates", "undated", "fewer", "many", "not_listing", "error"),
        LOOK_AT_PAGE,
    ),
    **dict.fromkeys(
        ("reader_changed", "redirect", "gone", "not_html", "not_a_feed", "stale"), LOOK_AT_SOURCE
    ),
}


def words_for(code: str, visit: Visit, usual: int | None) -> str:
    """The finding as a sentence that begins after the source's name; `usual` teasers, where that is known."""
    text = WITHOUT_USUAL.get(code) if usual is None else None
    return (text or SAYS.get(code, code)).format(
        usual=usual,
        teasers=visit.teasers,
        untitled=visit.untitled,
        undated=visit.undated,
        read_by=visit.read_by,
        expected_by=visit.expected_by,
        http_status=visit.http_status or "?",
        redirected_to=visit.redirected_to or "elsewhere",
    )


def command_for(code: str, source: Source) -> str:
    """The command that shows an operator most about a finding of this class."""
    return COMMANDS.get(code, LOOK_AT_VISITS).format(id=source.id, url=shlex.quote(source.url))


def span(gap: timedelta) -> str:
    """A length of time in whole hours or days, as one would say it."""
    hours = round(gap.total_seconds() / 3600)
    if hours < 48:
        return f"{hours} hours" if hours > 1 else "hour"
    return f"{round(hours / 24)} days"


def counted(number: int, thing: str) -> str:
    """`1 file`, `2 files`."""
    return f"{number} {thing}{'s' * (number != 1)}"
