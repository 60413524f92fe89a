"""Strict TOML: a file becomes a typed value, or an error naming the file, the key and the nearest right key."""

from __future__ import annotations

import difflib
import json
import tomllib
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from aggregator.errors import ConfigError

if TYPE_CHECKING:
    from pydantic import TypeAdapter, ValidationError

T = TypeVar("T")
MAX_BYTES = 2**20


def read_text(path: Path) -> str:
    """The file as UTF-8 text of at most 1 MiB; ConfigError where it cannot be had."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ConfigError(f"{path}: larger than 1 MiB, which no configuration needs")
        return path.read_text(encoding="utf-8-sig")  # some editors save a byte order mark
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 at byte {error.start}; save the file as UTF-8") from error
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error


def parse_toml(text: str, file: Path | str) -> dict[str, Any]:
    """The table that TOML text holds; ConfigError with the line where it is no TOML (duplicate keys included)."""
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(f"{file}: {error or 'nested too deep'}") from error


def build(cls: type[T], data: dict[str, Any], file: Path | str, where: str = "") -> T:
    """`data` as the dataclass `cls`, each key and type checked; ConfigError names every key that is wrong."""
    from pydantic import ValidationError

    try:
        # by way of JSON: strict there takes an array for a tuple, and still no "3" or true for a number
        value: T = _adapter(cast(Any, cls)).validate_json(json.dumps(data, default=str), strict=True)
    except ValidationError as error:
        raise ConfigError("; ".join(_lines(error, cls, file, where))) from error
    except RecursionError as error:
        raise ConfigError(f"{file}: nested too deep") from error
    return value


def nearest(word: str, known: list[str]) -> str:
    """`; did you mean 'x'?` for the closest of `known`, or nothing."""
    close = difflib.get_close_matches(word.lower(), known, n=1, cutoff=0.5)
    return f"; did you mean {close[0]!r}?" if close else ""


@lru_cache(maxsize=32)
def _adapter(cls: Any) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(cls)


def _lines(error: ValidationError, cls: type, file: Path | str, where: str) -> list[str]:
    lines = []
    for problem in error.errors():
        path = [str(part) for part in problem["loc"]]
        key = ".".join([where, *path] if where else path)
        if problem["type"] == "unexpected_keyword_argument":
            lines.append(f"{file}: unknown key {key!r}{nearest(path[-1], _keys(cls, path[:-1]))}")
        elif problem["type"] == "missing":
            lines.append(f"{file}: {key!r} is missing")
        else:
            lines.append(f"{file}: {key!r}: {_lower(problem['msg'])}, not {_shown(problem['input'])}")
    return lines


def _keys(cls: Any, path: list[str]) -> list[str]:
    """The keys that are allowed at `path` inside the dataclass `cls`."""
    import typing

    for part in path:
        if part.isdigit():
            continue
        hint = typing.get_type_hints(cls).get(part)
        cls = next((c for c in (hint, *typing.get_args(hint)) if hasattr(c, "__dataclass_fields__")), None)
        if cls is None:
            return []
    return [f.name for f in fields(cls)]


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:60] + "…"


def _lower(message: str) -> str:
    return (message[:1].lower() + message[1:]).removeprefix("input ")
