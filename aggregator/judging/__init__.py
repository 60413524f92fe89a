"""Judging an entry: scope, topics, places and stage of case, each with the words that gave it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aggregator.judging.judgement import judge, judge_entry
    from aggregator.judging.loading import load_rules

__all__ = ["judge", "judge_entry", "load_rules"]

_HOMES = {"judge": "judgement", "judge_entry": "judgement", "load_rules": "loading"}


def __getattr__(name: str) -> Any:
    """Loaded when first asked for: a verb that judges nothing starts without the matcher."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
