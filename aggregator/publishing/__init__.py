"""Feeds and pages: what subscribers see, as files that a plain web server serves."""

from aggregator.publishing.press import Published, publish

__all__ = ["Published", "publish"]
