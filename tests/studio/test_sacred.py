"""Nothing that a person made is overwritten or deleted; what both sides changed is a conflict."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import edit
from tests.studio.stories import Story, sign_up, story

__all__ = ["story"]

JSON = dict[str, Any]


def with_label(results: list[JSON], words: str, layer: str, label: str) -> list[JSON]:
    """Results in which the region of a layer over some words has another label."""
    changed: list[JSON] = json.loads(json.dumps(results))
    (found,) = (
        each
        for each in changed
        if each.get("from_name") == layer and each["value"]["text"] == words
    )
    found["value"]["labels"] = [label]
    return changed


def own_file(story: Story) -> Path:
    return story.folder / "annotations" / "annotator-1" / "gazette.json"


def test_suggestions_go_up_as_predictions_only(story: Story) -> None:
    story.push()
    task = story.task("gazette")
    assert task["annotations"] == []
    assert len(task["predictions"]) == 1


def test_a_push_leaves_annotations_as_they_are(story: Story) -> None:
    story.push()
    made = story.annotate("gazette")
    before = story.server.annotation(made["id"])
    path = story.folder / "annotations" / "gold" / "gazette.json"
    path.write_text(path.read_text("utf-8").replace('"direct"', '"mixed"'), "utf-8")
    story.push()
    assert story.server.annotation(made["id"]) == before


def test_changes_of_different_fields_are_both_taken(story: Story) -> None:
    story.push()
    made = story.annotate("gazette")
    assert story.pull().status == 0
    edit(own_file(story), '"source_kind": "named_person"', '"source_kind": "named_official"')
    changed = [
        {**each, "value": {**each["value"], "choices": ["mixed"]}}
        if each.get("from_name") == "attribution.quote_type"
        else each
        for each in made["result"]
    ]
    story.server.update_annotation(made["id"], result=changed)
    done = story.pull()
    assert done.status == 0, done.err
    record = story.records("annotator-1", "gazette")[f"{story.name}:gazette:attribution:001"]
    assert (record["quote_type"], record["source_kind"]) == ("mixed", "named_official")


def test_a_change_on_both_sides_is_a_conflict_with_both_versions(story: Story) -> None:
    story.push()
    made = story.annotate("gazette")
    assert story.pull().status == 0
    edit(own_file(story), '"label": "checkable_claim"', '"label": "judgement"')
    words = "Harbour tunnel to open a year late"
    changed = with_label(made["result"], words, "claim", "prediction")
    story.server.update_annotation(made["id"], result=changed)
    done = story.pull()
    assert done.status == 1
    assert "1 conflict, both versions kept" in done.out
    claim = f"{story.name}:gazette:span:001"
    assert story.records("annotator-1", "gazette")[claim]["label"] == "judgement"
    kept = (story.state / "conflicts" / story.name / "annotator-1.json").read_text("utf-8")
    assert "judgement" in kept
    assert "prediction" in kept
    assert story.pull().status == 1, "an open conflict is told again"


def test_a_record_deleted_there_goes_and_stays_as_a_tombstone(story: Story) -> None:
    story.push()
    made = story.annotate("gazette")
    assert story.pull().status == 0
    rest = [each for each in made["result"] if each.get("from_name") != "claim"]
    story.server.update_annotation(made["id"], result=rest)
    done = story.pull()
    assert done.status == 0, done.err
    assert "1 record went" in done.out
    claim = f"{story.name}:gazette:span:001"
    assert claim not in story.records("annotator-1", "gazette")
    kept = (story.state / "tombstones" / story.name / "annotator-1.json").read_text("utf-8")
    assert "Harbour tunnel to open a year late" in kept


def test_deleted_there_and_changed_here_is_a_conflict(story: Story) -> None:
    story.push()
    made = story.annotate("gazette")
    assert story.pull().status == 0
    edit(own_file(story), '"label": "checkable_claim"', '"label": "judgement"')
    rest = [each for each in made["result"] if each.get("from_name") != "claim"]
    story.server.update_annotation(made["id"], result=rest)
    assert story.pull().status == 1
    assert f"{story.name}:gazette:span:001" in story.records("annotator-1", "gazette")


@pytest.mark.parametrize("restore", [False, True])
def test_what_vanishes_on_the_server_stays_in_the_pass(story: Story, restore: bool) -> None:
    story.push()
    made = story.annotate("gazette")
    assert story.pull().status == 0
    before = own_file(story).read_bytes()
    story.server.delete_annotation(made["id"])
    done = story.pull()
    assert "gone from the server" in done.out
    assert own_file(story).read_bytes() == before
    assert (story.state / "tombstones" / story.name / "annotator-1.json").exists()
    if restore:
        story.annotate("gazette")
        assert story.pull().status == 0
        assert own_file(story).read_bytes() == before


def test_two_annotators_have_a_pass_each(story: Story) -> None:
    story.push("--annotators", "2")
    story.annotate("gazette")
    account, second = sign_up(story.running, story.server)
    with second:
        words = "Harbour tunnel to open a year late"
        suggestion = story.task("gazette")["predictions"][0]["result"]
        story.annotate("gazette", with_label(suggestion, words, "claim", "judgement"), by=second)
    done = story.pull()
    assert done.status == 0, done.err
    claim = f"{story.name}:gazette:span:001"
    labels = {story.records(f"annotator-{n}", "gazette")[claim]["label"] for n in (1, 2)}
    assert labels == {"checkable_claim", "judgement"}
    everything = [path for path in story.project.seeds.rglob("*") if path.is_file()]
    assert not any(account.email.encode() in path.read_bytes() for path in everything)
    assert "spans" in story.project.call("agree", story.name).out
