"""What the commands of ``tellings studio`` share: which server, and how waiting is shown."""

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

FOLDER = Path(".tellings/studio")
"""Where our own server keeps its data, its log and our account."""
_QUIET = 2.0
"""Seconds of waiting that need no word."""


def server_options(function: F) -> F:
    """``--url`` and ``--key-file``: a server that is there already."""
    key_file = click.option(
        "--key-file",
        type=click.Path(path_type=Path),
        help="File with the key to that server, readable by its owner only."
        "  [default: the variable TELLINGS_STUDIO_KEY or LABEL_STUDIO_API_KEY]",
    )
    url = click.option(
        "--url",
        help="Address of a Label Studio server.  [default: the one on this machine that"
        " `tellings studio up` starts]",
    )
    return url(key_file(function))


def layers_option(function: F) -> F:
    """``--layers``: which part of the work a page shows."""
    option = click.option(
        "--layers",
        help="Steps, layers or records, with commas: sources, or time,event. Without it, all.",
    )
    return option(function)


def named_page(codebook: "Codebook", layers: str | None, blind: bool) -> "Page":
    """The page that ``--layers`` names; a wrong name is wrong usage."""
    from tellings.studio.pages import UnknownLayerError, page_of

    names = [each.strip() for each in (layers or "").split(",") if each.strip()]
    try:
        return page_of(codebook, names, blind)
    except UnknownLayerError as error:
        raise click.UsageError(str(error)) from error


@contextmanager
def chosen_server(url: str | None, key_file: Path | None) -> Iterator["Server"]:
    """The server that the options name, ready to be asked.

    Raises:
        StoreError: if ours does not run, or there is no key to the other one.
    """
    from tellings.studio.packages import require_client

    require_client()
    from tellings.studio.client import Server

    if url is None and key_file is not None:
        raise click.UsageError("--key-file goes with --url")
    with Server.own(_own()) if url is None else _named(url, key_file) as server:
        yield server


def _own() -> Any:
    from tellings.store.writing import StoreError
    from tellings.studio.server import running

    found = running(FOLDER)
    if found is None:
        raise StoreError("no server runs here; `tellings studio up` starts one")
    return found


def _named(url: str, key_file: Path | None) -> "Server":
    import os

    from tellings.studio.client import Server
    from tellings.studio.credentials import credential
    from tellings.studio.transport import is_exposed

    if is_exposed(url):
        warn(f"{url}: the key can be read on its way there; use https:// if the server has it")
    return Server.at(url, credential(os.environ, key_file, warn))


def warn(message: str) -> None:
    """Tell the person at the terminal."""
    click.echo(click.style(message, fg="yellow"), err=True)


@contextmanager
def waiting() -> Iterator[Callable[[str, float], None]]:
    """Show what is being waited for: a running clock on a terminal, else one line each."""
    from tqdm import tqdm

    told: set[str] = set()
    with tqdm(bar_format="{desc}, {elapsed}", delay=_QUIET, disable=None, leave=False) as clock:

        def progress(what: str, seconds: float) -> None:
            if not clock.disable:
                clock.set_description_str(what, refresh=seconds >= _QUIET)
            elif seconds >= _QUIET and what not in told:
                told.add(what)
                click.echo(f"{what} ...", err=True)

        yield progress


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int], None]]:
    """A bar for what takes over two seconds: is told what, how many, of how many."""
    from tqdm import tqdm

    with tqdm(delay=_QUIET, disable=None, leave=False) as bar:

        def told(what: str, done: int, total: int) -> None:
            bar.set_description(what, refresh=False)
            bar.total = total
            bar.update(done - bar.n)

        yield told
