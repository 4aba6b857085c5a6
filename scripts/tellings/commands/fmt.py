"""``tellings fmt``."""

from pathlib import Path

import click

from tellings.commands.shared import failing_clearly, seeds_option, tell


@click.command(name="fmt")
@click.argument("story", required=False)
@seeds_option
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if a file would change.")
@click.option(
    "--reanchor",
    is_flag=True,
    help="Where an article changed under its annotations, move each span whose text occurs once.",
)
@click.pass_context
def command(
    ctx: click.Context, story: str | None, seeds: Path, check: bool, reanchor: bool
) -> None:
    """Bring annotation files into their one canonical form: a record a line, keys in order."""
    from tellings.formatting import format_seeds

    with failing_clearly():
        outcome = format_seeds(seeds, story, not check, reanchor)
    tell(outcome.findings, err=True)
    would = "would be " if check else ""
    for path in outcome.changed:
        click.echo(f"{path}: {would}rewritten")
    for line in outcome.moved:
        click.echo(f"{line} ({would}moved)")
    for line in outcome.stuck:
        click.echo(f"{line}", err=True)
    click.echo(f"{outcome.files} files, {len(outcome.changed)} {would}rewritten", err=True)
    if outcome.findings or outcome.stuck or (check and outcome.changed):
        ctx.exit(1)
