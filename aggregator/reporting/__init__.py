"""Reports: what was found, counted honestly, for a terminal, a page and a spreadsheet."""
