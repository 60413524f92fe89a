"""What verbs share: the home, the run lock, tables that are JSON when asked."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from aggregator.errors import CannotWriteError, LockedError

if TYPE_CHECKING:
    from rich.console import Console

    from aggregator.home import Home

PIPED = 4000  # columns: in a pipe a row is a line, for grep


def home_of(ctx: click.Context) -> Home:
    """The home that `--home`, AGGREGATOR_HOME or the checkout names."""
    from aggregator.home import Home

    return Home.find(ctx.find_root().obj)


def program() -> str:
    """How the command was called: its name where the shell finds it by that, else its path."""
    from pathlib import Path
    from shutil import which

    called, found = Path(sys.argv[0]), which("aggregator")
    if called.name != "aggregator" or (found and called.exists() and called.samefile(found)):
        return "aggregator"
    return sys.argv[0]


def console(*, stderr: bool = False) -> Console:
    """A rich console: colours on a terminal, plain text in a pipe, never wrapped there."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    return Console(stderr=stderr, highlight=False, soft_wrap=not stream.isatty())


def print_table(rows: Sequence[dict[str, Any]], columns: Sequence[str], *, as_json: bool = False) -> None:
    """Rows as a table of the named columns, or all of each row as one JSON array."""
    if as_json:
        click.echo(json.dumps(list(rows), ensure_ascii=False, indent=1, default=str))
        return
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column.replace("_", " "), overflow="fold")
    for row in rows:
        table.add_row(*(escape(_cell(row.get(column))) for column in columns))
    out = console()
    if sys.stdout.isatty():
        out.print(table)
        return
    out.width = PIPED
    with out.capture() as printed:
        out.print(table)
    for line in printed.get().splitlines():
        click.echo(line.rstrip())


@contextmanager
def run_lock(home: Home) -> Iterator[None]:
    """Hold the home's run lock; LockedError at once where another run has it. The kernel frees it at any death."""
    import fcntl

    try:
        home.data.mkdir(parents=True, exist_ok=True)
        handle = os.open(home.lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise CannotWriteError(f"{home.lock}: cannot be written: {error.strerror}") from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            pid = os.pread(handle, 20, 0).decode("ascii", "replace").strip() or "?"
            raise LockedError(
                f"another run holds {home.lock} (process {pid}); try again when it has ended"
            ) from error
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(handle)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(str(v) for v in value)
    return str(value)
