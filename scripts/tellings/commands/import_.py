"""``tellings import``."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tellings.commands.export import format_argument
from tellings.commands.shared import echo_json, failing_clearly, json_option, seeds_option, tally
from tellings.commands.shared import tell as tell_findings

if TYPE_CHECKING:
    from tellings.exchange.importing import Choices, Imported
    from tellings.exchange.mapping import LabelMapping


@click.command(name="import")
@click.argument("format_name", metavar="FORMAT", type=format_argument("readers"))
@click.argument("path", type=click.Path(path_type=Path))
@seeds_option
@click.option("--mapping", type=click.Path(path_type=Path), help="TOML file: their labels, ours.")
@click.option("--story", help="The story they go to; the mapping may say so too.")
@click.option(
    "--pass",
    "pass_name",
    help="The pass they become, as in team-{annotator}; the mapping may say so too.",
)
@click.option("--annotator", help="Who annotated: a pseudonym or a role.")
@click.option(
    "--annotator-kind",
    type=click.Choice(["human", "language_model", "rule"]),
    help="What kind of annotator that was; needed unless the mapping says so.",
)
@click.option("--keep-going", is_flag=True, help="Bring in what has no error, and list the rest.")
@click.option("--dry-run", is_flag=True, help="Say what would come in; write nothing.")
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    format_name: str,
    path: Path,
    seeds: Path,
    mapping: Path | None,
    story: str | None,
    pass_name: str | None,
    annotator: str | None,
    annotator_kind: str | None,
    keep_going: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Bring in annotated texts that other tools made.

    FORMAT is brat, csv, json, label-studio, uima or web-annotation; PATH a file or a folder
    of them. A mapping file says which labels, fields and roles theirs are in our words
    (docs/exchange.md); what we exported needs none. Every annotation arrives, or is a finding
    with its place. While there is an error nothing is written, unless --keep-going.
    """
    from tellings.exchange.importing import Choices

    with failing_clearly():
        rules = _mapping(mapping, format_name)
        if annotator_kind is None and rules.made_by.kind is None:
            message = "who annotated? say so with --annotator-kind, or kind in the mapping's [pass]"
            raise click.UsageError(message)
        choices = Choices(story, pass_name, annotator, annotator_kind, keep_going)
        _tell_names(story, pass_name)
        done = _bring(format_name, path, seeds, rules, choices, dry_run)
    if as_json:
        echo_json(_as_json(done, dry_run))
    else:
        _tell(done, dry_run, seeds)
    if not done.stands or any(each.severity == "error" for each in done.findings):
        ctx.exit(1)


def _bring(
    format_name: str,
    path: Path,
    seeds: Path,
    mapping: "LabelMapping",
    choices: "Choices",
    dry_run: bool,
) -> "Imported":
    import datetime

    from tqdm import tqdm

    from tellings.exchange.importing import import_folder
    from tellings.exchange.registry import reader

    today = datetime.date.today().isoformat()
    shown = partial(tqdm, unit="article", delay=2, disable=None, leave=False)
    done = import_folder(reader(format_name), path, seeds, mapping, choices, today, shown)
    _write(done, seeds, today, dry_run)
    return done


def _mapping(path: Path | None, format_name: str) -> "LabelMapping":
    from tellings.exchange.mapping import our_mapping, read_mapping
    from tellings.exchange.registry import reader
    from tellings.store.schema_files import load_codebook, load_schemas
    from tellings.store.seeds import read_file

    if path is None:
        return our_mapping(load_codebook())
    findings: list[Any] = []
    source = read_file(path, findings)
    found = None
    if source is not None:
        found, findings = read_mapping(source, load_schemas(), reader(format_name).NAMED)
    if found is None:
        tell_findings(findings, err=True)
        raise click.ClickException(f"{path}: {tally(findings)}; nothing was brought in")
    return found


def _write(done: "Imported", seeds: Path, today: str, dry_run: bool) -> None:
    from tellings.stages.scaffold import dataset_toml, slug_of
    from tellings.store.whole_folders import write_folders

    if dry_run or not done.stands:
        return
    files = dict(done.files)
    if not files:
        return
    if not (seeds / "dataset.toml").exists():
        name = slug_of(f"{seeds.resolve().parent.name}.")
        files[(seeds / "dataset.toml").as_posix()] = dataset_toml(name, today).encode()
    write_folders(files)


def _as_json(done: "Imported", dry_run: bool) -> dict[str, Any]:
    return {
        "written": done.stands and not dry_run and bool(done.files),
        "articles": done.articles,
        "passes": done.passes,
        "new_stories": done.new_stories,
        "records": dict(done.records),
        "left_out": dict(done.left_out),
        "settled": done.settled,
        "arrivals": [
            {"file": each.place.file, "line": each.place.line, "id": each.id}
            | {"records": list(each.records)}
            for each in done.arrivals
        ],
        "findings": [finding.as_json() for finding in done.findings],
    }


def _tell_names(story: str | None, pass_name: str | None) -> None:
    """Say what becomes of names that cannot be those of folders."""
    from tellings.stages.scaffold import slug_of

    for what, given in (("story", story), ("pass", pass_name)):
        if given and "{" not in given and (name := slug_of(f"{given}.")) != given:
            why = "names are made of a-z, 0-9 and hyphens"
            click.echo(f"the {what} {given!r} is called {name!r} here: {why}", err=True)


def _tell_new(stories: list[str], seeds: Path) -> None:
    """Say which stories are new; one that is nearly the name of another may be a slip."""
    from tellings.exchange.telling import counted
    from tellings.schemas import nearest

    if len(stories) > 8:
        click.echo(f"  {counted(len(stories), 'new story')}", err=True)
        return
    there = sorted(each.parent.name for each in seeds.glob("*/story.toml"))
    for name in stories:
        hint = nearest(name, [each for each in there if each not in stories])
        click.echo(f"  new story: {name}{hint}", err=True)


def _tell(done: "Imported", dry_run: bool, seeds: Path) -> None:
    from tellings.exchange.telling import counted, counts

    tell_findings(done.findings, err=True)
    if not done.stands:
        problem = tally(done.findings)
        click.echo(f"{problem}; nothing was brought in (--keep-going takes the rest)", err=True)
        return
    if not done.articles:
        click.echo(f"no article came in: {tally(done.findings)}", err=True)
        return
    for article in done.articles:
        click.echo(article)
    if not done.files:
        number = counted(len(done.articles), "article")
        sound = " that has no error" if done.findings else ""
        click.echo(f"nothing new: all of it{sound} is there already ({number})", err=True)
        return
    said = "would come in" if dry_run else "came in"
    kinds = {kind: done.records[kind] for kind in sorted(done.records)}
    passes = ", ".join(done.passes) if len(done.passes) <= 8 else f"{len(done.passes)} passes"
    click.echo(f"{said}: {counted(len(done.articles), 'article')} into {passes}", err=True)
    _tell_new(done.new_stories, seeds)
    click.echo(f"  {counts(kinds) or 'no record'}", err=True)
    whence = counted(len(done.arrivals), "annotation")
    left = ", ".join(f"{what} {number:,}" for what, number in sorted(done.left_out.items()))
    click.echo(f"  of {whence} that arrived; left out: {left or 'none'}", err=True)
    if done.settled:
        settled = f"{counted(done.settled, 'record')} had been settled by somebody else"
        click.echo(f"  {settled}: drafts here, each without its settlement", err=True)
    click.echo(f"  {tally(done.findings)}", err=True)
