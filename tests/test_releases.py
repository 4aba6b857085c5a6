"""Earlier releases stay loadable: those of this repository, and with tags or history missing."""

import contextlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from tellings.revisions import dataset_at
from tellings.store.git import UNSHALLOW, is_shallow, releases
from tellings.store.writing import StoreError

from .conftest import Project, edit
from .test_diff import committed, git, relabel

ROOT = Path(__file__).parents[1]
READER = Path(__file__).parent / "fixtures" / "read_all_configs.py"
NAMED = re.findall(r"^## Data (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)


def loaded(folder: Path, home: Path) -> dict[str, int]:
    """The rows that ``load_dataset`` gives of each config, whole and streamed."""
    done = subprocess.run(
        [sys.executable, "-W", "error", str(READER), str(folder)],
        env={"HF_HOME": str(home), "HF_HUB_OFFLINE": "1", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return {name: config["rows"] for name, config in json.loads(done.stdout).items()}


def listed(folder: Path) -> dict[str, int]:
    """The rows of each config by the manifest."""
    manifest = orjson.loads((folder / "MANIFEST.json").read_bytes())
    return {name: config["rows"] for name, config in manifest["configs"].items()}


def test_the_changelog_names_releases() -> None:
    assert NAMED


@pytest.mark.parametrize("version", NAMED)
def test_each_version_of_the_changelog_loads_or_is_said_to_be_missing(
    version: str, tmp_path: Path
) -> None:
    with contextlib.chdir(ROOT):
        known = {str(each) for each in releases()}
        if version not in known:
            with pytest.raises(StoreError) as error, dataset_at(version, ROOT / "seeds"):
                pass
            assert f"no release {version} here" in str(error.value)
            assert (UNSHALLOW in str(error.value)) == is_shallow()
            return
        with dataset_at(version, ROOT / "seeds") as found:
            assert found.version == version
            assert loaded(found.folder, tmp_path) == listed(found.folder)


def released(project: Project, version: str) -> None:
    """Release, with what a person does in between."""
    assert project.call("release", version).status == 1
    changelog = project.root / "CHANGELOG.md"
    changelog.write_text(re.sub(r"<!-- A draft.*\n\n", "", changelog.read_text("utf-8")), "utf-8")
    committed(project, f"Describe {version}")
    done = project.call("release", version)
    assert done.status == 0, done.err


def test_without_tags_and_without_history(built: Project, tmp_path: Path) -> None:
    git(built, "init", "-q", "-b", "main")
    git(built, "config", "user.name", "Tests")
    git(built, "config", "user.email", "tests@example.org")
    committed(built, "Begin")
    released(built, "1.0.0")
    edit(built.seeds / "dataset.toml", 'title = "The harbour', 'title = "The old harbour')
    relabel(built)
    assert built.call("build").status == 0  # as version 1.0.0 still, on the way to the next
    committed(built, "Change")
    released(built, "2.0.0")
    clone, shallow = Project(tmp_path / "clone"), Project(tmp_path / "shallow")
    git(built, "clone", "-q", "--no-tags", built.root.as_uri(), str(clone.root))
    git(built, "clone", "-q", "--depth=1", built.root.as_uri(), str(shallow.root))
    with contextlib.chdir(clone.root), dataset_at("1.0.0", clone.seeds) as found:
        assert found.what.startswith("release commit, ")
        assert '"The old harbour' not in (found.folder / "croissant.json").read_text("utf-8")
        assert loaded(found.folder, tmp_path / "hf") == listed(found.folder)
    done = shallow.call("diff", "1.0.0", "2.0.0")
    assert done.status == 1
    assert UNSHALLOW in done.err
    assert shallow.call("diff", "2.0.0").status == 0


STOPS = ("release 1.1.0 --dry-run", "release 1.1.0 --date 2026-12-01")
"""Lines that end with status 1, the second the first time it is typed: there is a draft to edit."""


def script(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
    path.chmod(0o755)


def test_the_lines_of_the_document_release(built: Project, tmp_path: Path) -> None:
    script(built.root / ".venv" / "bin" / "tellings", f'exec {sys.executable} -m tellings "$@"')
    script(built.root / ".venv" / "bin" / "python", f'exec {sys.executable} "$@"')
    script(tmp_path / "editor", "sed -i '/^<!-- A draft/d' \"$1\"")
    (built.root / ".gitignore").write_text("/.venv/\n/elsewhere/\n.dataset.lock\n", "utf-8")
    (built.root / "elsewhere").mkdir()
    edit(built.seeds / "dataset.toml", "0.1.0", "1.0.0")
    edit(built.seeds / "dataset.toml", "2031-02-03", "2026-11-26")
    assert built.call("build").status == 0
    git(built, "init", "-q", "-b", "main")
    git(built, "config", "user.name", "Tests")
    git(built, "config", "user.email", "tests@example.org")
    for number in range(4):
        (built.root / "NOTES.md").write_text(f"{number}\n", "utf-8")
        committed(built, f"Note {number}")
    git(built, "tag", "v1.0.0")
    git(built, "init", "-q", "--bare", "-b", "main", str(tmp_path / "origin"))
    git(built, "remote", "add", "origin", str(tmp_path / "origin"))
    git(built, "push", "-q", "--set-upstream", "origin", "main")
    document = (ROOT / "docs" / "releasing.md").read_text("utf-8")
    home = {"HF_HOME": str(tmp_path / "hf"), "HF_HUB_OFFLINE": "1"}
    stops = list(STOPS)
    for line in "".join(re.findall(r"```sh\n(.*?)```", document, re.S)).splitlines():
        command = line.partition("#")[0].strip()
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", command],
            cwd=built.root,
            env=os.environ | home | {"EDITOR": str(tmp_path / "editor")},
            capture_output=True,
            text=True,
            check=False,
        )
        wanted = int(bool(stops) and command.endswith(stops[0]))
        assert done.returncode == wanted, f"{command}\n{done.stdout}{done.stderr}"
        if wanted:
            stops.pop(0)
    assert not stops
    assert "v1.1.0" in git(Project(tmp_path / "origin"), "tag")
