"""`aggregator init DIR`: a new home; never asks, never overwrites."""

from __future__ import annotations

from pathlib import Path

import click

TEMPLATE = """\
# The home of an aggregator. Every key has a default; `aggregator doctor` checks this file.
title = {title}
# Where the feeds folder will be reached by the public; it stands in every feed.
base_url = {base_url}
# How publishers reach you: a mail address or a page. A crawl of the web needs it.
{contact}
# A line shown on top of the page, such as a helpline's number.
# helpline = ""
"""


@click.command(short_help="Make a home")
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@click.option("--title", default="Anti-trafficking news", help="Title of the page and the feeds.")
@click.option("--base-url", default="http://localhost:8000/", help="Public address of the feeds folder.")
@click.option("--contact", help="Mail address or page for publishers, sent with each request.")
def command(directory: Path, title: str, base_url: str, contact: str | None) -> None:
    """Make a home in DIRECTORY: aggregator.toml, sources/, data/, feeds/.

    \b
    aggregator init ~/news --contact desk@example.org --base-url https://example.org/feeds/
    """
    from aggregator.commands.common import program

    make(directory, title=title, base_url=base_url.rstrip("/") + "/", contact=contact)
    here = f"{program()} --home {directory}"
    click.echo(f"Made {directory.resolve()}. Next: {here} add ADDRESS, or: {here} sources")


def make(directory: Path, *, title: str, base_url: str, contact: str | None, extra: str = "") -> None:
    """Write a new home; CannotWriteError where the folder is not empty, ConfigError where a value is wrong."""
    from aggregator.errors import CannotWriteError
    from aggregator.home import CONFIG_FILE, Home, load_config
    from aggregator.sources import toml_value
    from aggregator.store import Store

    line = f"contact = {toml_value(contact)}" if contact else '# contact = "desk@example.org"'
    text = TEMPLATE.format(title=toml_value(title), base_url=toml_value(base_url), contact=line) + extra
    load_config(text, CONFIG_FILE)
    try:
        if directory.exists() and any(directory.iterdir()):
            raise CannotWriteError(f"{directory} is not empty; a home is made in a new or empty folder")
        for folder in ("sources", "data", "feeds"):
            (directory / folder).mkdir(parents=True, exist_ok=True)
        (directory / CONFIG_FILE).write_text(text, encoding="utf-8")
    except OSError as error:
        raise CannotWriteError(f"{error.filename}: cannot be written: {error.strerror}") from error
    Store.open(Home.open(directory), create=True).close()
