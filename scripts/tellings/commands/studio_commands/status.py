"""``tellings studio status``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tellings.commands.shared import echo_json, failing_clearly, json_option
from tellings.commands.studio_commands.shared import FOLDER, chosen_server, server_options

if TYPE_CHECKING:
    from tellings.studio.client import Server


@click.command(name="status")
@server_options
@json_option
def command(url: str | None, key_file: Path | None, as_json: bool) -> None:
    """Say whether the server runs, where, which version, and who we are there."""
    with failing_clearly():
        if url is None and not _runs():
            echo_json({"running": False}) if as_json else click.echo(
                "no server runs here; `tellings studio up` starts one"
            )
            return
        with chosen_server(url, key_file) as server:
            found = _found(server)
    echo_json(found) if as_json else click.echo(
        f"Label Studio {found['version']} runs at {found['url']}; we are {found['email']}"
    )


def _runs() -> bool:
    from tellings.studio.packages import require_packages

    require_packages()
    from tellings.studio.server import running

    return running(FOLDER) is not None


def _found(server: "Server") -> dict[str, object]:
    return {
        "running": True,
        "url": server.url,
        "version": server.version(),
        "email": server.whoami().email,
    }
