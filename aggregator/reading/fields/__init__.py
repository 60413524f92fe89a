"""One item's element ─► title, link, excerpt, date, people, categories."""
