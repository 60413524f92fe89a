"""Text: cleaned for storing and showing, cut for excerpts and titles, folded for comparing."""

from aggregator.text.cleaning import MAX_INPUT, clean, cut
from aggregator.text.credits import credit
from aggregator.text.excerpts import excerpt
from aggregator.text.folding import fold, words
from aggregator.text.titles import title

__all__ = ["MAX_INPUT", "clean", "credit", "cut", "excerpt", "fold", "title", "words"]
