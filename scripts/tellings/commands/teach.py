"""``tellings teach``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tellings.commands.shared import counted, failing_clearly, seeds_option

if TYPE_CHECKING:
    from tellings.lessons.making import Wanted
    from tellings.lessons.shown import Lesson
    from tellings.story import StoryData

_INSTALL = "pip install 'tellings[lessons]'"


@click.command(name="teach")
@click.argument("story")
@seeds_option
@click.option("--out", type=click.Path(path_type=Path), help="Folder; lessons/STORY unless given.")
@click.option("--only", multiple=True, metavar="FORM", help="Only this form; may be given again.")
@click.option(
    "--exercise", "exercises", multiple=True, help="Only this exercise; may be given again."
)
@click.option(
    "--text",
    type=click.Choice(["none", "quotes", "full"]),
    default="full",
    show_default=True,
    help="How much of the articles the lesson carries.",
)
@click.option("--seed", default=0, show_default=True, help="Shuffles options and rows.")
@click.option("--list", "listing", is_flag=True, help="List forms and exercises, write nothing.")
@click.pass_context
def command(
    ctx: click.Context,
    story: str,
    seeds: Path,
    out: Path | None,
    only: tuple[str, ...],
    exercises: tuple[str, ...],
    text: str,
    seed: int,
    listing: bool,
) -> None:
    """Make a lesson of 45 minutes from a story's gold.

    A page for the class (lesson.html), one for the teacher (class.html), sheets to print,
    packages for learning platforms, and all of it in lesson.zip. What an exercise or a form
    needs and the story or this machine has not got is told; the rest is written.
    """
    from tellings.commands.agree import sound_stories
    from tellings.lessons.making import NoLessonError, make_lesson
    from tellings.store.schema_files import load_codebook

    forms = _known_forms(only)
    ((_, data),) = sound_stories(seeds, story)
    with failing_clearly():
        wanted = _wanted(data, seeds, text, seed, exercises)
    try:
        lesson = make_lesson(data, load_codebook(), wanted)
    except NoLessonError as nothing:
        raise click.ClickException(f"{story} gives no lesson: {nothing}") from nothing
    _tell(lesson, listing)
    if listing:
        return
    folder = out or Path("lessons") / story
    with failing_clearly():
        missing = _write(lesson, wanted, folder, forms)
    if missing & set(only):
        ctx.exit(1)


def _known_forms(only: tuple[str, ...]) -> list[str]:
    from tellings.lessons.writing import names
    from tellings.schemas import nearest

    known = [*names(), "zip"]
    for name in only:
        if name not in known:
            hint = nearest(name, known) or f"; there are {', '.join(known)}"
            raise click.UsageError(f"there is no form {name!r}{hint}")
    return list(only) or known


def _wanted(
    data: "StoryData", seeds: Path, text: str, seed: int, exercises: tuple[str, ...]
) -> "Wanted":
    from tellings.lessons.catalogue import catalogue
    from tellings.lessons.making import Wanted
    from tellings.publish.terms import TextMode
    from tellings.schemas import nearest
    from tellings.store.lessons import read_language, read_standards, read_version

    known = [each.name for each in catalogue()]
    for name in exercises:
        if name not in known:
            hint = nearest(name, known) or f"; there are {', '.join(known)}"
            raise click.UsageError(f"there is no exercise {name!r}{hint}")
    return Wanted(
        version=read_version(seeds),
        standards=read_standards(),
        mode=TextMode(text),
        seed=seed,
        exercises=frozenset(exercises),
        language=read_language(seeds, data.story.id, data.story.language),
    )


def _tell(lesson: "Lesson", listing: bool) -> None:
    click.echo(f"{lesson.title}: {counted(len(lesson.items), 'item')}", err=True)
    if listing:
        for each in lesson.exercises:
            click.echo(f"{each.number:2} {each.name}: {counted(len(each.items), 'item')}")
    for gap in lesson.missing:
        click.echo(f"no “{gap.title}”: {gap.reason}", err=True)
    if lesson.untranslated:
        said = f"{counted(lesson.untranslated, 'sentence')} of the lesson stay English"
        click.echo(f"{said}: codebook.{lesson.language}.toml does not have them", err=True)


def _write(lesson: "Lesson", wanted: "Wanted", folder: Path, forms: list[str]) -> set[str]:
    """Write the forms; the names of those that cannot be written here."""
    from tellings.lessons.writing import form, lacking, write
    from tellings.store.writing import write_all

    missing: set[str] = set()
    files: dict[Path, bytes] = {}
    for name in (each for each in forms if each != "zip"):
        if packages := lacking(form(name)):
            missing.add(name)
            needs = " and ".join(packages)
            click.echo(f"{name}: left out, {needs} not installed; type: {_INSTALL}", err=True)
            continue
        made = write(name, lesson, wanted.language)
        files |= {folder / each: data for each, data in made.files.items()}
        for sentence in made.left_out:
            click.echo(f"{name}: left out: {sentence}", err=True)
    write_all(files)
    for path in files:
        click.echo(path.as_posix())
    return missing
