"""Undoing Content-Encoding strictly: a cut stream is an error, not a shorter page, and bombs end at the cap."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING

import brotli  # type: ignore[import-untyped]
from scrapy.http import Response

from aggregator.fetching.failures import Refused

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

ACCEPTED = b"gzip, deflate, br"
LAYERS_MAX = 2  # gzip in gzip is met in the wild; more is an attack
_CHUNK = 64 * 1024


class BrokenStreamError(Exception):
    """A compressed stream that ends too early or is none."""


class TooLargeError(Exception):
    """A compressed stream that holds more than the cap."""


class DecompressionMiddleware:
    """Takes the place of Scrapy's HttpCompressionMiddleware, which passes a cut body on as if it were whole."""

    def __init__(self, limit: int) -> None:
        self.limit = limit

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> DecompressionMiddleware:
        return cls(crawler.settings.getint("DOWNLOAD_MAXSIZE"))

    def process_request(self, request: Request) -> None:
        request.headers.setdefault("Accept-Encoding", ACCEPTED)

    def process_response(self, request: Request, response: Response) -> Response:
        if not response.body or response.status == 304 or response.status >= 400:
            return response
        named = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1").lower()
        layers = [name for part in named.split(",") if (name := part.strip()) and name != "identity"]
        if not layers:
            return response
        try:
            body = decompress(response.body, layers, self.limit)
        except TooLargeError:
            said = f"its answer unpacks to more than {self.limit // 2**20} MiB"
            raise Refused("too_large", said, http_status=response.status) from None
        except BrokenStreamError as error:
            said = f"its compressed answer is broken: {error}"
            raise Refused("truncated", said, http_status=response.status) from None
        response.headers.pop("Content-Encoding", None)
        return response.replace(body=body)


def decompress(body: bytes, layers: list[str], limit: int) -> bytes:
    """`body` with its `layers` of Content-Encoding undone, last first; TooLargeError beyond `limit` bytes."""
    if len(layers) > LAYERS_MAX:
        raise BrokenStreamError(f"{len(layers)} layers of compression")
    for name in reversed(layers):
        if name not in _DECODERS:
            raise BrokenStreamError(f"unknown encoding {name[:20]!r}")
        body = _DECODERS[name](body, limit)
    return body


def _zlib(body: bytes, limit: int, wbits: int, *, members: bool = False) -> bytes:
    out = bytearray()
    rest = body
    while True:
        engine = zlib.decompressobj(wbits)
        try:
            while not engine.eof:
                chunk = engine.decompress(rest, _CHUNK)
                rest = engine.unconsumed_tail
                out += chunk
                if len(out) > limit:
                    raise TooLargeError
                if not chunk and not rest and not engine.eof:
                    raise BrokenStreamError("it ends too early")
        except zlib.error as error:
            raise BrokenStreamError(str(error)) from None
        rest = engine.unused_data
        if not members or not rest.startswith(b"\x1f\x8b"):  # RFC 1952: a gzip file is one or more members
            return bytes(out)


def _gzip(body: bytes, limit: int) -> bytes:
    return _zlib(body, limit, 16 + zlib.MAX_WBITS, members=True)


def _deflate(body: bytes, limit: int) -> bytes:
    try:
        return _zlib(body, limit, zlib.MAX_WBITS)
    except BrokenStreamError:
        return _zlib(body, limit, -zlib.MAX_WBITS)  # some servers leave the zlib header out


def _brotli(body: bytes, limit: int) -> bytes:
    engine = brotli.Decompressor()
    out = bytearray()
    feed = body
    try:
        while not engine.is_finished():
            chunk = engine.process(feed, output_buffer_limit=_CHUNK)
            feed = b""
            out += chunk
            if len(out) > limit:
                raise TooLargeError
            if not chunk and not engine.is_finished():
                raise BrokenStreamError("it ends too early")
    except brotli.error as error:
        raise BrokenStreamError(str(error)) from None
    return bytes(out)


def _zstd(body: bytes, limit: int) -> bytes:
    from backports import zstd

    engine = zstd.ZstdDecompressor()
    out = bytearray()
    feed = body
    try:
        while not engine.eof:
            chunk = engine.decompress(feed, _CHUNK)
            feed = b""
            out += chunk
            if len(out) > limit:
                raise TooLargeError
            if not chunk and engine.needs_input and not engine.eof:
                raise BrokenStreamError("it ends too early")
    except zstd.ZstdError as error:
        raise BrokenStreamError(str(error)) from None
    return bytes(out)


_DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
