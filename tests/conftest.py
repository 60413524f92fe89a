"""What every test may use: the command as a user runs it, and a home to run it in."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from calling import call

Run = Callable[..., subprocess.CompletedProcess[str]]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "soak: the long version of a test (make soak)")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if os.environ.get("SOAK"):
        return
    for item in items:
        if "soak" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="a long test: make soak"))


# What starts Twisted's reactor, which runs once a process, or answers to signals.
OWN_PROCESS = frozenset({"crawl", "demo", "serve", "add", "--live", "--save"})


@pytest.fixture(scope="session")
def aggregator() -> Run:
    """Run the command: `aggregator("--home", home, "export", code=1)`.

    What crawls or serves runs in a process of its own, as do calls with options of `subprocess.run`; the rest runs
    through the same door in this one, which saves a second a call.
    """

    def run(*args: object, code: int | None = 0, **kwargs: object) -> subprocess.CompletedProcess[str]:
        words = [str(arg) for arg in args]
        crawls = not OWN_PROCESS.isdisjoint(words) or any(word.startswith("http") for word in words)
        done = _apart(words, kwargs) if (crawls or kwargs) and "--help" not in words else _within(words)
        assert code is None or done.returncode == code, (
            f"exit {done.returncode}\n{done.stdout}\n{done.stderr}"
        )
        return done

    return run


def _apart(words: list[str], options: dict[str, object]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from aggregator.commands import main; main()", *words]
    env = {k: v for k, v in os.environ.items() if k != "AGGREGATOR_HOME"}
    options = {"capture_output": True, "text": True, "timeout": 100, "env": env, **options}
    return subprocess.run(command, check=False, **options)  # type: ignore[call-overload]


def _within(words: list[str]) -> subprocess.CompletedProcess[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("AGGREGATOR_HOME", raising=False)
        called = call(*words, code=None)
    return subprocess.CompletedProcess(words, called.code, called.out, called.err)


@pytest.fixture
def home(tmp_path: Path, aggregator: Run) -> Path:
    """A new home, as `init` makes it."""
    aggregator("init", tmp_path / "home")
    return tmp_path / "home"
