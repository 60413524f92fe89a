"""`aggregator export`: items for analysts, the same fields in every format."""

from __future__ import annotations

import json
import shlex
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from aggregator.commands.common import home_of
from aggregator.commands.filters import NAMES, filters, nothing_found, query_of
from aggregator.commands.waiting import counted

if TYPE_CHECKING:
    from aggregator.home import Home
    from aggregator.store.records import Query


class Job(NamedTuple):
    """What to export from, when, as what, into what."""

    home: Home
    now: datetime
    form: str
    path: Path | None


SUFFIXES = {".jsonl": "jsonl", ".csv": "csv", ".parquet": "parquet", ".json": "jsonfeed"}
OTHERS = {".xlsx", ".xls", ".ods", ".tsv", ".xml", ".html", ".pdf", ".zip", ".gz"}


@click.command(short_help="Items for analysts")
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "csv", "parquet", "jsonfeed"]),
    help="Format [by FILE's ending, else jsonl].",
)
@filters
@click.option(
    "-o",
    "--output",
    "path",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write here.",
)
@click.option(
    "--manifest",
    "manifest_path",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Also write what was exported: query, time, rules, counts, digest.",
)
@click.option(
    "--corrections", "other", flag_value="corrections", help="What items said before they were changed."
)
@click.option(
    "--withdrawn", "other", flag_value="withdrawn", help="Ids of items that were withdrawn, and when."
)
@click.option("--schema", "other", flag_value="schema", help="JSON Schema of an exported item.")
@click.option(
    "--codes", "other", flag_value="codes", help="Code lists: topics, regions, stages and the rest."
)
@click.pass_context
def command(
    ctx: click.Context,
    /,
    form: str | None,
    path: Path | None,
    manifest_path: Path | None,
    other: str | None,
    **given: Any,
) -> None:
    """Export items: JSON Lines, CSV, Parquet or JSON Feed, streamed in a stable order.

    \b
    All items in scope:           aggregator export -o items.jsonl
    Labour cases in South Asia:   aggregator export --topic labour-trafficking --region south-asia
                                  --since 2026-01 --by story -o cases.csv --manifest cases.json
    What was changed since:       aggregator export --corrections --since 30d
    """
    form = form or _form_of(path)
    if other == "schema":
        _write_text(path, _schema())
        return
    job = Job(home_of(ctx), datetime.now(UTC).replace(microsecond=0), form, path)
    if other:
        _export_other(job, other, given["since"])
        return
    if form == "parquet" and path is None and sys.stdout.isatty():
        raise click.UsageError("Parquet is not for a terminal; give a file: -o items.parquet")
    query = query_of(job.home, job.now, given)
    told = _export(job, query, _repeat(form, given, query))
    if manifest_path:
        _write_text(manifest_path, json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    if not told["counts"]["items"]:
        click.echo(nothing_found(job.home, query), err=True)


def _form_of(path: Path | None) -> str:
    """The format that a file's ending names, else JSON Lines; UsageError for one that names what is not written."""
    ending = path.suffix.lower() if path else ""
    if ending in OTHERS:
        raise click.UsageError(
            f"{path}: {ending} is not written; end it in {', '.join(SUFFIXES)}, or say --format"
        )
    return SUFFIXES.get(ending, "jsonl")


def _export(job: Job, query: Query, repeat: str) -> dict[str, Any]:
    from aggregator.exporting.formats import FORMATS
    from aggregator.exporting.manifest import Counts, Made, manifest
    from aggregator.exporting.output import output
    from aggregator.store import Store

    counts, config = Counts(), job.home.config
    with Store.open(job.home, readonly=True) as store, output(job.path) as sink:
        entries = counted(store.entries(query), "exporting", shown=job.path is not None)
        FORMATS[job.form](counts.rows(entries), sink, config.title)
    name = job.path.name if job.path else None
    file = {"name": name, "format": job.form, "bytes": sink.size, "sha256": sink.sha256}
    made = Made(query=query, now=job.now, command=repeat, title=config.title, rights=config.rights, file=file)
    return manifest(made, counts)


def _export_other(job: Job, other: str, since: str | None) -> None:
    from aggregator.exporting import lists
    from aggregator.exporting.output import output
    from aggregator.exporting.queries import moment
    from aggregator.store import Store

    if other == "codes":
        from aggregator.exporting.codes import codes

        found = codes(job.home.own("topics.toml"))
        _write_text(job.path, json.dumps(found, ensure_ascii=False, indent=2) + "\n")
        return
    if job.form not in ("jsonl", "csv"):
        raise click.UsageError(f"--{other} is written as jsonl or csv, not {job.form}")
    start = moment(since, job.now) if since else datetime.min.replace(tzinfo=UTC)
    with Store.open(job.home, readonly=True) as store, output(job.path) as sink:
        if other == "corrections":
            lists.write(
                lists.corrections(store.corrections(start)), lists.CORRECTION, sink, csv=job.form == "csv"
            )
        else:
            lists.write(lists.withdrawn(store.withdrawn(start)), lists.WITHDRAWN, sink, csv=job.form == "csv")


def _schema() -> str:
    from aggregator.exporting.schema import schema_text

    return schema_text()


def _write_text(path: Path | None, text: str) -> None:
    from aggregator.exporting.output import output

    with output(path) as sink:
        sink.write(text.encode())


def _repeat(form: str, given: dict[str, Any], query: Query) -> str:
    """The command that makes this export again, whenever: what was said relative to today is said absolutely."""
    from aggregator.exporting.fields import utc

    if given["since"] and query.since and given["since"][-1] in "dw":
        given = given | {"since": utc(query.since)}
    if given["until"] and query.until and given["until"][-1] in "dw":
        given = given | {"until": utc(query.until)}
    options = {name: option for option, name in NAMES.items()}
    words = ["aggregator", "export", "--format", form]
    for key, value in given.items():
        option = options.get(key, "--" + key.replace("_", "-"))
        for each in value if isinstance(value, tuple) else (value,):
            words += [option] if each is True else [option, each] if each else []
    return shlex.join(words)
