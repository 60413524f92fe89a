"""A scraper and feed aggregator for anti-human-trafficking news."""

__version__ = "0.1.0"
