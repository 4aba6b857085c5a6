"""`tellings publish release`: a release folder on disk, in every text mode, and what it refuses."""

import json
from pathlib import Path

import pytest

from tellings.store.datasets import read_rows

from .conftest import GAZETTE, HERALD, Project, snapshot

MODES = ("none", "quotes", "full")


@pytest.mark.parametrize("mode", MODES)
def test_a_release_carries_what_its_mode_says(built: Project, mode: str) -> None:
    done = built.run("publish", "release", "--text", mode, "--out", "release")
    assert (done.status, done.err) == (0, "")
    folder = built.root / "release"
    files = snapshot(folder)
    size = sum(map(len, files.values()))
    first, *rest = done.out.splitlines()
    written = (
        f"release/ written: v0.1.0 with texts: {mode}; {len(files)} files, {size / 1e6:.1f} MB"
    )
    assert first == written
    assert json.loads(files["MANIFEST.json"])["text"]["mode"] == mode
    texts = [row["text"] for row in read_rows(folder, "articles")]
    assert texts == ([GAZETTE, HERALD] if mode == "full" else [None, None])
    quoted = [row["text"] for row in read_rows(folder, "spans")]
    assert any(quoted) == (mode != "none")
    assert any("publish check release" in line for line in rest)
    assert any("hydrate release --articles" in line for line in rest) == (mode != "full")
    checked = built.call("publish", "check", "release", "--no-loading")
    assert checked.status == 0, checked.out


def test_values_that_were_cut_are_counted(project: Project) -> None:
    story = project.gold / "story.json"
    data = json.loads(story.read_text("utf-8"))
    passage = "The tunnel under the bay will open a year late, the city said on Monday."
    data["records"][0]["note"] = f"As it says: {passage}"
    story.write_text(json.dumps(data), "utf-8")
    assert project.call("build").status == 0
    words = ("publish", "release", "--text", "none", "--out", "release")
    found = json.loads(project.call(*words, "--json").out)
    assert (found["text"], found["version"], found["out"]) == ("none", "0.1.0", "release")
    assert found["cut"]["entities.note"] == 1
    manifest = json.loads((project.root / "release" / "MANIFEST.json").read_bytes())
    assert manifest["text"]["cut"] == found["cut"]
    listed = {each["path"]: each["bytes"] for each in found["files"]}
    held = {path: len(data) for path, data in snapshot(project.root / "release").items()}
    assert listed == held
    number = sum(found["cut"].values())
    assert f"{number} values were cut" in project.call(*words).out


def test_quotes_are_the_default_and_a_release_is_replaced(built: Project) -> None:
    built.call("publish", "release", "--text", "full", "--out", "release")
    done = built.call("publish", "release", "--out", "release")
    assert "with texts: quotes" in done.out
    assert [row["text"] for row in read_rows(built.root / "release", "articles")] == [None, None]


def test_copies_go_back_into_it(built: Project) -> None:
    built.call("publish", "release", "--text", "none", "--out", "release")
    done = built.call("hydrate", "release", "--articles", built.story / "articles")
    assert done.status == 0, done.err
    spans = [list(read_rows(built.root / name, "spans")) for name in ("dataset", "hydrated")]
    assert spans[0] == spans[1]


@pytest.mark.parametrize(
    ("dataset", "out", "said"),
    [
        ("dataset", "seeds", "not a dataset made by tellings"),
        ("dataset", "dataset", "is the dataset itself"),
        ("dataset", "dataset/release", "lies in the dataset itself"),
        ("dataset", "other", "holds a dataset that was built"),
        ("dataset", "hydrated", "holds a dataset that was hydrated"),
        ("seeds", "release", "no dataset made by tellings"),
        ("made", "release", "is a release without texts"),
    ],
)
def test_what_is_no_release_is_not_overwritten(
    built: Project, dataset: str, out: str, said: str
) -> None:
    built.call("build", "--out", "other")
    built.call("publish", "release", "--out", "made")
    built.call("hydrate", "made", "--articles", built.story / "articles")
    before = without_locks(built.root)
    done = built.run("publish", "release", "--dataset", dataset, "--out", out)
    assert done.status == 1
    (line,) = done.err.splitlines()
    assert said in line
    assert without_locks(built.root) == before


def without_locks(root: Path) -> dict[str, bytes]:
    return {path: data for path, data in snapshot(root).items() if not path.endswith(".lock")}
