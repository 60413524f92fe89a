"""`aggregator serve`: a preview of the feeds folder, on this machine only unless told otherwise."""

from __future__ import annotations

import click


@click.command(short_help="Preview feeds and page")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes any free port."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.pass_context
def command(ctx: click.Context, port: int, host: str) -> None:
    """Serve the feeds folder for a look: right types, ETag and 304, live after the next crawl. Ctrl-C ends it.

    \b
    aggregator --home ~/news serve --port 8080

    For the public use a real server: docs/serving.md.
    """
    from aggregator.commands.common import home_of
    from aggregator.errors import CannotWriteError
    from aggregator.publishing.preview import server

    home = home_of(ctx)
    try:
        preview = server(home.feeds, host, port)
    except OSError as error:
        raise CannotWriteError(f"{host}:{port}: cannot listen: {error.strerror}; try --port 0") from error
    with preview:
        address, bound = preview.server_address[:2]
        shown = f"[{address!s}]" if ":" in str(address) else str(address)
        click.echo(f"http://{shown}:{bound}/ shows {home.feeds}. Ctrl-C ends it.")
        preview.serve_forever()
