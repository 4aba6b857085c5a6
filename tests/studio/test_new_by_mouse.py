"""What somebody makes from nothing on a blank page arrives as complete, valid records."""

from pathlib import Path

import pytest

from tellings.studio.server import Running
from tests.conftest import JSON, Project
from tests.studio.annotator import Annotator
from tests.studio.synced import Synced, write_story

TEXT = """\
Tunnel to open late

The city said on Monday that the tunnel would open a year late. Nobody measured the ground.
"""
ENTITY = "The city"


@pytest.fixture
def story(tmp_path: Path, studio_server: Running, request: pytest.FixtureRequest) -> Synced:
    """A story of two short articles with the committed story's entities and events."""
    name = request.node.name.removeprefix("test_").replace("_", "-")[:30].strip("-")
    project = Project(tmp_path)
    write_story(project.seeds, name, {"gazette": TEXT, "herald": TEXT.replace("year", "month")})
    write_registry(project.seeds / name, name)
    return Synced(project, name, studio_server)


def write_registry(folder: Path, name: str) -> None:
    """A pass that holds the story's lists."""
    import json

    gold = folder / "annotations" / "gold"
    gold.mkdir(parents=True)
    work = [{"article": f"{name}:gazette", "date": "2031-02-03"}]
    info = {"record": "pass", "id": "gold", "annotator": "tests", "kind": "human"}
    more = {"guideline_version": "1.0.0", "articles": work, "status": "draft"}
    (gold / "pass.json").write_text(json.dumps({**info, **more}), "utf-8")
    entity = {"record": "entity", "id": f"{name}:entity:city", "name": ENTITY, "aliases": []}
    date = {"basis": "unknown", "evidence": []}
    event = {
        "record": "event",
        "id": f"{name}:event:opening",
        "type": "other",
        "title": "The tunnel opens",
        "date": date,
        "participants": [],
        "status": "draft",
    }
    records = [{**entity, "type": "organisation", "status": "draft"}, event]
    file = {"story_id": name, "records": records}
    (gold / "story.json").write_text(json.dumps(file), "utf-8")


def place(words: str) -> tuple[int, int]:
    """Where words stand in the text."""
    start = TEXT.index(words)
    return start, start + len(words)


def only(records: dict[str, JSON], kind: str) -> JSON:
    """The one record of a kind."""
    (found,) = [each for each in records.values() if each["record"] == kind]
    return found


def said(records: dict[str, JSON], *names: str) -> list[str]:
    """The words of spans."""
    return [records[name]["text"] for name in names]


def draw_attribution(annotator: Annotator) -> str:
    """Draw source, cue and content, and tie them; the region of the cue."""
    source = annotator.mark("Source", *place("The city"))
    cue = annotator.mark("Cue", *place("said"))
    content = annotator.mark("Content", *place("that the tunnel would open a year late"))
    annotator.relate(source, cue, "source")
    annotator.relate(cue, content, "content")
    annotator.select(cue)
    annotator.choose("attribution.scope", "Clear")
    annotator.pick("attribution.source_entities", ENTITY)
    annotator.choose("attribution.quote_type", "Indirect")
    return cue


def test_an_attribution(story: Synced, annotator: Annotator) -> None:
    story.push("--layers", "sources", "--suggest", "none")
    number, tasks = story.place("sources")
    annotator.open(number, tasks["gazette"])
    cue = draw_attribution(annotator)
    annotator.submit()

    unfinished = story.pull()
    assert unfinished["status"] == 1
    assert [each["rule"] for each in unfinished["findings"]] == ["missing-field"]
    assert "not finished, `source_kind` is missing" in unfinished["findings"][0]["message"]
    spans = story.records("gazette")
    assert sorted(each["label"] for each in spans.values()) == ["content", "cue", "source"]

    annotator.select(cue)
    annotator.choose("attribution.source_kind", "Institution")
    annotator.choose("attribution.cue_class", "Neutral")
    annotator.write("attribution.note", "Made by mouse.")
    annotator.submit()
    done = story.pull()
    assert (done["findings"], done["status"]) == ([], 0)
    records = story.records("gazette")
    assert spans.items() <= records.items()
    found = only(records, "attribution")
    assert said(records, found["source_span"], found["cue_span"]) == ["The city", "said"]
    assert said(records, *found["content_spans"]) == ["that the tunnel would open a year late"]
    assert found["source_entities"] == [f"{story.name}:entity:city"]
    kept = ("scope", "quote_type", "source_kind", "cue_class", "note")
    assert [found[name] for name in kept] == [
        "clear", "indirect", "institution", "neutral", "Made by mouse.",
    ]  # fmt: skip
    checked = story.project.call("validate", "seeds")
    assert (checked.status, checked.out) == (0, ""), checked.out


