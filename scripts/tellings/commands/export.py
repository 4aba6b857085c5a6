"""``tellings export``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tellings.commands.shared import failing_clearly, seeds_option

if TYPE_CHECKING:
    from tellings.exchange.telling import Exported
    from tellings.story import StoryData


_OTHER_NAMES = {
    "w3c": "web-annotation",
    "json-ld": "web-annotation",
    "jsonld": "web-annotation",
    "webanno": "uima",
    "inception": "uima",
    "xmi": "uima",
    "cas": "uima",
    "iob": "conll",
    "iob2": "conll",
    "conll-2003": "conll",
    "labelstudio": "label-studio",
    "tsv": "csv",
    "ann": "brat",
}
"""What people call our formats besides."""


class _Format(click.ParamType[str]):
    """The name of a format, with the names that there are if it is none."""

    name = "format"

    def __init__(self, direction: str) -> None:
        self.direction = direction

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from tellings.exchange.registry import formats

        names = formats(self.direction)
        if value not in names and (meant := _meant(value, names)):
            message = f"{value!r} is no format; did you mean {meant!r}?"
            self.fail(message, param, ctx)
        return click.Choice(names).convert(value, param, ctx)


def _meant(value: str, names: list[str]) -> str | None:
    """The format that somebody means who calls it by another of its names."""
    from difflib import get_close_matches

    plain = value.lower().replace("_", "-")
    meant = _OTHER_NAMES.get(plain, plain)
    close = get_close_matches(meant, names, n=1)
    return close[0] if close else None


def format_argument(direction: str) -> click.ParamType[str]:
    """The argument FORMAT: one of the modules of ``exchange/writers`` or ``readers``."""
    return _Format(direction)


@click.command(name="export")
@click.argument("format_name", metavar="FORMAT", type=format_argument("writers"))
@click.argument("wanted", metavar="[STORY | ARTICLE]...", nargs=-1)
@seeds_option
@click.option("--pass", "pass_name", default="gold", show_default=True, help="Whose records.")
@click.option(
    "--layer", "layers", multiple=True, help="Only spans of this layer; may be given again."
)
@click.option("--out", type=click.Path(path_type=Path), help="Folder; exports/FORMAT unless given.")
@click.option("--replace", is_flag=True, help="Write over an earlier export of the same files.")
def command(
    format_name: str,
    wanted: tuple[str, ...],
    seeds: Path,
    pass_name: str,
    layers: tuple[str, ...],
    out: Path | None,
    replace: bool,
) -> None:
    """Write articles and their records in a format that other tools read.

    FORMAT is brat, conll, csv, label-studio, spacy, uima or web-annotation. STORY and ARTICLE
    may be given more than once; without either, every story. What the format cannot carry is
    told, and stands in the README.md of the export.
    """
    from tellings.commands.show import known_layers
    from tellings.exchange.exporting import export
    from tellings.exchange.registry import writer
    from tellings.exchange.telling import Options
    from tellings.store.exports import write_export
    from tellings.store.schema_files import load_codebook

    known_layers(layers)
    stories, articles = _chosen(seeds, wanted)
    _check_pass(stories, pass_name)
    folder = out or Path("exports") / format_name
    with failing_clearly():
        options = Options(load_codebook(), layers)
        done = export(writer(format_name), stories, articles, pass_name, options)
        write_export(folder, done.files, replace)
    for name in sorted(done.files):
        click.echo((folder / name).as_posix())
    _tell(done, folder)


def _chosen(seeds: Path, wanted: tuple[str, ...]) -> tuple[list["StoryData"], list[str]]:
    """The stories that are named, or hold what is named, and the articles."""
    from tellings.commands.agree import sound_stories

    stories = [data for _, data in sound_stories(seeds)]
    known = [key for story in stories for key in story.articles]
    if not wanted:
        return stories, known
    names = {story.story.id for story in stories}
    chosen: list[str] = []
    for each in wanted:
        hits = [key for key in known if each in (key, *key.split(":"))]
        if each in names:
            hits = [key for key in known if key.partition(":")[0] == each]
        elif len(hits) != 1:
            raise click.ClickException(_no_such(each, hits, names, known))
        chosen += hits
    within = {key.partition(":")[0] for key in chosen}
    return [story for story in stories if story.story.id in within], chosen


def _no_such(wanted: str, hits: list[str], names: set[str], known: list[str]) -> str:
    """What to say where a name is that of no story or article, or of several articles."""
    from tellings.schemas import nearest

    if hits:
        return f"{wanted!r} may be {' or '.join(hits)}: name the one with its story"
    shown = sorted(names)
    more = f" and {len(shown) - 20} more" if len(shown) > 20 else ""
    stories = f"stories here: {', '.join(shown[:20])}{more}"
    hint = nearest(wanted, [*names, *known])
    return f"no story and no article is called {wanted!r}{hint}; {stories}"


def _check_pass(stories: list["StoryData"], name: str) -> None:
    known = sorted({each for story in stories for each in story.passes})
    if name not in known:
        raise click.ClickException(f"there is no pass {name!r}; there are {', '.join(known)}")


def _tell(done: "Exported", folder: Path) -> None:
    from tellings.exchange.exporting import PAGE
    from tellings.exchange.telling import counts

    click.echo(f"{folder}: {counts(done.carried) or 'no record'}", err=True)
    for what, number in sorted(done.left_out.items()):
        click.echo(f"left out: {number:,} {what}", err=True)
    if not done.left_out:
        click.echo("nothing was left out", err=True)
    click.echo(f"{folder / PAGE} says so too", err=True)
