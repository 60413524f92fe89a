"""Teasers from data rather than markup: feeds, JSON-LD, state of scripts, WordPress REST, sitemaps."""