def test_a_stance_over_words(story: Synced, annotator: Annotator) -> None:
    story.push("--layers", "stances", "--suggest", "none")
    number, tasks = story.place("stances")
    annotator.open(number, tasks["gazette"])
    words = "Nobody measured the ground."
    region = annotator.mark("Stance", *place(words))
    annotator.select(region)
    annotator.pick("stance.holder", "the article itself")
    annotator.pick("stance.target", "The tunnel should open late.")
    annotator.choose("stance.addressed", "yes")
    annotator.choose("stance.own_position", "yes")
    annotator.choose("stance.label", "Oppose")
    annotator.submit()
    unsound = story.pull()
    assert unsound["status"] == 1
    assert [each["rule"] for each in unsound["findings"]] == ["label-combination"]
    annotator.select(region)
    annotator.choose("stance.strength", "Explicit")
    annotator.submit()
    assert story.pull()["findings"] == []
    records = story.records("gazette")
    found = only(records, "stance")
    assert (found["holder"], found["label"]) == ("author", "oppose")
    assert found["target"] == f"{story.name}:target:late"
    assert (found["addressed"], found["own_position"]) == (True, True)
    assert said(records, *found["evidence_spans"]) == [words]


def test_an_event_with_a_commitment(story: Synced, annotator: Annotator) -> None:
    story.push("--layers", "events", "--suggest", "none")
    number, tasks = story.place("events")
    annotator.open(number, tasks["gazette"])
    trigger = annotator.mark("Trigger", *place("would open"))
    annotator.select(trigger)
    annotator.pick("event-mention.event", "The tunnel opens")
    annotator.choose("event-mention.context", "Future")
    annotator.choose("event-mention.identity_basis", "In text")
    commitment = annotator.mark("Commitment", *place("the tunnel would open a year late"))
    annotator.select(commitment)
    annotator.pick("commitment.source", ENTITY)
    annotator.choose("commitment.factuality", "Certain")
    annotator.relate(trigger, commitment, "commitments")
    annotator.submit()
    assert story.pull()["findings"] == []
    records = story.records("gazette")
    found = only(records, "event-mention")
    assert said(records, found["trigger_span"]) == ["would open"]
    assert found["event"] == f"{story.name}:event:opening"
    assert found["commitments"] == [
        {"source": f"{story.name}:entity:city", "factuality": "certain", "evidence_spans": []}
    ]


def test_drafts_and_skips(story: Synced, annotator: Annotator) -> None:
    story.push("--layers", "claim", "--suggest", "none")
    number, tasks = story.place("claim+support")
    annotator.stream(number)
    assert annotator.task() == tasks["gazette"]
    annotator.skip()
    annotator.next(tasks["gazette"])
    start, end = (TEXT.replace("year", "month").index(each) for each in ("Nobody", " the ground"))
    annotator.mark("Judgement", start, end)
    annotator.saved()

    left = story.pull()
    assert len(left["archived"]) == 1
    assert [each.partition(": ")[0] for each in left["skipped"]] == [
        f"{story.name} · claim+support, {story.name}:gazette"
    ]
    assert [each.partition(": ")[0] for each in left["drafts"]] == [
        f"{story.name} · claim+support, {story.name}:herald"
    ]
    assert story.records("herald") == {}

    assert story.pull("--drafts")["drafts"] == []
    assert [each["text"] for each in story.records("herald").values()] == ["Nobody measured"]
