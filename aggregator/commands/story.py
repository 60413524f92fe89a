"""`aggregator story ID`: a story, its copies, and why they are one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from aggregator.commands.common import console, home_of

if TYPE_CHECKING:
    from aggregator.store import StoredEntry, Story


@click.command(short_help="Show a story, its copies, and why they are one")
@click.argument("id_", metavar="ID")
@click.option("--near", is_flag=True, help="Also what looks alike and is another story, and why.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_context
def command(ctx: click.Context, id_: str, near: bool, as_json: bool) -> None:
    """Show the story of ID: an id of a story or item, the beginning of its hash, or an address.

    \b
    aggregator story https://example.org/2026/03/a-port-town/
    aggregator story 9dc4e7ed --near
    """
    from aggregator.errors import UsageError
    from aggregator.store import Store

    with Store.open(home_of(ctx), readonly=True) as store:
        story = store.story(id_)
        if story is None:
            raise UsageError(f"{id_}: no such story or item; aggregator export --scope all lists ids")
        alike = [pair for member in story.members for pair in store.near(member.id)] if near else []
    apart = {other.id: (other, reason) for other, reason in alike}
    if as_json:
        click.echo(json.dumps(_said(story, list(apart.values())), ensure_ascii=False, indent=1))
    else:
        _show(story, list(apart.values()), near=near)


def _said(story: Story, apart: list[tuple[StoredEntry, str]]) -> dict[str, Any]:
    return {
        "story_id": story.id,
        "lead": story.lead.id,
        "members": [_member(m) for m in story.members],
        "decisions": [
            {"id": d.entry, "with": d.other, "reason": d.reason, "at": d.at.isoformat()}
            for d in story.decisions
        ],
        "near": [_member(other) | {"story_id": other.story_id, "reason": reason} for other, reason in apart],
    }


def _member(entry: StoredEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "source": entry.source,
        "title": entry.title,
        "url": entry.url,
        "published": entry.published.isoformat() if entry.published else None,
        "first_seen": entry.first_seen.isoformat(),
        "status": entry.status,
    }


def _show(story: Story, apart: list[tuple[StoredEntry, str]], *, near: bool) -> None:
    out = console()
    out.print(story.id, markup=False, soft_wrap=True)
    why = {d.entry: (d.reason, d.other) for d in story.decisions}
    for member in story.members:
        mark = "*" if member.id == story.lead.id else " "
        out.print(f"{mark} {_line(member)}", markup=False, soft_wrap=True)
        out.print(f"    {member.url or '(withdrawn)'}", markup=False, soft_wrap=True, style="dim")
        if member.id in why:
            reason, twin = why[member.id]
            out.print(
                f"    {reason}, as {twin.rsplit('/', 1)[-1][:8]}", markup=False, soft_wrap=True, style="green"
            )
        for copy in member.copies:
            if copy.id is None:
                out.print(f"    also listed by {copy.source_name}", markup=False, soft_wrap=True)
    if near:
        out.print(
            f"{len(apart)} other stories look alike" if apart else "No other story looks alike", markup=False
        )
    for other, reason in apart:
        out.print(f"  {_line(other)}", markup=False, soft_wrap=True)
        out.print(f"    {reason}", markup=False, soft_wrap=True, style="yellow")


def _line(entry: StoredEntry) -> str:
    title = entry.title or (entry.excerpt or "(withdrawn)")[:80]
    return f"{entry.id.rsplit('/', 1)[-1][:8]}  {entry.dated:%Y-%m-%d}  {entry.source_name}: {title}"
