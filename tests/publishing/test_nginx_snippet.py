"""The nginx configuration of docs/serving.md, in a real nginx on loopback."""

from __future__ import annotations

import gzip
import http.client
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from made_items import SITE, awkward_feed

from aggregator.publishing.files import write_all
from aggregator.publishing.jsonfeed import JsonFeeds
from aggregator.publishing.opml import opml
from aggregator.publishing.page import Pages
from aggregator.publishing.rendering import assets
from aggregator.publishing.xmlfeeds import XmlFeeds

DOCS = Path(__file__).parents[2] / "docs" / "serving.md"
NGINX = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")

pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed (Debian package nginx-light)")


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    home = tmp_path_factory.mktemp("nginx")
    (home / "feeds").mkdir()
    feed = awkward_feed()
    rss, atom = XmlFeeds(SITE).rss_and_atom(feed)
    contents = dict(assets()) | {
        "all.rss.xml": rss,
        "all.atom.xml": atom,
        "all.json": JsonFeeds(SITE).json(feed),
        "feeds.opml": opml([feed], SITE, feed.updated),
        "index.html": Pages(SITE, [feed]).index([], []),
        ".tmp-1-all.json": b"half",
        "health.json": b"{}",
    }
    write_all({home / "feeds" / name: data for name, data in contents.items()})
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
    snippet = re.search(r"```nginx\n(.*?)```", DOCS.read_text(), re.S)
    assert snippet
    temporary = "".join(
        f"{name}_temp_path {home}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (home / "nginx.conf").write_text(
        f"daemon off; master_process off; pid {home}/pid; error_log {home}/error.log; events {{}}\n"
        f"http {{ access_log off; {temporary} server {{ listen 127.0.0.1:{number};\n"
        + snippet[1].replace("/srv/news", str(home))
        + "}}\n"
    )
    command = [str(NGINX), "-p", str(home), "-c", str(home / "nginx.conf"), "-e", str(home / "error.log")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", number), timeout=1).close()
                break
            except OSError:
                assert process.poll() is None, process.stderr and process.stderr.read()
                time.sleep(0.05)
        yield number
        process.terminate()


def get(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(
        "GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    answer = connection.getresponse()
    found = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    connection.close()
    return found


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/feeds/", "text/html; charset=utf-8"),
        ("/feeds/all.rss.xml", "text/xml; charset=utf-8"),
        ("/feeds/all.atom.xml", "text/xml; charset=utf-8"),
        ("/feeds/all.json", "application/json; charset=utf-8"),
        ("/feeds/feeds.opml", "text/x-opml; charset=utf-8"),
        ("/.well-known/feeds", "text/x-opml; charset=utf-8"),
        ("/feeds/page.js", "text/javascript; charset=utf-8"),
        ("/feeds/icon.png", "image/png"),
    ],
)
def test_types(port: int, path: str, kind: str) -> None:
    status, headers, _ = get(port, path)
    assert (status, headers["content-type"]) == (200, kind)


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_the_second_request_gets_304(port: int, encoding: str) -> None:
    status, headers, body = get(port, "/feeds/all.atom.xml", Accept_Encoding=encoding)
    assert status == 200
    if encoding == "gzip":
        assert headers["content-encoding"] == "gzip"
        assert headers["vary"] == "Accept-Encoding"
        assert len(body) < len(gzip.decompress(body)) / 4
    known = {"If_None_Match": headers["etag"]}, {"If_Modified_Since": headers["last-modified"]}
    for validator in known:
        status, _, body = get(port, "/feeds/all.atom.xml", Accept_Encoding=encoding, **validator)
        assert (status, body) == (304, b"")


def test_readers_may_keep_a_feed_for_a_quarter_of_an_hour_and_fetch_it_from_any_page(port: int) -> None:
    _, headers, _ = get(port, "/feeds/all.json")
    assert headers["cache-control"] == "public, max-age=900"
    assert headers["access-control-allow-origin"] == "*"
    assert headers["x-content-type-options"] == "nosniff"


def test_what_is_half_written_is_not_served(port: int) -> None:
    assert get(port, "/feeds/.tmp-1-all.json")[0] == 404


def test_the_switch_of_a_dead_man_is_never_kept(port: int) -> None:
    assert get(port, "/feeds/health.json")[1]["cache-control"] == "no-store"


def test_the_site_that_is_shipped_says_the_same() -> None:
    def words(text: str) -> list[str]:
        return text.replace("/srv/news/", "/var/lib/aggregator/").split()

    snippet = re.search(r"```nginx\n(.*?)```", DOCS.read_text(), re.S)
    assert snippet
    shipped = (DOCS.parents[1] / "deploy" / "nginx.conf").read_text()
    assert " ".join(words(snippet[1])) in " ".join(words(shipped))
