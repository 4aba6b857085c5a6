"""``tellings publish hub|check``."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tellings.commands.shared import echo_json, failing_clearly, json_option, tally, tell

if TYPE_CHECKING:
    from tellings.findings import Finding
    from tellings.hub.planning import Release
    from tellings.hub.publishing import Outcome
    from tellings.hub.repository import Repository

MODES = ("none", "quotes", "full")


@click.group(name="publish")
def command() -> None:
    """Check a dataset as a stranger would meet it, and publish it."""


# Checking -----------------------------------------------------------------------------------


@command.command(name="check")
@click.argument("folder", type=click.Path(path_type=Path), default=Path("dataset"), metavar="[DIR]")
@json_option
@click.pass_context
def check(ctx: click.Context, folder: Path, as_json: bool) -> None:
    """Check whether a stranger would be served by a dataset folder or a release.

    Its card is complete and true, every config loads in the installed `datasets`, Croissant
    describes the very rows, sizes and hashes are right, and no file holds an e-mail address,
    a path of a machine or a secret. docs/publishing.md explains the rules.
    """
    from tellings.findings import errors
    from tellings.inspecting.inspecting import inspect

    with failing_clearly():
        findings = inspect(folder, _step)
    if as_json:
        served = not errors(findings)
        echo_json({"served": served, "findings": [each.as_json() for each in findings]})
    else:
        tell(findings)
        click.echo(f"{folder.as_posix()}: {_verdict(findings)}", err=True)
    if errors(findings):
        ctx.exit(1)


def _verdict(findings: list["Finding"]) -> str:
    from tellings.findings import errors

    served = "not fit to be published" if errors(findings) else "a stranger would be served"
    return f"{tally(findings)}; {served}"


def _step(doing: str) -> None:
    """Say what takes its time, where somebody is waiting at a terminal."""
    if sys.stderr.isatty():
        click.echo(f"checking {doing} ...", err=True)
