"""What the commands of ``tellings studio`` share: which server, which story, what is told."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from tellings.codebook import Codebook
    from tellings.studio.client import Server
    from tellings.studio.pages import Page

F = TypeVar("F", bound=Callable[..., Any])

FOLDER = Path(".tellings") / "studio"
"""Where one's own server and the state of the sync are, below the project's folder."""


def server_options(function: F) -> F:
    """``--url`` and ``--key-file``: another server than one's own."""
    for option in (
        click.option("--url", help="An existing server; without it, the one that 'up' started."),
        click.option(
            "--key-file",
            type=click.Path(path_type=Path),
            help="File with the key for --url; else LABEL_STUDIO_API_KEY. Never an argument.",
        ),
    ):
        function = option(function)
    return function


def layers_option(function: F) -> F:
    """``--layers``: which part of the work a page shows."""
    option = click.option(
        "--layers",
        help="Steps, layers or records, with commas: sources, or time,event. Without it, all.",
    )
    return option(function)


@contextmanager
def connected(url: str | None, key_file: Path | None) -> Iterator["Server"]:
    """The server to work with: the one that is named, or one's own, which has to run."""
    with require_extra():
        from tellings.store.writing import StoreError
        from tellings.studio.client import Server
        from tellings.studio.credentials import credential
        from tellings.studio.server import running

    if url is None:
        found = running(FOLDER)
        if found is None:
            raise StoreError("no server of yours runs here; start it with: tellings studio up")
        server = Server.own(found)
    else:
        server = Server.at(url, credential(os.environ, key_file, warn))
    with server:
        yield server


def warn(message: str) -> None:
    """Tell the person at the terminal."""
    click.echo(message, err=True)


@contextmanager
def require_extra() -> Iterator[None]:
    """Name the extra where a library of it is missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        message = f"{error.name} is not installed: pip install 'tellings[studio]'"
        raise click.ClickException(message) from error


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int], None]]:
    """A bar for what takes over two seconds: is told what, how many, of how many."""
    from tqdm import tqdm

    with tqdm(delay=2, disable=None, leave=False) as bar:

        def told(what: str, done: int, total: int) -> None:
            bar.set_description(what, refresh=False)
            bar.total = total
            bar.update(done - bar.n)

        yield told


def split(layers: str | None) -> tuple[str, ...]:
    """The names that ``--layers`` lists."""
    return tuple(each.strip() for each in (layers or "").split(",") if each.strip())


def named_page(codebook: "Codebook", layers: str | None, blind: bool) -> "Page":
    """The page that ``--layers`` names; a wrong name is wrong usage."""
    from tellings.studio.pages import UnknownLayerError, page_of

    try:
        return page_of(codebook, split(layers), blind)
    except UnknownLayerError as error:
        raise click.UsageError(str(error)) from error
