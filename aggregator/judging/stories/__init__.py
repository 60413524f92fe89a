"""Whether two teasers tell one story. Pure: keys under which such teasers meet, and a decision on each pair.

A story is a connected component of pairs decided to be the same. A wrong join therefore costs more than a missed
one, and every rule here asks for agreement that a stranger would not show.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aggregator.judging.stories.deciding import WINDOW, Decision, decide
    from aggregator.judging.stories.signatures import Item, Signature, signature

__all__ = ["WINDOW", "Decision", "Item", "Signature", "decide", "signature"]

_DECIDING = {"WINDOW", "Decision", "decide"}


def __getattr__(name: str) -> Any:
    """Loaded when first asked for: a run that finds nothing new compares nothing."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = import_module(f"{__name__}.{'deciding' if name in _DECIDING else 'signatures'}")
    globals()[name] = value = getattr(module, name)
    return value
