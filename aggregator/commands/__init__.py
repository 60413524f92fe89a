"""The `aggregator` command: one verb a file, imported only when it is called, so that help is instant."""

from __future__ import annotations

import sys
from importlib import import_module
from io import TextIOWrapper

import click

from aggregator import __version__
from aggregator.commands.summaries import SUMMARIES
from aggregator.errors import BUG, CANNOT_WRITE, AggregatorError


class Verbs(click.Group):
    """Finds a verb by its module's name: `import` in import_.py, any other in a file of its own name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(SUMMARIES)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in self.list_commands(ctx):
            return None
        module = "import_" if name == "import" else name
        command: click.Command = import_module(f"{__name__}.{module}").command
        command.name = name
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        known = self.list_commands(ctx)
        if name not in known and not name.startswith("-") and not ctx.resilient_parsing:
            from aggregator.strict import nearest

            raise click.UsageError(f"no such verb {name!r}{nearest(name, known)}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Verbs"):
            formatter.write_dl(list(SUMMARIES.items()))


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--home", metavar="DIR", help="The home to work in [AGGREGATOR_HOME, else this checkout].")
@click.version_option(__version__, prog_name="aggregator")
@click.pass_context
def group(ctx: click.Context, home: str | None) -> None:
    """Gather anti-trafficking news from many publishers' listings into topic feeds.

    \b
    See it work:      aggregator demo
    Make a home:      aggregator init ~/news
    Add a source:     aggregator --home ~/news add https://example.org/tag/trafficking/
    From cron:        aggregator --home ~/news crawl
    """
    ctx.obj = home


def main() -> None:
    """Run the command; an error that the operator can mend is one line and its exit code."""
    _print_any_script()
    try:
        code = group.main(prog_name="aggregator", standalone_mode=False)
    except click.exceptions.Abort:
        code = 130
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except AggregatorError as error:
        print(f"aggregator: {error}", file=sys.stderr)
        code = error.code
    except BrokenPipeError:
        sys.stderr.close()  # the reader of a pipe went away, as `| head` does
        code = 0
    except OSError as error:
        print(f"aggregator: {error.filename or ''}: {error.strerror or error}", file=sys.stderr)
        code = CANNOT_WRITE
    except Exception:  # noqa: BLE001 - the last door: say that it is ours, keep the trace for the report
        import traceback

        traceback.print_exc()
        print("aggregator: this is a bug of ours; please report the lines above", file=sys.stderr)
        code = BUG
    sys.exit(code if isinstance(code, int) else 0)


def _print_any_script() -> None:
    """Titles come in all scripts: a pipe gets UTF-8 whatever the locale, a terminal a mark for what it cannot show."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace" if stream.isatty() else "backslashreplace")
