"""Which elements of a page are its items, and whether it is a listing at all."""
