"""``tellings studio adjudicate``."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tellings.commands.shared import (
    echo_json,
    failing_clearly,
    json_option,
    seeds_option,
    tally,
    tell,
)
from tellings.commands.studio_commands.shared import (
    FOLDER,
    chosen_server,
    layers_option,
    named_page,
    progress_bar,
    server_options,
)

if TYPE_CHECKING:
    from tellings.studio.adjudication_projects import Prepared
    from tellings.studio.client import Server
    from tellings.studio.disagreeing import Disagreement
    from tellings.studio.fields import Plain
    from tellings.studio.sending import Sent


@click.command(name="adjudicate")
@click.argument("story")
@seeds_option
@click.option(
    "--pass",
    "passes",
    multiple=True,
    help="Pass to compare; repeatable. Without it, all but gold and rules.",
)
@layers_option
@server_options
@click.option("--dry-run", is_flag=True, help="Change nothing on the server; list only.")
@json_option
def command(
    story: str,
    seeds: Path,
    passes: tuple[str, ...],
    layers: str | None,
    url: str | None,
    key_file: Path | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """List where annotators disagree, worst first, and make the project to settle it in.

    Each article is one task: the first suggestion is what the passes have alike (and gold so
    far), the others are the passes, to look at and copy from. Whoever submits a task there
    decides; `tellings studio pull` brings it to gold.
    """
    with failing_clearly():
        from tellings.studio.packages import require_packages

        require_packages()
        prepared = _prepared(seeds, story, passes, layers)
        if dry_run:
            _tell(prepared, {}, as_json)
            click.echo("nothing was changed", err=True)
            return
        with chosen_server(url, key_file) as server:
            places, sent = _sent(server, prepared, url)
    if not as_json:
        _tell_project(server, prepared, sent)
    _tell(prepared, places, as_json)


def _prepared(seeds: Path, story: str, passes: tuple[str, ...], layers: str | None) -> "Prepared":
    from tellings.studio.adjudicating import chosen_passes
    from tellings.studio.adjudication_projects import prepare
    from tellings.studio.sessions import desk, wanted_stories

    wanted_stories(seeds, story)
    with progress_bar() as told:
        told("comparing passes", 0, 1)
        found = desk(seeds, story)
        if found.findings:
            tell(found.findings, err=True)
            raise click.ClickException(f"{story}: {tally(list(found.findings))}; mend them first")
        page = named_page(found.codebook, layers, False)
        prepared = prepare(found, page, chosen_passes(found.data, passes))
        told("comparing passes", 1, 1)
    if prepared.wanted.findings:
        tell(prepared.wanted.findings, err=True)
        raise click.ClickException(f"{story}: nothing was sent; suggestions are not sound")
    for article in prepared.adjudication.apart:
        click.echo(f"{article}: only one pass went through it; nothing to compare", err=True)
    return prepared


def _sent(server: "Server", prepared: "Prepared", url: str | None) -> tuple[dict[str, str], "Sent"]:
    from tellings.studio.adjudication_projects import addresses, send_adjudication
    from tellings.studio.sessions import server_name

    with progress_bar() as told:
        sent = send_adjudication(server, server_name(url), FOLDER, prepared, told)
    return addresses(server, sent.project.id), sent


def _tell_project(server: "Server", prepared: "Prepared", sent: "Sent") -> None:
    from tellings.commands.studio_commands.push import tell_sent

    tell_sent(server, sent)
    names = ", ".join(prepared.adjudication.passes)
    click.echo(f"  side by side: {names}")


def _tell(prepared: "Prepared", places: dict[str, str], as_json: bool) -> None:
    from tellings.studio.adjudicating import as_record
    from tellings.studio.disagreeing import disagreements, shown

    of = prepared.adjudication

    def covers(record: "Plain") -> bool:
        return prepared.page.covers(as_record(record))

    found = disagreements(of, covers)
    if as_json:
        echo_json([_as_json(each, places) for each in found])
        return
    for each in found:
        first, *lines = shown(each, of)
        click.echo(click.style(first, bold=each.is_open))
        for line in lines:
            click.echo(line)
        if each.article in places:
            click.echo(f"  {places[each.article]}")
    alike = sum(each.agreed and covers(each.versions[each.passes[0]]) for each in of.items)
    still_open = sum(each.is_open for each in found)
    click.echo(
        f"{alike} records agree, {len(found)} do not:"
        f" {still_open} open, {len(found) - still_open} settled in gold",
        err=True,
    )


def _as_json(each: "Disagreement", places: dict[str, str]) -> dict[str, Any]:
    return {
        "id": each.id,
        "kind": each.kind,
        "article": each.article,
        "words": each.words,
        "start": each.start,
        "hanging": each.hanging,
        "missing": list(each.missing),
        "says": {name: dict(said) for name, said in each.says.items()},
        "from": dict(each.origins),
        "gold": each.settled,
        "task": places.get(each.article),
    }
