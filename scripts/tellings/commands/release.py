"""``tellings release``."""

from datetime import datetime
from shlex import quote
from typing import TYPE_CHECKING, Any

import click

from tellings.commands.shared import echo_json, failing_clearly, json_option, progress, tell

if TYPE_CHECKING:
    from tellings.releasing.planning import Plan
    from tellings.versions import Version

_SHOWN = 40
_FIRST = (
    "the first release: no tag and no commit `Release data VERSION` says of an earlier one,\n"
    "  so nothing is compared and there are no errata (--since REVISION compares with one)"
)


@click.command(name="release")
@click.argument("version", required=False)
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Day of the version.  [default: date_published in seeds/dataset.toml]",
)
@click.option("--since", metavar="REVISION", help="Compare with this, not with the last release.")
@click.option("--dry-run", is_flag=True, help="Show all that would be written, and write nothing.")
@click.option("--all", "whole", is_flag=True, help="With --dry-run: every line of every file.")
@click.option("--list", "listing", is_flag=True, help="List the releases, and do nothing else.")
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    version: str | None,
    day: datetime | None,
    since: str | None,
    dry_run: bool,
    whole: bool,
    listing: bool,
    as_json: bool,
) -> None:
    """Release a version of the data: stamp, build, commit and tag it.

    VERSION is MAJOR.MINOR.PATCH; without it, the one in seeds/dataset.toml if that is not
    released yet, else the nearest one that the changes demand; where the committed dataset has
    it without a tag or release commit, VERSION has to be named. Refuses while anything is in
    the way, and says what. If CHANGELOG.md has no section for the version, writes a draft of
    it and stops, for you to edit and commit. An interrupted release is finished by the same
    command. --json goes with --list and --dry-run.
    """
    if as_json and not (listing or dry_run):
        raise click.UsageError("--json goes with --list or --dry-run")
    if whole and not dry_run:
        raise click.UsageError("--all goes with --dry-run")
    asked = _parsed(version)
    with failing_clearly():
        if listing:
            _list(as_json)
            return
        from tellings.releasing.planning import make_plan
        from tellings.store.git_writing import only_release

        named = day.date().isoformat() if day else None
        with only_release():
            plan = make_plan(asked, named, since, progress)
            if as_json:
                echo_json(_as_json(plan))
                done = _would_release(plan)
            else:
                _tell_plan(plan)
                done = _show(plan, whole) if dry_run else _carry_out(plan)
    ctx.exit(0 if done else 1)


def _parsed(version: str | None) -> "Version | None":
    from tellings.versions import parse_version

    if version is None:
        return None
    found = parse_version(version)
    if found is None:
        raise click.BadParameter(f"{version!r} is not MAJOR.MINOR.PATCH", param_hint="VERSION")
    return found


def _list(as_json: bool) -> None:
    from tellings.store.git import UNSHALLOW, is_shallow, releases, require_repository

    require_repository()
    known = list(releases().values())
    if as_json:
        echo_json(
            [
                {
                    "version": str(r.version),
                    "commit": r.commit,
                    "found": r.found,
                    "released": r.certain,
                }
                for r in known
            ]
        )
    for each in known if not as_json else ():
        click.echo(f"{each.version}  {each.commit[:12]}  {each.found}")
    if not any(each.certain for each in known):
        click.echo("no release yet", err=True)
    if is_shallow():
        click.echo(f"there may be more: {UNSHALLOW}", err=True)


# What is told ---------------------------------------------------------------------------------


def _tell_plan(plan: "Plan") -> None:
    from tellings.stages.difference_text import closing_line

    tell(plan.findings, err=True)
    after = f"after {plan.last.version} ({plan.last.found})" if plan.last else _FIRST
    if plan.released is None:
        click.secho(f"Data {plan.version}, {plan.day}, {after}", bold=True)
        if plan.found is not None:
            click.echo(f"  {closing_line(plan.found)}")
            click.echo(f"  {_about_the_step(plan)}")
            number = len(plan.errata)
            click.echo(f"  {number:,} record{'' if number == 1 else 's'} corrected in ERRATA.md")
    for remark in plan.remarks:
        click.echo(f"  {click.style('note:', fg='yellow')} {remark}", err=True)
    for obstacle in plan.obstacles:
        click.echo(f"{click.style('in the way:', fg='red')} {obstacle}", err=True)


