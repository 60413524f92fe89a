"""Real feed readers, driven from tests: each says which entries it shows, by id, and which of them are unread."""

from __future__ import annotations

import email.header
import importlib.util
import json
import mailbox
import os
import re
import shutil
import sqlite3
import subprocess
import threading
from pathlib import Path
from typing import Any, Protocol

from aggregator.publishing.preview import Preview, Server


class Reader(Protocol):
    """Subscribed to one address. `conditional` says that it asks for changes only."""

    conditional: bool

    def update(self) -> None:
        """Ask the server again."""

    def shown(self) -> dict[str, str]:
        """Titles by id of all entries that it shows."""

    def unread(self) -> set[str]:
        """Ids of those that it calls new, which are then read."""


class Newsboat:
    conditional = True

    def __init__(self, home: Path, address: str) -> None:
        self.home = home
        (home / "config").write_text("auto-reload no\n")
        (home / "urls").write_text(address + "\n")

    def update(self) -> None:
        run(
            self.home,
            "newsboat",
            "-C",
            "config",
            "-u",
            "urls",
            "-c",
            "cache.db",
            "-x",
            "reload",
            "print-unread",
        )

    def shown(self) -> dict[str, str]:
        return dict(self._rows("select guid, title from rss_item where deleted = 0"))

    def unread(self) -> set[str]:
        found = {row[0] for row in self._rows("select guid from rss_item where unread = 1")}
        self._rows("update rss_item set unread = 0")
        return found

    def _rows(self, statement: str) -> list[Any]:
        with sqlite3.connect(self.home / "cache.db") as connection:
            return connection.execute(statement).fetchall()


class Sfeed:
    conditional = False

    def __init__(self, home: Path, address: str) -> None:
        self.home, self.known = home, set[str]()
        (home / "rc").write_text(f"sfeedpath='{home}/out'\nfeeds() {{\n feed 'all' '{address}'\n}}\n")

    def update(self) -> None:
        run(self.home, "sfeed_update", str(self.home / "rc"))

    def shown(self) -> dict[str, str]:
        rows = [line.split("\t") for line in (self.home / "out" / "all").read_text().splitlines()]
        return {row[5]: row[1] for row in rows}

    def unread(self) -> set[str]:
        found = self.shown().keys() - self.known
        self.known |= found
        return found


class Rss2Email:
    conditional = True

    def __init__(self, home: Path, address: str) -> None:
        self.home, self.known = home, set[str]()
        (home / "cfg").write_text(
            "[DEFAULT]\nfrom = feeds@localhost.invalid\nto = desk@localhost.invalid\nemail-protocol = maildir\n"
            f"maildir-path = {home}/mail\nmaildir-mailbox =\n"
        )
        run(home, "r2e", "-c", "cfg", "-d", "data.json", "add", "all", address)

    def update(self) -> None:
        run(self.home, "r2e", "-c", "cfg", "-d", "data.json", "run")

    def shown(self) -> dict[str, str]:
        box = mailbox.Maildir(self.home / "mail", create=False)
        return {message["X-RSS-ID"]: decoded(message["Subject"]) for message in box}

    def unread(self) -> set[str]:
        found = self.shown().keys() - self.known
        self.known |= found
        return found


class LemonReader:
    """The Python library `reader`."""

    conditional = True

    def __init__(self, home: Path, address: str) -> None:
        from reader import make_reader

        self.reader = make_reader(str(home / "reader.db"))
        self.reader.add_feed(address)

    def update(self) -> None:
        for result in self.reader.update_feeds_iter(scheduled=False):
            assert not isinstance(result.value, Exception), result.value

    def shown(self) -> dict[str, str]:
        return {entry.id: entry.title or "" for entry in self.reader.get_entries()}

    def unread(self) -> set[str]:
        found = {entry.id for entry in self.reader.get_entries(read=False)}
        for entry in list(self.reader.get_entries(read=False)):
            self.reader.mark_entry_as_read(entry)
        return found


class Feedparser:
    """What many programs are built on."""

    conditional = True

    def __init__(self, home: Path, address: str) -> None:
        self.address, self.entries, self.known = address, dict[str, str](), set[str]()
        self.etag: str | None = None

    def update(self) -> None:
        import feedparser

        read = feedparser.parse(self.address, etag=self.etag)
        assert not read.get("bozo_exception"), read.bozo_exception
        self.etag = read.get("etag", self.etag)
        self.entries |= {entry.id: entry.title for entry in read.entries}

    def shown(self) -> dict[str, str]:
        return self.entries

    def unread(self) -> set[str]:
        found = self.entries.keys() - self.known
        self.known |= found
        return found


READERS: dict[str, type[Any]] = {
    "feedparser": Feedparser,
    "newsboat": Newsboat,
    "sfeed": Sfeed,
    "rss2email": Rss2Email,
    "reader": LemonReader,
}


def missing(name: str) -> str | None:
    """Why a reader cannot be tried here, or null."""
    program = {"newsboat": "newsboat", "sfeed": "sfeed_update", "rss2email": "r2e"}.get(name)
    if program and not shutil.which(program):
        return f"{program} is not installed (Debian package {name})"
    if program is None and importlib.util.find_spec(name) is None:
        return f"the Python package {name} is not installed"
    if name == "reader" and importlib.util.find_spec("sgmllib") is None:
        return "the Python package sgmllib3k, which reader needs, is not installed"
    return None


def imported(name: str, home: Path) -> str:
    """What a reader's own configuration says after it took in `feeds.opml`."""
    if name == "newsboat":
        (home / "urls").write_text("")
        run(home, "newsboat", "-u", "urls", "-c", "cache.db", "-i", "feeds.opml")
        return (home / "urls").read_text()
    if name == "sfeed":
        opml = (home / "feeds.opml").read_text()
        return subprocess.run(
            "sfeed_opml_import", input=opml, capture_output=True, text=True, check=True
        ).stdout
    (home / "cfg").write_text("[DEFAULT]\nfrom = a@localhost.invalid\nto = b@localhost.invalid\n")
    run(home, "r2e", "-c", "cfg", "-d", "data.json", "opmlimport", "feeds.opml")
    return (home / "cfg").read_text()


class CountingServer:
    """The preview on a free port of loopback, with a record of (path, status)."""

    def __init__(self, folder: Path) -> None:
        record: list[tuple[str, int]] = []

        class Handler(Preview):
            def log_request(self, code: Any = "-", size: Any = "-") -> None:
                record.append((self.path, int(code)))

        Handler.folder = folder.resolve()
        self.record = record
        self.server = Server(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}/"
        self.thread = threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )

    def __enter__(self) -> CountingServer:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()


def run(home: Path, *command: str) -> None:
    """Run a reader with a home of its own and no proxy."""
    env = {key: value for key, value in os.environ.items() if "proxy" not in key.lower()}
    env |= {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home),
        "XDG_DATA_HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "TERM": "dumb",
    }
    done = subprocess.run(command, cwd=home, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, json.dumps([command, done.stdout, done.stderr])


def decoded(header: str) -> str:
    return str(email.header.make_header(email.header.decode_header(header)))


def letters(title: str) -> str:
    """A title without what readers may set differently: spaces and punctuation."""
    return re.sub(r"[\W_]", "", title)
