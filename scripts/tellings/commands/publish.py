"""``tellings publish release|check|hub``."""

import re
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tellings.commands.shared import (
    echo_json,
    failing_clearly,
    json_option,
    program,
    progress,
    tally,
    tell,
)

if TYPE_CHECKING:
    from tellings.findings import Finding
    from tellings.hub.ordering import Report
    from tellings.publish.terms import TextTerms
    from tellings.store.release_files import ReleaseFile

MODES = ("none", "quotes", "full")
_NAME = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")
_dataset_option = click.option(
    "--dataset",
    type=click.Path(path_type=Path),
    default=Path("dataset"),
    show_default=True,
    help="The built dataset folder.",
)


@click.group(name="publish")
def command() -> None:
    """Check a dataset as a stranger would meet it, and publish it."""


# Making a release -----------------------------------------------------------------------------


@command.command(name="release")
@click.option(
    "--text",
    "mode",
    type=click.Choice(MODES),
    default="quotes",
    show_default=True,
    help="How much of the articles' texts the release carries.",
)
@_dataset_option
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    help="Folder of the release; an older release there is replaced as a whole, or not at all.",
)
@json_option
def release(mode: str, dataset: Path, out: Path, as_json: bool) -> None:
    """Make a release folder of the built dataset, with as much of the texts as may go out.

    It is what `publish hub` would send, on this machine, to be looked at or passed on
    otherwise. Needs no network. What is no release made by tellings is not overwritten.
    docs/hydration.md says what each kind of release carries.
    """
    from tellings.publish.terms import TextMode
    from tellings.release_folders import write_release
    from tellings.store.release_files import manifest_of, release_files

    with failing_clearly():
        terms = write_release(dataset, out, TextMode(mode), progress=progress)
        version, files = str(manifest_of(out)["version"]), release_files(out)
    if as_json:
        echo_json(_released_json(out, version, terms, files))
    else:
        _tell_released(out, version, terms, files)


def _released_json(
    out: Path, version: str, terms: "TextTerms", files: tuple["ReleaseFile", ...]
) -> dict[str, object]:
    listed = [{"path": each.path, "bytes": each.bytes, "sha256": each.sha256} for each in files]
    head = {"out": out.as_posix(), "version": version, "text": terms.mode.value}
    return {**head, "cut": dict(sorted(terms.cut.items())), "files": listed}


def _tell_released(
    out: Path, version: str, terms: "TextTerms", files: tuple["ReleaseFile", ...]
) -> None:
    size = f"{len(files)} files, {sum(each.bytes for each in files) / 1e6:.1f} MB"
    click.echo(f"{out}/ written: v{version} with texts: {terms.mode.value}; {size}")
    if terms.withholds:
        number = sum(terms.cut.values())
        values = "1 value was" if number == 1 else f"{number:,} values were"
        where = f" ({out}/MANIFEST.json counts them by column)" if number else ""
        click.echo(f"{values} cut for repeating a passage of an article{where}")
    tellings, _ = program()
    folder = shlex.quote(str(out))
    click.echo(f"\nNext:\n  {tellings} publish check {folder}")
    if terms.withholds:
        click.echo(f"  {tellings} hydrate {folder} --articles FOLDER-WITH-COPIES")


# Checking -----------------------------------------------------------------------------------


@command.command(name="check")
@click.argument("folder", type=click.Path(path_type=Path), default=Path("dataset"), metavar="[DIR]")
@click.option(
    "--loading/--no-loading",
    default=True,
    help="Have datasets and mlcroissant read it too.  [default: loading]",
)
@json_option
@click.pass_context
def check(ctx: click.Context, folder: Path, loading: bool, as_json: bool) -> None:
    """Check whether a stranger would be served by a dataset folder or a release.

    Its card is complete and true, every config loads in the installed `datasets`, Croissant
    describes the very rows, sizes and hashes are right, and no file holds an e-mail address,
    a path of a machine or a secret. docs/publishing.md explains the rules.
    """
    from tellings.findings import errors
    from tellings.inspecting.inspecting import inspect

    unchecked: list[str] = []
    with failing_clearly():
        findings = inspect(folder, _step, loading, unchecked.append)
    if as_json:
        served, listed = not errors(findings), [each.as_json() for each in findings]
        echo_json({"served": served, "findings": listed, "not_checked": unchecked})
    else:
        tell(findings)
        for each in unchecked:
            click.echo(f"not checked: {each}; mend the findings above, and check again", err=True)
        click.echo(f"{folder.as_posix()}: {_verdict(findings)}", err=True)
    if errors(findings):
        ctx.exit(1)


def _verdict(findings: list["Finding"]) -> str:
    from tellings.findings import errors

    served = "not fit to be published" if errors(findings) else "a stranger would be served"
    return f"{tally(findings)}; {served}"


def _step(doing: str) -> None:
    """Say what takes its time, at a terminal and in a log alike."""
    click.echo(f"checking {doing} ...", err=True)


# Publishing ---------------------------------------------------------------------------------


@command.command(name="hub")
@click.argument("name", metavar="OWNER/NAME")
@_dataset_option
@click.option(
    "--text",
    "mode",
    type=click.Choice(MODES),
    default="quotes",
    show_default=True,
    help="How much of the articles' texts goes out. In full to everybody only if dataset.toml"
    " declares a licence for them.",
)
@click.option("--private", is_flag=True, help="Make the repository private; refuse a public one.")
@click.option(
    "--create/--no-create",
    default=None,
    help="Make the repository if there is none.  [default: ask on a terminal, else make it]",
)
@click.option(
    "--loading/--no-loading",
    default=True,
    help="Have datasets and mlcroissant read it before, and datasets afterwards; without, only"
    " files, card and hashes are compared.  [default: loading]",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@json_option
@click.pass_context
def hub(
    ctx: click.Context,
    name: str,
    dataset: Path,
    mode: str,
    private: bool,
    create: bool | None,
    loading: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Publish a dataset on the Hugging Face Hub: one commit, then the tag of its data version.

    Checks the release first as `publish check` does, and afterwards reads the published
    revision back and compares it with what was sent. The same content again makes no new
    commit, and a run that was cut is finished by the next. HF_TOKEN, HF_ENDPOINT and
    HF_HUB_OFFLINE are honoured.
    """
    from tellings.store.extras import need

    if not _NAME.fullmatch(name):
        raise click.BadParameter(f"{name!r} is not OWNER/NAME", param_hint="OWNER/NAME")
    with failing_clearly():
        need("hub", "huggingface_hub")
        from tellings.hub.ordering import Order, published

        order = Order(name, dataset, mode, private, create, loading, dry_run, _say, _ask, _step)
        report = published(order)
    _tell_report(report, as_json)
    if not report.succeeded:
        ctx.exit(1)


def _tell_report(report: "Report", as_json: bool) -> None:
    tell(report.findings, err=True)
    if report.outcome is None:
        click.echo(f"{_verdict(report.findings)}; nothing was sent", err=True)
    elif as_json:
        echo_json(report.as_json())
    else:
        for line in report.lines():
            click.echo(line)


def _say(line: str) -> None:
    click.echo(line, err=True)


def _ask(question: str) -> bool:
    """Ask on a terminal; yes where nobody is there to answer."""
    return click.confirm(question, default=True, err=True) if sys.stdin.isatty() else True
