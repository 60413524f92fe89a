"""Learns how much each list and word weighs: `python training/learn.py` writes aggregator/judging/data/weights.json.

    python training/learn.py [--check N]     # N-fold: what the weights give on items they were not learnt from

Reads training/items/*.jsonl: teasers of our own with lang, title, excerpt, categories, scope, topics. One sparse (L1)
logistic regression a question: in scope, in scope or beside it, and each topic among the items in scope. Needs
scikit-learn: `pip install -e '.[learn]'`.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
from labelled import Item, all_items, digest, report, scores
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from aggregator.judging import load_rules
from aggregator.judging.fold import BREAK
from aggregator.judging.judgement import look
from aggregator.judging.loading import Rules
from aggregator.judging.scope import scope
from aggregator.judging.stages import stage
from aggregator.judging.topics import topics
from aggregator.judging.weighing import WEIGHTS, load_weights
from aggregator.judging.weights import KINDS, Feature

SEEN = 2  # items that must hold a feature
FEWEST = 8  # items of a topic below which it is left to the rules
STRENGTH = 0.5  # the inverse of the regularisation
# Words that tell nothing to who asks why, beside the small words of each language that judging knows.
IDLE = frozenset(
    """
    ano anos ans antes anti ayer befor being both canno could day days each eight every five four from given hoy
    hundr jahr jahre jaren just last later less made make many may might more most must nach never next night nine
    now often once one only open other over seit seven should since six some still ten than then these this those
    thous three time times today told toen twenty two under until use used uses using very way week weeks well wer
    were where which while within would year years
    الي امام ان او بعد بين تحت حتي خلال عام علي عن عند في قبل كان كل لم لن ما مع من منذ هذا هذه هو هي
    और एक का कि की के को गए गया जो तक था थे थी ने पर बाद में या ये लिए वाले साथ से हुआ हुए है हैं ही
    """.split()  # noqa: SIM905
)


def features(item: Item, rules: Rules) -> tuple[set[Feature], set[Feature]]:
    """What weighs in the question of scope, and what in that of topics, were the item in scope."""
    seen = look(item["title"], item.get("excerpt"), item.get("categories", ()), item["lang"], rules)
    verdict, _ = scope(seen.text, seen.hits, rules.scope, tried=seen.tried, trusted=False)
    case = stage(seen.text, seen.hits, rules.stages)[0] is not None
    found = topics(seen.text, seen.hits, rules.topics, tried=seen.tried, weak=True, case=case)
    ruled = {f":{topic.code}" for topic in found} | ({":case"} if case else set())
    lasting = {one for one in seen.features if isinstance(one, int) or _tells(one, rules)}
    return lasting | {f":{verdict}"}, lasting | ruled


def _tells(stem: str, rules: Rules) -> bool:
    return not (stem == BREAK or stem.isdecimal() or len(stem) < 2 or stem in IDLE or stem in rules.languages)


def learn(samples: Sequence[set[Feature]], answers: Iterable[bool]) -> tuple[float, dict[Feature, float]]:
    """Bias and the weights that are not nothing."""
    held = Counter(feature for sample in samples for feature in sample)
    rows = [{_name(feature): 1.0 for feature in sample if held[feature] >= SEEN} for sample in samples]
    table = DictVectorizer()
    matrix = table.fit_transform(rows)
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
    model = LogisticRegression(C=STRENGTH, l1_ratio=1, solver="liblinear", max_iter=1000, random_state=0)
    model.fit(matrix, np.array(list(answers)))
    weights = {
        _feature(name): round(float(weight), 2)
        for name, weight in zip(table.get_feature_names_out(), model.coef_[0], strict=True)
        if abs(weight) >= 0.01
    }
    return round(float(model.intercept_[0]), 2), weights


def _name(feature: Feature) -> str:
    return f"#{feature}" if isinstance(feature, int) else feature


def _feature(name: str) -> Feature:
    return int(name[1:]) if name.startswith("#") else name


def train(
    items: Sequence[Item], seen: Sequence[tuple[set[Feature], set[Feature]]], names: dict[int, str]
) -> Item:
    """The content of weights.json."""
    inside = [item["scope"] == "in" for item in items]
    related = [item["scope"] != "out" for item in items]
    for_scope = [pair[0] for pair in seen]
    scope_models = {"in": learn(for_scope, inside), "related": learn(for_scope, related)}
    members = [(item, pair[1]) for item, pair in zip(items, seen, strict=True) if item["scope"] == "in"]
    often = Counter(slug for item, _ in members for slug in item.get("topics", ()))
    topic_models = {
        slug: learn([found for _, found in members], [slug in item.get("topics", ()) for item, _ in members])
        for slug in sorted(often)
        if often[slug] >= FEWEST
    }
    return {"scope": _table(scope_models, names), "topics": _table(topic_models, names)}


def _table(models: dict[str, tuple[float, dict[Feature, float]]], names: dict[int, str]) -> Item:
    kinds: dict[str, dict[str, dict[str, float]]] = {kind: {} for kind in KINDS}
    for question, (_, weights) in models.items():
        for feature, weight in weights.items():
            if isinstance(feature, int):
                kind, name = ("lists", names[feature]) if feature >= 0 else ("title", names[~feature])
            else:
                kind, name = ("rules" if feature.startswith(":") else "words"), feature
            kinds[kind].setdefault(name, {})[question] = weight
    ordered = {kind: dict(sorted(weights.items())) for kind, weights in kinds.items()}
    return {"bias": {question: bias for question, (bias, _) in models.items()}, **ordered}


def check(items: Sequence[Item], folds: int) -> None:
    """Print figures of items judged with weights learnt from the others."""
    rules = load_rules()
    names = {number: name for name, number in rules.lists.items()}
    seen = [features(item, rules) for item in items]
    order = list(range(len(items)))
    random.Random(1).shuffle(order)
    tally: Counter[str] = Counter()
    for fold in range(folds):
        held = set(order[fold::folds])
        rest = [number for number in order if number not in held]
        content = train([items[n] for n in rest], [seen[n] for n in rest], names)
        tried = replace(rules, weights=load_weights(content, rules.lists))
        tally.update(scores((items[number] for number in sorted(held)), tried))
    print(report(tally))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--check", type=int, metavar="N", help="N-fold check; writes nothing")
    given = options.parse_args()
    items = all_items()
    if given.check:
        check(items, given.check)
        return
    rules = load_rules()
    content = train(
        items, [features(item, rules) for item in items], {n: name for name, n in rules.lists.items()}
    )
    content = {"learnt_from": {"items": len(items), "digest": digest(items)}, **content}
    WEIGHTS.write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{WEIGHTS}: {len(items)} items; try --check 10 for what it is worth")


if __name__ == "__main__":
    main()
