"""Words and shapes of text by which pages tell what is what, in many languages."""
