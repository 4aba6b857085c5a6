"""`diff` with a dataset on the Hub: huggingface_hub against olah, which serves a git repository."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hub.olah import serving

from .conftest import Project
from .test_diff import git, relabel

NAME = "people/harbour"


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory, _built_once: Path) -> Iterator[str]:
    """The address of a server with one dataset: tag v0.1.0, and main with another label."""
    folder = tmp_path_factory.mktemp("hub")
    served = Project(folder / "mirrors" / "datasets" / NAME)
    shutil.copytree(_built_once / "dataset", served.root)
    git(served, "init", "-q", "-b", "main")
    git(served, "add", ".")
    git(served, "commit", "-qm", "first")
    git(served, "tag", "v0.1.0")
    work = Project(folder / "work")
    shutil.copytree(_built_once, work.root)
    relabel(work)
    assert work.call("build").status == 0
    shutil.copytree(work.dataset, served.root, dirs_exist_ok=True)
    git(served, "commit", "-qam", "second")
    with serving(folder / "mirrors", folder) as address:
        yield address


@pytest.fixture
def online(hub: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server as the Hub, and an empty cache of its own."""
    monkeypatch.setenv("HF_ENDPOINT", hub)
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    monkeypatch.setenv("HF_HUB_DISABLE_XET", "1")
    monkeypatch.setenv("HF_HUB_DISABLE_TELEMETRY", "1")
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)


@pytest.mark.usefixtures("online")
@pytest.mark.parametrize(
    ("name", "changed"),
    [
        (f"hf://{NAME}@v0.1.0", 0),
        (f"{NAME}@0.1.0", 0),
        (f"hf://datasets/{NAME}", 1),
    ],
)
def test_a_revision_on_the_hub(name: str, changed: int, built: Project) -> None:
    done = built.run("diff", name, "dataset")
    assert done.status == 0, done.err
    assert f"0 added, 0 removed, {changed} changed" in done.out
    assert done.err == f"{name} (on the Hub) -> dataset (folder)\n"


@pytest.mark.usefixtures("online")
def test_two_revisions_on_the_hub(built: Project) -> None:
    done = built.run("diff", f"{NAME}@v0.1.0", f"{NAME}@main")
    assert "label: person -> organisation" in done.out


@pytest.mark.usefixtures("online")
def test_a_missing_revision_is_an_error_whatever_is_cached(built: Project) -> None:
    assert built.run("diff", f"{NAME}@v0.1.0", "dataset").status == 0
    for revision in ("v9", "9.0.0"):
        done = built.run("diff", f"{NAME}@{revision}", "dataset")
        assert (done.status, done.out) == (1, "")
        assert f"{NAME} on the Hub has no revision {revision}" in done.err
    done = built.run("diff", "people/nothing@main", "dataset")
    assert done.status == 1
    assert "cannot be had from the Hub" in done.err


@pytest.mark.usefixtures("online")
def test_offline_only_what_was_fetched_before(
    built: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert built.run("diff", f"{NAME}@v0.1.0", "dataset").status == 0
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    done = built.run("diff", f"{NAME}@main", "dataset")
    assert done.status == 1
    assert f"{NAME}@main is not in the cache, and HF_HUB_OFFLINE is set" in done.err
    done = built.run("diff", f"{NAME}@v0.1.0", "dataset")
    assert (done.status, done.out[:9]) == (0, "0 added, "), done.err


def test_no_server_is_told(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    done = built.run("diff", f"{NAME}@main", "dataset")
    assert done.status == 1
    assert f"{NAME}@main cannot be had from the Hub, http://127.0.0.1:9: " in done.err


def test_the_missing_extra_is_named(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "huggingface_hub", None)
    done = built.call("diff", f"{NAME}@main", "dataset")
    assert done.status == 1
    assert "pip install 'tellings[hub]'" in done.err
