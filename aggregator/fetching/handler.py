"""The pinned download handler: it refuses to work without the address guard, caps headers, checks certificates.

The guard sits in Twisted's resolver; other handlers (httpx, aiohttp) resolve names themselves and would pass it by.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy.core.downloader.contextfactory import _ScrapyClientContextFactory
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from scrapy.exceptions import CannotResolveHostError
from twisted.internet.defer import Deferred
from twisted.web.iweb import IResponse

from aggregator.fetching.failures import HeadersTooLargeError, Refused
from aggregator.fetching.guard import GuardedResolver
from aggregator.fetching.policy import place

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

HEADERS_MAX = 256 * 1024  # bytes; without a cap endless headers fill the memory until the timeout


class GuardedHandler(HTTP11DownloadHandler):
    """Scrapy's own handler behind the guard; RuntimeError, and so no request at all, where the guard is missing."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        from twisted.internet import reactor

        resolver = getattr(reactor, "resolver", None)
        if not isinstance(resolver, GuardedResolver):
            raise RuntimeError(
                "the address guard is not in the path: TWISTED_DNS_RESOLVER must be GuardedResolver"
            )
        policy = getattr(crawler.spider, "policy", None)
        if policy is not None:
            resolver.policy = policy
        self._resolver = resolver
        self._pool._factory = _CappedFactory
        self._pool.retryAutomatically = False  # one retry is enough, and RetryMiddleware makes it
        factory = _TlsPolicy.from_crawler(crawler)
        factory.unverified = policy.unverified if policy else frozenset()
        self._contextFactory = factory  # type: ignore[assignment]

    async def download_request(self, request: Request) -> Response:
        try:
            return await super().download_request(request)
        except CannotResolveHostError:
            host = place(request.url)[0]
            if address := self._resolver.refused.get(host):
                raise Refused("refused", f"{host} is {address}, which is not a public address") from None
            raise


class _TlsPolicy(_ScrapyClientContextFactory):
    """Certificates are verified, save on hosts for which the operator said otherwise."""

    unverified: frozenset[str] = frozenset()

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:  # noqa: N802
        self._verify_certificates = hostname.decode("ascii").lower() not in self.unverified
        return super().creatorForNetloc(hostname, port)


class _CappedParser(_LenientHTTPClientParser):
    """Counts the bytes of status line and headers; the body comes by another door."""

    seen = 0

    def lineReceived(self, line: bytes) -> None:  # noqa: N802
        self.seen += len(line) + 2
        if self.seen > HEADERS_MAX:
            raise HeadersTooLargeError
        super().lineReceived(line)


class _CappedProtocol(_LenientHTTP11ClientProtocol):
    def request(self, request: Any) -> Deferred[IResponse]:
        answer = super().request(request)
        # Twisted creates the parser inside request(); Scrapy swaps its class the same way
        assert self._parser is not None
        self._parser.__class__ = _CappedParser
        return answer


class _CappedFactory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: Any) -> _CappedProtocol:  # noqa: N802
        return _CappedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
