"""How pages are fetched: Scrapy's hooks for politeness and for an internet that means harm."""
