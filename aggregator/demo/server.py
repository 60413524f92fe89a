"""Serves the sample newsroom over real HTTP, each site on its own loopback address."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from aggregator.demo.newsroom import ENVIRONMENT, Newsroom, Site
from aggregator.errors import LockedError


@contextmanager
def serving(newsroom: Newsroom) -> Iterator[list[tuple[str, str, int]]]:
    """Serve all sites; yields the log of requests as (site, path, status), which grows while they run."""
    log: list[tuple[str, str, int]] = []
    with ExitStack() as stack:
        for site in newsroom.sites.values():
            try:
                server = _Server((site.host, newsroom.port), _handler(newsroom, site, log))
            except OSError as error:
                raise LockedError(
                    f"http://{site.host}:{newsroom.port} cannot be served: {error.strerror}; is another demo running?"
                ) from error
            stack.callback(server.server_close)
            thread = threading.Thread(
                target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
            )
            thread.start()
            stack.callback(thread.join)
            stack.callback(server.shutdown)
        yield log


class _Server(ThreadingHTTPServer):
    request_queue_size = 128  # the default of 5 drops connections under a crawl
    daemon_threads = True


def _handler(newsroom: Newsroom, site: Site, log: list[tuple[str, str, int]]) -> type[BaseHTTPRequestHandler]:
    modified = format_datetime(newsroom.start, usegmt=True)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            found = _page(newsroom, site, self.path)
            status, body, kind = (200, *found) if found else (404, b"Not found", "text/plain")
            etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            if status == 200 and self.headers.get("If-None-Match") == etag:
                status, body = 304, b""
            log.append((site.id, self.path, status))
            self.send_response(status)
            self.send_header("ETag", etag)
            self.send_header("Last-Modified", modified)
            if status != 304:
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


def _page(newsroom: Newsroom, site: Site, target: str) -> tuple[bytes, str] | None:
    """Body and type of an address of a site, or None where it has none."""
    parts = urlsplit(target)
    if parts.path == "/robots.txt":
        return b"User-agent: *\nDisallow: /wp-admin/\n", "text/plain"
    if any(item.site == site.id and item.path == parts.path for item in newsroom.items):
        return ENVIRONMENT.get_template("article.html").render(site=site).encode(), "text/html; charset=utf-8"
    if not parts.path.startswith(site.path):
        return None
    rest = parts.path.removeprefix(site.path).strip("/").split("/")
    number = rest[1] if rest[0] == "page" and len(rest) == 2 else "1"
    if query := parse_qs(parts.query).get("page"):
        number = str(int(query[0]) + (site.template == "drupal")) if query[0].isdigit() else ""
    elif rest not in ([""], ["page", number]):
        return None
    body = newsroom.listing(site, int(number)) if number.isdigit() else None
    kind = "application/rss+xml" if site.template == "feed" else "text/html; charset=utf-8"
    return (body, kind) if body else None
