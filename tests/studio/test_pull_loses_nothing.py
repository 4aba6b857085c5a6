"""The export is archived as it came, before anything is made of it; what cannot be used is told."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.studio.stories import Story, story

__all__ = ["story"]

JSON = dict[str, Any]


def archived(story: Story) -> list[Path]:
    return sorted((story.state / "archive").glob("*/*.json"))


def test_the_raw_export_is_archived_under_its_hash(story: Story) -> None:
    story.push()
    made = story.annotate("gazette")
    assert story.pull().status == 0
    (path,) = archived(story)
    assert sha256(path.read_bytes()).hexdigest().startswith(path.stem)
    raw = json.loads(path.read_bytes())
    annotations = [each for task in raw for each in task["annotations"]]
    assert [each["id"] for each in annotations] == [made["id"]]
    assert sum(len(each["predictions"]) for each in raw) == 1


def test_the_archive_keeps_every_state_that_was_pulled(story: Story) -> None:
    story.push()
    made = story.annotate("gazette")
    story.pull()
    first = archived(story)[0].read_bytes()
    story.server.update_annotation(made["id"], result=made["result"][:3])
    story.pull()
    assert len(archived(story)) == 2
    assert first in {path.read_bytes() for path in archived(story)}


def test_skipped_work_is_archived_and_told(story: Story) -> None:
    story.push()
    story.annotate("gazette", was_cancelled=True)
    done = story.pull()
    assert done.status == 0
    assert "archived only, skipped" in done.out
    assert not (story.folder / "annotations" / "annotator-1").exists()
    assert b'"was_cancelled":true' in archived(story)[0].read_bytes().replace(b" ", b"")


def test_an_unknown_label_and_an_unknown_control_are_findings(story: Story) -> None:
    story.push()
    suggestion: list[JSON] = story.task("gazette")["predictions"][0]["result"]
    odd = {"start": 0, "end": 7, "text": "Harbour"}
    extra = [
        {"id": "odd1", "from_name": "mention", "to_name": "text", "type": "labels"}
        | {"value": odd | {"labels": ["boat"]}},
        {"id": "odd2", "from_name": "mood", "to_name": "text", "type": "labels"}
        | {"value": odd | {"labels": ["glad"]}},
    ]
    story.annotate("gazette", [*suggestion, *extra])
    done = story.pull()
    assert done.status == 1
    assert "unknown-label: mention has no label 'boat'" in done.err
    assert "unknown-label: no layer 'mood'" in done.err
    assert len(story.records("annotator-1", "gazette")) == 5, "the rest is taken"
    assert b"glad" in archived(story)[0].read_bytes()


def test_unfinished_records_are_told_and_keep_what_was_there(story: Story) -> None:
    story.push()
    made = story.annotate("gazette")
    assert story.pull().status == 0
    rest = [each for each in made["result"] if each.get("from_name") != "attribution.quote_type"]
    story.server.update_annotation(made["id"], result=rest)
    done = story.pull()
    assert done.status == 1
    assert "not finished, `quote_type` is missing" in done.err
    kept = story.records("annotator-1", "gazette")[f"{story.name}:gazette:attribution:001"]
    assert kept["quote_type"] == "direct"


def test_what_breaks_a_rule_is_held_back_until_it_is_mended(story: Story) -> None:
    story.push()
    suggestion: list[JSON] = story.task("gazette")["predictions"][0]["result"]
    lone = {"id": "seg1", "from_name": "segment", "to_name": "text", "type": "labels"}
    value = {"start": 0, "end": 7, "text": "Harbour", "labels": ["headline"]}
    made = story.annotate("gazette", [*suggestion, lone | {"value": value}])
    done = story.pull()
    assert done.status == 1
    assert "segments-tile" in done.err
    assert len(story.records("annotator-1", "gazette")) == 5
    assert story.project.call("validate", "seeds").status == 0
    story.server.update_annotation(made["id"], result=made["result"][:-1])
    assert story.pull().status == 0


def test_time_spent_comes_back(story: Story) -> None:
    story.push()
    story.annotate("gazette", seconds=83.4)
    story.annotate("herald", [], seconds=12.0)
    assert story.pull().status == 0
    path = story.folder / "annotations" / "annotator-1" / "pass.json"
    found = {each["article"]: each["seconds"] for each in json.loads(path.read_bytes())["articles"]}
    assert found == {f"{story.name}:gazette": 83, f"{story.name}:herald": 12}


def test_pass_says_who_and_what_kind(story: Story) -> None:
    story.push()
    story.annotate("gazette")
    story.pull()
    path = story.folder / "annotations" / "annotator-1" / "pass.json"
    info = json.loads(path.read_bytes())
    assert (info["annotator"], info["kind"], info["status"]) == ("annotator-1", "human", "draft")
    assert info["tool"].startswith("Label Studio 1.")
