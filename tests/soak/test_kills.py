"""The long version of the kill test: 200 deaths at random moments, then a run to the end (`make soak`)."""

from __future__ import annotations

import random
import signal
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "crawling"))

from hostile import Hostile
from newsdesk import Newsdesk, Warm
from test_process_faults import kept, neighbours

DEATHS = 200


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_two_hundred_deaths_cost_nothing(tmp_path: Path) -> None:
    chance = random.Random(2026)
    with Hostile() as web:
        undisturbed = Newsdesk.open(tmp_path / "undisturbed" / "home")
        neighbours(web, undisturbed, 20, pause=0.02)
        assert undisturbed.crawl("--all", "--pages", "2").code == 0
        told: set[str] = set()
        homes = 0
        desk = None
        for death in range(DEATHS):
            if death % 10 == 0:  # a home that has all has little left to lose: begin anew
                if desk is not None:
                    assert desk.crawl("--all", "--pages", "2").code in (0, 1)
                    assert kept(desk) == kept(undisturbed)
                homes += 1
                desk = Newsdesk.open(tmp_path / f"home-{homes}" / "home")
                for file in (undisturbed.root / "sources").glob("*.toml"):
                    (desk.root / "sources" / file.name).write_bytes(file.read_bytes())
                told = set()
            assert desk is not None
            child = desk.begin("--all", "--pages", "2")
            time.sleep(chance.uniform(0.05, 2.0))
            child.signal(signal.SIGKILL)
            assert child.end().code in (-signal.SIGKILL, 0, 1)  # 1: it ended before, and found a site stale
            assert desk.torn() == []
            now = {entry.canonical for entry in desk.entries()}
            assert told <= now
            told = now
        assert desk is not None
        assert desk.crawl("--all", "--pages", "2").code in (0, 1)
        assert kept(desk) == kept(undisturbed)
    Warm.cool()
