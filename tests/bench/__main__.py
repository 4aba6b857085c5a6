"""The command: ``.venv/bin/python -m tests.bench [--stories N] [--only NAME]``."""

import click

from .cases import CASES
from .measuring import Line, as_markdown


@click.command()
@click.option(
    "--stories",
    type=click.IntRange(1),
    default=2_000,
    show_default=True,
    help="Size of the corpus; memory is measured at this size and at four times it.",
)
@click.option("--only", type=click.Choice(list(CASES)), multiple=True, help="Only these cases.")
def main(stories: int, only: tuple[str, ...]) -> None:
    """Measure, and print the results as a table in Markdown."""
    lines: list[Line] = []
    for name in only or CASES:
        click.echo(f"measuring: {name}", err=True)
        lines += CASES[name](stories)
    click.echo(as_markdown(lines))


if __name__ == "__main__":
    main()
