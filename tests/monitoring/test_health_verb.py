"""`aggregator health`: the table, one source, JSON; exit code 1 while a finding is open."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from calling import call

from aggregator.commands.init import make
from aggregator.home import Home
from aggregator.items import Visit
from aggregator.store import Store

NOW = datetime.now(UTC)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Three sources: one fails, one is well, one was never visited."""
    root = tmp_path / "home"
    make(root, title="T", base_url="http://localhost:8000/", contact=None)
    for id in ("harbour", "valley", "meadow"):
        (root / "sources" / f"{id}.toml").write_text(
            f'name = "{id.title()}"\nurl = "https://{id}.example/news/"\n'
        )
    with Store.open(Home.open(root)) as store:
        for hours in range(12, 0, -2):
            number = store.start_run(NOW - timedelta(hours=hours))
            for id, values in (
                ("valley", {}),
                ("harbour", {"status": "tls", "teasers": 0, "error": "expired"} if hours < 8 else {}),
            ):
                visit: dict[str, Any] = {
                    "status": "ok",
                    "teasers": 10,
                    "newest": NOW,
                    "read_by": "blocks",
                    "run": number,
                    **values,
                }
                store.record(
                    Visit(
                        source=id,
                        url=f"https://{id}.example/news/",
                        started=NOW - timedelta(hours=hours),
                        **visit,
                    )
                )
            store.finish_run(number, NOW - timedelta(hours=hours), 0)
    return root


def test_the_table_shows_every_source_the_broken_first_and_each_findings_next_command(home: Path) -> None:
    said = call("--home", home, "health", code=1).out
    lines = said.splitlines()
    assert [line.split()[:2] for line in lines[1:4]] == [
        ["harbour", "broken"],
        ["meadow", "new"],
        ["valley", "ok"],
    ]
    assert "harbour: its certificate is not valid (since" in said
    assert "aggregator health --source harbour" in said


def test_one_source_shows_its_visits_and_what_the_server_said(home: Path) -> None:
    said = call("--home", home, "health", "--source", "harbour", code=1).out
    assert said.count("tls") == 3
    assert "expired" in said
    assert call("--home", home, "health", "--source", "valley").code == 0


def test_json_holds_findings_and_states(home: Path) -> None:
    value = call("--home", home, "health", "--json", code=1).json
    assert value["code"] == 1
    (finding,) = value["findings"]
    assert {"source", "code", "what", "since", "last_good", "command"} <= set(finding)
    assert (finding["source"], finding["code"]) == ("harbour", "tls")
    assert {source["source"]: source["state"] for source in value["sources"]} == {
        "harbour": "broken", "valley": "ok", "meadow": "new",
    }  # fmt: skip
    one = call("--home", home, "health", "--source", "harbour", "--json", code=1).json
    assert len(one["visits"]) == 6
    assert one["findings"][0]["code"] == "tls"


def test_a_source_that_is_off_or_unknown(home: Path) -> None:
    (home / "sources" / "off.toml").write_text(
        'name = "Off"\nurl = "https://off.example/"\nenabled = false\n'
    )
    assert call("--home", home, "health", "--source", "off").out.strip().endswith("off: off")
    assert "did you mean 'harbour'" in call("--home", home, "health", "--source", "harbor", code=2).err


def test_asking_again_changes_nothing(home: Path) -> None:
    first, second = (call("--home", home, "health", "--json", code=1).json for _ in range(2))
    assert first["findings"] == second["findings"]
