"""A page as a tree: parsed, mended, and each element known for what it is."""
