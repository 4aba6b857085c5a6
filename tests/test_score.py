"""`score`: predictions in our form against a pass, and what it says of files that are wrong."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tellings.agreement.predictions import SCORED, prediction_schemas
from tellings.store.schema_files import load_schemas

from .conftest import GAZETTE, HERALD, JSON, Project, edit

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "scoring.md").read_text("utf-8")
ARTICLE = "tunnel:gazette"
QUOTE = "The ground is softer than our tests showed,"


def at(words: str, text: str = GAZETTE) -> list[int]:
    start = text.index(words)
    return [start, start + len(words)]


def predicted(layer: str, label: str, words: str, **more: Any) -> JSON:
    start, end = at(words)
    own = {"record": "span", "article_id": ARTICLE, "layer": layer, "label": label}
    return {**own, "start": start, "end": end, **more}


CLAIM = predicted("claim", "checkable_claim", "Harbour tunnel to open a year late")
ADA = predicted("mention", "person", "Ada Lund", entity="ada")


def write(project: Project, *records: Any, name: str = "p.jsonl") -> Path:
    path = project.root / name
    lines = [json.dumps(each, ensure_ascii=False) for each in records]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def scores(project: Project, *records: Any) -> dict[tuple[str, str], JSON]:
    done = project.call("score", write(project, *records), "--json")
    assert done.status == 0, done.err
    rows = json.loads(done.out)["scores"]
    return {(each["part"], each["label"]): each for each in rows}


def errors(project: Project, *records: Any) -> list[JSON]:
    done = project.call("score", write(project, *records), "--errors", "--json")
    assert done.status == 0, done.err
    found: list[JSON] = json.loads(done.out)["errors"]
    return found


def test_the_key_itself_scores_one(project: Project) -> None:
    done = project.call("score", project.records, "--json", "--errors")
    found = json.loads(done.out)
    assert found["errors"] == []
    for row in found["scores"]:
        for kind in ("exact", "overlap"):
            assert row[kind] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}, row


def test_spans_by_label_exact_and_by_overlap(project: Project) -> None:
    late = predicted("claim", "checkable_claim", "to open a year late")
    found = scores(project, late, predicted("claim", "prediction", "Harbour"), ADA)
    row = found["span: claim", "all"]
    assert (row["predicted"], row["gold"], row["exact"]["f1"]) == (2, 1, 0.0)
    assert row["overlap"] == {"precision": 0.5, "recall": 1.0, "f1": pytest.approx(2 / 3)}
    spurious = found["span: claim", "prediction"]["exact"]
    assert spurious == {"precision": 0.0, "recall": None, "f1": 0.0}
    assert found["span: mention", "person"]["exact"]["f1"] == 1.0


def test_only_layers_and_kinds_that_are_predicted_are_scored(project: Project) -> None:
    assert {part for part, _ in scores(project, ADA)} == {"span: mention"}


@pytest.mark.parametrize(
    ("span", "kind"),
    [
        (CLAIM | {"label": "prediction"}, "wrong label"),
        (predicted("claim", "checkable_claim", "to open a year late"), "wrong extent"),
        (predicted("claim", "prediction", "to open a year late"), "wrong label and extent"),
    ],
)
def test_errors_say_what_is_wrong_and_where(span: JSON, kind: str, project: Project) -> None:
    [found] = errors(project, span)
    assert found["kind"] == kind
    assert (found["article"], [found["start"], found["end"]]) == (ARTICLE, at(found["words"]))
    assert found["words"] == "Harbour tunnel to open a year late"


def test_missed_and_spurious_spans(project: Project) -> None:
    found = errors(project, predicted("claim", "prediction", "said on Monday"))
    assert [each["kind"] for each in found] == ["missed", "spurious"]
    shown = project.call("score", project.root / "p.jsonl", "--errors").out
    assert "spurious" in shown
    assert "'said on Monday'" in shown


def attribution(**more: Any) -> JSON:
    own = {"record": "attribution", "article_id": ARTICLE, "content_spans": [at(QUOTE)]}
    return own | more


def test_attributions_by_part_and_whole(project: Project) -> None:
    found = scores(project, attribution(source_span=at("Ada"), quote_type="indirect"))
    assert found["attribution: content", "all"]["exact"]["f1"] == 1.0
    source = found["attribution: source", "all"]
    assert (source["exact"]["f1"], source["overlap"]["f1"]) == (0.0, 1.0)
    whole = found["attribution: whole", "all"]
    assert (whole["exact"]["f1"], whole["overlap"]["f1"]) == (0.0, 1.0)
    assert found["attribution: quote_type", "all"]["overlap"]["f1"] == 0.0
    assert ("attribution: cue_class", "all") not in found
    listed = errors(project, attribution(source_span=at("Ada"), quote_type="indirect"))
    assert {(each["kind"], each["part"]) for each in listed} == {
        ("wrong extent", "attribution: source"),
        ("wrong label", "attribution: quote_type"),
    }


def test_spans_may_be_named_or_given_in_place(project: Project) -> None:
    named = predicted("attribution", "source", "Ada Lund", id="s1")
    found = scores(project, named, attribution(source_span="s1"))
    assert found["attribution: whole", "all"]["exact"]["f1"] == 1.0


@pytest.fixture
def full(project: Project) -> Project:
    """The harbour tunnel with a stance, an event and its mention."""
    value = json.loads(project.records.read_text("utf-8"))
    own = {"article_id": ARTICLE, "status": "draft"}
    trigger = predicted("event", "trigger", "open", id=f"{ARTICLE}:span:008")
    value["records"] += [
        trigger | {"text": "open", "status": "draft"},
        {
            "record": "stance",
            "id": f"{ARTICLE}:stance:001",
            "holder": "tunnel:entity:ada-lund",
            "target": "tunnel:target:late",
            "addressed": True,
            "own_position": True,
            "label": "support",
            "strength": "implied",
            "evidence_spans": [f"{ARTICLE}:span:002"],
            **own,
        },
        {
            "record": "event-mention",
            "id": f"{ARTICLE}:event-mention:001",
            "event": "tunnel:event:opening",
            "trigger_span": f"{ARTICLE}:span:008",
            "evidence_spans": [],
            "context": "future",
            "identity_basis": "in_text",
            "commitments": [
                {"source": "author", "factuality": "probable", "evidence_spans": []},
                {
                    "source": f"{ARTICLE}:attribution:001",
                    "factuality": "certain",
                    "evidence_spans": [],
                },
            ],
            **own,
        },
    ]
    project.records.write_text(json.dumps(value), "utf-8")
    story = project.gold / "story.json"
    registry = json.loads(story.read_text("utf-8"))
    unknown = {"basis": "unknown", "evidence": []}
    event: JSON = {"record": "event", "id": "tunnel:event:opening", "type": "other"}
    event |= {"title": "Opening", "date": unknown, "participants": [], "status": "draft"}
    registry["records"].append(event)
    story.write_text(json.dumps(registry), "utf-8")
    assert project.call("validate", project.seeds).status == 0
    return project


def stance(holder: str, label: str) -> JSON:
    own = {"record": "stance", "article_id": ARTICLE, "holder": holder}
    return own | {"target": "tunnel:target:late", "label": label}


def test_holders_are_known_by_id_or_by_the_mentions_they_share(full: Project) -> None:
    part = ("stance: holder × target × label", "all")
    assert scores(full, stance("tunnel:entity:ada-lund", "support"))[part]["exact"]["f1"] == 1.0
    assert scores(full, ADA, stance("ada", "support"))[part]["exact"]["f1"] == 1.0
    assert scores(full, stance("ada", "support"))[part]["exact"]["f1"] == 0.0
    found = scores(full, ADA, stance("ada", "oppose"))
    assert found[part]["exact"]["f1"] == 0.0
    assert found["stance: holder × target", "all"]["exact"]["f1"] == 1.0
    wrong = [each for each in errors(full, stance("author", "oppose")) if each["part"] == "stance"]
    assert [each["kind"] for each in wrong] == ["missed", "spurious"]


def mention(**more: Any) -> JSON:
    own = {"record": "event-mention", "article_id": ARTICLE, "trigger_span": at("open")}
    return own | more


def test_event_mentions_by_trigger_type_and_certainty(full: Project) -> None:
    sure = [
        {"source": "author", "factuality": "certain"},
        {"source": "a1", "factuality": "certain"},
    ]
    one = mention(event_type="other", commitments=sure)
    found = scores(full, attribution(id="a1"), one)
    assert found["event mention: trigger", "all"]["exact"]["f1"] == 1.0
    assert found["event mention: event_type", "other"]["exact"]["f1"] == 1.0
    assert found["event mention: factuality", "all"]["exact"]["f1"] == 0.5
    assert found["event mention: factuality", "probable"]["exact"]["recall"] == 0.0
    assert ("event mention: context", "all") not in found
    registry = {"record": "event", "id": "e1", "type": "transfer"}
    wrong = errors(full, registry, mention(event="e1"))
    assert [(each["gold"], each["predicted"]) for each in wrong] == [("other", "transfer")]


@pytest.mark.parametrize("form", ["jsonl", "list", "object"])
def test_a_fault_is_told_with_rule_and_line(form: str, project: Project) -> None:
    bad: list[tuple[JSON, str]] = [
        (CLAIM | {"label": "chekable_claim"}, "unknown-label"),
        ({k: v for k, v in CLAIM.items() if k != "start"}, "missing-field"),
        (CLAIM | {"lable": "x"}, "unknown-field"),
        (CLAIM | {"article_id": "tunnel:gazete"}, "unresolved-reference"),
        (CLAIM | {"end": 10_000}, "span-text"),
        (CLAIM | {"text": "something else"}, "span-text"),
        (attribution(content_spans=[[5, 5]]), "span-text"),
        (attribution(content_spans=[[5]]), "schema"),
        ({"record": "opinion"}, "schema"),
    ]
    records = [CLAIM, *(record for record, _ in bad)]
    path = write(project, *records)
    first = 1
    if form != "jsonl":
        body = ",\n".join(json.dumps(each) for each in records)
        path.write_text(f"[\n{body}\n]" if form == "list" else f'{{"records": [\n{body}\n]}}')
        first = 2
    done = project.call("score", path, "--json")
    assert done.status == 1
    found = json.loads(done.out)
    wanted = [(rule, first + 1 + number) for number, (_, rule) in enumerate(bad)]
    assert sorted((each["rule"], each["line"]) for each in found) == sorted(wanted)
    told = project.call("score", path)
    assert "nothing is scored" in told.err
    assert f"{path}:{first + 1}: unknown-label" in told.out


def test_references_within_the_file_are_checked(project: Project) -> None:
    path = write(project, attribution(source_span="s1", parent="a0"), ADA | {"id": "x"}, ADA)
    done = project.call("score", path)
    assert done.out.count("unresolved-reference") == 2
    path = write(project, ADA | {"id": "x"}, ADA | {"id": "x"})
    assert f"{path}:2: duplicate-id" in project.call("score", path).out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty-file"),
        (b"[]", "empty-file"),
        (b'{"record": "span",\n', "json-syntax"),
        (b"[1,\n", "json-syntax"),
        (b"\xff\xfe", "not-utf8"),
        (b"7", "no kind of record"),
        (b'[{"record": ["span"]}]', "no kind of record"),
        (b'[{"record": "fact"}]', "empty-file"),
    ],
)
def test_files_that_hold_no_predictions(content: bytes, said: str, project: Project) -> None:
    path = project.root / "p.json"
    path.write_bytes(content)
    done = project.call("score", path)
    assert done.status == 1
    assert said in done.out


def test_nothing_is_scored_against_a_broken_key(project: Project) -> None:
    edit(project.records, '"Ada Lund"', '"Ada Lund."')
    done = project.call("score", write(project, CLAIM))
    assert done.status == 1
    assert "span-text" in done.err


def test_usage_and_missing_things(project: Project) -> None:
    path = write(project, CLAIM)
    assert project.call("score", "nowhere.json").status == 2
    assert "has a pass" in project.call("score", path, "--against", "silver").err
    assert "did you mean" in project.call("score", path, "--article", "gazete").err
    assert project.call("score", path, "--article", "gazette").status == 0
    other = CLAIM | {"article_id": "tunnel:herald", "start": 0, "end": len(HERALD)}
    found = project.call("score", write(project, other, CLAIM), "--json").out
    assert json.loads(found)["scores"][0]["predicted"] == 1


def test_the_minimal_fields_are_those_of_the_page() -> None:
    schemas = prediction_schemas(load_schemas())
    for kind, required in SCORED.items():
        [line] = re.findall(rf"^\| `{kind}` \| (.*?) \|", PAGE, re.M)
        assert re.findall(r"`(\w+)`", line) == list(required)
        assert schemas.fast(f"predicted-{kind}") is not None


def test_the_example_of_the_page_runs(tmp_path: Path) -> None:
    [lines] = re.findall(r"```jsonl\n(.*?)```", PAGE, re.S)
    [command] = re.findall(r"```sh\n(.*?)```", PAGE, re.S)
    (tmp_path / "predictions.jsonl").write_text(lines, "utf-8")
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    words = command.split()
    assert words.pop(0) == ".venv/bin/tellings"
    done = subprocess.run(
        [sys.executable, "-m", "tellings", *words],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "attribution: whole" in done.stdout
    assert "Errors" in done.stdout


def test_a_target_that_is_none_is_told(full: Project) -> None:
    wrong = stance("author", "oppose") | {"target": "tunnel:target:no-such"}
    done = full.run("score", write(full, wrong))
    assert done.status == 1
    assert "p.jsonl:1: unresolved-reference: there is no target 'tunnel:target:no-such'" in done.out
