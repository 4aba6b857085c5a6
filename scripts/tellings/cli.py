"""The console command ``tellings``: one group, one module a command, imported when needed."""

import importlib
import os
import sys
from keyword import iskeyword
from typing import NoReturn

import click

from tellings import __version__

COMMANDS = (
    "build",
    "validate",
    "fmt",
    "show",
    "stats",
    "diff",
    "schema",
    "new",
    "add",
    "draft",
    "studio",
    "agree",
    "score",
    "release",
    "publish",
    "hydrate",
    "export",
    "import",
    "teach",
    "classroom",
    "grade",
    "docs",
)
INTERRUPTED = 130


class _Commands(click.Group):
    """Imports the module of a command when the command is looked at."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        name = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        module = importlib.import_module(f"tellings.commands.{name}")
        command: click.Command = module.command
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="tellings")
def cli() -> None:
    """One story, many tellings: build, check, read and compare annotated news stories.

    Exit status: 0 clean, 1 an error in the data or a failed operation, 2 wrong usage,
    130 interrupted.
    """


def _colour() -> bool | None:
    """False where NO_COLOR is set (no-color.org); else what the terminal allows."""
    return False if os.environ.get("NO_COLOR") else None


def main() -> NoReturn:
    """Run the command line; every foreseeable error is one message, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        status = cli.main(prog_name="tellings", standalone_mode=False, color=_colour())
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        click.echo("interrupted; what stood before still stands", err=True)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)  # whoever reads has what they wanted
    except OSError as error:
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115
        click.echo(f"Error: {error.filename or 'output'}: {error.strerror}", err=True)
        sys.exit(1)
    sys.exit(status if isinstance(status, int) else 0)
