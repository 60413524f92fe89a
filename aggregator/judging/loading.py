"""The rules that judge: read from the editors' files, checked, compiled once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from aggregator.errors import ConfigError
from aggregator.judging.compiled import Clause, Lists, Topics, compile_topics, merge
from aggregator.judging.fold import fold
from aggregator.judging.matcher import Matcher
from aggregator.judging.places import Places, load_places
from aggregator.judging.rules import RuleFile, Words
from aggregator.judging.screen import Screen
from aggregator.judging.stages import STAGES
from aggregator.judging.weighing import WEIGHTS, Weights, load_weights
from aggregator.strict import build, parse_toml, read_text

CODE_VERSION = "3"  # raised when the same files would judge otherwise
DATA = Path(__file__).parent / "data"
CATALOGUE = Path(__file__).parent.parent / "catalogue"
SHIPPED = (
    *(DATA / name for name in ("concepts.toml", "scope.toml", "stages.toml")),
    CATALOGUE / "topics.toml",
)
LANGUAGES = (
    "en",
    "es",
    "fr",
    "pt",
    "de",
    "it",
    "nl",
)  # those whose single words may mean another thing in another


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything a judgement needs; `version` changes with any of the files or the code's own version."""

    version: str
    matcher: Matcher
    masks: int
    scope: Mapping[int, tuple[str, Clause]]
    topics: Topics
    screen: Screen
    languages: Mapping[str, tuple[str, ...]]  # a small word: the languages that use it
    stages: Sequence[tuple[str, int]]
    places: Places
    lists: Mapping[str, int]  # the number of each list
    weights: Weights


def load_rules(extra: Path | None = None) -> Rules:
    """The shipped rules, with an operator's own topics.toml added over them where there is one.

    ConfigError names file, key and the nearest right key.
    """
    if extra is not None and not extra.exists():
        extra = None
    return _load(extra, extra.stat().st_mtime_ns if extra else 0)


@lru_cache(maxsize=4)
def _load(extra: Path | None, _changed: int) -> Rules:
    paths = [*SHIPPED, *([extra] if extra else [])]
    texts = [read_text(path) for path in paths]
    files = [
        (build(RuleFile, parse_toml(text, path), path), path) for text, path in zip(texts, paths, strict=True)
    ]
    concepts, topics = merge(files)
    lists = Lists()
    small = {code: concepts.pop(f"language-{code}", (Words(), DATA))[0] for code in LANGUAGES}
    for name, (words, file) in concepts.items():
        lists.add(name, words, file)
    compiled = compile_topics(lists, topics)
    rules = [(rule, file) for content, file in files for rule in content.scope]
    rules.sort(key=lambda pair: pair[0].scope != "in")
    scope = [(rule.scope, lists.clause(rule, file, "scope")) for rule, file in rules]
    places, places_text = load_places(lists)
    weights_text = read_text(WEIGHTS)
    own = {topic.slug for topic in files[-1][0].topics} if extra else set()
    return Rules(
        version=_version([*texts, places_text, weights_text]),
        matcher=lists.matcher(),
        masks=_number(lists, "mask"),
        scope={clause.number: (name, clause) for name, clause in scope},
        topics=compiled,
        screen=Screen(lists.clauses, lists.sizes()),
        languages=_small_words(small),
        stages=[(stage, _number(lists, f"stage-{stage}")) for stage in STAGES],
        places=places,
        lists=lists.numbers,
        weights=load_weights(json.loads(weights_text), lists.numbers, own),
    )


def _small_words(small: Mapping[str, Words]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code, words in small.items():
        for word in set(fold(" ".join(words.any)).text.split()):
            found[word] = (*found.get(word, ()), code)
    return found


def _number(lists: Lists, name: str) -> int:
    if name not in lists.numbers:
        raise ConfigError(f"{DATA}: no concept {name!r}, which judging needs")
    return lists.numbers[name]


def _version(texts: Sequence[str]) -> str:
    digest = hashlib.sha256("\0".join(texts).encode())
    return f"{CODE_VERSION}.{digest.hexdigest()[:8]}"
