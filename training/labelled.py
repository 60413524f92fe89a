"""Labelled teasers, and how well rules and weights judge them."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from aggregator.judging import judge, load_rules
from aggregator.judging.loading import Rules

ITEMS = Path(__file__).parent / "items"
Item = dict[str, Any]


def read(*files: Path) -> list[Item]:
    """The items of JSON Lines files, in their order."""
    lines = (line for file in files for line in file.read_text(encoding="utf-8").splitlines())
    return [json.loads(line) for line in lines if line.strip()]


def all_items() -> list[Item]:
    """What the weights are learnt from."""
    return read(*sorted(ITEMS.glob("*.jsonl")))


def digest(items: Sequence[Item]) -> str:
    """A name for exactly these items."""
    return hashlib.sha256(json.dumps(items, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:12]


def scores(items: Iterable[Item], rules: Rules | None = None) -> Counter[str]:
    """Counts of right, wrong and missed for scope, topic and country, and of 'out' taken in."""
    rules = rules or load_rules()
    tally: Counter[str] = Counter()
    for item in items:
        tally.update(_score(item, rules))
    return tally


def _score(item: Item, rules: Rules) -> Counter[str]:
    labels = item.get("categories", ())
    found = judge(item["title"], item.get("excerpt"), categories=labels, lang=item["lang"], rules=rules)
    counts: Counter[str] = Counter(items=1, three=found.scope == item["scope"])
    counts["out taken in"] = found.scope == "in" and item["scope"] == "out"
    _count(counts, "scope", {"in"} & {found.scope}, {"in"} & {item["scope"]})
    if item["scope"] == "in":
        topics = {topic.code for topic in found.topics} if found.scope == "in" else set()
        _count(counts, "topic", topics, set(item.get("topics", ())))
        _count(counts, "country", {one.code for one in found.countries}, set(item.get("countries", ())))
    return counts


def _count(counts: Counter[str], what: str, have: set[str], want: set[str]) -> None:
    counts[f"{what} right"] += len(have & want)
    counts[f"{what} wrong"] += len(have - want)
    counts[f"{what} missed"] += len(want - have)


def f1(tally: Counter[str], what: str) -> float:
    """The harmonic mean of precision and recall."""
    right, wrong, missed = (tally[f"{what} {kind}"] for kind in ("right", "wrong", "missed"))
    return 2 * right / (2 * right + wrong + missed)


def report(tally: Counter[str]) -> str:
    """One line of figures."""
    parts = [f"{tally['items']} items", f"three states {tally['three'] / tally['items']:.3f}"]
    for what in ("scope", "topic", "country"):
        right, wrong, missed = (tally[f"{what} {kind}"] for kind in ("right", "wrong", "missed"))
        parts.append(
            f"{what} F1 {f1(tally, what):.3f} (precision {right / (right + wrong):.3f},"
            f" recall {right / (right + missed):.3f})"
        )
    return "; ".join([*parts, f"out taken in {tally['out taken in']}"])
