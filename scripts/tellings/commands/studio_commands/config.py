"""``tellings studio config``."""

from pathlib import Path

import click

from tellings.commands.shared import failing_clearly, seeds_option
from tellings.commands.studio_commands.shared import layers_option, named_page


@click.command(name="config")
@click.argument("story", required=False)
@seeds_option
@layers_option
@click.option("--blind", is_flag=True, help="Hide outlet and headline.")
@click.option("--guide", is_flag=True, help="Print the page's guidelines as HTML instead.")
def command(story: str | None, seeds: Path, layers: str | None, blind: bool, guide: bool) -> None:
    """Print the labelling page of a story as Label Studio's XML.

    It is made from the codebook, and from the entities, events and targets of STORY (which
    can be left out where there is one story).
    """
    with failing_clearly():
        from tellings.studio.config import label_config
        from tellings.studio.sessions import desk, wanted_stories
        from tellings.studio.tasks import guide_html

        names = wanted_stories(seeds, story)
        if len(names) > 1:
            raise click.UsageError(f"there are several stories; name one: {', '.join(names)}")
        found = desk(seeds, names[0])
        page = named_page(found.codebook, layers, blind)
        click.echo(guide_html(page) if guide else label_config(page, found.registry))
