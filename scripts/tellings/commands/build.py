"""``tellings build``."""

import shlex
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tellings.commands.shared import (
    echo_json,
    failing_clearly,
    json_option,
    program,
    progress,
    seeds_option,
    tally,
    tell,
)

if TYPE_CHECKING:
    from tellings.building import Report


@click.command(name="build")
@seeds_option
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("dataset"),
    show_default=True,
    help="Folder of the dataset; replaced as a whole, or not at all.",
)
@click.option("--keep-going", is_flag=True, help="Leave out what has an error, and list it.")
@click.option(
    "--jobs",
    type=click.IntRange(1),
    help="How many processes read the stories.  [default: one a processor, if there are many]",
)
@json_option
@click.pass_context
def command(
    ctx: click.Context, seeds: Path, out: Path, keep_going: bool, jobs: int | None, as_json: bool
) -> None:
    """Build the dataset folder from the stories in seeds/.

    While an error stands, nothing is written and the old folder stays.
    """
    from tellings.building import build, processes
    from tellings.findings import errors

    with failing_clearly():
        report = build(seeds, out, keep_going, progress, jobs or processes(seeds))
    if as_json:
        echo_json(_as_json(report))
    else:
        _tell(report, seeds)
    if errors(report.findings):
        ctx.exit(1)


def _as_json(report: "Report") -> dict[str, object]:
    return {
        "out": report.out.as_posix(),
        "written": report.written,
        "unchanged": report.unchanged,
        "rows": dict(report.counts.rows),
        "spans": report.counts.span_layers(),
        "left_out": report.left_out,
        "findings": [finding.as_json() for finding in report.findings],
    }


def _tell(report: "Report", seeds: Path) -> None:
    tell(report.findings, err=True)
    for line in report.left_out:
        click.echo(line, err=True)
    if not (report.written or report.unchanged):
        old = " stays as it was" if report.out.exists() else " was not made"
        click.echo(f"{tally(report.findings)}; {report.out}{old}", err=True)
        return
    click.echo(f"{report.out}/ " + ("is up to date:" if report.unchanged else "built:"))
    for line in _summary(report):
        click.echo(f"  {line}")
    click.echo("\nNext:")
    for line in _next(report, seeds):
        click.echo(f"  {line}")


def _summary(report: "Report") -> list[str]:
    rows = report.counts.rows
    spans = report.counts.span_layers()
    layers = ", ".join(f"{layer} {number:,}" for layer, number in spans.items())
    lines = [f"{_counted(rows, 'stories')}, {_counted(rows, 'articles')}"]
    lines.append(f"{_counted(rows, 'spans')}: {layers}")
    tables = ("attributions", "stances", "events", "event_mentions", "facts", "divergences")
    present = [_counted(rows, table) for table in tables if rows[table]]
    if present:
        lines.append(", ".join(present))
    return [*lines, tally(report.findings)]


def _counted(rows: Mapping[str, int], table: str) -> str:
    """``1 story``, ``5 event mentions``."""
    from tellings.publish.counting import counted

    return counted(rows.get(table, 0), table)


def _next(report: "Report", seeds: Path) -> list[str]:
    """Three things to type now, as they work from this folder."""
    from tellings.store.seeds import pass_names
    from tellings.story import GOLD

    story, _, article = next(iter(report.counts.by_article), ":ARTICLE").rpartition(":")
    tellings, python = program()
    passes = pass_names(seeds, story) if story else []
    other = "" if GOLD in passes or not passes else f" --pass {passes[0]}"
    load = f"from datasets import load_dataset; print(load_dataset('{report.out}'))"
    install = "" if find_spec("datasets") else f"{python} -m pip install datasets && "
    from_seeds = "" if seeds == Path("seeds") else f" --seeds {shlex.quote(str(seeds))}"
    of_dataset = "" if report.out == Path("dataset") else f" {shlex.quote(str(report.out))}"
    return [
        f"{tellings} show {article}{other}{from_seeds}",
        f"{tellings} stats{of_dataset}",
        f'{install}{python} -c "{load}"',
    ]
