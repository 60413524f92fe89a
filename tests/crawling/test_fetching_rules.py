"""The rules of fetching, each alone: whom to connect to, how long to stay away, what robots.txt says, what is whole."""

from __future__ import annotations

import contextlib
import gzip
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import brotli
import pytest
from backports import zstd
from hypothesis import given
from hypothesis import strategies as st

from aggregator.errors import ConfigError
from aggregator.fetching import conditional, robots
from aggregator.fetching.decompression import BrokenStreamError, TooLargeError, decompress
from aggregator.fetching.failures import Reason
from aggregator.fetching.guard import is_public, may_connect
from aggregator.fetching.hosts import Block, after_refusal, retry_seconds
from aggregator.fetching.policy import Policy, is_loopback
from aggregator.fetching.redirects import same_site
from aggregator.home import Config
from aggregator.items import Source, Validators

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SOURCE = Source(id="one", name="One", url="https://news.example/tag/x/")

INTERNAL = [
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.169.254",
    "192.0.0.1",
    "192.88.99.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "fe80::1",
    "fc00::1",
    "fd12:3456::1",
    "fec0::1",
    "ff02::1",
    "64:ff9b::7f00:1",
    "64:ff9b::a00:1",
    "2002:7f00:1::",
    "2002:c0a8:101::",
    "2001:db8::1",
]
PUBLIC = [
    "8.8.8.8",
    "1.1.1.1",
    "93.184.215.14",
    "2606:4700::1111",
    "64:ff9b::808:808",
    "2002:808:808::1",
    "::ffff:8.8.8.8",
]


@pytest.mark.parametrize("address", INTERNAL)
def test_no_internal_address_is_connected_to(address: str) -> None:
    assert not may_connect("news.example", address, Policy())


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are(address: str) -> None:
    assert may_connect("news.example", address, Policy())


@given(st.ip_addresses(v=4))
def test_an_address_is_as_public_as_each_of_its_wrappings(address) -> None:
    plain = is_public(str(address))
    assert is_public(f"::ffff:{address}") == plain
    assert is_public(f"64:ff9b::{int(address) >> 16:x}:{int(address) & 0xFFFF:x}") == plain


def test_a_source_lets_its_own_private_host_through_and_no_other() -> None:
    intranet = Source(id="in", name="In", url="http://10.1.2.3:8080/", private_host=True)
    policy = Policy.of(Config(contact="a@b.example"), [intranet, SOURCE])
    assert may_connect("10.1.2.3", "10.1.2.3", policy)
    assert not may_connect("10.1.2.4", "10.1.2.4", policy)
    assert not may_connect("news.example", "10.1.2.3", policy)


def test_the_operators_networks_are_let_through() -> None:
    policy = Policy.of(Config(resolve_allow=("10.8.0.0/16",)), [])
    assert may_connect("news.example", "10.8.1.1", policy)
    assert not may_connect("news.example", "10.9.1.1", policy)


def test_nobody_is_asked_off_loopback_without_a_contact() -> None:
    with pytest.raises(ConfigError, match="contact"):
        Policy.of(Config(), [SOURCE])
    here = Source(id="here", name="Here", url="http://127.0.0.1:9/", private_host=True)
    assert "+" not in Policy.of(Config(), [here]).user_agent


def test_no_delay_at_all_is_for_loopback_only() -> None:
    here = Source(id="here", name="Here", url="http://127.0.0.1:9/", private_host=True)
    policy = Policy.of(Config(contact="a@b.example", delay=0), [SOURCE, here])
    assert policy.delays["127.0.0.1"] == 0
    assert policy.delays["news.example"] == 1


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "https://127.9.9.9:8/x", "http://[::1]/", "http://LOCALHOST:80/"]
)
def test_loopback_is_known(url: str) -> None:
    assert is_loopback(url)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1.example/", "http://localhost.example/", "http:///x", "http://[bad/"]
)
def test_what_only_looks_like_loopback_is_not(url: str) -> None:
    assert not is_loopback(url)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://news.example/a", "https://news.example/b", True),
        ("https://news.example/", "https://www.news.example/", True),
        ("https://www.news.example/", "https://news.example/", True),
        ("https://a.news.co.uk/", "https://b.news.co.uk/", True),
        ("https://a.co.uk/", "https://b.co.uk/", False),
        ("https://a.org/", "https://b.org/", False),
        ("https://one.blogspot.com/", "https://two.blogspot.com/", False),
        ("https://news.example/", "https://news.example.evil.org/", False),
        ("https://news.example/", "https://news.example:8443/", False),
        ("http://127.0.0.1:8000/", "http://127.0.0.2:8000/", False),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8001/", False),
        ("http://127.0.0.1:8000/a", "http://127.0.0.1:8000/b", True),
        ("https://news.example/", "https://", False),
    ],
)
def test_one_site(one: str, other: str, same: bool) -> None:
    assert same_site(one, other) is same


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("120", 120), ("0", 60), ("-5", 60), ("3600", 3600), ("999999999", 86400), ("9" * 40, 86400), ("soon", 900),
     ("", 900), ("1e9", 900), ("12 minutes", 900), ("٣٠٠", 900),
     (format_datetime(NOW + timedelta(hours=2), usegmt=True), 7200), ("Wed, 21 Oct 2015 07:28:00 GMT", 60),
     ("Fri, 31 Dec 9999 23:59:59 GMT", 86400), ("32 Jan 2026", 900)],
)  # fmt: skip
def test_retry_after_is_kept_between_a_minute_and_a_day(value: str, seconds: int) -> None:
    assert after_refusal(value, NOW, None).until == NOW + timedelta(seconds=seconds)


