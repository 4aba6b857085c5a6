"""The players: installed by npm as locked, served on the loopback, opened in Chromium."""

import functools
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.chromium import PATIENCE
from tests.players.installing import installed


@pytest.fixture(scope="session")
def players() -> Path:
    """The folder of the players."""
    return installed("platforms").parent


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, *given: Any) -> None:
        """A browser that goes on before a file has come is no error."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(*given)


@dataclass(frozen=True)
class Site:
    """A folder that is served.

    Attributes:
        folder: what is put here is found under ``url``.
    """

    folder: Path
    url: str


@pytest.fixture
def site(players: Path, tmp_path: Path) -> Iterator[Site]:
    """The players on the loopback, with room for packages."""
    folder = tmp_path / "site"
    folder.mkdir()
    for each in ("node_modules", "player.html", "lms.html"):
        (folder / each).symlink_to(players / each)
    handler = functools.partial(_Quiet, directory=str(folder))
    with _Server(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield Site(folder, f"http://127.0.0.1:{server.server_port}")
        server.shutdown()
        thread.join()


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """A page that may only talk to the site; an error in it fails the test."""
    context = browser.new_context()
    errors: list[str] = []
    elsewhere: list[str] = []
    context.on("request", lambda r: None if r.url.startswith(site.url) else elsewhere.append(r.url))
    tab = context.new_page()
    tab.set_default_timeout(PATIENCE)
    tab.on("pageerror", lambda error: errors.append(str(error)))
    yield tab
    context.close()
    assert not errors
    assert not [each for each in elsewhere if not each.startswith(("data:", "blob:"))]
