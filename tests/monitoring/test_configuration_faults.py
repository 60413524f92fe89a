"""What is configured wrongly is said with file and key before anything is requested; exit code 78."""

import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from calling import call
from known_items import NOW, make_home

from aggregator.commands.init import make
from aggregator.home import Home
from aggregator.items import Visit
from aggregator.store import Store

Run = Callable[..., subprocess.CompletedProcess[str]]


class Site(HTTPServer):
    """A site on loopback that counts what it is asked."""

    asked: list[str]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/news/"


class _Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        self.send_response(404)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[Site]:
    server = Site(("127.0.0.1", 0), _Page)
    server.asked = []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def home(tmp_path: Path, site: Site) -> Path:
    root = tmp_path / "home"
    make(root, title="T", base_url="http://localhost:8000/", contact=None)
    declare(root, "desk", f'name = "Desk"\nurl = "{site.address}"\nprivate_host = true\n')
    return root


def declare(home: Path, id: str, text: str) -> None:
    (home / "sources" / f"{id}.toml").write_text(text, encoding="utf-8")


def refused(home: Path, site: Site, *verb: str) -> str:
    """What a crawl says that must end with 78 and must not ask the site."""
    said = call("--home", home, *(verb or ("crawl", "--all")), code=78)
    assert site.asked == []
    assert "Traceback" not in said.err
    assert said.out == ""
    return said.err


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("widnow_days = 30", "'widnow_days'; did you mean 'window_days'?"),
        ("window_days = 0", "'window_days'"),
        ("interval_min = -5", "'interval_min'"),
        ("interval_min = 0", "'interval_min'"),
        ("interval_max = 5", "'interval_max'"),
        ("delay = -1", "'delay'"),
        ("retention_months = 0", "'retention_months'"),
        ('ping = "file:///etc/passwd"', "'ping'"),
        ('hub = "hub"', "'hub'"),
        ('contact = "nobody"', "'contact'"),
        ('resolve_allow = ["10.0.0.0/99"]', "'resolve_allow'"),
        ('store = "mongodb://x/y"', "mongodb"),
        ("budget = 1\nbudget = 2", "line"),
        ("budget = ", "line"),
        ("a." * 3000 + "b = 1", "aggregator.toml"),
        ("x = " + "[" * 5000, "aggregator.toml"),
    ],
)
def test_a_home_configured_wrongly_is_refused(home: Path, site: Site, line: str, said: str) -> None:
    with (home / "aggregator.toml").open("a") as file:
        file.write(f"\n{line}\n")
    error = refused(home, site)
    assert said in error
    assert len(error) < 1000


@pytest.mark.parametrize("data", [b"title = \xff\xfe", b"\x00" * 50, b"title = 'x' " * 200_000])
def test_a_configuration_that_is_no_text_is_refused(home: Path, site: Site, data: bytes) -> None:
    (home / "aggregator.toml").write_bytes(data)
    assert "aggregator.toml" in refused(home, site)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[feeds]]\nid = "x"\ntitle = "X"\ndescription = "X"\ntopcis = ["a"]', "did you mean"),
        ('[[feeds]]\nid = "../../etc/x"\ntitle = "X"\ndescription = "X"', "feed id"),
        ('[[feeds]]\nid = "CON"\ntitle = "X"\ndescription = "X"', "feed id"),
        ('[[feeds]]\nid = ""\ntitle = "X"\ndescription = "X"', "feed id"),
        (f'[[feeds]]\nid = "{"a" * 65}"\ntitle = "X"\ndescription = "X"', "feed id"),
        ('[[feeds]]\nid = "index"\ntitle = "X"\ndescription = "X"', "index"),
        ('[[feeds]]\nid = "x"\ntitle = "X"\ndescription = "X"\n' * 2, "twice"),
        ('[[feeds]]\nid = "x"', "missing"),
        ("feeds = 3", "feeds"),
    ],
)
def test_feeds_declared_wrongly_are_refused_before_the_crawl(
    home: Path, site: Site, text: str, said: str
) -> None:
    (home / "feeds.toml").write_text(text)
    assert said in refused(home, site)


@pytest.mark.parametrize("text", ["[[topic]]\nnmae = 'x'", "[[topics]]\nslug = '../x'", "x = ["])
def test_topics_declared_wrongly_are_refused_before_the_crawl(home: Path, site: Site, text: str) -> None:
    (home / "topics.toml").write_text(text)
    assert "topics.toml" in refused(home, site)


def test_a_source_declared_wrongly_stops_only_itself_and_is_told(
    home: Path, site: Site, aggregator: Run
) -> None:
    declare(home, "broken", 'name = "Broken"\nurl = "file:///etc/passwd"\n')
    said = aggregator("--home", home, "crawl", "--all", code=None)
    assert site.asked != []
    assert said.returncode in (1, 78)
    assert "broken.toml" in said.stdout + said.stderr
    assert "broken.toml" in call("--home", home, "doctor", code=1).out
    assert "broken.toml" in call("--home", home, "health", code=None).out


@pytest.mark.parametrize("name", ["broken", "refusing"])
def test_a_source_that_cannot_be_read_cannot_be_asked_for_by_name(home: Path, site: Site, name: str) -> None:
    declare(home, "broken", 'name = "Broken"\nurl = "ftp://x.example/"\n')
    declare(
        home,
        "refusing",
        f'name = "R"\nurl = "{site.address}"\nprivate_host = true\nterms = "no"\nenabled = false\n',
    )
    assert name in refused(home, site, "crawl", name)


def test_a_crawl_of_the_web_needs_a_contact(home: Path, site: Site) -> None:
    declare(home, "web", 'name = "Web"\nurl = "https://news.example/"\n')
    assert "contact" in refused(home, site)


def test_a_source_taken_out_keeps_its_items(tmp_path: Path, aggregator: Run) -> None:
    home = make_home(tmp_path / "home")
    before = call("--home", home.root, "export").out
    aggregator("--home", home.root, "crawl")
    assert call("--home", home.root, "export").out == before
    assert before


def test_selectors_that_match_nothing_three_times_are_a_finding_and_no_configuration_error(
    home: Path,
) -> None:
    with Store.open(Home.open(home)) as store:
        for hours in (3, 2, 1):
            store.record(
                Visit(
                    source="desk",
                    url="http://127.0.0.1/news/",
                    started=NOW - timedelta(hours=hours),
                    status="not_listing",
                )
            )
    said = call("--home", home, "health", "--source", "desk", code=1).out
    assert "no list of teasers is found" in said
    assert "aggregator inspect" in said


def test_the_doctor_finds_what_is_wrong_in_every_file_at_once(home: Path) -> None:
    declare(home, "broken", 'name = "Broken"\n')
    (home / "feeds.toml").write_text("feeds = 3")
    (home / "topics.toml").write_text("x = [")
    said = call("--home", home, "doctor", code=1).out
    for name in ("broken.toml", "feeds.toml", "topics.toml"):
        assert name in said
    shutil.rmtree(home / "sources")
    assert "sources" in call("--home", home, "doctor", code=1).out
