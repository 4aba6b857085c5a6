"""``tellings studio``: one group, one module a command, imported when needed."""

import importlib

import click

SUBCOMMANDS = ("up", "down", "status", "config", "push", "pull", "adjudicate", "settle", "practice")


class _Subcommands(click.Group):
    """Imports the module of a subcommand when it is looked at."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(SUBCOMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in SUBCOMMANDS:
            return None
        module = importlib.import_module(f"tellings.commands.studio_commands.{cmd_name}")
        command: click.Command = module.command
        return command


@click.group(name="studio", cls=_Subcommands)
def command() -> None:
    """Annotate in Label Studio: on a server of one's own, or on one that is there already."""
