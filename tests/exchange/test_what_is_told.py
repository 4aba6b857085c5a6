"""Faults are told where they stand, once, and as what they are."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Project
from tests.exchange.test_foreign import ARROWS, MAPPING, arrow, bay, brat, bring, line, put, records
from tests.exchange.test_there_and_back import ROOT, WHOLE

__all__ = ["bay"]
AGAIN = ("--pass", "again", "--annotator-kind", "human")
EMOJI = "🚧 The mayor said so.\n"
LABEL_STUDIO = '[label_studio]\ntext = "body"\n'


def regions(*places: tuple[str, int, int, str]) -> list[dict[str, Any]]:
    return [
        {
            "id": name,
            "from_name": "part",
            "to_name": "t",
            "type": "labels",
            "value": {"start": start, "end": end, "labels": ["Speaker"], "text": words},
        }
        for name, start, end, words in places
    ]


def an_export(bay: Project, results: list[dict[str, Any]], indent: int | None) -> str:
    tasks = [
        {"id": 40 + at, "data": {"body": EMOJI, "who": "The mayor"}, "annotations": [made]}
        for at, made in enumerate([{"result": []}, {"completed_by": 1, "result": results}])
    ]
    (bay.root / "map.toml").write_text(MAPPING + ARROWS + LABEL_STUDIO, "utf-8")
    put(bay, {"export.json": json.dumps(tasks, indent=indent)})
    return (bay.root / "in" / "export.json").read_text("utf-8")


@pytest.mark.parametrize("indent", [None, 1])
def test_a_result_is_told_by_task_and_region_and_line(bay: Project, indent: int | None) -> None:
    results = [*regions(("r1", 2, 11, "The mayor"), ("r2", 3, 9, "nobody"))]
    text = an_export(bay, [*results, arrow("r9", "r1", "by")], indent)
    done = bring(bay, "label-studio")
    assert done.status == 1
    at = text[: text.index('"r2"')].count("\n")
    assert f"export.json:{at or 1}: span-text: task 41, r2: 'nobody' is not at 3 to 9:" in done.err
    relation = text[: text.index('"from_id"')].count("\n")
    told = f"export.json:{relation - 1 if indent else 1}: unresolved-reference: task 41, r9>r1: "
    assert told in done.err
    assert "UTF-16" not in done.err


def test_what_a_check_finds_is_told_by_task_and_region_and_line(bay: Project) -> None:
    """The mapping makes an attribution that lacks its contents."""
    found = regions(("r1", 2, 11, "The mayor"), ("r2", 12, 16, "said"))
    found[1]["value"]["labels"] = ["Says"]
    text = an_export(bay, [*found, arrow("r2", "r1", "by")], 1)
    done = bring(bay, "label-studio", "--keep-going")
    at = text[: text.index('"from_id"')].count("\n")
    assert f"export.json:{at - 1}: missing-field: task 41, r2>r1: " in done.err
    assert "left out with what it belongs to" not in done.err
    assert "left out: whose record has an error 1" in done.err


def test_offsets_in_utf16_are_known_and_can_be_declared(bay: Project) -> None:
    an_export(bay, regions(("r1", 3, 12, "The mayor")), 1)
    done = bring(bay, "label-studio")
    assert done.status == 1
    assert 'counted in UTF-16 it fits: say unit = "utf16" in the mapping' in done.err
    mapping = bay.root / "map.toml"
    mapping.write_text(f'unit = "utf16"\n{mapping.read_text("utf-8")}', "utf-8")
    done = bring(bay, "label-studio")
    assert done.status == 0, done.err
    (span,) = records(bay, "task-41", "team-1")
    assert (span["start"], span["text"]) == (2, "The mayor")


SAYS = """
[relations.Told]
record = "attribution"
roles = { Who = "source_span", How = "cue_span", What = "content_spans" }
[relations.Told.fields]
scope = "clear"
quote_type = "indirect"
source_kind = "named_person"
cue_class = "neutral"
"""


def test_a_relation_without_its_end_or_trigger_is_left_out_and_counted(bay: Project) -> None:
    (bay.root / "map.toml").write_text(MAPPING + SAYS, "utf-8")
    brat(
        bay,
        [
            line("T1", "Says", "said"),
            line("T2", "Words", "The tunnel opens late,"),
            "E1\tTold:T1 How:T1 What:T2",
            "E2\tTold:T99 How:T1 What:T2",
            "E3\tTold:T1 How:T98 What:T2",
            "A1\tSure T2",
        ],
    )
    done = bring(bay, "brat", "--keep-going")
    assert done.status == 1
    assert "unresolved-reference: E2: its trigger 'T99' is not there" in done.err
    assert "unresolved-reference: E3: cue_span: 'T98' is not there" in done.err
    assert "left out: Told 2\n" in done.err
    kinds = [each["record"] for each in records(bay)]
    assert kinds.count("attribution") == 1
    assert ".ann:6: left-out: T2: the field 'Sure' of 1 annotation of this file" in done.err
    assert bay.call("validate", "seeds").out == ""


@pytest.fixture
def ours(tmp_path: Path) -> Project:
    """The committed story."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    return Project(tmp_path)


