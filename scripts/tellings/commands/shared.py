"""What commands share: their options, how findings are told, how failure ends."""

import shlex
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from tellings.findings import Finding

F = TypeVar("F", bound=Callable[..., Any])


def seeds_option(function: F) -> F:
    """``--seeds DIR``: where the stories are."""
    option = click.option(
        "--seeds",
        type=click.Path(path_type=Path),
        default=Path("seeds"),
        show_default=True,
        help="Folder of the stories.",
    )
    return option(function)


def json_option(function: F) -> F:
    """``--json``: the listing as JSON."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(function)


def echo_json(value: Any) -> None:
    """Print a value as indented JSON."""
    import orjson

    click.echo(orjson.dumps(value, option=orjson.OPT_INDENT_2).decode())


def tell(findings: Iterable["Finding"], err: bool = False) -> None:
    """Print findings, one a line, errors red where there is a terminal."""
    for finding in findings:
        colour = "red" if finding.severity == "error" else "yellow"
        place, _, rest = str(finding).partition(f": {finding.rule}: ")
        click.echo(f"{place}: {click.style(finding.rule, fg=colour)}: {rest}", err=err)


def tally(findings: list["Finding"]) -> str:
    """How many findings there are: ``2 errors, 1 warning``, or ``no findings``."""
    failed = sum(finding.severity == "error" for finding in findings)
    warned = len(findings) - failed
    parts = [
        f"{number} {word}{'' if number == 1 else 's'}"
        for number, word in ((failed, "error"), (warned, "warning"))
        if number
    ]
    return ", ".join(parts) or "no findings"


def counted(number: int, word: str) -> str:
    """A number with its word: ``1 article``, ``2 articles``."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def progress(names: list[str]) -> Iterable[str]:
    """The names one by one, with a bar on a terminal if that takes over two seconds."""
    from tqdm import tqdm

    return tqdm(names, unit="story", delay=2, disable=None, leave=False)


def program() -> tuple[str, str]:
    """How this program and its Python are called from this folder."""
    python = Path(sys.executable).with_name("python")
    program = python.with_name("tellings")
    if shutil.which("tellings") == str(program):
        return "tellings", "python"
    return _from_here(program), _from_here(python)


def _from_here(path: Path) -> str:
    near = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    return shlex.quote(str(near))


@contextmanager
def failing_clearly() -> Iterator[None]:
    """Turn an obstacle outside the data into one message and exit status 1."""
    from tellings.store.writing import StoreError

    try:
        yield
    except StoreError as error:
        raise click.ClickException(str(error)) from error
