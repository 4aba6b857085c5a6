"""`diff`: record by record, field by field, and the version step that follows."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from tellings.publish.terms import TextMode
from tellings.release_folders import write_release
from tellings.text import sha256

from .conftest import GAZETTE, JSON, Project, annotation_file, edit, span

FIXTURES = Path(__file__).parent / "fixtures" / "diff"
Edit = Callable[[Project], None]


def change(project: Project, name: str, change: Callable[[list[JSON]], Any]) -> None:
    """Change the records of one annotation file."""
    path = project.gold / name
    value = json.loads(path.read_text("utf-8"))
    change(value["records"])
    path.write_text(json.dumps(value), "utf-8")


def relabel(project: Project) -> None:
    edit(project.records, '"label": "person"', '"label": "organisation"')


def add(project: Project) -> None:
    new = span(5, "mention", "place", "NORTHPORT")
    change(project, "gazette.json", lambda records: records.append(new))


def remove(project: Project) -> None:
    change(project, "gazette.json", lambda records: records.pop(0))


def add_target(project: Project) -> None:
    more = '\n[[targets]]\nslug = "open"\nstatement = "The tunnel should open."\n'
    toml = project.story / "story.toml"
    toml.write_text(toml.read_text("utf-8") + more, "utf-8")


def add_article(project: Project) -> None:
    text = "Tunnel opens\n\nThe tunnel opened.\n"
    (project.story / "articles" / "courier.txt").write_text(text, "utf-8")
    toml = project.story / "story.toml"
    more = f'\n[[articles]]\nslug = "courier"\nsource_sha256 = "{sha256(text)}"\n'
    more += '[articles.outlet]\nvalue = "Courier"\nbasis = "external"\nevidence = []\n'
    toml.write_text(toml.read_text("utf-8") + more, "utf-8")


def add_pass(project: Project) -> None:
    folder = project.story / "annotations" / "first"
    folder.mkdir()
    text = (project.gold / "pass.json").read_text("utf-8").replace('"id": "gold"', '"id": "first"')
    (folder / "pass.json").write_text(text, "utf-8")
    header = {"article_id": "tunnel:gazette", "text_sha256": sha256(GAZETTE)}
    records = [span(1, "mention", "person", "Ada Lund"), span(2, "mention", "place", "NORTHPORT")]
    (folder / "gazette.json").write_text(annotation_file(header, records), "utf-8")


def correct(project: Project) -> None:
    def attribution(records: list[JSON]) -> None:
        record = next(each for each in records if each["record"] == "attribution")
        record |= {"cue_class": "hedge", "note": "She was not sure."}
        record |= {"content_spans": ["tunnel:gazette:span:002", "tunnel:gazette:span:006"]}
        records.append(span(6, "attribution", "content", "who leads the works"))

    change(project, "gazette.json", attribution)
    change(project, "story.json", lambda records: records[0]["aliases"].append("Lund"))


def everything(project: Project) -> None:
    for each in (relabel, add, correct, add_target, add_article, add_pass):
        each(project)


def rebuilt(built: Project, *edits: Edit) -> None:
    """Keep the dataset as `old`, and build it anew after some edits."""
    shutil.copytree(built.dataset, built.root / "old")
    for each in edits:
        each(built)
    done = built.call("build")
    assert done.status == 0, done.err


def sealed(dataset: Path) -> None:
    """Let the manifest name the files as they are now; it then knows nothing of their rows."""
    path = dataset / "MANIFEST.json"
    manifest = json.loads(path.read_text("utf-8"))
    for entry in manifest["files"]:
        data = (dataset / entry["path"]).read_bytes()
        entry |= {"sha256": sha256(data), "bytes": len(data)}
    path.write_text(json.dumps(manifest | {"configs": {}}), "utf-8")


def found(built: Project, *words: str) -> JSON:
    done = built.call("diff", *words, "--json")
    assert done.status == 0, done.err
    value: JSON = json.loads(done.out)
    return value


# The form -------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [(), ("--passes",), ("--json",)])
def test_the_form_for_people_and_machines(words: tuple[str, ...], built: Project) -> None:
    rebuilt(built, everything)
    done = built.call("diff", "old", "dataset", *words)
    assert done.status == 0
    golden = FIXTURES / f"everything{''.join(words)}.txt"
    assert done.out == golden.read_text("utf-8")


def test_a_withdrawn_article_is_one_line(built: Project) -> None:
    rebuilt(built, add_article)
    shown = built.call("diff", "dataset", "old").out
    assert "  - article courier, with 2 records: segment 2\n" in shown


# The step -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "step"),
    [
        (relabel, "major"),
        (remove, "major"),
        (correct, "major"),
        (add, "minor"),
        (add_target, "minor"),
        (add_article, "minor"),
        (add_pass, "minor"),
    ],
)
def test_which_step_a_change_demands(change: Edit, step: str, built: Project) -> None:
    rebuilt(built, change)
    assert found(built, "old", "dataset")["step"] == step
    assert found(built, "dataset", "dataset")["step"] == "none"


def test_a_record_of_an_annotators_pass_counts_too(built: Project) -> None:
    add_pass(built)
    assert built.call("build").status == 0
    rebuilt(built, lambda p: edit(p.gold.parent / "first" / "gazette.json", "place", "other"))
    value = found(built, "old", "dataset")
    assert value["step"] == "major"
    assert value["passes"] == {"first": {"added": 0, "removed": 0, "changed": 1}}
    assert value["differences"] == []
    listed = found(built, "old", "dataset", "--passes")["differences"]
    assert [(each["pass"], each["changes"][0]["new"]) for each in listed] == [("first", "other")]


def test_other_bytes_of_the_same_rows_are_a_patch(built: Project) -> None:
    rebuilt(built)
    path = next((built.dataset / "data" / "spans").iterdir())
    pq.write_table(pq.read_table(path), path, compression="none")
    sealed(built.dataset)
    assert found(built, "old", "dataset")["step"] == "patch"


def test_damage_is_no_change_of_data(built: Project) -> None:
    rebuilt(built)
    path = next((built.dataset / "data" / "spans").iterdir())
    pq.write_table(pq.read_table(path)[1:], path)
    name = path.relative_to(built.dataset).as_posix()
    for words in (("old", "dataset"), ("dataset", "old")):
        done = built.call("diff", *words)
        assert (done.status, done.out) == (1, "")
        assert f"dataset is damaged: {name} is not the file that MANIFEST.json lists" in done.err
    shutil.rmtree(path.parent)
    done = built.call("diff", "old", "dataset")
    assert (done.status, done.out) == (1, "")
    assert f"dataset is damaged: {name} is missing though MANIFEST.json lists it" in done.err


@pytest.mark.parametrize("modes", [("full", "quotes"), ("none", "full"), ("none", "quotes")])
def test_two_text_modes_are_not_compared(modes: tuple[str, str], built: Project) -> None:
    for mode in modes:
        write_release(built.dataset, built.root / mode, TextMode(mode))
    done = built.call("diff", *modes)
    assert (done.status, done.out) == (1, "")
    assert done.err.count("\n") == 1
    assert f"{modes[0]} carries the texts in mode {modes[0]}, {modes[1]} in mode" in done.err
    assert "both are made of the same seeds" in done.err


@pytest.mark.parametrize("mode", ["none", "quotes"])
def test_two_releases_in_one_text_mode_are_compared(mode: str, built: Project) -> None:
    write_release(built.dataset, built.root / "before", TextMode(mode))
    rebuilt(built, correct)
    write_release(built.dataset, built.root / "after", TextMode(mode))
    assert found(built, "before", "before")["step"] == "none"
    value = found(built, "before", "after")
    ids = {each["id"] for each in value["differences"]}
    assert ids == {each["id"] for each in found(built, "old", "dataset")["differences"]}
    assert built.call("diff", "before", "after").status == 0
    done = built.call("diff", "before", "dataset")
    assert done.status == 1
    assert "same seeds" not in done.err


@pytest.mark.parametrize(("columns", "step"), [(["note"], "major"), ([], "none")])
def test_a_column_that_goes_or_comes(columns: list[str], step: str, built: Project) -> None:
    rebuilt(built)
    path = next((built.dataset / "data" / "spans").iterdir())
    if columns:
        pq.write_table(pq.read_table(path).drop_columns(columns), path)
        sealed(built.dataset)
    assert found(built, "old", "dataset")["step"] == step
    back = found(built, "dataset", "old")
    assert back["added_columns"] == [f"spans.{name}" for name in columns]
    assert back["step"] == ("minor" if columns else "none")


def test_a_nested_field_that_comes_is_a_column_and_no_change(built: Project) -> None:
    rebuilt(built)
    path = next((built.root / "old" / "data" / "articles").iterdir())
    table = pq.read_table(path)
    at = table.schema.names.index("outlet")
    kind: Any = table.schema.field("outlet").type
    kept = pa.struct([each for each in kind if each.name != "basis"])
    rows = [{"value": row["outlet"]["value"], "evidence": []} for row in table.to_pylist()]
    pq.write_table(table.set_column(at, "outlet", pa.array(rows, kept)), path)
    sealed(built.root / "old")
    value = found(built, "old", "dataset")
    assert (value["added_columns"], value["differences"]) == (["articles.outlet.basis"], [])
    assert value["step"] == "minor"


def test_another_integer_type_is_another_serialisation(built: Project) -> None:
    rebuilt(built)
    path = next((built.dataset / "data" / "spans").iterdir())
    table = pq.read_table(path)
    at = table.schema.names.index("start")
    pq.write_table(table.set_column(at, "start", table["start"].cast(pa.int64())), path)
    sealed(built.dataset)
    value = found(built, "old", "dataset")
    assert value["differences"] == []
    assert value["added_columns"] == value["removed_columns"] == []


def test_labels_that_get_other_numbers_are_a_major_change(built: Project) -> None:
    rebuilt(built)
    card = built.dataset / "README.md"
    text = card.read_text("utf-8")
    assert "'0': clear" in text
    card.write_text(text.replace("'0': clear", "'0': x").replace("'1': ambiguous", "'1': clear"))
    sealed(built.dataset)
    value = found(built, "old", "dataset")
    assert value["step"] == "major"
    assert value["labels"] == [
        {
            "column": "attributions.scope",
            "added": ["x"],
            "removed": ["ambiguous"],
            "renumbered": ["clear"],
        }
    ]
    shown = built.call("diff", "old", "dataset").out
    assert "labels\n  attributions.scope\n      + x\n      - ambiguous\n" in shown


def test_rows_in_another_order_are_the_same_rows(built: Project) -> None:
    rebuilt(built)
    for path in (built.dataset / "data").rglob("*.parquet"):
        table = pq.read_table(path)
        turned = pa.array(range(table.num_rows - 1, -1, -1), pa.int64())
        pq.write_table(table.take(turned), path)
    sealed(built.dataset)
    assert found(built, "old", "dataset")["differences"] == []


def test_two_rows_with_one_id_are_told(built: Project) -> None:
    rebuilt(built)
    path = next((built.dataset / "data" / "spans").iterdir())
    table = pq.read_table(path)
    pq.write_table(pa.concat_tables([table, table.slice(2, 1)]), path)
    sealed(built.dataset)
    done = built.call("diff", "old", "dataset")
    assert done.status == 1
    assert "spans: two rows have the same id" in done.err


def test_a_table_without_ids_is_told(built: Project) -> None:
    rebuilt(built)
    path = next((built.dataset / "data" / "spans").iterdir())
    pq.write_table(pq.read_table(path).drop_columns(["id"]), path)
    sealed(built.dataset)
    done = built.call("diff", "old", "dataset")
    assert done.status == 1
    assert "has no column id" in done.err


# What can be compared ---------------------------------------------------------------------------


def git(project: Project, *words: str) -> str:
    names = ["-c", "user.name=t", "-c", "user.email=t@t.example"]
    done = subprocess.run(
        ["git", *names, *words], cwd=project.root, check=True, capture_output=True, text=True
    )
    return done.stdout


def committed(project: Project, message: str) -> None:
    git(project, "add", "--all")
    git(project, "commit", "-qm", message)


def test_a_git_revision_against_the_seeds_as_they_are(built: Project) -> None:
    git(built, "init", "-q", "-b", "main")
    committed(built, "first")
    relabel(built)
    before = (built.dataset / "MANIFEST.json").read_bytes()
    done = built.call("diff", "HEAD")
    assert "0 added, 0 removed, 1 changed; version step: major" in done.out
    assert done.err.startswith("HEAD (commit ")
    assert "-> worktree (seeds)" in done.err
    assert built.call("diff", "dataset").out == done.out
    assert built.call("diff", "worktree", "main").out != done.out
    assert (built.dataset / "MANIFEST.json").read_bytes() == before


def test_seeds_that_cannot_be_built_are_told(built: Project) -> None:
    edit(built.records, '"label": "person"', '"label": "persona"')
    done = built.call("diff", "dataset")
    assert done.status == 1
    assert "seeds cannot be built: seeds/tunnel/annotations/gold/gazette.json:" in done.err
    assert "type: tellings validate" in done.err


@pytest.mark.parametrize("tag", ["v0.1.0", "0.1.0", None])
def test_a_release_is_found_by_its_version(tag: str | None, built: Project) -> None:
    git(built, "init", "-q")
    committed(built, "first")
    if tag:
        git(built, "tag", tag)
    relabel(built)
    edit(built.seeds / "dataset.toml", "0.1.0", "0.2.0")
    assert built.call("build").status == 0
    committed(built, "second")
    for name in ("0.1.0", "v0.1.0"):
        assert "1 changed" in built.call("diff", name).out
        assert "1 changed" in built.call("diff", name, "0.2.0").out
    done = built.call("diff", "0.3.0")
    assert done.status == 1
    assert "no release 0.3.0 here: no tag v0.3.0" in done.err
    assert "shallow" not in done.err


def test_a_draft_is_what_it_had_come_to(built: Project) -> None:
    git(built, "init", "-q")
    committed(built, "first")
    relabel(built)
    assert built.call("build").status == 0
    committed(built, "second, still 0.1.0")
    edit(built.seeds / "dataset.toml", "0.1.0", "0.2.0")
    assert built.call("build").status == 0
    committed(built, "third")
    assert "0 added, 0 removed, 0 changed" in built.call("diff", "0.1.0").out
    assert "1 changed" in built.call("diff", "HEAD~2").out


def test_a_tag_of_something_else_is_no_release(built: Project) -> None:
    (built.root / "README.md").write_text("Nothing yet.\n")
    git(built, "init", "-q")
    git(built, "add", "README.md")
    git(built, "commit", "-qm", "before there was a dataset")
    git(built, "tag", "v0.1.0")  # no dataset there
    committed(built, "first")
    git(built, "tag", "v0.3.0")  # of a package, say: the data has another version
    assert json.loads(built.call("release", "--list", "--json").out) == [
        {
            "version": "0.1.0",
            "commit": git(built, "rev-parse", "HEAD").strip(),
            "found": "draft: last commit with this version",
            "released": False,
        }
    ]


def test_a_shallow_clone_says_that_history_is_missing(built: Project, tmp_path: Path) -> None:
    git(built, "init", "-q")
    committed(built, "first")
    edit(built.seeds / "dataset.toml", "0.1.0", "0.2.0")
    assert built.call("build").status == 0
    committed(built, "second")
    url = built.root.as_uri()
    git(built, "clone", "-q", "--depth=1", url, str(tmp_path / "shallow"))
    shallow = Project(tmp_path / "shallow")
    for version in ("0.1.0", "0.2.0"):  # whether 0.2.0 began further back cannot be known
        done = shallow.call("diff", version)
        assert done.status == 1
        assert "this clone is shallow" in done.err
        assert "git fetch --unshallow --tags" in done.err
    assert "there may be more" in shallow.call("release", "--list").err


def test_a_project_in_a_folder_of_its_repository(built: Project) -> None:
    outer = Project(built.root.parent)
    git(outer, "init", "-q")
    committed(outer, "first")
    relabel(built)
    assert "1 changed" in built.call("diff", "HEAD").out
    assert "1 changed" in built.call("diff", "0.1.0").out


def test_what_is_nothing_is_told(built: Project) -> None:
    done = built.call("diff", "no-such-thing")
    assert done.status == 1
    assert "'no-such-thing' is neither a dataset folder nor a git revision" in done.err
    assert "this folder is in no git repository" in done.err
    done = built.call("diff", "seeds")
    assert (
        "seeds is no dataset folder: it has no data/; for a folder of seeds: --seeds FOLDER"
        in done.err
    )
    done = built.call("diff", "--", "--output=x")
    assert done.status == 1


def test_a_revision_without_a_dataset_is_told(project: Project) -> None:
    git(project, "init", "-q")
    committed(project, "only seeds")
    done = project.call("diff", "HEAD")
    assert done.status == 1
    assert "holds no dataset/" in done.err


def test_nothing_of_the_description_is_lost(built: Project) -> None:
    """What is compared is all that a dataset holds: no table is skipped."""
    rebuilt(built, add_pass)
    for path in sorted((built.root / "old" / "data").glob("*")):
        name = path.name
        if name in ("documents",):
            continue  # it repeats the other tables
        other = built.root / f"without-{name}"
        shutil.copytree(built.root / "old", other)
        for shard in (other / "data" / name).iterdir():
            table = pq.read_table(shard)
            pq.write_table(table.filter(pc.field("id") == "nothing"), shard)
        sealed(other)
        value = found(built, f"without-{name}", "old")
        tables = {each["table"] for each in value["differences"]}
        assert name in tables or (name == "passes" and value["passes"]["gold"]["added"])
