"""Feeds and pages: what subscribers see, as files that a plain web server serves.

Importing this package is cheap; feedgen and Jinja2 are loaded with `publish`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aggregator.publishing.press import Published, publish

__all__ = ["Published", "publish"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from aggregator.publishing import press

        return getattr(press, name)
    raise AttributeError(name)
