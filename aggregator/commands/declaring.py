"""Writing the home's own declarations: a change of one key keeps what the operator wrote around it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from aggregator.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

    from aggregator.home import Home
    from aggregator.items import Source

TABLE = re.compile(r"(?m)^[ \t]*\[")


def put(home: Home, source: Source, **changes: Any) -> Path:
    """Write `source` with `changes` as the home's own file, which is returned; ConfigError, CannotWriteError.

    A file that is there keeps its comments and order.
    """
    from aggregator.errors import CannotWriteError
    from aggregator.exporting.output import output
    from aggregator.sources import dump, parse
    from aggregator.strict import read_text

    changed = replace(source, **changes)
    file = home.sources_dir / f"{source.id}.toml"
    longest = home.config.excerpt_max
    text = dump(changed, excerpt_max=longest)
    if file.exists():
        edited = _edited(read_text(file), changes)
        if _means(edited, changed, longest):
            text = edited
    parse(text, source.id, file, excerpt_max=longest)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWriteError(f"{file.parent}: cannot be made: {error.strerror}") from error
    with output(file) as sink:
        sink.write(text.encode())
    return file


def _edited(text: str, changes: dict[str, Any]) -> str:
    """The text with the keys of `changes` set in its first table."""
    from aggregator.sources import toml_value

    table = TABLE.search(text)
    head, rest = (text[: table.start()], text[table.start() :]) if table else (text, "")
    for key, value in changes.items():
        line = f"{key} = {toml_value(value)}"
        there = re.compile(rf"(?m)^[ \t]*{key}[ \t]*=[^\n#]*(?<![ \t])")
        edited, count = there.subn(lambda _, line=line: line, head, count=1)  # type: ignore[misc]
        head = edited if count else f"{line}\n{head}"
    return head + rest


def _means(text: str, source: Source, longest: int) -> bool:
    from aggregator.sources import parse

    try:
        return parse(text, source.id, source.id, excerpt_max=longest) == source
    except ConfigError:
        return False
