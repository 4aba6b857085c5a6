"""``tellings studio pull``."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tellings.commands.shared import (
    counted,
    echo_json,
    failing_clearly,
    json_option,
    seeds_option,
    tell,
)
from tellings.commands.studio_commands.shared import (
    FOLDER,
    chosen_server,
    progress_bar,
    server_options,
)

if TYPE_CHECKING:
    from tellings.studio.client import Server
    from tellings.studio.receiving import Received


@click.command(name="pull")
@click.argument("story", required=False)
@seeds_option
@click.option("--drafts", is_flag=True, help="Take unfinished work too.")
@click.option("--every", type=click.FloatRange(min=0, min_open=True), help="Pull every N minutes.")
@click.option(
    "--as",
    "decider",
    metavar="NAME",
    help="Who decided_by names for what was adjudicated.  [default: the pseudonym]",
)
@server_options
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    story: str | None,
    seeds: Path,
    drafts: bool,
    every: float | None,
    decider: str | None,
    url: str | None,
    key_file: Path | None,
    as_json: bool,
) -> None:
    """Bring back what people did: one pass an annotator, under a pseudonym.

    The server's whole export is archived first, unchanged. Then each annotator's work is
    merged into seeds/STORY/annotations/annotator-N/: what both sides changed is a conflict,
    kept in both versions and listed. What was adjudicated becomes gold. With --every it
    goes on until Ctrl-C, also when a server is away for a while: a backup.
    """
    import time

    with failing_clearly():
        from tellings.studio.errors import Unreachable

        while True:
            try:
                clean = _pull(story, seeds, drafts, url, key_file, as_json, decider)
            except Unreachable as error:
                if every is None:
                    raise
                click.echo(f"{error}; trying again in {every:g} minutes", err=True)
                clean = True
            if every is None:
                ctx.exit(0 if clean else 1)
            time.sleep(every * 60)


def _pull(
    story: str | None,
    seeds: Path,
    drafts: bool,
    url: str | None,
    key_file: Path | None,
    as_json: bool,
    decider: str | None,
) -> bool:
    from tellings.studio.sessions import wanted_stories

    found: dict[str, Received] = {}
    with chosen_server(url, key_file) as server:
        for name in wanted_stories(seeds, story):
            found[name] = pull_story(server, seeds, name, drafts, url, decider)
    if as_json:
        echo_json([_as_json(name, each) for name, each in found.items()])
    else:
        for name, each in found.items():
            _tell(name, each)
    return all(each.is_clean for each in found.values())


def pull_story(
    server: "Server",
    seeds: Path,
    name: str,
    drafts: bool,
    url: str | None,
    decider: str | None = None,
) -> "Received":
    """Pull one story, now."""
    import datetime

    from tellings.studio.receiving import receive
    from tellings.studio.sessions import server_name

    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    with progress_bar() as told:
        where = server_name(url)
        return receive(server, where, seeds, name, FOLDER, now, drafts, told, decider)


def _tell(name: str, found: "Received") -> None:
    click.echo(click.style(name, bold=True))
    if not found.projects:
        click.echo("  no project of this story on the server; send it with: tellings studio push")
    for each in found.delivered:
        records = sum(each.articles.values())
        done = counted(len(each.articles), "article"), counted(records, "record")
        changed = counted(each.changed, "change") if each.files else "nothing new"
        click.echo(f"  {each.name}: {', '.join(done)}; {changed}")
        if each.files:
            click.echo(f"    in {each.folder.as_posix()}/; commit or send this folder")
        if each.deleted:
            gone = counted(len(each.deleted), "record")
            click.echo(f"    {gone} went; kept as tombstones")
        tell(each.findings, err=True)
    _tell_conflicts(name, found)
    _tell_aside(found)
    tell(found.gathered.findings, err=True)


def _tell_conflicts(name: str, found: "Received") -> None:
    for each in found.delivered:
        if each.conflicts:
            number = counted(len(each.conflicts), "conflict")
            click.echo(
                f"  {each.name}: {number}, both versions kept;"
                f" see and settle with: tellings studio settle {name} {each.name}"
            )


def _tell_aside(found: "Received") -> None:
    gathered = found.gathered
    for what, named in (
        ("skipped", gathered.skipped),
        ("unfinished (take it with --drafts)", gathered.drafts),
        ("older work of the same person", gathered.aside),
    ):
        for each in named:
            click.echo(f"  archived only, {what}: {each}")
    for key, last in gathered.gone:
        click.echo(
            f"  gone from the server: annotation {last.annotation} of {key.annotator} on"
            f" {key.article}; the pass keeps its records"
        )
    for where, span in gathered.affected:
        click.echo(f"  {where}: {span.words!r} ({span.start}-{span.end}): {span.fate}", err=True)
    for note in gathered.notes:
        click.echo(f"  {note}")
    for line in gathered.archived:
        click.echo(
            f"  archived in {FOLDER.as_posix()}/archive/: {line.names[0]} ({line.size:,} bytes)"
        )
    if found.rules_written:
        click.echo("  the pass rules was written: people's work points at its suggestions")


def _as_json(name: str, found: "Received") -> dict[str, Any]:
    gathered = found.gathered
    return {
        "story": name,
        "projects": found.projects,
        "passes": [
            {
                "pass": each.name,
                "articles": sorted(each.articles),
                "changes": each.changed,
                "deleted": len(each.deleted),
                "conflicts": len(each.conflicts),
                "files": [(each.folder / name).as_posix() for name in each.files],
                "findings": [finding.as_json() for finding in each.findings],
            }
            for each in found.delivered
        ],
        "skipped": gathered.skipped,
        "drafts": gathered.drafts,
        "aside": gathered.aside,
        "gone": [
            {"article": key.article, "pass": key.annotator, "annotation": each.annotation}
            for key, each in gathered.gone
        ],
        "notes": gathered.notes,
        "findings": [finding.as_json() for finding in gathered.findings],
        "archived": [{"file": line.names[0], "sha256": line.sha256} for line in gathered.archived],
    }
