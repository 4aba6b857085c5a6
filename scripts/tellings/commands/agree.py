"""``tellings agree``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tellings.commands.shared import echo_json, json_option, seeds_option, tally, tell

if TYPE_CHECKING:
    from tellings.agreement.measuring import Agreement
    from tellings.story import StoryData


GUIDELINES = 5
"""Findings of this level do not keep passes from being measured: they are annotators' own."""


@click.command(name="agree")
@click.argument("story", required=False)
@seeds_option
@click.option(
    "--pass",
    "passes",
    multiple=True,
    help="A pass to compare; give it twice or more. Without it all but gold and rules.",
)
@click.option("--by-article", is_flag=True, help="Show spans article by article too.")
@json_option
def command(
    story: str | None, seeds: Path, passes: tuple[str, ...], by_article: bool, as_json: bool
) -> None:
    """Measure how far annotation passes agree, layer by layer.

    Every pair of passes over the articles that both went through; docs/agreement.md says
    what each figure means. Without STORY, every story. A figure that cannot be computed
    says why.
    """
    from tellings.agreement.report import as_document
    from tellings.agreement.report import as_json as plain
    from tellings.publish.counting import as_text

    if len(set(passes)) == 1:
        raise click.UsageError("one pass alone agrees with nothing; give --pass twice")
    found = {name: _measured(data, passes) for name, data in sound_stories(seeds, story)}
    if as_json:
        echo_json([{"story": name, **plain(each)} for name in found for each in found[name]])
        return
    for name, measured in found.items():
        click.echo(click.style(name, bold=True))
        click.echo()
        if measured:
            text = as_document(
                measured, as_text, lambda head: click.style(head, bold=True), by_article
            )
            click.echo(f"{text}\n")
        else:
            click.echo(_NOTHING, err=True)


_NOTHING = (
    "no two passes to compare here; gold and rules count only if named with --pass\n"
    "a pass is a folder of annotations/ with pass.json and a file an article: docs/guidelines.md"
)


def sound_stories(seeds: Path, story: str | None = None) -> list[tuple[str, "StoryData"]]:
    """The stories that are wanted; broken seeds are told and end the command."""
    from tellings.findings import errors
    from tellings.parts import load_story
    from tellings.schemas import no_story
    from tellings.store.schema_files import load_schemas
    from tellings.store.seeds import story_names

    names, findings = story_names(seeds)
    if findings and not names:
        raise click.ClickException("; ".join(map(str, findings)))
    if story is not None and story not in names:
        raise click.ClickException(no_story(story, names))
    found = []
    for name in [story] if story else names:
        data, faults, _ = load_story(seeds, name, load_schemas())
        if failed := [each for each in errors(faults) if each.level < GUIDELINES]:
            tell(failed, err=True)
            raise click.ClickException(f"{name}: {tally(failed)}; mend them first")
        if data is not None:
            found.append((name, data))
    return found


def _measured(data: "StoryData", passes: tuple[str, ...]) -> list["Agreement"]:
    from tellings.agreement.passes import compare_all
    from tellings.schemas import nearest
    from tellings.store.schema_files import load_codebook

    for name in passes:
        if name not in data.passes:
            hint = nearest(name, list(data.passes)) or f"; there are {', '.join(data.passes)}"
            raise click.ClickException(f"{data.story.id} has no pass {name!r}{hint}")
    found, apart = compare_all(data, load_codebook().labels("layer"), passes)
    for a, b in apart:
        click.echo(f"{a} and {b} have no article in common", err=True)
    return found
