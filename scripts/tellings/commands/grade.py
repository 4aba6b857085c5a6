"""``tellings grade``."""

from pathlib import Path

import click

from tellings.commands.shared import echo_json, failing_clearly, json_option, seeds_option
from tellings.commands.studio_commands.shared import chosen_server, server_options


@click.command(
    name="grade",
    epilog="Example, on a server of your school: tellings grade s400-working-group"
    " --url https://studio.example.org",
)
@click.argument("story")
@seeds_option
@server_options
@json_option
def command(story: str, seeds: Path, url: str | None, key_file: Path | None, as_json: bool) -> None:
    """Compare what a class marked in Label Studio with the key, student by student.

    The tasks are those that "tellings classroom" made. The key is gold: the annotation of the
    story that was settled on, after several annotators had gone through the articles on their own.
    Each stretch of words in it is found exactly, by half or more (overlaps), in the right
    sentence, or missed; other marks are too much. Where the annotators differed nothing is held
    against anybody. Last come the places where the class parts, to be talked about.
    """
    with failing_clearly():
        from tellings.studio.packages import require_packages

        require_packages()
        from tellings.story import GOLD
        from tellings.studio.class_report import report
        from tellings.studio.classroom import class_work
        from tellings.studio.sessions import desk

        found = desk(seeds, story)
        if GOLD not in found.data.passes:
            raise click.ClickException(f"{story} has no gold: there is nothing to compare with")
        with chosen_server(url, key_file) as server:
            work = class_work(server, found)
    made = report(found, work.handed, work.blank)
    if as_json:
        echo_json(made.as_json())
        return
    for line in made.lines():
        click.echo(line)
