"""``tellings studio practice``."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tellings.commands.shared import echo_json, failing_clearly, json_option
from tellings.commands.studio_commands.push import tell_sent
from tellings.commands.studio_commands.shared import (
    FOLDER,
    chosen_server,
    layers_option,
    named_page,
    progress_bar,
    server_options,
)

if TYPE_CHECKING:
    from tellings.studio.practice import Feedback
    from tellings.studio.sessions import Desk


@click.command(name="practice")
@layers_option
@click.option(
    "--annotators",
    type=click.IntRange(1),
    default=20,
    show_default=True,
    help="How many people may practise on a new project.",
)
@click.option("--check", is_flag=True, help="Compare everybody's work with the key.")
@server_options
@json_option
def command(
    layers: str | None,
    annotators: int,
    check: bool,
    url: str | None,
    key_file: Path | None,
    as_json: bool,
) -> None:
    """Let people practise on an invented article whose key is known.

    Without --check the practice task is made; with it everybody's work there is compared
    with the key: what is right, and each error with the codebook's rule. Practice never
    becomes part of the seeds.
    """
    with failing_clearly():
        from tellings.studio.packages import require_packages

        require_packages()
        from tellings.studio.practice import feedback, practice_desk, send_practice
        from tellings.studio.sessions import server_name

        found = practice_desk()
        with chosen_server(url, key_file) as server:
            if check:
                done = feedback(server, server_name(url), FOLDER, found)
                _tell(done, found, as_json)
                return
            page = named_page(found.codebook, layers, False)
            with progress_bar() as told:
                sent = send_practice(server, FOLDER, page, found, annotators, told)
            if as_json:
                echo_json({"project": sent.project.id, "made": sent.made})
            else:
                tell_sent(server, sent)


def _tell(done: "list[Feedback]", found: "Desk", as_json: bool) -> None:
    from tellings.studio.practice import lines

    if as_json:
        echo_json([_as_json(each) for each in done])
        return
    for each in done:
        first, *rest = lines(each, found.codebook)
        click.echo(click.style(first, bold=True))
        for line in rest:
            click.echo(line)
    if not done:
        click.echo("nobody has handed in any practice yet")


def _as_json(each: "Feedback") -> dict[str, Any]:
    from tellings.agreement.report import as_json as plain

    return {
        "annotator": each.annotator,
        "page": each.page,
        "article": each.article,
        "scores": plain(each.scores.rows),
        "errors": plain(each.scores.mistakes),
        "findings": [finding.as_json() for finding in each.findings],
    }
