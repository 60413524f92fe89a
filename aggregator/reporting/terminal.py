"""A report on a terminal: small tables with bars."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from aggregator.reporting.dimensions import DIMENSIONS, NONE, Names
from aggregator.reporting.numbers import Count, Report, most
from aggregator.reporting.wording import NOTES, asked, counted, shares
from aggregator.store.records import Query

ROWS = 12  # of a table; the page and the files have all
BAR = 24
EIGHTHS = " ▏▎▍▌▋▊▉█"


def show(report: Report, query: Query, console: Console, names: Names) -> None:
    """Print the report."""
    console.print(
        f"[bold]{counted(report.items)}, {counted(report.stories, 'story', 'stories')}[/bold] ({escape(asked(query))})"
    )
    if not report.items:
        return
    if report.cross:
        console.print(_crossed(report, query, names))
        return
    for dimension, (heading, _) in DIMENSIONS.items():
        console.print()
        console.print(_table(heading, report.tables[dimension], latest=dimension == "month"))
    console.print("\n[bold]Balance[/bold]")
    balance = Table(box=None, pad_edge=False, show_header=False)
    for question, answer in shares(report, query):
        balance.add_row(question, answer)
    console.print(balance)
    for story in report.retold:
        console.print(f"  {story.items} times: {escape(story.title or story.id)}", soft_wrap=True)
    console.print("\n[bold]What these numbers are not[/bold]")
    for note in NOTES:
        console.print(f"- {note}", soft_wrap=True)


def _table(heading: str, counts: Sequence[Count], *, latest: bool) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(heading, min_width=34)
    table.add_column("")
    table.add_column("items", justify="right")
    table.add_column("stories", justify="right")
    peak = most(counts)
    shown = counts[-ROWS:] if latest else counts[:ROWS]
    for count in shown:
        drawn = bar(count.items, peak) if count.code != NONE else ""
        table.add_row(escape(count.name), drawn, str(count.items), str(count.stories))
    if len(counts) > len(shown):
        table.add_row(f"… and {len(counts) - len(shown)} more: --csv", "", "", "")
    return table


def _crossed(report: Report, query: Query, names: Names) -> Table:
    assert report.cross
    row, column = report.cross
    cells = {(c.row, c.column): c.stories if query.by == "story" else c.items for c in report.cells}
    columns = sorted({c.column for c in report.cells}, key=_last)
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(row)
    for code in columns:
        table.add_column(escape(names(column, code)), justify="right", overflow="fold")
    for code in sorted({c.row for c in report.cells}, key=_last):
        table.add_row(escape(names(row, code)), *(str(cells.get((code, other), "")) for other in columns))
    return table


def _last(code: str) -> tuple[bool, str]:
    return code == NONE, code


def bar(count: int, peak: int) -> str:
    """A bar of up to BAR characters, drawn to an eighth of one."""
    eighths = round(BAR * 8 * count / peak) if peak else 0
    return EIGHTHS[8] * (eighths // 8) + (EIGHTHS[eighths % 8] if eighths % 8 else "")
