"""Adjudication at the real server: passes side by side, decisions to gold, one holds a task."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tellings.studio.account import Account
from tellings.studio.client import Server
from tellings.studio.projects import projects_for
from tellings.studio.purposes import ADJUDICATE
from tests.conftest import Done, edit, snapshot
from tests.studio.stories import Story, sign_up, story
from tests.studio.test_sacred import with_label

__all__ = ["story"]

JSON = dict[str, Any]
HEADLINE = "Harbour tunnel to open a year late"


@pytest.fixture
def second(story: Story) -> Iterator[tuple[Account, Server]]:
    account, server = sign_up(story.running, story.server)
    with server:
        yield account, server


@pytest.fixture
def two_passes(story: Story, second: tuple[Account, Server]) -> Story:
    """Two annotators' passes: they differ in the claim's label, and one lacks the mention."""
    story.push("--annotators", "2")
    story.annotate("gazette")
    given = story.task("gazette")["predictions"][0]["result"]
    changed = with_label(given, HEADLINE, "claim", "judgement")
    gone = {each["id"] for each in changed if each.get("from_name") == "mention"}
    kept = [each for each in changed if each.get("id") not in gone]
    story.annotate("gazette", kept, by=second[1])
    done = story.pull()
    assert done.status == 0, done.err
    return story


def without_gold(story: Story) -> None:
    """Gold has only the lists of the story, as where nobody has settled anything."""
    (story.folder / "annotations" / "gold" / "gazette.json").unlink()


def adjudicate(story: Story, *words: str) -> Done:
    done = story.call("adjudicate", story.name, *words)
    assert done.status == 0, done.err
    return done


def listed(story: Story, *words: str) -> list[JSON]:
    found: list[JSON] = json.loads(adjudicate(story, "--json", *words).out)
    return found


def adjudication_task(story: Story) -> JSON:
    (project,) = (
        project
        for project, purpose in projects_for(story.server, story.name)
        if purpose.use == ADJUDICATE
    )
    (task,) = story.server.tasks(project.id)
    return task


def suggestion(task: JSON, name: str) -> JSON:
    (found,) = (each for each in task["predictions"] if each["model_version"] == f"tellings/{name}")
    return dict(found)


def decide(story: Story, results: list[JSON], by: Server | None = None, **more: Any) -> int:
    import uuid

    server = by or story.server
    task = adjudication_task(story)
    return server.create_annotation(task["id"], results, str(uuid.uuid4()), **more).id


def with_reason(results: list[JSON], words: str, layer: str, why: str) -> list[JSON]:
    (region,) = (
        each
        for each in results
        if each.get("from_name") == layer and each["value"]["text"] == words
    )
    value = {"start": region["value"]["start"], "end": region["value"]["end"], "text": [why]}
    reason = {"id": region["id"], "from_name": "reason", "to_name": "text", "type": "textarea"}
    return [*results, {**reason, "value": value}]


def gold(story: Story) -> dict[str, JSON]:
    return story.records("gold", "gazette")


def the(records: dict[str, JSON], **wanted: Any) -> JSON:
    (found,) = (
        each for each in records.values() if all(each.get(k) == v for k, v in wanted.items())
    )
    return found


# The page and the list ------------------------------------------------------------------------


def test_the_agreed_part_is_filled_in_and_each_pass_stands_beside_it(two_passes: Story) -> None:
    without_gold(two_passes)
    adjudicate(two_passes)
    task = adjudication_task(two_passes)
    versions = {each["model_version"] for each in task["predictions"]}
    assert versions == {"tellings/agreed", "tellings/annotator-1", "tellings/annotator-2"}
    agreed = suggestion(task, "agreed")["result"]
    layers = sorted(each["from_name"] for each in agreed if each.get("type") == "labels")
    assert layers == ["anchors", "attribution", "attribution"]
    names = [each["from_name"] for each in agreed if each.get("type") == "choices"]
    assert "attribution.quote_type" in names


def test_disagreements_are_listed_worst_first_and_linked(two_passes: Story) -> None:
    without_gold(two_passes)
    found = listed(two_passes)
    assert [(each["kind"], each["words"]) for each in found] == [
        ("span", "Ada Lund"),
        ("span", HEADLINE),
    ]
    missing, differing = found
    assert missing["missing"] == ["annotator-2"]
    said = differing["says"]["label"]
    assert said["annotator-1"] == {"layer": "claim", "label": "checkable_claim"}
    assert said["annotator-2"] == {"layer": "claim", "label": "judgement"}
    task = adjudication_task(two_passes)
    assert {each["task"] for each in found} == {
        f"{two_passes.server.url}/projects/{task['project']}/data?task={task['id']}"
    }
    told = adjudicate(two_passes)
    assert f"gazette: span “{HEADLINE}”" in told.out
    assert "annotator-1 layer claim, label checkable_claim; annotator-2" in told.out
    assert "3 records agree, 2 do not: 2 open, 0 settled in gold" in told.err


def test_a_second_run_changes_nothing(two_passes: Story) -> None:
    adjudicate(two_passes)
    before = adjudication_task(two_passes)
    again = adjudicate(two_passes)
    assert "all is there already" in again.out
    after = adjudication_task(two_passes)
    assert after["predictions"] == before["predictions"]
    assert after["updated_at"] == before["updated_at"]


def test_a_dry_run_lists_and_sends_nothing(two_passes: Story) -> None:
    without_gold(two_passes)
    done = adjudicate(two_passes, "--dry-run")
    assert HEADLINE in done.out
    assert "nothing was changed" in done.err
    assert len(projects_for(two_passes.server, two_passes.name)) == 1


def test_one_pass_is_nothing_to_adjudicate(story: Story) -> None:
    done = story.call("adjudicate", story.name, "--pass", "gold")
    assert done.status == 1
    assert "it cannot be adjudicated" in done.err
    done = story.call("adjudicate", story.name)
    assert done.status == 1
    assert "takes two passes" in done.err


def test_a_draft_in_gold_settles_nothing(two_passes: Story) -> None:
    adjudicate(two_passes)
    agreed = suggestion(adjudication_task(two_passes), "agreed")["result"]
    assert not [each for each in agreed if each.get("from_name") in ("claim", "mention")]
    decide(two_passes, suggestion(adjudication_task(two_passes), "annotator-2")["result"])
    done = two_passes.pull()
    assert done.status == 0, done.err
    claim = gold(two_passes)[f"{two_passes.name}:gazette:span:001"]
    assert (claim["label"], claim["status"]) == ("judgement", "adjudicated")
    mention = the(gold(two_passes), layer="mention")
    assert mention["status"] == "draft"


# Decisions ------------------------------------------------------------------------------------


def test_decisions_become_gold_with_who_when_why_and_from_what(two_passes: Story) -> None:
    without_gold(two_passes)
    adjudicate(two_passes)
    task = adjudication_task(two_passes)
    results = suggestion(task, "annotator-1")["result"]
    results = with_reason(results, HEADLINE, "claim", "It can be checked.")
    number = decide(two_passes, results, lead_time=30.0)
    day = two_passes.server.annotation(number).updated_at[:10]
    done = two_passes.pull()
    assert done.status == 0, done.err
    claim = the(gold(two_passes), layer="claim")
    own = f"{two_passes.name}:gazette:span:001"
    how = {name: claim[name] for name in ("status", "from", "decided_by", "decided_on", "reason")}
    assert how == {
        "status": "adjudicated",
        "from": [f"annotator-1/{own}"],
        "decided_by": "annotator-1",
        "decided_on": day,
        "reason": "It can be checked.",
    }
    content = the(gold(two_passes), layer="attribution", label="content")
    assert [each.split("/")[0] for each in content["from"]] == ["annotator-1", "annotator-2"]
    assert "reason" not in content
    attribution = the(gold(two_passes), record="attribution")
    assert attribution["source_entities"] == [f"{two_passes.name}:entity:ada-lund"]
    mention = the(gold(two_passes), layer="mention")
    assert "reason" not in mention
    assert f"{mention['id']} lacks the reason" in done.out
    assert claim["id"] not in done.out
    assert two_passes.project.call("validate").status == 0


def test_another_decision_than_any_pass_names_those_it_was_about(two_passes: Story) -> None:
    without_gold(two_passes)
    adjudicate(two_passes)
    given = suggestion(adjudication_task(two_passes), "annotator-2")["result"]
    decide(two_passes, with_label(given, HEADLINE, "claim", "prediction"))
    assert two_passes.pull("--as", "ada").status == 0
    claim = the(gold(two_passes), layer="claim")
    assert (claim["label"], claim["decided_by"]) == ("prediction", "ada")
    assert [each.split("/")[0] for each in claim["from"]] == ["annotator-1", "annotator-2"]


def test_a_span_drawn_anew_is_paired_by_words_and_kind(two_passes: Story) -> None:
    without_gold(two_passes)
    adjudicate(two_passes)
    text = HEADLINE.removesuffix(" a year late")
    drawn = {"id": "drawn", "from_name": "claim", "to_name": "text", "type": "labels"}
    value = {"start": 0, "end": len(text), "text": text, "labels": ["judgement"]}
    decide(two_passes, [{**drawn, "value": value}])
    assert two_passes.pull().status == 0
    claim = the(gold(two_passes), layer="claim")
    own = f"{two_passes.name}:gazette:span:001"
    assert claim["from"] == [f"annotator-2/{own}"]
    assert len(gold(two_passes)) == 1


def test_one_annotation_of_a_task_is_marked_to_hold(
    two_passes: Story, second: tuple[Account, Server]
) -> None:
    adjudicate(two_passes)
    results = suggestion(adjudication_task(two_passes), "agreed")["result"]
    first = decide(two_passes, results)
    assert two_passes.pull().status == 0
    assert two_passes.server.annotation(first).ground_truth
    newer = decide(two_passes, results, by=second[1])
    done = two_passes.pull()
    assert "left aside, a newer decision stands" in done.out
    marked = [
        each["id"] for each in adjudication_task(two_passes)["annotations"] if each["ground_truth"]
    ]
    assert marked == [newer]


def test_a_second_pull_changes_nothing(two_passes: Story) -> None:
    without_gold(two_passes)
    adjudicate(two_passes)
    results = suggestion(adjudication_task(two_passes), "annotator-1")["result"]
    decide(two_passes, with_reason(results, HEADLINE, "claim", "Why not."))
    assert two_passes.pull().status == 0
    before = snapshot(two_passes.folder)
    assert two_passes.pull("--as", "somebody").status == 0
    assert snapshot(two_passes.folder) == before
    found = listed(two_passes)
    assert {each["gold"] for each in found} == {"adjudicated"}


# Gold that is there ---------------------------------------------------------------------------


def settled_gold(story: Story) -> None:
    """Make gold the work of a model that settled everything."""
    folder = story.folder / "annotations" / "gold"
    edit(folder / "pass.json", '"kind": "human"', '"kind": "language_model"')
    path = folder / "gazette.json"
    file = json.loads(path.read_bytes())
    how = {"status": "adjudicated", "from": [], "decided_by": "model", "decided_on": "2031-02-03"}
    file["records"] = [{**each, **how} for each in file["records"]]
    path.write_text(json.dumps(file, ensure_ascii=False), "utf-8")
    assert story.project.call("fmt").status == 0


def test_what_is_left_alone_keeps_how_it_was_settled(two_passes: Story) -> None:
    settled_gold(two_passes)
    before = gold(two_passes)
    adjudicate(two_passes)
    results = suggestion(adjudication_task(two_passes), "agreed")["result"]
    changed = with_label(results, HEADLINE, "claim", "judgement")
    decide(two_passes, changed)
    assert two_passes.pull().status == 0
    after = gold(two_passes)
    claim = f"{two_passes.name}:gazette:span:001"
    assert after[claim]["label"] == "judgement"
    assert after[claim]["decided_by"] == "annotator-1"
    assert after[claim]["from"] == [f"annotator-2/{claim}"]
    assert {**after, claim: None} == {**before, claim: None}


def test_the_first_suggestion_submitted_as_it_is_changes_nothing(two_passes: Story) -> None:
    settled_gold(two_passes)
    adjudicate(two_passes)
    before = snapshot(two_passes.folder)
    task = adjudication_task(two_passes)
    agreed = suggestion(task, "agreed")
    decide(two_passes, agreed["result"], parent_prediction=agreed["id"], lead_time=60.0)
    done = two_passes.pull()
    assert done.status == 0, done.err
    assert snapshot(two_passes.folder) == before


def test_gold_by_a_model_stays_one_and_says_who_decided_single_records(two_passes: Story) -> None:
    settled_gold(two_passes)
    adjudicate(two_passes)
    results = suggestion(adjudication_task(two_passes), "agreed")["result"]
    decide(two_passes, with_label(results, HEADLINE, "claim", "judgement"))
    for _ in range(2):
        assert two_passes.pull().status == 0
    info = json.loads((two_passes.folder / "annotations" / "gold" / "pass.json").read_bytes())
    assert (info["kind"], info["annotator"]) == ("language_model", "tests")
    assert info["note"].count("annotator-1 decided single records in Label Studio") == 1


def test_a_reason_for_what_was_settled_says_that_a_person_reviewed_it(two_passes: Story) -> None:
    settled_gold(two_passes)
    adjudicate(two_passes)
    results = suggestion(adjudication_task(two_passes), "agreed")["result"]
    decide(two_passes, with_reason(results, HEADLINE, "claim", "Checked with the text."))
    assert two_passes.pull().status == 0
    found = gold(two_passes)
    assert [each["status"] for each in found.values()].count("reviewed") == 1
    claim = the(found, status="reviewed")
    assert (claim["decided_by"], claim["reason"]) == ("annotator-1", "Checked with the text.")


def test_gold_that_changed_on_both_sides_is_a_conflict(two_passes: Story) -> None:
    settled_gold(two_passes)
    adjudicate(two_passes)
    results = suggestion(adjudication_task(two_passes), "agreed")["result"]
    decide(two_passes, with_label(results, HEADLINE, "claim", "judgement"))
    path = two_passes.folder / "annotations" / "gold" / "gazette.json"
    edit(path, '"label": "checkable_claim"', '"label": "prediction"')
    done = two_passes.pull()
    assert done.status == 1
    assert "gold: 1 conflict, both versions kept" in done.out
    assert the(gold(two_passes), layer="claim")["label"] == "prediction"


@pytest.mark.parametrize("begun_with", ["agreed", "annotator-2", None])
def test_only_what_was_in_front_of_somebody_can_be_removed(
    two_passes: Story, begun_with: str | None
) -> None:
    settled_gold(two_passes)
    adjudicate(two_passes)
    task = adjudication_task(two_passes)
    results = suggestion(task, "agreed")["result"]
    rest = [each for each in results if each.get("from_name") not in ("mention", "span.note")]
    gone = {each["id"] for each in results if each.get("from_name") == "mention"}
    rest = [each for each in rest if each.get("id") not in gone]
    parent = suggestion(task, begun_with)["id"] if begun_with else None
    decide(two_passes, rest, **({"parent_prediction": parent} if parent else {}))
    done = two_passes.pull()
    assert done.status == 0, done.err
    layers = {each.get("layer") for each in gold(two_passes).values()}
    assert ("mention" in layers) == (begun_with != "agreed")


def test_agreement_is_measured_between_pulled_annotators(two_passes: Story) -> None:
    done = two_passes.project.call("agree", "--json")
    assert done.status == 0, done.err
    text = done.out
    assert "annotator-1" in text
    assert "annotator-2" in text
