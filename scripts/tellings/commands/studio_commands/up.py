"""``tellings studio up``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tellings.commands.shared import echo_json, failing_clearly, json_option, seeds_option
from tellings.commands.studio_commands.push import page_options, push_story
from tellings.commands.studio_commands.shared import FOLDER, waiting

if TYPE_CHECKING:
    from tellings.studio.server import Running


@click.command(name="up")
@click.argument("story", required=False)
@seeds_option
@page_options
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    help="Port to listen on.  [default: that of last time, else the first free one from 8080]",
)
@click.option("--no-push", is_flag=True, help="Only start the server; send nothing.")
@json_option
def command(
    story: str | None,
    seeds: Path,
    layers: str | None,
    suggest: tuple[str, ...],
    blind: bool,
    annotators: int,
    port: int | None,
    no_push: bool,
    as_json: bool,
) -> None:
    """Start a Label Studio server of one's own, or find the one that runs, and push to it.

    It listens on this machine only, keeps its data in .tellings/studio and runs on until
    `tellings studio down`. The first start sets up its database, which takes up to a minute.
    Then articles and suggestions are sent, as `tellings studio push` does.
    """
    with failing_clearly():
        running, version = _start(port)
        echo_json(_as_json(running, version)) if as_json else _tell(running, version)
        if not no_push:
            _push(running, seeds, story, layers, suggest, blind, annotators, as_json)
    if not as_json:
        click.echo("\nstop it with: tellings studio down   (its data stay)")


def _push(
    running: "Running",
    seeds: Path,
    story: str | None,
    layers: str | None,
    suggest: tuple[str, ...],
    blind: bool,
    annotators: int,
    as_json: bool,
) -> None:
    from tellings.studio.client import Server
    from tellings.studio.sessions import wanted_stories

    with Server.own(running) as server:
        for name in wanted_stories(seeds, story):
            push_story(server, seeds, name, layers, suggest, blind, annotators, told_apart=as_json)


def _start(port: int | None) -> tuple["Running", str]:
    from tellings.studio.packages import require_packages

    require_packages()
    from tellings.studio.client import Server
    from tellings.studio.server import ensure_running

    with waiting() as progress:
        running = ensure_running(FOLDER, port, progress)
    with Server.own(running) as server:
        server.whoami()  # says clearly if the server no longer takes our key
        return running, server.version()


def _as_json(running: "Running", version: str) -> dict[str, object]:
    return {
        "url": running.url,
        "pid": running.pid,
        "version": version,
        "started": running.started,
        "email": running.account.email,
        "account": _account(),
    }


def _account() -> str:
    from tellings.studio.account import account_file

    return Path(account_file(FOLDER)).as_posix()


def _tell(running: "Running", version: str) -> None:
    how = "runs" if running.started else "runs already"
    address = click.style(running.url, bold=True)
    click.echo(f"Label Studio {version} {how} at {address} (process {running.pid})")
    click.echo(f"log in as {running.account.email}; the password is in {_account()}")
