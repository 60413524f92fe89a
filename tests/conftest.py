"""What every test may use: the command as a user runs it, and a home to run it in."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "soak: the long version of a test (make soak)")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if os.environ.get("SOAK"):
        return
    for item in items:
        if "soak" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="a long test: make soak"))


@pytest.fixture(scope="session")
def aggregator() -> Run:
    """Run the command in a process of its own: `aggregator("--home", home, "crawl", code=1)`."""

    def run(*args: object, code: int | None = 0, **kwargs: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", "from aggregator.commands import main; main()", *map(str, args)]
        env = {k: v for k, v in os.environ.items() if k != "AGGREGATOR_HOME"}
        options = {"capture_output": True, "text": True, "timeout": 100, "env": env, **kwargs}
        done = subprocess.run(command, check=False, **options)  # type: ignore[call-overload]
        assert code is None or done.returncode == code, (
            f"exit {done.returncode}\n{done.stdout}\n{done.stderr}"
        )
        return done

    return run


@pytest.fixture
def home(tmp_path: Path, aggregator: Run) -> Path:
    """A new home, as `init` makes it."""
    aggregator("init", tmp_path / "home")
    return tmp_path / "home"
