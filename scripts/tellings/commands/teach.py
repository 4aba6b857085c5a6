"""``tellings teach``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tellings.commands.shared import counted, failing_clearly, seeds_option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tellings.lessons.making import Wanted
    from tellings.lessons.shown import Lesson
    from tellings.lessons.writing import Form
    from tellings.story import StoryData

ZIP = "zip"
_OTHER_NAMES = {"html": "page", "print": "pdf", "word": "docx", "jupyter": "notebook"}
"""What people call our forms besides."""
_HOW = "Mark some of it in the story's pass gold first; docs/guidelines.md says how."
_INSTALL = "pip install 'tellings[lessons]'"


@click.command(name="teach")
@click.argument("story", required=False)
@seeds_option
@click.option("--out", type=click.Path(path_type=Path), help="Folder; lessons/STORY unless given.")
@click.option("--only", multiple=True, metavar="FORM", help="Only this form; may be given again.")
@click.option(
    "--exercise",
    "exercises",
    multiple=True,
    help="Only this exercise; may be given again. Questions keep the numbers of the whole lesson.",
)
@click.option(
    "--text",
    type=click.Choice(["none", "quotes", "full"]),
    default="full",
    show_default=True,
    help="How much of the articles the lesson carries.",
)
@click.option("--seed", default=0, show_default=True, help="Shuffles options and rows.")
@click.option(
    "--list",
    "listing",
    is_flag=True,
    help="List exercises and forms, write nothing; without STORY all that there are.",
)
@click.pass_context
def command(
    ctx: click.Context,
    story: str | None,
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

    if story is None:
        _without_story(seeds, listing)
        return
    forms = _known_forms(only)
    ((_, data),) = sound_stories(seeds, story)
    with failing_clearly():
        wanted = _wanted(data, seeds, text, seed, exercises)
    try:
        lesson = make_lesson(data, load_codebook(), wanted)
    except NoLessonError as nothing:
        reasons = "".join(f"\n- {each}" for each in str(nothing).splitlines())
        raise click.ClickException(f"{story} gives no lesson yet:{reasons}\n{_HOW}") from nothing
    _tell(lesson, listing)
    if listing:
        return
    folder = out or Path("lessons") / story
    with failing_clearly():
        missing = _write(lesson, wanted, folder, forms)
    if missing & set(only):
        ctx.exit(1)


def _without_story(seeds: Path, listing: bool) -> None:
    """List every exercise and form; without that a story is missed, and those that are are told."""
    from tellings.lessons.catalogue import catalogue
    from tellings.store.seeds import story_names

    if not listing:
        names, _ = story_names(seeds)
        known = f"; there is {', '.join(names)}" if names else ""
        raise click.UsageError(f"say of which story{known}")
    click.echo("exercises (--exercise):")
    for each in catalogue():
        click.echo(f"  {each.name}: {each.words['title']}")
    _list_forms()


def _known_forms(only: tuple[str, ...]) -> list[str]:
    from tellings.lessons.writing import names
    from tellings.schemas import nearest

    known = [*names(), ZIP]
    for name in only:
        if name not in known:
            hint = nearest(_OTHER_NAMES.get(name, name), known) or f"; there are {', '.join(known)}"
            raise click.UsageError(f"there is no form {name!r}{hint}")
    return list(only) or known


def _wanted(
    data: "StoryData", seeds: Path, text: str, seed: int, exercises: tuple[str, ...]
) -> "Wanted":
    from tellings.lessons.catalogue import catalogue
    from tellings.lessons.making import Wanted
    from tellings.lessons.translation import check_of
    from tellings.publish.terms import TextMode
    from tellings.schemas import nearest
    from tellings.store.lessons import read_language, read_standards, read_version
    from tellings.store.schema_files import load_codebook

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
        language=read_language(seeds, data.story, check_of(data.story, load_codebook())),
    )


def _tell(lesson: "Lesson", listing: bool) -> None:
    click.echo(f"{lesson.title}: {counted(len(lesson.items), 'item')}", err=True)
    if listing:
        _list(lesson)
    for gap in lesson.missing:
        click.echo(f"no “{gap.title}”: {gap.reason}", err=True)
    if lesson.untranslated:
        said = f"{counted(lesson.untranslated, 'sentence')} of the lesson stay English"
        click.echo(f"{said}: codebook.{lesson.language}.toml does not have them", err=True)


def _list(lesson: "Lesson") -> None:
    click.echo("exercises (--exercise):")
    for each in lesson.exercises:
        numbers = f"{each.items[0].number} to {each.items[-1].number}"
        click.echo(f"  {each.name}: {each.title} (questions {numbers})")
    _list_forms()


def _list_forms() -> None:
    from tellings.lessons.writing import form, names

    click.echo("forms (--only):")
    for name in names():
        click.echo(f"  {name}: {form(name).TITLE}")
    click.echo(f"  {ZIP}: all of them in one archive")


def _write(lesson: "Lesson", wanted: "Wanted", folder: Path, asked: list[str]) -> set[str]:
    """Write the forms; the names of those that cannot be written here."""
    from tellings.lessons.bundle import NAME, WORDS, bundle
    from tellings.lessons.page.sentences import LESSON
    from tellings.lessons.wording import Words
    from tellings.lessons.writing import names, write_forms
    from tellings.store.writing import write_all

    chosen = names() if ZIP in asked else asked
    forms = list(_shown(write_forms(chosen, lesson, wanted.language), len(chosen)))
    files: dict[str, bytes] = {}
    for each in forms:
        _tell_form(each)
        files |= each.written.files if each.name in asked else {}
    if ZIP in asked:
        said = wanted.language.get("lesson", {})
        page = Words(LESSON, said.get("page", {}))
        files[NAME] = bundle(lesson, forms, Words(WORDS, said.get(ZIP, {})), page)
    write_all({folder / name: data for name, data in files.items()})
    for name in sorted(files):
        click.echo((folder / name).as_posix())
    if NAME in files:
        click.echo(
            f"take {(folder / NAME).as_posix()}: all of it, with a page to read first", err=True
        )
    return {each.name for each in forms if each.lacks}


def _shown(forms: "Iterator[Form]", number: int) -> "Iterator[Form]":
    """The same, with a bar on a terminal if it takes over two seconds."""
    from tqdm import tqdm

    yield from tqdm(forms, total=number, unit="form", delay=2, disable=None, leave=False)


def _tell_form(form: "Form") -> None:
    if form.lacks:
        needs = " and ".join(form.lacks)
        said = f"{form.name}: not written, {needs} not installed; type: {_INSTALL}"
        click.echo(said, err=True)
    for sentence in form.written.left_out:
        click.echo(f"{form.name}: left out: {sentence}", err=True)
