"""The shipped unit files, the cron line and the web server's configuration are accepted by who reads them."""

import configparser
import os
import shlex
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from calling import call

from aggregator.commands.init import make

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
UNITS = sorted(path.name for path in DEPLOY.iterdir() if path.suffix in (".service", ".timer"))
PROGRAM, HOME = "/opt/aggregator/.venv/bin/aggregator", "/var/lib/aggregator"


def lines_of(name: str) -> list[str]:
    return [
        line for line in (DEPLOY / name).read_text().splitlines() if line.strip() and not line.startswith("#")
    ]


def commands() -> list[list[str]]:
    """Every call of the program that the files make, as arguments after --home."""
    found = []
    for name in UNITS:
        found += [line.split(PROGRAM, 1)[1] for line in lines_of(name) if line.startswith("ExecStart=")]
    found += [line.split(HOME, 1)[1].split(">")[0] for line in lines_of("cron") if PROGRAM in line]
    return [shlex.split(line) for line in found]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed")
def test_systemd_accepts_every_unit_without_a_word(tmp_path: Path) -> None:
    for name in UNITS:
        (tmp_path / name).write_text(
            (DEPLOY / name).read_text().replace(PROGRAM, shutil.which("true") or "/bin/true")
        )
    units = [str(tmp_path / name) for name in UNITS]
    done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.mark.parametrize("name", [name for name in UNITS if name.endswith(".service")])
def test_a_service_is_hardened_and_can_still_speak_tls(name: str) -> None:
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    unit.read(DEPLOY / name)
    service = unit["Service"]
    assert "MemoryDenyWriteExecute" not in service
    assert service["ProtectSystem"] == "strict"
    assert service["NoNewPrivileges"] == "yes"
    assert service["User"] != "root"
    assert "75" in service["SuccessExitStatus"].split()
    assert "@resources" not in service["SystemCallFilter"]  # the crawl limits its own memory


def test_every_service_has_its_timer_and_every_timer_its_service() -> None:
    stems = {kind: {Path(n).stem for n in UNITS if n.endswith(kind)} for kind in (".service", ".timer")}
    assert stems[".service"] == stems[".timer"]


@pytest.mark.parametrize("arguments", commands(), ids=" ".join)
def test_every_call_in_the_files_is_one_that_the_program_knows(arguments: list[str], tmp_path: Path) -> None:
    assert call(*arguments[:1], "--help").out
    if arguments[0] != "crawl":
        make(tmp_path / "home", title="T", base_url="http://localhost:8000/", contact=None)
        call("--home", tmp_path / "home", "publish")
        assert call("--home", tmp_path / "home", *arguments).code == 0


def test_cron_is_silent_while_all_is_well(tmp_path: Path) -> None:
    make(tmp_path / "home", title="T", base_url="http://localhost:8000/", contact=None)
    call("--home", tmp_path / "home", "publish")
    said = call("--home", tmp_path / "home", "doctor", "--fix", "--quiet")
    assert (said.out, said.err) == ("", "")


@pytest.fixture(scope="module")
def nginx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The shipped configuration, serving a published home on loopback; the address of its feeds."""
    if not shutil.which("nginx"):
        pytest.skip("nginx is not installed")
    folder = tmp_path_factory.mktemp("nginx")
    make(folder / "home", title="T", base_url="http://localhost:8000/", contact=None)
    call("--home", folder / "home", "publish")
    (folder / "home" / "feeds" / "health.json").write_text("{}")
    (folder / "home" / "feeds" / ".tmp-1-all.json").write_text("half")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    site = (DEPLOY / "nginx.conf").read_text().replace("    listen [::]:80;\n", "")
    site = site.replace("listen 80;", f"listen 127.0.0.1:{port};").replace(HOME, str(folder / "home"))
    user = "user root;" if os.geteuid() == 0 else ""
    temp = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"{user} daemon off; pid {folder}/pid; error_log stderr; events {{}}\n"
        f"http {{ {temp} access_log off; include /etc/nginx/mime.types;\n{site}\n}}\n"
    )
    checked = subprocess.run(
        ["nginx", "-t", "-q", "-c", folder / "nginx.conf"], capture_output=True, check=False
    )
    assert (checked.returncode, checked.stderr) == (0, b"")
    server = subprocess.Popen(["nginx", "-c", folder / "nginx.conf"], stderr=subprocess.DEVNULL)
    for _ in range(100):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            break
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}/feeds/"
    server.terminate()
    server.wait()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("all.rss.xml", "text/xml; charset=utf-8"),
        ("all.atom.xml", "text/xml; charset=utf-8"),
        ("all.json", "application/json; charset=utf-8"),
        ("feeds.opml", "text/x-opml; charset=utf-8"),
        ("", "text/html; charset=utf-8"),
    ],
)
def test_nginx_serves_feeds_as_readers_expect_them(nginx: str, name: str, kind: str) -> None:
    with urllib.request.urlopen(nginx + name) as answer:
        assert answer.headers["Content-Type"] == kind
        assert answer.headers["ETag"]
        mark = answer.headers["ETag"]
    again = urllib.request.Request(nginx + name, headers={"If-None-Match": mark})
    with pytest.raises(urllib.error.HTTPError) as unchanged:
        urllib.request.urlopen(again)
    assert unchanged.value.code == 304


def test_nginx_never_caches_the_dead_mans_switch_and_hides_what_is_half_written(nginx: str) -> None:
    with urllib.request.urlopen(nginx + "health.json") as answer:
        assert answer.headers["Cache-Control"] == "no-store"
    for hidden in (".tmp-1-all.json", "../data/aggregator.db", "%2e%2e/data/aggregator.db"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(nginx + hidden)
        assert refused.value.code in (400, 403, 404)
