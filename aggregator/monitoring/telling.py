"""Telling how it stands: `health.json` as dead man's switch, a status feed, a ping."""

from __future__ import annotations

import hashlib
import json
import threading
import urllib.request
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from aggregator.errors import CannotWriteError
from aggregator.home import Home
from aggregator.monitoring.findings import Finding
from aggregator.monitoring.memory import Event, Memory, plain
from aggregator.monitoring.saying import sentence
from aggregator.monitoring.states import Health
from aggregator.publishing import files

if TYPE_CHECKING:
    from aggregator.store import Store

HEALTH, STATUS = "health.json", "status.atom.xml"
PING_SECONDS = 5.0
SAYS = {"broken": "Broken", "notice": "Changed", "recovered": "Recovered"}


def write(home: Home, store: Store, health: Health, memory: Memory) -> None:
    """Put `health.json` and the status feed into the feeds folder, each whole at any moment."""
    made = {
        home.feeds / STATUS: status_feed(home, store.tag, memory.events),
        home.feeds / HEALTH: health_json(health),
    }
    try:
        home.feeds.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWriteError(f"{home.feeds}: cannot be made: {error.strerror}") from error
    files.write_all({path: data for path, data in made.items() if not files.same(path, data)})


def health_json(health: Health) -> bytes:
    """The last finished run and how the sources stand; public, so it repeats no configuration and no server's words."""
    states = [source.state for source in health.sources]
    run = health.last_run
    value: dict[str, Any] = {
        "status": {0: "ok", 1: "findings"}.get(health.code, "unreachable"),
        "code": health.code,
        "written": _iso(health.at),
        "last_run": run and {"started": _iso(run.started), "finished": _iso(run.finished)},
        "sources": {state: states.count(state) for state in ("ok", "new", "broken", "paused")},
        "findings": [_public(finding) for finding in health.findings],
        "notices": [_public(finding) for finding in health.notices],
    }
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def status_feed(home: Home, tag: tuple[str, int], events: Sequence[Event]) -> bytes:
    """Broken and recovered sources as an Atom feed for the operators' own reader; equal events give equal bytes."""
    from feedgen.feed import FeedGenerator

    from aggregator.publishing.clean import plain as text
    from aggregator.publishing.clean import web_address

    site, (authority, year) = home.config, tag
    feed = FeedGenerator()
    feed.id(f"tag:{authority},{year}:status")
    feed.title(text(f"{site.title}: state of the sources"))
    feed.subtitle("For operators: sources that broke, changed or recovered")
    feed.language(site.language)
    feed.author({"name": text(site.publisher or site.title)})
    feed.generator("anti-trafficking aggregator")
    feed.link(href=f"{site.base_url}{STATUS}", rel="self", type="application/atom+xml")
    feed.link(href=site.base_url, rel="alternate", type="text/html")
    stamps = _stamps(events)
    feed.updated(stamps[0] if stamps else datetime(year, 1, 1, tzinfo=UTC))
    for event, stamp in zip(events, stamps, strict=True):
        finding = event.finding
        entry = feed.add_entry(order="append")
        mark = f"{finding.key} {event.kind} {event.at.isoformat()}".encode()
        entry.id(f"tag:{authority},{year}:status/{hashlib.blake2b(mark, digest_size=10).hexdigest()}")
        entry.title(text(f"{SAYS[event.kind]}: {finding.source or 'the crawl'}: {_public(finding)['what']}"))
        entry.link(href=web_address(finding.address) or site.base_url)
        entry.updated(stamp)
        entry.published(event.at)
        entry.summary(text(_details(finding, event)))
    return bytes(feed.atom_str(pretty=True))


def ping(address: str) -> bool:
    """Tell another machine that a run has finished; whether it was heard. Never fatal, five seconds at most."""
    heard: list[bool] = []

    def ask() -> None:
        try:
            with urllib.request.urlopen(address, timeout=PING_SECONDS) as answer:  # noqa: S310 - http(s) by Config
                heard.append(answer.status < 400)
        except (OSError, ValueError):
            heard.append(False)

    # Name resolution knows no time-out, so the wait for the thread is the one that holds.
    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(PING_SECONDS)
    return bool(heard and heard[0])


def _details(finding: Finding, event: Event) -> str:
    if event.kind == "recovered":
        return f"{finding.source or 'The crawl'} is well again. Before: {_public(finding)['what']}."
    return sentence(finding) if finding.code != "configuration" else "Look: aggregator doctor."


def _public(finding: Finding) -> dict[str, Any]:
    """A finding as everybody may read it: of a file that cannot be used, not its path and content."""
    value = plain(finding)
    return value | {"what": "its file cannot be used"} if finding.code == "configuration" else value


def _stamps(events: Sequence[Event]) -> list[datetime]:
    """Times of the events, newest first, each distinct, as feed validators wish."""
    return [event.at - timedelta(milliseconds=place) for place, event in enumerate(events)]


def _iso(time: datetime | None) -> str | None:
    return None if time is None else time.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
