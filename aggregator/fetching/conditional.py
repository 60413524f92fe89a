"""Conditional requests from our own table (RFC 9110, section 13): what has not changed costs a few bytes.

Not Scrapy's cache: that serves a page with an old Last-Modified for weeks without asking.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from aggregator import __version__
from aggregator.items import Source, Validators

if TYPE_CHECKING:
    from scrapy.http import Response

FULL_EVERY = timedelta(days=7)  # some servers answer 304 for ever


def fingerprint(source: Source) -> str:
    """Changes with the source's declaration and with our version: then a page is read anew, though it is the same."""
    return sha256(f"{__version__} {source!r}".encode()).hexdigest()[:16]


def digest(source: Source, body: bytes) -> str:
    """What identifies a page's bytes as read for this source."""
    return f"{fingerprint(source)}:{sha256(body).hexdigest()}"


def headers(known: Validators | None, source: Source, now: datetime) -> dict[str, str]:
    """The conditional headers of a request; none where nothing is known, the source changed, or a week has passed."""
    if known is None or not (known.digest or "").startswith(fingerprint(source)):
        return {}
    if not timedelta(0) <= now - known.full < FULL_EVERY:
        return {}
    pairs = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in pairs.items() if value}


def renewed(
    url: str, response: Response, known: Validators | None, page: str | None, now: datetime
) -> Validators:
    """What to send next time: of a 304 what was known with the server's corrections, else what this answer says."""
    etag = _header(response, "ETag")
    modified = _header(response, "Last-Modified")
    if response.status == 304 and known is not None:
        return Validators(
            url=url, etag=etag or known.etag, last_modified=modified or known.last_modified,
            digest=known.digest, checked=now, full=known.full,
        )  # fmt: skip
    return Validators(url=url, etag=etag, last_modified=modified, digest=page, checked=now, full=now)


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    if value is None or len(value) > 1000:
        return None
    text = value.decode("latin-1").strip()
    return text if text and text.isprintable() else None
