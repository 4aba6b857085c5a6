"""``tellings studio status``."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tellings.commands.shared import counted, echo_json, failing_clearly, json_option, seeds_option
from tellings.commands.studio_commands.shared import FOLDER, chosen_server, server_options

if TYPE_CHECKING:
    from tellings.studio.client import Server


@click.command(name="status")
@click.argument("story", required=False)
@seeds_option
@server_options
@json_option
def command(
    story: str | None, seeds: Path, url: str | None, key_file: Path | None, as_json: bool
) -> None:
    """Say whether the server runs, and how far each story is: done, to pull, to settle."""
    with failing_clearly():
        if url is None and not _runs():
            echo_json({"running": False}) if as_json else click.echo(
                "no server runs here; `tellings studio up` starts one"
            )
            return
        with chosen_server(url, key_file) as server:
            found = _found(server, seeds, story, url)
    echo_json(found) if as_json else _tell(found)


def _runs() -> bool:
    from tellings.studio.packages import require_packages

    require_packages()
    from tellings.studio.server import running

    return running(FOLDER) is not None


def _found(server: "Server", seeds: Path, story: str | None, url: str | None) -> dict[str, Any]:
    from tellings.studio.sessions import server_name, wanted_stories
    from tellings.studio.state import state_of

    names = wanted_stories(seeds, story) if seeds.is_dir() else []
    return {
        "running": True,
        "url": server.url,
        "version": server.version(),
        "email": server.whoami().email,
        "stories": [state_of(server, server_name(url), seeds, name, FOLDER) for name in names],
    }


def _tell(found: dict[str, Any]) -> None:
    click.echo(f"Label Studio {found['version']} runs at {found['url']}; we are {found['email']}")
    for story in found["stories"]:
        click.echo(click.style(story["story"], bold=True))
        if not story["projects"]:
            click.echo("  nothing sent yet: tellings studio push")
        for each in story["projects"]:
            parts = [
                counted(each["tasks"], "article"),
                counted(each["annotations"], "annotation"),
                *([counted(each["drafts"], "draft")] if each["drafts"] else []),
                *([f"{each['skipped']} skipped"] if each["skipped"] else []),
                f"{each['to_pull']} to pull" if each["to_pull"] else "all pulled",
            ]
            click.echo(f"  {each['title']}: {', '.join(parts)}  {each['url']}")
        for name, number in story["conflicts"].items():
            click.echo(f"  {name}: {counted(number, 'conflict')} to settle")