def _about_the_step(plan: "Plan") -> str:
    from tellings.versions import Version, step_between

    assert plan.last is not None
    step = step_between(plan.last.version, plan.version)
    told = f"{plan.last.version} -> {plan.version} is a {step} step"
    first = Version(1, 0, 0)
    return f"{told}; below {first} no step is enforced" if plan.last.version < first else told


# What is done ---------------------------------------------------------------------------------


def _carry_out(plan: "Plan") -> bool:
    from tellings.releasing.performing import perform, write_draft

    if plan.obstacles:
        click.echo("nothing was changed", err=True)
        return False
    if plan.draft is not None:
        write_draft(plan)
        _tell_draft(plan)
        return False
    for sentence in perform(plan, progress):
        click.echo(f"  {sentence}")
    click.echo(f"Data {plan.version} is released.")
    click.echo("\nNext:\n  git push --follow-tags")
    if plan.last is not None and plan.released is None:
        old = quote(plan.since) if plan.since else plan.last.version
        click.echo(f"  tellings diff {old} {plan.version}")
    return True


def _tell_draft(plan: "Plan") -> None:
    click.echo(
        f"\nCHANGELOG.md now has a draft of what is new in data {plan.version}. Say it for a reader"
        " of\nthe data, delete the line that marks the draft, and go on:\n"
    )
    click.echo("  $EDITOR CHANGELOG.md")
    click.echo(f'  git add CHANGELOG.md && git commit --message="Describe data {plan.version}"')
    since = f" --since {quote(plan.since)}" if plan.since else ""
    click.echo(f"  tellings release {plan.version} --date {plan.day}{since}")


def _would_release(plan: "Plan") -> bool:
    return not plan.obstacles and plan.draft is None


def _as_json(plan: "Plan") -> dict[str, Any]:
    """The whole plan, for programs."""
    from dataclasses import asdict

    from tellings.comparing import tally

    found = plan.found
    return {
        "version": str(plan.version),
        "date": plan.day,
        "after": str(plan.last.version) if plan.last else None,
        "step": found.step if found else None,
        "counts": tally(found.published()) if found else None,
        "obstacles": plan.obstacles,
        "findings": [str(each) for each in plan.findings],
        "remarks": plan.remarks,
        "errata": [asdict(each) for each in plan.errata],
        "draft": plan.draft,
        "files": {path.as_posix(): text for path, text in plan.files.items()},
    }


def _show(plan: "Plan", whole: bool) -> bool:
    """Show what a run without --dry-run would write; whether that run would release."""
    from tellings.store.project_files import CHANGELOG, text_here

    if plan.draft is not None:
        click.secho(f"\nwould write a draft into {CHANGELOG}, and stop:", bold=True)
        _show_change(str(CHANGELOG), text_here(CHANGELOG) or "", plan.draft, whole)
    if plan.released is None:
        click.secho("\na release would write:", bold=True)
    for path, text in plan.files.items():
        _show_change(path.as_posix(), plan.standing.get(path, ""), text, whole)
    for line in _steps(plan):
        click.echo(f"  {line}")
    click.echo("nothing was written", err=True)
    return _would_release(plan)


def _steps(plan: "Plan") -> list[str]:
    from tellings.store.git import release_subject

    tag = f"would tag {plan.version.tag}"
    if plan.released is not None:
        return [] if plan.released.tagged else [tag]
    commit = f"would commit these and dataset/: {release_subject(plan.version)}"
    return [f"would build dataset/ as {plan.version}", commit, tag]


def _show_change(name: str, old: str, new: str, whole: bool) -> None:
    """Show how a text changes; of a long change the beginning, and how much is left."""
    from difflib import unified_diff

    lines = unified_diff(old.splitlines(), new.splitlines(), name, name, lineterm="", n=1)
    listed = list(lines)
    shown = listed if whole else listed[:_SHOWN]
    for line in shown:
        colour = {"+": "green", "-": "red"}.get(line[:1])
        click.echo("  " + click.style(line, fg=colour))
    if left := len(listed) - len(shown):
        click.echo(f"  … {left:,} more lines of {name}; --all shows them, --json gives them")
