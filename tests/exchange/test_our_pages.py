"""A page of ours that Label Studio gives back: its own article, and all that was filled in."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

from tellings.exchange.mapping import our_mapping
from tellings.exchange.our_pages import OurPages
from tellings.exchange.registry import reader, writer
from tellings.exchange.telling import Options, Telling
from tellings.findings import Finding
from tellings.formatting import record_schemas
from tellings.records import Annotation
from tellings.records import Pass as PassRecord
from tellings.stages.canonical import canonical
from tellings.store.seeds import SourceFile
from tellings.studio.fields import same
from tellings.text import sha256
from tests.conftest import Done, Project, snapshot
from tests.exchange.tellings_made_up import CODEBOOK, plain
from tests.exchange.test_there_and_back import GOLD, ROOT, unsettled
from tests.studio.test_showing import ARTICLE, annotated
from tests.studio.test_showing import STORY as SHOWN

JSON = dict[str, Any]
AGAIN = ("--pass", "again", "--annotator-kind", "language_model")
STORY = "s400-working-group"


@pytest.fixture
def ours(tmp_path: Path) -> Project:
    """The committed story, exported."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    project = Project(tmp_path)
    assert project.call("export", "label-studio", "--out", "out").status == 0
    return project


def tasks_of(project: Project) -> Path:
    return project.root / "out" / STORY / "tasks.json"


def accepted(project: Project, change: Callable[[list[JSON]], object] = lambda _: None) -> None:
    """Let every suggestion become an annotation, as a person who accepts them makes it."""
    tasks = json.loads(tasks_of(project).read_bytes())
    for task in tasks:
        for each in task.pop("predictions"):
            made = {"id": 7, "completed_by": 1, "was_cancelled": False, "result": each["result"]}
            task.setdefault("annotations", []).append(made)
    change(tasks)
    tasks_of(project).write_text(json.dumps(tasks, indent=1), "utf-8")


def bring(project: Project, *more: str) -> Done:
    return project.call("import", "label-studio", "out", *AGAIN, *more)


def test_pages_that_nobody_annotated_change_nothing(ours: Project) -> None:
    before = snapshot(ours.seeds)
    for more in ((), ("--keep-going",)):
        done = bring(ours, *more)
        assert (done.status, done.out) == (1, "")
        assert "tasks of ours that nobody annotated: 5 (warning)" in done.err
        assert "no article came" in done.err
        assert snapshot(ours.seeds) == before


def test_accepted_pages_come_back_but_for_their_settlement(ours: Project) -> None:
    before = snapshot(ours.seeds)
    accepted(ours)
    done = bring(ours)
    assert (done.status, done.err.splitlines()[-1].strip()) == (0, "no findings"), done.err
    again = ours.seeds / STORY / "annotations" / "again"
    assert {each for each in snapshot(ours.seeds).items() if "/again/" not in each[0]} == {
        *before.items()
    }
    for path in GOLD.glob("*.json"):
        value = json.loads(path.read_bytes())
        if path.stem == "story":
            offered = {each["id"]: each for each in map(unsettled, value["records"])}
            found = json.loads((again / path.name).read_bytes())["records"]
            assert found
            assert all(unsettled(each) == offered[each["id"]] for each in found)
        elif path.stem != "pass":
            value["records"] = [unsettled(record) for record in value["records"]]
            assert (again / path.name).read_bytes() == canonical(value, record_schemas())
    assert ours.call("validate", "seeds").out == ""


def test_what_is_missing_on_a_page_is_told_where_it_stands(ours: Project) -> None:
    gone: list[JSON] = []

    def without_a_label(tasks: list[JSON]) -> None:
        result = tasks[0]["annotations"][0]["result"]
        gone.append(next(each for each in result if each["from_name"] == "stance.label"))
        result.remove(gone[0])

    accepted(ours, without_a_label)
    done = bring(ours)
    assert done.status == 1
    lines = tasks_of(ours).read_text("utf-8").splitlines()
    name = gone[0]["id"]
    line = next(number for number, each in enumerate(lines) if f'"id": "{name}"' in each)
    assert f"tasks.json:{line}: missing-field: task 1, {name}: stance: not finished" in done.err
    assert not (ours.seeds / STORY / "annotations" / "again").exists()


