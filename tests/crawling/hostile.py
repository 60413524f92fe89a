"""A server that means harm, on loopback: each site has an address of its own and answers byte for byte as told.

A site's answer to a path is bytes (a body, sent well), an `Answer`, or a function that gets the open connection and
does what it likes with it. What was asked is kept in `Site.asked`.
"""

from __future__ import annotations

import contextlib
import selectors
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    path: str
    headers: Mapping[str, str]
    at: float


@dataclass(frozen=True)
class Answer:
    """A well-formed response; `headers` replace the usual ones."""

    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    kind: str | None = "text/html; charset=utf-8"


Wild = Callable[[socket.socket, Asked], None]
Reply = bytes | Answer | Wild | Callable[[Asked], "bytes | Answer"]


@dataclass
class Site:
    """`routes` by path (without query where the query has no route of its own); robots.txt is 404 unless told."""

    host: str
    port: int
    routes: dict[str, Reply] = field(default_factory=dict)
    tls: ssl.SSLContext | None = None
    raw: Callable[[socket.socket], None] | None = None  # speaks no HTTP at all
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0

    def url(self, path: str = "/news/") -> str:
        return f"http{'s' if self.tls else ''}://{self.host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """What was asked of this site, robots.txt apart."""
        return [one.path for one in self.asked if one.path != "/robots.txt"]


class Hostile:
    """All sites; one thread accepts, each connection has its own. A context manager."""

    def __init__(self) -> None:
        self.sites: list[Site] = []
        self._numbers = count(1)
        self._selector = selectors.DefaultSelector()
        self._sockets: list[socket.socket] = []
        self._stop = threading.Event()
        self._lock = threading.Lock()

    def site(
        self, routes: Mapping[str, Reply] | None = None, *, host: str | None = None, **kwargs: object
    ) -> Site:
        """A new site on the next loopback address, or on the one given."""
        number = next(self._numbers)
        host = host or f"127.66.{number // 250}.{number % 250 + 1}"
        listener = socket.create_server((host, 0), backlog=256)
        listener.setblocking(False)
        site = Site(host, listener.getsockname()[1], dict(routes or {}), **kwargs)  # type: ignore[arg-type]
        self._sockets.append(listener)
        self._selector.register(listener, selectors.EVENT_READ, site)
        self.sites.append(site)
        return site

    def __enter__(self) -> Hostile:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for one in self._sockets:
            one.close()

    def _accept(self) -> None:
        while not self._stop.is_set():
            for key, _ in self._selector.select(0.05):
                with contextlib.suppress(OSError):
                    connection, _peer = key.fileobj.accept()  # type: ignore[union-attr]
                    threading.Thread(target=self._serve, args=(connection, key.data), daemon=True).start()

    def _serve(self, connection: socket.socket, site: Site) -> None:
        connection.settimeout(60)
        with contextlib.suppress(OSError, ValueError), contextlib.closing(connection):
            with self._lock:
                site.connections += 1
            if site.raw:
                site.raw(connection)
                return
            if site.tls:
                connection = site.tls.wrap_socket(connection, server_side=True)
            for asked in _requests(connection):
                with self._lock:
                    site.asked.append(asked)
                if not _reply(connection, site, asked):
                    connection.close()
                    return


def _requests(connection: socket.socket) -> Iterator[Asked]:
    waiting = b""
    while True:
        while b"\r\n\r\n" not in waiting:
            if not (data := connection.recv(65536)):
                return
            waiting += data
        head, waiting = waiting.split(b"\r\n\r\n", 1)
        first, *lines = head.decode("latin-1").split("\r\n")
        pairs = (line.split(":", 1) for line in lines if ":" in line)
        yield Asked(first.split(" ")[1], {name.lower(): value.strip() for name, value in pairs}, time.time())


def _reply(connection: socket.socket, site: Site, asked: Asked) -> bool:
    """Answer one request; whether the connection stays open."""
    missing = Answer(b"not found", 404)
    reply: object = site.routes.get(asked.path, site.routes.get(asked.path.partition("?")[0], missing))
    if callable(reply):
        two = reply.__code__.co_argcount if hasattr(reply, "__code__") else 1
        if two == 2:
            reply(connection, asked)
            return False
        reply = reply(asked)
    connection.sendall(render(reply if isinstance(reply, Answer) else Answer(reply)))  # type: ignore[arg-type]
    return True


def render(answer: Answer) -> bytes:
    """The bytes of a well-formed response."""
    head = [f"HTTP/1.1 {answer.status} X"]
    named = {name.lower() for name, _ in answer.headers}
    if answer.kind and "content-type" not in named:
        head.append(f"Content-Type: {answer.kind}")
    if answer.status != 304 and "content-length" not in named:
        head.append(f"Content-Length: {len(answer.body)}")
    head += [f"{name}: {value}" for name, value in answer.headers]
    return "\r\n".join(head).encode("latin-1") + b"\r\n\r\n" + answer.body


WORDS = (
    "Harbour police free nine seafarers",
    "Court jails recruiter of farm workers",
    "Survivors advise new shelter board",
    "Inspectors find forced labour in kiln",
    "Ministers sign victim identification rules",
    "Hotline calls double in a year",
    "Prosecutor charges brick works owner",
    "Union maps debt bondage on trawlers",
    "Report counts domestic workers at risk",
    "Border guards learn to spot trafficking",
    "City funds housing for survivors",
    "Appeal court upholds trafficking verdict",
)


def headline(n: int) -> str:
    """The title of teaser `n`."""
    return f"{WORDS[n % len(WORDS)]}, part {n}"


def day(n: int) -> date:
    """The date of teaser `n`: of the last three weeks, later numbers older."""
    return datetime.now(UTC).date() - timedelta(days=1 + n % 19)


def teasers(numbers: range | list[int], *, path: str = "/story") -> str:
    """Teasers as a theme prints them, each with title, link, date and excerpt."""
    return "".join(
        f'<article><h2><a href="{path}/{n}/">{headline(n)}</a></h2>'
        f'<time datetime="{day(n)}">{day(n):%-d %B %Y}</time>'
        f"<p>Case {n}: officials described how trafficking victims were found and helped.</p></article>"
        for n in numbers
    )


def page(
    body: str, *, following: str | None = None, head: str = "", title: str = "News on trafficking"
) -> bytes:
    """A listing page around teasers."""
    link = (
        f'<nav class="pagination"><a rel="next" href="{following}">Older posts</a></nav>' if following else ""
    )
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body><header><a href='/'>Home</a></header><main><h1>{title}</h1>{body}{link}</main></body></html>"
    ).encode()


def feed(numbers: range | list[int], base: str, *, path: str = "/story", extra: str = "") -> bytes:
    """The RSS of the same teasers."""
    items = "".join(
        f"<item><title>{headline(n)}</title><link>{base}{path}/{n}/</link>"
        f"<guid>{base}{path}/{n}/</guid><pubDate>{day(n):%d %b %Y} 08:00:00 GMT</pubDate>"
        f"<description>Case {n}: officials described how trafficking victims were found.</description></item>"
        for n in numbers
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><link>{base}</link>'
        f"<description>News</description>{items}{extra}</channel></rss>"
    ).encode()
