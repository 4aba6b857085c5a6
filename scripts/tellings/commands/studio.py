"""``tellings studio up|down|status``."""

import click

from tellings.commands.studio_commands import down, status, up


@click.group(name="studio")
def command() -> None:
    """Annotate in Label Studio: on a server of one's own, or on one that is there already."""


for each in (up.command, down.command, status.command):
    command.add_command(each)
