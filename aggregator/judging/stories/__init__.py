"""Whether two teasers tell one story. Pure: keys under which such teasers meet, and a decision on each pair.

A story is a connected component of pairs decided to be the same. A wrong join therefore costs more than a missed
one, and every rule here asks for agreement that a stranger would not show.
"""

from aggregator.judging.stories.deciding import WINDOW, Decision, decide
from aggregator.judging.stories.signatures import Item, Signature, signature

__all__ = ["WINDOW", "Decision", "Item", "Signature", "decide", "signature"]