@given(st.text(max_size=60))
def test_any_retry_after_gives_a_time(value: str) -> None:
    assert timedelta(seconds=60) <= after_refusal(value, NOW, None).until - NOW <= timedelta(days=1)
    assert isinstance(retry_seconds(value, NOW), timedelta)


def test_without_retry_after_the_wait_doubles_to_a_day_and_is_forgiven_after_one() -> None:
    block, waits, now = None, [], NOW
    for _ in range(14):
        block = after_refusal(None, now, block, jitter=lambda: 0.0)
        waits.append((block.until - now).total_seconds())
        now = block.until
    assert waits[:4] == [60, 120, 240, 480]
    assert waits[-1] == 86400
    assert after_refusal(None, now + timedelta(hours=25), block, jitter=lambda: 0.0).times == 1
    jittered = after_refusal(None, NOW, Block(NOW, 3), jitter=lambda: 1.0).until - NOW
    assert jittered == timedelta(seconds=480 * 1.1)


@pytest.mark.parametrize("status", [500, 502, 503, 504, 599, 429])
def test_a_robots_txt_that_fails_forbids_all(status: int) -> None:
    assert isinstance(robots.read(status, b"User-agent: *\nAllow: /"), Reason)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 418, 451])
def test_a_robots_txt_that_is_not_there_allows_all(status: int) -> None:
    rules = robots.read(status, b"User-agent: *\nDisallow: /")
    assert not isinstance(rules, Reason)
    assert rules.can_fetch("https://news.example/x", robots.TOKEN)


@pytest.mark.parametrize(
    ("says", "delay"),
    [
        (b"7", 7),
        (b"0.001", 1),
        (b"86400", 60),
        (b"-3", None),
        (b"nan", None),
        (b"inf", None),
        (b"0", None),
        (b"soon", None),
    ],
)
def test_crawl_delay_is_kept_between_a_second_and_a_minute(says: bytes, delay: float | None) -> None:
    rules = robots.read(200, b"User-agent: *\nCrawl-delay: " + says)
    assert not isinstance(rules, Reason)
    assert robots.crawl_delay(rules) == delay


@given(st.binary(max_size=400))
def test_any_robots_txt_gives_rules_or_a_reason(body: bytes) -> None:
    rules = robots.read(200, body)
    if not isinstance(rules, Reason):
        rules.can_fetch("https://news.example/x?y=1", robots.TOKEN)
        robots.crawl_delay(rules)


KNOWN = Validators(
    url=SOURCE.url, etag='W/"a"', last_modified="Mon, 02 Nov 2026 10:00:00 GMT",
    digest=conditional.digest(SOURCE, b"page"), checked=NOW, full=NOW,
)  # fmt: skip


def test_validators_are_sent_back_as_they_came_and_not_after_a_week() -> None:
    soon, later = NOW + timedelta(days=6), NOW + timedelta(days=7)
    assert conditional.headers(KNOWN, SOURCE, soon) == {
        "If-None-Match": 'W/"a"', "If-Modified-Since": "Mon, 02 Nov 2026 10:00:00 GMT",
    }  # fmt: skip
    assert conditional.headers(KNOWN, SOURCE, later) == {}  # a server may answer 304 for ever
    assert conditional.headers(KNOWN, SOURCE, NOW - timedelta(days=400)) == {}  # the clock was set back
    assert conditional.headers(None, SOURCE, soon) == {}


def test_a_digest_speaks_for_the_declaration_it_was_read_by() -> None:
    other = Source(id="one", name="One", url=SOURCE.url, excerpt_max=0)
    assert conditional.digest(SOURCE, b"page") == KNOWN.digest
    assert conditional.digest(other, b"page") != KNOWN.digest
    assert conditional.headers(KNOWN, other, NOW) == {}


PACKERS = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress, "zstd": zstd.compress}


@given(st.sampled_from(sorted(PACKERS)), st.binary(max_size=3000))
def test_what_was_packed_comes_out(name: str, body: bytes) -> None:
    assert decompress(PACKERS[name](body), [name], 10_000) == body


@given(st.sampled_from(sorted(PACKERS)), st.binary(min_size=50, max_size=3000), st.floats(0, 0.99))
def test_a_cut_stream_is_broken_and_never_a_shorter_page(name: str, body: bytes, share: float) -> None:
    packed = PACKERS[name](body)
    with pytest.raises(BrokenStreamError):
        decompress(packed[: int(len(packed) * share)], [name], 10_000)


@given(st.sampled_from(sorted(PACKERS)), st.binary(max_size=500))
def test_any_bytes_are_unpacked_or_refused(name: str, body: bytes) -> None:
    with contextlib.suppress(BrokenStreamError, TooLargeError):
        assert len(decompress(body, [name], 1000)) <= 1000


@pytest.mark.parametrize("name", sorted(PACKERS))
def test_a_bomb_ends_at_the_cap(name: str) -> None:
    with pytest.raises(TooLargeError):
        decompress(PACKERS[name](bytes(3_000_000)), [name], 1_000_000)


def test_members_of_a_gzip_file_are_one_page() -> None:
    assert decompress(gzip.compress(b"one ") + gzip.compress(b"two"), ["gzip"], 100) == b"one two"
