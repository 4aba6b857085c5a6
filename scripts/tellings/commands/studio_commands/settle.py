"""``tellings studio settle``."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tellings.commands.shared import echo_json, failing_clearly, json_option, seeds_option
from tellings.commands.studio_commands.shared import FOLDER

if TYPE_CHECKING:
    from tellings.studio.outcome import Conflict
    from tellings.studio.sessions import Desk


@click.command(name="settle")
@click.argument("story")
@click.argument("pass_name", metavar="PASS")
@click.argument("records", metavar="[RECORD[:FIELD]]...", nargs=-1)
@seeds_option
@click.option("--ours", is_flag=True, help="What the seeds have stands.")
@click.option("--theirs", is_flag=True, help="What the server has stands.")
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    story: str,
    pass_name: str,
    records: tuple[str, ...],
    seeds: Path,
    ours: bool,
    theirs: bool,
    as_json: bool,
) -> None:
    """List the conflicts of a pass, or settle them.

    Without --ours or --theirs both versions of each are shown. With one of them the RECORDs
    named, or all, are settled so; no pull asks about them again.
    """
    if ours and theirs:
        raise click.UsageError("--ours or --theirs, not both")
    with failing_clearly():
        from tellings.studio.delivering import listed_conflicts
        from tellings.studio.settling import chosen, settle_all

        found = _desk(seeds, story, pass_name)
        picked = chosen(story, listed_conflicts(FOLDER, story, pass_name), records)
        if not (ours or theirs):
            _list(found, pass_name, picked, as_json)
            return
        done = settle_all(found, pass_name, FOLDER, picked, "ours" if ours else "theirs")
    if as_json:
        echo_json({"settled": done.settled, "open": len(done.open), "refused": done.refused})
    else:
        click.echo(f"{done.settled} settled, {len(done.open)} open")
    for each in done.refused:
        click.echo(each, err=True)
    ctx.exit(1 if done.refused else 0)


def _desk(seeds: Path, story: str, pass_name: str) -> "Desk":
    from tellings.schemas import nearest
    from tellings.studio.sessions import desk, wanted_stories

    wanted_stories(seeds, story)
    found = desk(seeds, story)
    if pass_name not in found.data.passes:
        hint = nearest(pass_name, list(found.data.passes))
        raise click.ClickException(f"{story} has no pass {pass_name!r}{hint}")
    return found


def _list(found: "Desk", pass_name: str, picked: "Sequence[Conflict]", as_json: bool) -> None:
    from tellings.records import to_json
    from tellings.studio.explaining import explained
    from tellings.studio.settling import name_of

    if as_json:
        from dataclasses import asdict

        echo_json([{"name": name_of(each), **asdict(each)} for each in picked])
        return
    records = {each.id: to_json(each) for each in found.data.passes[pass_name].records()}
    for line in explained(picked, records):
        click.echo(line)
    if not picked:
        click.echo(f"{pass_name} has no open conflict")
        return
    first = name_of(picked[0]).removeprefix(f"{found.story}:")
    click.echo(
        f"settle them all with --ours or --theirs, or one:"
        f" tellings studio settle {found.story} {pass_name} {first} --ours",
        err=True,
    )
