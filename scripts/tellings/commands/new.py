"""``tellings new``."""

from pathlib import Path

import click

from tellings.commands.shared import failing_clearly, seeds_option


@click.command(name="new")
@click.argument("story")
@seeds_option
@click.option("--title", help="Title for people; made from the name unless given.")
def command(story: str, seeds: Path, title: str | None) -> None:
    """Make a story folder with one sample article, which builds as it stands.

    STORY is its name: a-z, 0-9 and hyphens.
    """
    import datetime

    from tellings.bringing_in import make_story

    heading = title or story.replace("-", " ").capitalize()
    with failing_clearly():
        files = make_story(seeds, story, heading, datetime.date.today())
    for path in files:
        click.echo(path.as_posix())
    click.echo(
        f"\nNext:\n  tellings add {story} FILE...   # bring your articles in\n"
        f"  {files[0]}   # say there what you know of them\n"
        "  tellings build"
    )
