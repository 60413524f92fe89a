"""The preview: right types, validators, nothing outside its folder, live."""

from __future__ import annotations

import http.client
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from aggregator.publishing.preview import server

Answer = tuple[int, dict[str, str], bytes]


class Client:
    def __init__(self, port: int) -> None:
        self.port = port

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        found = answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
        connection.close()
        return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    feeds = tmp_path / "feeds"
    feeds.mkdir()
    (feeds / "index.html").write_text("<!doctype html>")
    (feeds / "all.rss.xml").write_text("<rss/>")
    (feeds / "feeds.opml").write_text("<opml/>")
    (feeds / "all.json").write_text("{}")
    (feeds / ".tmp-1-all.json").write_text("{")
    (tmp_path / "secret.xml").write_text("secret")
    (feeds / "link.xml").symlink_to(tmp_path / "secret.xml")
    return feeds


@pytest.fixture
def client(folder: Path) -> Iterator[Client]:
    preview = server(folder, "127.0.0.1", 0)
    thread = threading.Thread(target=preview.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield Client(preview.server_address[1])
    preview.shutdown()
    preview.server_close()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/all.rss.xml", "application/xml; charset=utf-8"),
        ("/all.json?utm=1", "application/json; charset=utf-8"),
        ("/feeds.opml", "text/x-opml; charset=utf-8"),
        ("/.well-known/feeds", "text/x-opml; charset=utf-8"),
    ],
)
def test_files_come_with_their_type(client: Client, path: str, kind: str) -> None:
    status, headers, _ = client.get(path)
    assert (status, headers["content-type"]) == (200, kind)
    assert headers["x-content-type-options"] == "nosniff"


def test_the_second_request_gets_304_until_the_file_changes(client: Client, folder: Path) -> None:
    _, headers, body = client.get("/all.rss.xml")
    assert body == b"<rss/>"
    for known in ({"If_None_Match": headers["etag"]}, {"If_Modified_Since": headers["last-modified"]}):
        status, _, body = client.get("/all.rss.xml", **known)
        assert (status, body) == (304, b"")
    (folder / "all.rss.xml").write_text("<rss>news</rss>")
    status, _, body = client.get("/all.rss.xml", If_None_Match=headers["etag"])
    assert (status, body) == (200, b"<rss>news</rss>")


def test_head_has_no_body(client: Client) -> None:
    status, headers, body = client.get("/all.rss.xml", "HEAD")
    assert (status, headers["content-length"], body) == (200, "6", b"")


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.xml", "/%2e%2e/secret.xml", "/..%2fsecret.xml", "/link.xml", "//etc/passwd", "/.tmp-1-all.json",
        "/missing.xml", "/%00.xml", "/%ff.xml", "/a" * 3000, "/.", "/index.html/", "/all.rss.xml%00.html",
    ],
)  # fmt: skip
def test_nothing_else_is_served(client: Client, path: str) -> None:
    status, _, body = client.get(path)
    assert status in (400, 404, 414)
    assert b"secret" not in body


def test_only_reading_is_possible(client: Client, folder: Path) -> None:
    assert client.get("/all.json", "DELETE")[0] == 501
    assert (folder / "all.json").exists()


def test_the_command_listens_on_loopback_and_says_where(folder: Path) -> None:
    import re
    import subprocess
    import sys

    (folder.parent / "aggregator.toml").write_text("")
    # Under a shell's `&` SIGINT comes ignored.
    heed = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    script = f"{heed}; from aggregator.commands import main; main()"
    env = os.environ | {"PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-c", script, "--home", str(folder.parent), "serve", "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env
    ) as process:
        assert process.stdout
        line = process.stdout.readline()
        match = re.match(r"http://127\.0\.0\.1:(\d+)/ shows ", line)
        assert match, line
        assert Client(int(match[1])).get("/")[0] == 200
        process.send_signal(2)
        assert process.wait(timeout=10) in (130, 1, 0)
