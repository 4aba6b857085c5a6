"""One real Label Studio server for the whole run, one real browser; neither is ever skipped."""

import contextlib
import importlib.metadata
import importlib.util
import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, BrowserContext, Page

from tellings.studio.account import DATABASE, account_file
from tellings.studio.client import Server
from tellings.studio.server import Running, ensure_running
from tests.chromium import PATIENCE
from tests.conftest import STUDIO
from tests.studio.annotator import Annotator

collect_ignore = ["short_lives.py"]  # for the process of a server only


def quiet(_what: str, _seconds: float) -> None:
    """Progress that nobody reads."""


@pytest.fixture(scope="session")
def fresh_studio(request: pytest.FixtureRequest) -> Path:
    """Where pytest's cache keeps a server's folder with an empty database, once one was set up."""
    if importlib.util.find_spec("label_studio") is None:
        pytest.fail("label-studio is missing: install requirements/test.txt")
    cache = request.config.cache
    assert cache is not None
    return cache.mkdir(f"studio-{importlib.metadata.version('label-studio')}")


@pytest.fixture(scope="session")
def studio_server(fresh_studio: Path) -> Running:
    """The server of this run; the first who asks starts it, the end of the run stops it.

    A later run starts from the empty database that the first one set up, which turns half a
    minute into seconds.
    """
    folder = Path(os.environ[STUDIO]) / "studio"
    with FileLock(fresh_studio / ".lock"):
        if (fresh_studio / DATABASE).exists() and not folder.exists():
            copy_studio(fresh_studio, folder)
        running = ensure_running(folder, None, quiet)
        if not (fresh_studio / DATABASE).exists():
            copy_studio(folder, fresh_studio)
    return running


@pytest.fixture
def studio(studio_server: Running) -> Iterator[Server]:
    """The server of this run, ready to be asked."""
    with Server.own(studio_server) as server:
        yield server


@pytest.fixture
def studio_folder(studio_server: Running, fresh_studio: Path, tmp_path: Path) -> Path:
    """The folder of another server, empty: its database is set up, so it starts in seconds."""
    folder = tmp_path / "project" / ".tellings" / "studio"
    copy_studio(fresh_studio, folder)
    return folder


def copy_studio(source: Path, target: Path) -> None:
    """Copy a server's folder, running or not: database, account and the key that signs."""
    target.mkdir(parents=True, exist_ok=True)
    for path in (account_file(source), source / ".env"):
        shutil.copy(path, target)
    with (
        contextlib.closing(sqlite3.connect(source / DATABASE, timeout=60)) as original,
        contextlib.closing(sqlite3.connect(target / f"{DATABASE}.part")) as copy,
    ):
        original.backup(copy)
    (target / f"{DATABASE}.part").chmod(0o600)
    (target / f"{DATABASE}.part").rename(target / DATABASE)


@contextlib.contextmanager
def fresh_context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that remembers nothing, has a large window, and waits as long as need be."""
    context = browser.new_context(viewport={"width": 1600, "height": 1200})
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that remembers nothing of other tests."""
    with fresh_context(browser) as context:
        yield context


@pytest.fixture(scope="module")
def desk(browser: Browser, studio_server: Running) -> Iterator[Page]:
    """A page on which the owner of the server is logged in, for all tests of a module."""
    with fresh_context(browser) as context:
        page = context.new_page()
        log_in(page, studio_server)
        yield page


@pytest.fixture
def annotator(desk: Page, studio_server: Running) -> Annotator:
    """Somebody who annotates."""
    return Annotator(desk, studio_server)


def log_in(page: Page, running: Running, email: str = "", password: str = "") -> None:
    """Log in as a person does; as the owner of the server unless somebody else is named."""
    page.goto(f"{running.url}/user/login/")
    page.fill("input[name=email]", email or running.account.email)
    page.fill("input[name=password]", password or running.account.password)
    page.click("button[type=submit]")
    page.wait_for_url(lambda url: "/user/login" not in url)
