"""``tellings hydrate``."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tellings.commands.shared import echo_json, failing_clearly, json_option, tell

if TYPE_CHECKING:
    from tellings.hydration.reports import ArticleReport, Hydrated

_SHOWN = 10


@click.command(name="hydrate")
@click.argument("dataset", type=click.Path(path_type=Path))
@click.option(
    "--articles",
    required=True,
    type=click.Path(path_type=Path),
    help="Folder with your copies: text files, saved pages, Word documents.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("hydrated"),
    show_default=True,
    help="Folder of the full dataset; replaced as a whole, or not at all.",
)
@click.option("--replace", is_flag=True, help="Replace a dataset in --out that holds more, too.")
@click.option("--encoding", help="What the files are in that are not UTF-8.")
@click.option("--dry-run", is_flag=True, help="Say how the spans fare, and write nothing.")
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    dataset: Path,
    articles: Path,
    out: Path,
    replace: bool,
    encoding: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Put your own copies of the articles into a release that does not carry them.

    Each span is found again in the copy (exact, moved, folded, anchored) or left out with the
    reason (failed); none is placed on a guess. Copies of some of the articles are enough: the
    others are left out, with what rests on them, and listed. Exits with 1 if no file is a
    copy, or a file cannot be read.
    """
    from tellings.findings import errors
    from tellings.hydrating import hydrate

    with failing_clearly():
        report = hydrate(dataset, articles, out, dry_run, encoding, _progress, replace)
    if as_json:
        echo_json({"out": out.as_posix(), "written": report.written, **report.as_json()})
    else:
        _tell(report, dry_run)
    if errors(report.findings) or not any(each.match for each in report.articles):
        ctx.exit(1)


def _progress(names: list[str]) -> Iterable[str]:
    from tqdm import tqdm

    return tqdm(names, unit="article", delay=2, disable=None, leave=False)


def _tell(report: "Hydrated", dry_run: bool) -> None:
    from tellings.hydration.reports import SHOWN
    from tellings.publish.counting import as_text, counted

    tell(report.findings, err=True)
    lines = [["article", "copy", *SHOWN]]
    for each in report.articles:
        copy = each.match.file if each.match else "none"
        lines.append([each.article, copy, *(str(each.counts[name]) for name in SHOWN)])
    lines.append(["all", "", *(str(report.counts[name]) for name in SHOWN)])
    click.echo(as_text(lines))
    passes = ", ".join(f"{name} {number:,}" for name, number in report.passes.items())
    click.echo(f"{counted(sum(report.passes.values()), 'spans')}, of every pass: {passes}")
    if absent := report.absent:
        number = f"{len(absent)} of {len(report.articles)} articles"
        click.echo(f"{number} left out, for want of a copy: {', '.join(absent)}", err=True)
    for each in report.articles:
        if each.why_absent is not None and not each.anchors:
            click.echo(f"{each.article}: {each.why_absent}", err=True)
        _tell_lost(each)
    for name, why in report.unused.items():
        click.echo(f"{name}: not used: {why}", err=True)
    for note in report.notes:
        click.echo(note, err=True)
    _tell_end(report, dry_run)


def _tell_lost(report: "ArticleReport") -> None:
    """Why spans of one article are left out, with how many for each reason."""
    from collections import Counter

    from tellings.publish.counting import counted

    for reason, number in Counter(report.lost().values()).most_common():
        click.echo(f"{report.article}: {counted(number, 'spans')} left out: {reason}", err=True)


def _tell_end(report: "Hydrated", dry_run: bool) -> None:
    from tellings.findings import errors
    from tellings.publish.counting import counted

    if report.written:
        for line in report.left_out[:_SHOWN]:
            click.echo(line, err=True)
        if len(report.left_out) > _SHOWN:
            more = counted(len(report.left_out) - _SHOWN, "more records")
            click.echo(f"and {more} left out", err=True)
        if report.trimmed:
            click.echo(f"{counted(len(report.trimmed), 'records')} lost a part", err=True)
        if unread := len(errors(report.findings)):
            files = counted(unread, "files")
            click.echo(f"{files} could not be read, and what is in them is missing", err=True)
        click.echo(
            f"\n{report.out}/ written; {report.out}/hydration.json lists every span left out"
        )
    elif dry_run:
        click.echo("\nnothing was written (--dry-run)", err=True)
    else:
        click.echo("\nno file is a copy of any article; nothing was written", err=True)
