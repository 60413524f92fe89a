"""The pipelines alone: a fault of ours in one entry costs that entry, is counted, and makes the page be read again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from scrapy.exceptions import DropItem

import aggregator.judging
import aggregator.stating
from aggregator.items import Source, Teaser, Validators
from aggregator.pipelines.deduplicate import Deduplicate
from aggregator.pipelines.judge import Judge
from aggregator.pipelines.keep import Keep
from aggregator.pipelines.normalise import Normalise
from aggregator.spiders.visiting import Ended, Found, Visiting

NOW = datetime(2026, 11, 23, tzinfo=UTC)
SOURCE = Source(id="one", name="One", url="https://news.example/")
VALIDATORS = Validators(url=SOURCE.url, checked=NOW, full=NOW)


class Store:
    """Remembers what it was given."""

    def __init__(self) -> None:
        self.kept: list[tuple[Any, list[Any], Any]] = []

    def keep(self, visit: Any, entries: list[Any], *, validators: Any, **_: Any) -> list[Any]:
        self.kept.append((visit, entries, validators))
        return []

    def visits(self, *_: Any, **__: Any) -> list[Any]:
        return []


@pytest.fixture
def spider() -> Any:
    memory = SimpleNamespace(noted=lambda *_: {}, forgive=lambda *_: None)
    return SimpleNamespace(
        open={}, ended=[], failure=None, run=1, accept=False, store=Store(), memory=memory,
        clock=lambda: NOW, watch=lambda *_, **__: None,
    )  # fmt: skip


@pytest.fixture
def visiting(spider: Any) -> Visiting:
    made = Visiting(SOURCE, SOURCE.url, NOW, None, 3)
    made.validators = [VALIDATORS]
    spider.open["one"] = made
    return made


def teaser(n: int) -> Teaser:
    return Teaser(
        url=f"https://news.example/{n}", title=f"Forced labour case {n}", excerpt="Victims were found."
    )


def send(spider: Any, visiting: Visiting, *teasers: Teaser) -> None:
    steps = [Normalise(), Judge(spider, None), Deduplicate(spider), Keep(spider)]  # type: ignore[arg-type]
    visiting.count(teasers)
    for given in [*(Found(one, visiting, "en", NOW) for one in teasers), Ended(visiting)]:
        item: Any = given
        for step in steps:
            try:
                item = step.process_item(item)  # type: ignore[attr-defined]
            except DropItem:
                break


def failing_on(word: str, real: Callable[..., Any]) -> Callable[..., Any]:
    def wrapped(first: Any, *args: Any, **kwargs: Any) -> Any:
        if word in str(first):
            raise ZeroDivisionError
        return real(first, *args, **kwargs)

    return wrapped


@pytest.mark.parametrize(
    ("place", "name"), [(aggregator.judging, "judge_entry"), (aggregator.stating, "state")]
)
def test_a_fault_of_ours_loses_one_entry_and_the_page_is_read_again(
    spider: Any, visiting: Visiting, monkeypatch: pytest.MonkeyPatch, place: ModuleType, name: str
) -> None:
    monkeypatch.setattr(place, name, failing_on("case 2", getattr(place, name)))
    send(spider, visiting, *(teaser(n) for n in range(4)))
    visit, entries, validators = spider.store.kept[0]
    assert len(entries) == 3
    assert visit.rejected == 1
    assert validators == []


def test_all_entries_lost_is_a_failed_visit(
    spider: Any, visiting: Visiting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(aggregator.judging, "judge_entry", failing_on("case", lambda *_, **__: None))
    send(spider, visiting, *(teaser(n) for n in range(4)))
    visit, entries, _ = spider.store.kept[0]
    assert (visit.status, entries) == ("error", [])
    assert "error 4" in visit.error


def test_one_article_counts_once(spider: Any, visiting: Visiting) -> None:
    send(spider, visiting, teaser(1), teaser(2), teaser(1))
    visit, entries, validators = spider.store.kept[0]
    assert len(entries) == 2
    assert visit.status == "ok"
    assert validators == [VALIDATORS]
    assert spider.open == {}