def test_what_a_page_only_showed_comes_along_from_its_pass(ours: Project) -> None:
    """Event mentions whose commitments name attributions, which this page shows locked."""
    shutil.rmtree(ours.root / "out")
    assert ours.call("export", "label-studio", "--layer", "event", "--out", "out").status == 0
    accepted(ours)
    done = bring(ours)
    assert done.status == 0, done.err
    text = (ours.seeds / STORY / "annotations" / "again" / "sputnik.json").read_bytes()
    gold = {
        each["id"]: each for each in json.loads((GOLD / "sputnik.json").read_bytes())["records"]
    }
    found = json.loads(text)["records"]
    assert {"attribution", "event-mention"} <= {each["record"] for each in found}
    assert all(each == unsettled(gold[each["id"]]) for each in found)
    assert ours.call("validate", "seeds").out == ""


def test_two_annotators_of_a_page_become_two_passes(ours: Project) -> None:
    def twice(tasks: list[JSON]) -> None:
        for task in tasks:
            task["annotations"].append(task["annotations"][0] | {"completed_by": 2})

    accepted(ours, twice)
    done = bring(ours)
    assert done.status == 1
    assert "is annotated twice in the pass 'again'; tell the annotators apart: --pass" in done.err
    words = ("--pass", "team-{annotator}", "--annotator-kind", "human")
    done = ours.call("import", "label-studio", "out", *words)
    assert done.status == 0, done.err
    folder = ours.seeds / STORY / "annotations"
    one, two = ((folder / f"team-{each}" / "ahval.json").read_bytes() for each in (1, 2))
    assert one == two


def test_a_changed_text_of_a_page_is_refused(ours: Project) -> None:
    def changed(tasks: list[JSON]) -> None:
        tasks[0]["data"]["text"] = f"!{tasks[0]['data']['text'][1:]}"

    accepted(ours, changed)
    done = bring(ours)
    assert done.status == 1
    assert f"text-changed: {STORY}:ahval is there already, with another text" in done.err


def test_a_page_of_a_story_that_is_not_here_is_one_error(ours: Project) -> None:
    accepted(ours)
    shutil.rmtree(ours.seeds / STORY)
    done = bring(ours)
    assert done.status == 1
    first, last = done.err.splitlines()
    assert f"a page of the story '{STORY}', which is not in " in first
    assert last.startswith("1 error; nothing was brought in")
    assert not (ours.seeds / STORY).exists()


def test_results_that_are_none_are_told(ours: Project) -> None:
    stray: list[Any] = [
        {"type": "relation", "from_id": 1},
        {"id": "a", "type": "choices", "from_name": "mood", "value": {"choices": ["glad"]}},
        {"id": "b", "type": "labels", "from_name": "x", "value": {"start": "0", "labels": [1]}},
        {"id": "c", "type": "labels", "value": 3},
        7,
    ]
    accepted(ours, lambda tasks: tasks[0]["annotations"][0]["result"].extend(stray))
    done = bring(ours)
    assert done.status == 1
    for name in ("a", "b", "c"):
        assert f"task 1, {name}: " in done.err


def test_anything_that_a_page_can_show_comes_back(tmp_path: Path) -> None:
    """Through the tasks of an export and a folder of seeds, whatever was annotated."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    story = tmp_path / "seeds" / STORY
    info = PassRecord(
        id="team",
        annotator="team",
        kind="human",
        tool=None,
        guideline_version="1",
        articles=(),
        status="draft",
    )

    @settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
    @given(annotated().filter(lambda case: case[0][0] != "\ufeff" and "@" not in case[0]))
    def holds(case: tuple[str, list[Annotation]]) -> None:
        text, records = case
        (story / "articles" / "ahval.txt").write_bytes(text.encode())
        article = msgspec.structs.replace(ARTICLE, text=text, text_sha256=sha256(text))
        telling = Telling(SHOWN.story, article, records, info, SHOWN)
        done = writer("label-studio").write([telling], Options(CODEBOOK))
        data = done.files[f"{STORY}/tasks.json"]
        findings: list[Finding] = []
        mapping = our_mapping(CODEBOOK)
        files = {"tasks.json": SourceFile("tasks.json", data)}
        (document,) = reader("label-studio").read(files, mapping, findings)
        pages = OurPages(tmp_path / "seeds")
        assert pages.fault(document) is None
        found = pages.adopt(document, mapping, "again")
        assert [*findings, *found.findings] == []
        assert found.left_out.total() == 0
        assert done.carried.total() == len(records)
        read = {each["id"]: each for each in found.records}
        assert read.keys() == {each.id for each in records}
        assert all(same(plain(read[each.id]), plain(each)) for each in records)

    holds()
