"""A small web server for looking at the feeds folder: what a real one would say, on loopback."""

from __future__ import annotations

import hashlib
import socket
import sys
from email.utils import formatdate
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from aggregator.publishing.feed import OPML

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".jsonl": "application/x-ndjson; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".parquet": "application/vnd.apache.parquet",
    ".opml": "text/x-opml; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".ico": "image/x-icon",
}
POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"
ALIASES = {"": "index.html", ".well-known/feeds": OPML}


def server(folder: Path, host: str, port: int) -> Server:
    """A server bound to host and port, not yet serving; OSError where it cannot be bound."""
    handler = type("Handler", (Preview,), {"folder": folder.resolve()})
    kind = _Six if ":" in host else Server
    return kind((host, port), handler)


class Server(ThreadingHTTPServer):
    """One thread a connection; a reader that goes away in the middle is no news."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class _Six(Server):
    address_family = socket.AF_INET6


class Preview(BaseHTTPRequestHandler):
    """GET and HEAD of plain files in one folder; everything else is not found."""

    folder: Path
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "aggregator", ""
    timeout = 30

    def do_GET(self) -> None:
        self._answer(body=True)

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet: a preview is not a log."""

    def _answer(self, *, body: bool) -> None:
        found = self._file()
        if found is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        content, modified, kind = found
        etag = f'"{hashlib.blake2b(content, digest_size=12).hexdigest()}"'
        known = [tag.strip().removeprefix("W/") for tag in self.headers.get("If-None-Match", "").split(",")]
        same = etag in known or "*" in known
        if not same and "If-None-Match" not in self.headers:
            same = self.headers.get("If-Modified-Since") == modified
        self.send_response(HTTPStatus.NOT_MODIFIED if same else HTTPStatus.OK)
        self.send_header("ETag", etag)
        self.send_header("Last-Modified", modified)
        self.send_header("Cache-Control", "no-cache")  # a preview is asked again each time
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Content-Security-Policy", POLICY)
        if not same:
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if body and not same:
            self.wfile.write(content)

    def _file(self) -> tuple[bytes, str, str] | None:
        """Content, time and type of the file that the address names, or None; never one outside the folder."""
        try:
            name = unquote(urlsplit(self.path).path, errors="strict").removeprefix("/")
            path = (self.folder / ALIASES.get(name, name)).resolve()
            if not path.is_relative_to(self.folder) or path.suffix not in TYPES:
                return None
            if path.name.startswith(".") or name.endswith("/"):
                return None
            return path.read_bytes(), formatdate(path.stat().st_mtime, usegmt=True), TYPES[path.suffix]
        except (OSError, ValueError):
            return None
