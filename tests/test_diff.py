"""`diff`: record by record, field by field, and the version step that follows."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tellings.building import build
from tellings.cli import cli

ROOT = Path(__file__).parents[1]
STORY = "seeds/s400-working-group"
Edit = Callable[[list[dict[str, Any]]], None]


def diff(*words: str) -> Result:
    return CliRunner().invoke(cli, ["diff", *words])


def rebuilt(folder: Path, edit: Edit) -> Path:
    """A dataset built after an edit of the records of one article."""
    shutil.copytree(ROOT / "seeds", folder / "seeds", dirs_exist_ok=True)
    path = folder / STORY / "annotations" / "gold" / "bloomberg.json"
    value = json.loads(path.read_text("utf-8"))
    edit(value["records"])
    path.write_text(json.dumps(value), "utf-8")
    report = build(folder / "seeds", folder / "dataset")
    assert report.written, report.findings
    return folder / "dataset"


def relabel(records: list[dict[str, Any]]) -> None:
    mention = next(each for each in records if each.get("label") == "place")
    mention["label"] = "other"


def add(records: list[dict[str, Any]]) -> None:
    copied = dict(next(each for each in records if each.get("layer") == "mention"))
    records.append(copied | {"id": "s400-working-group:bloomberg:span:new"})


def remove(records: list[dict[str, Any]]) -> None:
    records.remove(next(each for each in records if each["record"] == "stance"))


@pytest.mark.parametrize(
    ("edit", "step", "kind"),
    [(relabel, "major", "changed"), (add, "minor", "added"), (remove, "major", "removed")],
)
def test_what_changed_and_which_step(edit: Edit, step: str, kind: str, tmp_path: Path) -> None:
    new = rebuilt(tmp_path, edit)
    found = json.loads(diff(str(ROOT / "dataset"), str(new), "--json").output)
    assert found["step"] == step
    tables = {each["table"] for each in found["differences"]} - {"passes"}
    assert len(tables) == 1
    assert {each["kind"] for each in found["differences"] if each["table"] in tables} == {kind}


def test_a_change_names_its_fields_and_words(tmp_path: Path) -> None:
    new = rebuilt(tmp_path, relabel)
    shown = diff(str(ROOT / "dataset"), str(new)).output
    assert "label: 'place' -> 'other'" in shown
    assert "0 added, 0 removed, 1 changed; version step: major" in shown


def test_the_same_dataset_differs_in_nothing() -> None:
    shown = diff(str(ROOT / "dataset"), str(ROOT / "dataset")).output
    assert "version step: none" in shown


def test_other_bytes_of_the_same_rows_are_a_patch(tmp_path: Path) -> None:
    copy = tmp_path / "dataset"
    shutil.copytree(ROOT / "dataset", copy)
    manifest = json.loads((copy / "MANIFEST.json").read_text("utf-8"))
    manifest["files"][-1]["sha256"] = "0" * 64
    (copy / "MANIFEST.json").write_text(json.dumps(manifest), "utf-8")
    assert "version step: patch" in diff(str(ROOT / "dataset"), str(copy)).output


def test_a_git_revision_against_the_working_tree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "dataset", tmp_path / "dataset")
    monkeypatch.chdir(tmp_path)
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@t.example"]
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        subprocess.run([*git, *words], check=True)
    shutil.rmtree(tmp_path / "dataset")
    rebuilt(tmp_path, relabel)
    assert "1 changed; version step: major" in diff("HEAD").output


def test_neither_folder_nor_revision_is_told() -> None:
    done = diff("no-such-thing")
    assert done.exit_code == 1
    assert "neither a dataset folder nor a git revision" in done.output
    assert diff(str(ROOT / "docs")).exit_code == 1
