"""``tellings add``."""

from pathlib import Path

import click

from tellings.commands.shared import failing_clearly, seeds_option, tell


@click.command(name="add")
@click.argument("story")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@seeds_option
@click.option(
    "--encoding", help="What the files are in that are not UTF-8; or pages that declare wrongly."
)
@click.option("--same-text", is_flag=True, help="Take an article though another has its text.")
@click.pass_context
def command(
    ctx: click.Context,
    story: str,
    files: tuple[Path, ...],
    seeds: Path,
    encoding: str | None,
    same_text: bool,
) -> None:
    """Bring articles into a story, with their hashes.

    Text files are taken byte for byte; from saved pages (.html) and Word documents (.docx) the
    article is extracted, title first (pip install 'tellings[articles]').

    An article whose text the story has already is refused; where two outlets printed the same
    words, --same-text takes it. If one of the files cannot be taken, none is, and each reason
    is told.
    """
    from tellings.bringing_in import add_articles

    with failing_clearly():
        result = add_articles(seeds, story, list(files), encoding, same_text)
    tell(result.findings, err=True)
    for note in result.notes:
        click.echo(note, err=True)
    if result.findings:
        click.echo("nothing was added", err=True)
        ctx.exit(1)
    for article in result.articles:
        click.echo(article)
