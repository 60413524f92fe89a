"""What can go wrong with a request, as the status a visit is recorded with."""

from __future__ import annotations

from dataclasses import dataclass

from OpenSSL import SSL
from scrapy import exceptions as scrapy_errors
from scrapy.exceptions import IgnoreRequest
from service_identity import VerificationError
from twisted.internet import error as twisted_errors
from twisted.web.client import ResponseFailed

from aggregator.items import VisitStatus


class Refused(IgnoreRequest):
    """A request or its answer that we turned down; `status` says how the visit is recorded."""

    def __init__(
        self, status: VisitStatus, message: str, *, http_status: int | None = None, target: str | None = None
    ):
        super().__init__(message)
        self.status: VisitStatus = status
        self.http_status = http_status
        self.target = target


class HeadersTooLargeError(Exception):
    """A response whose headers alone pass our cap."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a visit failed: status, one line for the operator, and what the server said, if it said something."""

    status: VisitStatus
    message: str
    http_status: int | None = None
    redirected_to: str | None = None


def reason_of(error: BaseException) -> Reason:
    """The reason of a failed request, from the exception that Scrapy hands over."""
    if isinstance(error, Refused):
        return Reason(error.status, str(error), error.http_status, error.target)
    inner = _causes(error)
    if any(isinstance(cause, HeadersTooLargeError) for cause in inner):
        return Reason("too_large", "the headers of its answer are larger than 256 KiB")
    if any(isinstance(cause, SSL.Error | VerificationError) for cause in inner):
        return Reason("tls", f"its certificate or TLS could not be verified: {_line(inner)}")
    for kinds, status, message in _KINDS:
        if any(isinstance(cause, kinds) for cause in inner):
            return Reason(status, message or _line(inner))
    return Reason("error", f"{type(error).__name__}: {_line(inner)}")


# the first that fits; what says most comes first
_TIMEOUTS = (scrapy_errors.DownloadTimeoutError, twisted_errors.TimeoutError, TimeoutError)
_BROKEN = (
    scrapy_errors.DownloadFailedError,
    twisted_errors.ConnectError,
    twisted_errors.ConnectionClosed,
    OSError,
)
_KINDS: tuple[tuple[tuple[type[BaseException], ...], VisitStatus, str], ...] = (
    (_TIMEOUTS, "timeout", "it did not answer in time"),
    ((scrapy_errors.CannotResolveHostError, twisted_errors.DNSLookupError), "dns", "its name cannot be resolved"),
    ((scrapy_errors.UnsupportedURLSchemeError, scrapy_errors.NotSupported), "refused", "only http and https are read"),
    ((scrapy_errors.ResponseDataLossError,), "truncated", "its answer broke off"),
    ((scrapy_errors.DownloadCancelledError,), "too_large", "its answer is larger than 5 MiB"),
    ((MemoryError,), "too_large", "its answer does not fit into memory"),
    ((scrapy_errors.DownloadConnectionRefusedError,), "connection", "it refused the connection"),
    (_BROKEN, "connection", ""),
)  # fmt: skip


def _causes(error: BaseException) -> list[BaseException]:
    """The exception, what it was raised from, and the reasons that Twisted packs into a list."""
    found: list[BaseException] = []
    queue: list[BaseException] = [error]
    while queue and len(found) < 20:
        one = queue.pop(0)
        found.append(one)
        if isinstance(one, ResponseFailed):
            queue += [failure.value for failure in one.reasons if failure.value is not None]
        if one.__cause__ is not None:
            queue.append(one.__cause__)
    return found


def _line(causes: list[BaseException]) -> str:
    last = causes[-1]
    text = " ".join(str(last).split()) or type(last).__name__
    return text[:200]
