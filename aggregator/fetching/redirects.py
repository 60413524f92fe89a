"""Redirects within one site are followed; a listing that moved to another site is for a person to judge."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from scrapy.downloadermiddlewares.redirect import RedirectMiddleware

from aggregator.fetching.failures import Refused
from aggregator.fetching.policy import place

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response
    from tldextract import TLDExtract

REDIRECTS = frozenset({301, 302, 303, 307, 308})
SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")


class SameSiteRedirectMiddleware(RedirectMiddleware):
    """Scrapy's redirects, kept to the site that was asked; robots.txt may come from elsewhere (RFC 9309, 2.3.1.2)."""

    def process_response(
        self, request: Request, response: Response, spider: Any = None
    ) -> Request | Response:
        location = response.headers.get("Location")
        if location is not None and response.status in REDIRECTS:
            target = location.decode("latin-1").strip()
            scheme = SCHEME.match(target)
            if scheme and scheme[1].lower() not in ("http", "https"):
                raise Refused(
                    "redirect", f"it redirects to {target[:200]!r}, which is not followed", target=target
                )
        return super().process_response(request, response)

    def handle_referer(self, request: Request, response: Response) -> None:
        """No Referer is sent: which page we came from is nobody's business."""
        request.headers.pop("Referer", None)

    def _engine_started(self) -> None:
        """Nothing to look up: Scrapy's own looks for the middleware that would write a Referer."""

    def _redirect(self, redirected: Request, request: Request, reason: Any) -> Request:
        if request.meta.get("redirect_times", 0) >= self.max_redirect_times:
            raise Refused("redirect", "it redirects round and round", target=redirected.url)
        if not request.meta.get("robots") and not same_site(request.url, redirected.url):
            raise Refused(
                "redirect", f"it redirects to another site: {redirected.url[:200]}", target=redirected.url
            )
        return super()._redirect(redirected, request, reason)


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one site: the same host, or hosts under one registrable domain.

    Addresses on other ports are other sites, save 80 and 443 for each other.
    """
    (host, port), (host2, port2) = place(one), place(other)
    web = {80, 443}
    if port != port2 and not {port, port2} <= web:
        return False
    if host.removeprefix("www.") == host2.removeprefix("www."):
        return bool(host)
    domain = _domain(host)
    return bool(domain) and domain == _domain(host2)


@cache
def _suffixes() -> TLDExtract:
    from tldextract import TLDExtract

    # the list shipped with it: no request, no files; two blogs of one host are two sites
    return TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


@cache
def _domain(host: str) -> str:
    return _suffixes()(host).top_domain_under_public_suffix
