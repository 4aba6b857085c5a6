"""``tellings docs``."""

from pathlib import Path

import click

from tellings.commands.shared import failing_clearly


@click.command(name="docs")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if a file would change.")
@click.option(
    "--root",
    type=click.Path(path_type=Path),
    default=Path(),
    help="Folder of the project.  [default: here]",
)
@click.pass_context
def command(ctx: click.Context, check: bool, root: Path) -> None:
    """Refresh what documents derive from schema, codebook and data: tables, rules, commands.

    Blocks between <!-- begin NAME --> and <!-- end NAME --> are rewritten, nothing else.
    """
    from tellings.documenting import refresh

    with failing_clearly():
        changed = refresh(root, write=not check)
    would = "would be " if check else ""
    for path in changed:
        click.echo(f"{path}: {would}rewritten")
    if check and changed:
        ctx.exit(1)
