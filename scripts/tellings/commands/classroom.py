"""``tellings classroom``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tellings.commands.shared import counted, echo_json, failing_clearly, json_option, seeds_option
from tellings.commands.studio_commands.push import tell_sent
from tellings.commands.studio_commands.shared import (
    FOLDER,
    chosen_server,
    named_page,
    progress_bar,
    server_options,
)

if TYPE_CHECKING:
    from tellings.studio.classroom import ClassWanted
    from tellings.studio.pages import Page
    from tellings.studio.sessions import Desk


@click.command(
    name="classroom",
    epilog="Example, on a server of your school: tellings classroom s400-working-group"
    " --students 25 --url https://studio.example.org",
)
@click.argument("story")
@seeds_option
@click.option(
    "--students", type=click.IntRange(1), default=25, show_default=True, help="How many students."
)
@click.option("--article", "articles", multiple=True, help="Which article; may be given again.")
@click.option(
    "--layers",
    default="wording",
    show_default=True,
    help="What students mark, with commas: wording (words that steer), mention (who is named),"
    " attribution (who says what), claim, time, event; or a whole step: sources, stances, events.",
)
@click.option("--blind", is_flag=True, help="Hide outlet and headline.")
@server_options
@click.option("--dry-run", is_flag=True, help="Change nothing; say what would be made.")
@json_option
def command(
    story: str,
    seeds: Path,
    students: int,
    articles: tuple[str, ...],
    layers: str,
    blind: bool,
    url: str | None,
    key_file: Path | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Make blank tasks in Label Studio, a program for marking text, one a student and article.

    STORY is the name of a folder below seeds/, such as s400-working-group. Each task has a code
    (s01, s02, ...), which a student gets instead of a name; work is found by it, whoever is
    logged in. Without --article it is the article with most to find. Again with more --students,
    only what is missing is made. What students mark never becomes part of the story.

    Afterwards "tellings grade" compares what they marked with the key.
    """
    with failing_clearly():
        from tellings.studio.packages import require_packages

        require_packages()
        from tellings.studio.classroom import class_wanted, codes, send_class
        from tellings.studio.sessions import desk

        found = desk(seeds, story)
        page = named_page(found.codebook, layers, blind)
        chosen = [_named(found, each) for each in articles] or [_richest(found, page)]
        wanted = class_wanted(found, page, chosen, codes(students))
        if dry_run:
            _tell_plan(wanted, chosen, students)
            return
        with chosen_server(url, key_file) as server, progress_bar() as told:
            sent = send_class(server, FOLDER, page, wanted, told)
            if not as_json:
                tell_sent(server, sent)
    if as_json:
        keys = [task.key for task in wanted.tasks]
        echo_json({"project": sent.project.id, "made": sent.made, "tasks": keys})
    else:
        _tell_plan(wanted, chosen, students)
        click.echo(f"then: tellings grade {story}")


def _named(found: "Desk", name: str) -> str:
    from tellings.schemas import nearest

    known = list(found.data.articles)
    full = name if name in known else f"{found.story}:{name}"
    if full not in known:
        short = [each.rpartition(":")[2] for each in known]
        hint = nearest(name, short) or f"; there are {', '.join(short)}"
        raise click.UsageError(f"there is no article {name!r}{hint}")
    return full


def _richest(found: "Desk", page: "Page") -> str:
    """The article whose key has most spans of what is marked."""
    from tellings.story import GOLD
    from tellings.studio.classroom import key_of

    if GOLD not in found.data.passes:
        raise click.ClickException(f"{found.story} has no gold: there is nothing to compare with")
    return max(found.data.articles, key=lambda each: len(list(key_of(found, each, page))))


def _tell_plan(wanted: "ClassWanted", articles: list[str], students: int) -> None:
    from tellings.studio.classroom import codes

    names = codes(students)
    shown = names[0] if students == 1 else f"{names[0]} to {names[-1]}"
    short = ", ".join(each.rpartition(":")[2] for each in articles)
    tasks = counted(len(wanted.tasks), "task")
    click.echo(f"{tasks}: {short} for {counted(students, 'student')} ({shown})")