@pytest.mark.parametrize("name", WHOLE)
def test_an_export_in_another_story_is_one_error(project: Project, name: str) -> None:
    assert project.call("export", name, "--out", "out").status == 0
    done = project.call("import", name, "out", "--story", "bridge", *AGAIN)
    assert done.status == 1
    (told,) = done.err.splitlines()
    assert "is of the story 'tunnel'" in told
    assert "not into 'bridge'" in told
    assert not (project.seeds / "bridge").exists()


def test_of_many_ids_none_is_guessed(ours: Project) -> None:
    path = ours.seeds / "s400-working-group" / "annotations" / "gold" / "ahval.json"
    text = path.read_text("utf-8")
    gone, few = "s400-working-group:ahval:span:999", "s400-working-group:target:withdrawl"
    value = json.loads(text)
    stance = next(each for each in value["records"] if each["record"] == "stance")
    stance["evidence_spans"], stance["target"] = [*stance["evidence_spans"], gone], few
    path.write_text(json.dumps(value), "utf-8")
    lines = ours.call("validate", "seeds").out.splitlines()
    (span,) = [each for each in lines if "span:999" in each]
    assert "did you mean" not in span
    hints = [each for each in lines if "withdrawl'" in each]
    assert all("did you mean 's400-working-group:target:" in each for each in hints if "?" in each)


def test_formats_of_spans_say_the_same_of_what_they_leave_out(ours: Project) -> None:
    found = {}
    for name in ("conll", "spacy"):
        done = ours.call("export", name, "--out", name)
        said = [each.split(" ", 3) for each in done.err.splitlines() if " of a span" in each]
        found[name] = {each[3] for each in said}
    carried = {"id of a span", "entity of a span"}
    assert found["conll"] - carried == found["spacy"]
    assert carried <= found["conll"]
    settled = {f"{each} of a span" for each in ("status", "from", "decided_by", "decided_on")}
    assert settled <= found["conll"]


def test_an_unknown_field_of_a_mapping_is_told_with_those_there_are(bay: Project) -> None:
    (bay.root / "map.toml").write_text(f'offsets = "utf-16"\n{MAPPING}', "utf-8")
    done = bring(bay, "brat")
    assert done.status == 1
    first = done.err.splitlines()[0]
    assert "map.toml:1: unknown-field: unknown field 'offsets'; known are " in first
    assert ", unit, " in first


def test_no_message_shows_how_python_writes_a_value(bay: Project) -> None:
    results = regions(("r1", 2, 11, "The mayor"))
    results[0]["value"]["start"] = None
    an_export(bay, results, 1)
    done = bring(bay, "label-studio")
    assert "task 41, r1: null to 11 are no positions in a text" in done.err
