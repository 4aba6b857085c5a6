"""``tellings studio down``."""

import click

from tellings.commands.shared import failing_clearly
from tellings.commands.studio_commands.shared import FOLDER, waiting


@click.command(name="down")
def command() -> None:
    """Stop the server that `tellings studio up` started; its data stay."""
    with failing_clearly():
        from tellings.studio.packages import require_packages

        require_packages()
        from tellings.studio.server import stop

        with waiting() as progress:
            ran = stop(FOLDER, progress)
    click.echo("the server is stopped" if ran else "no server runs here")
