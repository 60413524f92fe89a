"""Installs and starts a real WordPress from Debian's packages, in a temporary folder, with our own posts."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CORE = Path("/usr/share/wordpress")
THEMES = ("twentytwentyone", "twentytwentythree")
CONFIG = """<?php
define('DB_NAME', 'wordpress'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:{socket}'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_HOME', 'http://{host}'); define('WP_SITEURL', 'http://{host}');
define('WP_HTTP_BLOCK_EXTERNAL', true); define('DISABLE_WP_CRON', true); define('AUTOMATIC_UPDATER_DISABLED', true);
$table_prefix = 'wp_';
if (!defined('ABSPATH')) {{ define('ABSPATH', __DIR__ . '/'); }}
require_once ABSPATH . 'wp-settings.php';
"""


def missing() -> str | None:
    """Why no WordPress can be started here, or None."""
    for program in ("php", "mariadbd", "mariadb-install-db"):
        if not shutil.which(program) and not Path("/usr/sbin", program).exists():
            return f"{program} is not installed (make system)"
    if not (CORE / "wp-load.php").exists():
        return "Debian's package wordpress is not installed (make system)"
    absent = [theme for theme in THEMES if not (CORE / "wp-content/themes" / theme).exists()]
    return f"themes are not installed: {', '.join(absent)} (make system)" if absent else None


class Site:
    """A running WordPress: its base address and a switch for its theme."""

    def __init__(self, folder: Path, host: str) -> None:
        self.folder = folder
        self.host = host
        self.base = f"http://{host}"

    def use_theme(self, theme: str) -> None:
        _php(self.folder, "theme.php", self.host, theme)

    def get(self, path: str) -> tuple[bytes, str]:
        with urllib.request.urlopen(self.base + path, timeout=30) as answer:
            return answer.read(), answer.headers["Content-Type"]


@contextmanager
def wordpress(folder: Path, posts: list[dict[str, Any]]) -> Iterator[Site]:
    """A WordPress with these posts, until the block ends; ends only the processes that it started."""
    with ExitStack() as stack:
        database = _database(folder, stack)
        with socket.socket() as probe:
            probe.bind(("127.0.0.21", 0))
            host = f"127.0.0.21:{probe.getsockname()[1]}"
        shutil.copytree(CORE, folder / "www", ignore=shutil.ignore_patterns("languages", "wp-config.php"))
        (folder / "www/wp-config.php").write_text(CONFIG.format(socket=database, host=host), encoding="utf-8")
        for script in ("setup.php", "router.php", "theme.php"):
            shutil.copy(HERE / script, folder)
        done = _php(folder, "setup.php", host, stdin=json.dumps(posts))
        assert done.strip().endswith(str(len(posts))), done
        server = subprocess.Popen(
            ["php", "-q", "-S", host, "-t", folder / "www", folder / "router.php"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "PHP_CLI_SERVER_WORKERS": "4"},
        )  # fmt: skip
        stack.callback(_end, server)
        site = Site(folder, host)
        _wait(lambda: site.get("/robots.txt"))
        yield site


def _database(folder: Path, stack: ExitStack) -> Path:
    data, address = folder / "db", folder / "db.sock"
    user = ["--user=root"] if os.geteuid() == 0 else []
    subprocess.run(
        ["mariadb-install-db", f"--datadir={data}", "--auth-root-authentication-method=normal",
         "--skip-test-db", *user],
        check=True, capture_output=True,
    )  # fmt: skip
    program = shutil.which("mariadbd") or "/usr/sbin/mariadbd"
    server = subprocess.Popen(
        [program, "--no-defaults", f"--datadir={data}", f"--socket={address}", "--skip-networking",
         f"--pid-file={folder / 'db.pid'}", "--innodb-flush-log-at-trx-commit=0", *user],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    stack.callback(_end, server)
    create = ["mariadb", f"--socket={address}", "-uroot", "-e", "CREATE DATABASE wordpress"]
    _wait(lambda: subprocess.run(create, check=True, capture_output=True))
    return address


def _php(folder: Path, script: str, *args: str, stdin: str = "") -> str:
    done = subprocess.run(
        ["php", folder / script, *args], input=stdin, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _wait(attempt: Any, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            attempt()
        except (OSError, subprocess.CalledProcessError):
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
        else:
            return


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
