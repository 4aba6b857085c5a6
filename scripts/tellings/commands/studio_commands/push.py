"""``tellings studio push``."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tellings.commands.shared import failing_clearly, seeds_option, tally, tell
from tellings.commands.studio_commands.shared import (
    FOLDER,
    chosen_server,
    layers_option,
    named_page,
    progress_bar,
    server_options,
)

F = TypeVar("F", bound=Callable[..., Any])

if TYPE_CHECKING:
    from tellings.studio.client import Server
    from tellings.studio.planning import Plan
    from tellings.studio.sending import Sent


def page_options(function: F) -> F:
    """What a project shows and to whom: layers, suggestions, blind, how many annotators."""
    for option in (
        click.option(
            "--annotators",
            type=click.IntRange(1),
            default=1,
            show_default=True,
            help="How many annotators each article of a new project waits for.",
        ),
        click.option("--blind", is_flag=True, help="Hide outlet and headline."),
        click.option(
            "--suggest",
            multiple=True,
            help="Pass to suggest from; repeatable; 'none' for a blank page. Without it, rules.",
        ),
        layers_option,
    ):
        function = option(function)
    return function


@click.command(name="push")
@click.argument("story", required=False)
@seeds_option
@page_options
@click.option(
    "--rename",
    multiple=True,
    help="OLD=NEW: what the page now calls otherwise; moves work in use to a new project.",
)
@server_options
@click.option("--dry-run", is_flag=True, help="Change nothing; say what would be done.")
def command(
    story: str | None,
    seeds: Path,
    layers: str | None,
    suggest: tuple[str, ...],
    blind: bool,
    annotators: int,
    rename: tuple[str, ...],
    url: str | None,
    key_file: Path | None,
    dry_run: bool,
) -> None:
    """Send articles and suggestions to Label Studio, one project a story.

    What is there already is not sent again; what people made is never changed. Suggestions
    go up as predictions, checked before: the server itself checks nothing.
    """
    with failing_clearly():
        from tellings.studio.sessions import wanted_stories

        names = wanted_stories(seeds, story)
        with chosen_server(url, key_file) as server:
            for name in names:
                push_story(server, seeds, name, layers, suggest, blind, annotators, rename, dry_run)


def push_story(
    server: "Server",
    seeds: Path,
    name: str,
    layers: str | None = None,
    suggest: tuple[str, ...] = (),
    blind: bool = False,
    annotators: int = 1,
    rename: tuple[str, ...] = (),
    dry_run: bool = False,
    told_apart: bool = False,
) -> None:
    """Push one story and tell what was done; `told_apart`, where standard output is for JSON."""
    from tellings.story import RULES_PASS
    from tellings.studio.sending import plan_to_send, send
    from tellings.studio.sessions import desk, purpose_of_page, wanted_of

    found = desk(seeds, name)
    if found.findings:
        tell(found.findings, err=True)
        raise click.ClickException(f"{name}: {tally(list(found.findings))}; mend them first")
    page = named_page(found.codebook, layers, blind)
    passes = [each for each in suggest or (RULES_PASS,) if each != "none"]
    wanted = wanted_of(found, page, passes)
    if wanted.findings:
        tell(wanted.findings, err=True)
        raise click.ClickException(f"{name}: nothing was sent; suggestions are not sound")
    purpose = purpose_of_page(name, page)
    if dry_run:
        _tell_plan(purpose.title, *plan_to_send(server, purpose, wanted))
        return
    with progress_bar() as told:
        sent = send(server, FOLDER, purpose, page, wanted, annotators, rename, told)
    tell_sent(server, sent, err=told_apart)


def _tell_plan(title: str, is_new: bool, plan: "Plan") -> None:
    from collections import Counter

    words = {
        "ImportTask": "articles to send",
        "AddPrediction": "suggestions to add",
        "RemovePrediction": "stale suggestions to remove",
        "RemoveTask": "untouched doubles to remove",
    }
    counts = Counter(type(step).__name__ for step in plan.steps)
    todo = [f"{counts[kind]} {word}" for kind, word in words.items() if counts[kind]]
    state = "to be made; " if is_new else ""
    click.echo(f"{title}: {state}{', '.join(todo) or 'nothing to do'}")
    click.echo("nothing was changed", err=True)


def tell_sent(server: "Server", sent: "Sent", err: bool = False) -> None:
    """Tell what was done to a project, and what a person has to look at."""
    done = sent.pushed
    title = click.style(sent.project.title, bold=True)
    click.echo(f"{title}  {server.url}/projects/{sent.project.id}/data", err=err)
    parts = [
        ("project made", int(sent.made)),
        ("page changed", int(sent.page_changed)),
        (f"{sent.moved} works moved to it as suggestions", sent.moved),
        (f"{done.imported} articles sent", done.imported),
        (f"{done.suggested} suggestions added", done.suggested),
        (f"{done.removed_suggestions} stale suggestions removed", done.removed_suggestions),
        (f"{done.removed_doubles} untouched doubles removed", done.removed_doubles),
    ]
    told = [words for words, number in parts if number]
    click.echo(f"  {', '.join(told) or 'all is there already'}", err=err)
    _warn(sent)


def _warn(sent: "Sent") -> None:
    done = sent.pushed
    for each in done.changed:
        click.echo(
            f"  {each.wanted.key}: task {each.task.id} has another text than the article;"
            " left as it is ('tellings studio pull' lists what hangs on it)",
            err=True,
        )
    for key, tasks in done.doubles.items():
        numbers = ", ".join(str(task.id) for task in tasks)
        click.echo(f"  {key}: people worked on several tasks of it ({numbers}); kept", err=True)
    for project in sent.doubles:
        click.echo(f"  project {project.id} is for the same; left as it is", err=True)
    if done.unknown:
        click.echo(f"  {done.unknown} tasks there are none of ours; left as they are", err=True)
    if done.remaining:
        raise click.ClickException(f"{done.remaining} steps are left; push again")
