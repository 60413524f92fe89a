"""A home, the crawl of it in a process of its own, and what came of it: what the crawl's tests look at."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hostile import Site
from lxml import etree

from aggregator.commands.init import make
from aggregator.home import Home
from aggregator.items import Source, Visit
from aggregator.sources import dump
from aggregator.store import Query, Store, StoredEntry

# Shorter than in production, so that what hangs does not hold up the tests; everything else is as it is shipped.
PATIENCE = {"DOWNLOAD_TIMEOUT": 3, "DNS_TIMEOUT": 2, "RETRY_TIMES": 1, "GRACE_SECONDS": 2}
HERE = Path(__file__).parent


@dataclass
class Run:
    """One run of the verb, ended."""

    code: int
    out: str
    err: str
    seconds: float


class Warm:
    """The process that forks; one for all tests, ended with them."""

    _one: Warm | None = None

    def __init__(self) -> None:
        command = [sys.executable, str(HERE / "warm.py")]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.hear() == "ready"

    @classmethod
    def one(cls) -> Warm:
        cls._one = cls._one or cls()
        return cls._one

    @classmethod
    def cool(cls) -> None:
        if cls._one is not None:
            assert cls._one.process.stdin is not None
            cls._one.process.stdin.close()
            cls._one.process.wait(20)
            cls._one = None

    def tell(self, order: object) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()

    def hear(self) -> Any:
        assert self.process.stdout is not None
        return json.loads(self.process.stdout.readline())


class Child:
    """One run under way; `pid` may be sent signals, `end` waits for it."""

    def __init__(self, warm: Warm, order: dict[str, Any]) -> None:
        self._warm, self._order = warm, order
        self._began = time.monotonic()
        warm.tell(order)
        self.pid: int = warm.hear()

    def signal(self, number: int) -> None:
        """Send a signal; nothing happens where it has ended already."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def end(self) -> Run:
        code = self._warm.hear()
        out, err = (Path(self._order[name]).read_text(encoding="utf-8") for name in ("out", "err"))
        return Run(code, out, err, time.monotonic() - self._began)


@dataclass
class Newsdesk:
    """A home with sources of the tests' own."""

    root: Path
    runs: list[Run] = field(default_factory=list)

    @classmethod
    def open(cls, root: Path, *, extra: str = "", contact: str | None = None) -> Newsdesk:
        make(
            root,
            title="Test desk",
            base_url="http://localhost:8000/",
            contact=contact,
            extra=f"delay = 0\n{extra}",
        )
        return cls(root)

    def add(self, id: str, site: Site | str, **keys: object) -> Source:
        url = site if isinstance(site, str) else site.url()
        given = {"name": f"Site {id}", "private_host": True, **keys}
        source = Source(id=id, url=url, **given)  # type: ignore[arg-type]
        (self.root / "sources" / f"{id}.toml").write_text(dump(source), encoding="utf-8")
        return source

    def begin(
        self,
        *args: str,
        settings: Mapping[str, object] | None = None,
        names: Mapping[str, list[str]] | None = None,
        env: Mapping[str, str] | None = None,
    ) -> Child:
        """Start `aggregator crawl`; `names` are the only ones that can be looked up."""
        out, err = self.root.parent / "out.txt", self.root.parent / "err.txt"
        kept = {name: value for name, value in os.environ.items() if name != "AGGREGATOR_HOME"}
        order = {
            "args": ["--home", str(self.root), "crawl", *(args or ("--all",))], "out": str(out), "err": str(err),
            "settings": {**PATIENCE, **(settings or {})}, "names": names, "env": {**kept, **(env or {})},
        }  # fmt: skip
        return Child(Warm.one(), order)

    def crawl(self, *args: str, **options: Any) -> Run:
        """Run `aggregator crawl`, by default `--all`, to its end."""
        run = self.begin(*args, **options).end()
        self.runs.append(run)
        return run

    def store(self) -> Store:
        return Store.open(Home.open(self.root), readonly=True)

    def visits(self, source: str | None = None) -> list[Visit]:
        with self.store() as store:
            return store.visits(source, limit=1000)

    def visit(self, source: str) -> Visit:
        return self.visits(source)[0]

    def entries(self, source: str | None = None) -> list[StoredEntry]:
        with self.store() as store:
            return list(store.entries(Query(sources=(source,) if source else ())))

    def torn(self) -> Sequence[str]:
        """The files in feeds/ that are not whole; what a dead run was still writing has a name that nobody reads."""
        bad = []
        for file in sorted((self.root / "feeds").rglob("*")):
            if file.name.startswith(".tmp-"):
                continue
            data = file.read_bytes() if file.is_file() else b""
            try:
                if file.suffix in (".xml", ".opml", ".xsl"):
                    etree.fromstring(data)
                elif file.suffix == ".json":
                    json.loads(data)
                elif file.suffix == ".html":
                    assert data.rstrip().endswith(b"</html>")
            except (etree.XMLSyntaxError, ValueError, AssertionError) as error:
                bad.append(f"{file.name}: {error}")
        return bad

    def feeds(self) -> dict[str, bytes]:
        return {
            file.name: file.read_bytes()
            for file in sorted((self.root / "feeds").rglob("*"))
            if file.is_file()
        }
