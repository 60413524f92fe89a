"""How long one entry's judgement takes, and whether that grows with the text: `python benchmarks/judging.py`.

Prints CPU microseconds an item for scope, topics, places and stage together, for items like a listing's teasers in nine
languages, the time that the rules take to load, and a hostile text at two sizes.
"""

import json
import time
from pathlib import Path

from aggregator.judging import judge, load_rules

ITEMS = Path(__file__).parent.parent / "training" / "items"


def main() -> None:
    """Print the figures."""
    began = time.process_time()
    rules = load_rules()
    print(f"rules loaded in {(time.process_time() - began) * 1000:.0f} ms")
    lines = (line for file in sorted(ITEMS.glob("plain*.jsonl")) for line in file.open(encoding="utf-8"))
    items = [json.loads(line) for line in lines]
    best = min(_round(items, rules) for _ in range(5))
    print(f"{best / len(items) * 1e6:.0f} us an item ({len(items)} items)")
    word = "forced labour trafficking victims Georgia "
    for size in (500_000, 5_000_000):
        text = word * (size // len(word))
        began = time.process_time()
        judge(text, text, rules=rules)
        print(f"{size / 1e6:.1f} MB of terms in {(time.process_time() - began) * 1000:.1f} ms")


def _round(items: list[dict[str, str]], rules: object) -> float:
    began = time.process_time()
    for item in items:
        judge(item["title"], item.get("excerpt"), lang=item["lang"], rules=rules)  # type: ignore[arg-type]
    return time.process_time() - began


if __name__ == "__main__":
    main()
