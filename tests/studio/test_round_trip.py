"""Gold goes to Label Studio as a suggestion, is submitted untouched, and comes back the same."""

from collections.abc import Iterable
from pathlib import Path

from tellings.studio.client import Server
from tellings.studio.server import Running
from tests.conftest import JSON, Project
from tests.studio.annotator import Annotator
from tests.studio.synced import Synced, copy_story

SETTLED = ("status", "from", "decided_by", "decided_on", "reason")
ARTICLES = ("ahval", "al-jazeera", "bloomberg", "news-az", "sputnik")
STEPS = ("sources", "stances", "events", "furniture")


def unsettled(records: Iterable[JSON]) -> dict[str, JSON]:
    """Records by id, without how they were settled."""
    return {
        each["id"]: {name: value for name, value in each.items() if name not in SETTLED}
        for each in records
    }


def gold_of(story: Synced, article: str) -> dict[str, JSON]:
    """What a pull has to bring of an article's gold records."""
    return unsettled(story.records(article, "gold").values())


def five_articles(root: Path, running: Running, name: str) -> Synced:
    """The committed story under another name."""
    project = Project(root)
    copy_story(project.seeds, name)
    return Synced(project, name, running)


def metas(server: Server, project: int) -> list[JSON]:
    """The ``meta`` of every result that the server has of a project."""
    return [
        result["meta"]
        for task in server.tasks(project)
        for made in (*task["predictions"], *task["annotations"])
        for result in made["result"]
        if result.get("meta")
    ]


def test_gold_comes_back_as_it_was(
    tmp_path: Path, studio_server: Running, studio: Server, annotator: Annotator
) -> None:
    story = five_articles(tmp_path, studio_server, "round-trip")
    story.push("--suggest", "gold")
    number, tasks = story.place()
    annotator.submit_all(number, len(tasks))
    said = story.pull()
    assert (said["findings"], said["status"]) == ([], 0)
    seen: list[JSON] = []
    for article in ARTICLES:
        pulled = story.records(article)
        assert unsettled(pulled.values()) == gold_of(story, article)
        assert list(pulled) == list(story.records(article, "gold"))
        assert {each["status"] for each in pulled.values()} == {"draft"}
        seen += pulled.values()
    assert_every_kind(seen)
    found = metas(studio, number)
    assert len(found) > 2 * len(seen)
    known = {each["id"] for each in seen}
    for meta in found:
        for name in meta.values():
            assert name.partition("#")[0] in known, f"meta holds more than ids: {meta}"


def assert_every_kind(records: list[JSON]) -> None:
    """The round trip says something only about what the data hold."""
    kinds = {each["record"] for each in records}
    assert kinds == {"span", "attribution", "stance", "event-mention", "support", "update"}
    fields = {name for each in records if each["record"] == "span" for name in each}
    assert {"entity", "timex", "wording"} <= fields
    layers = {each["layer"] for each in records if each["record"] == "span"}
    assert len(layers) == 9
    by_id = {each["id"]: each for each in records}
    parents = [by_id[each["parent"]] for each in records if "parent" in each]
    assert any("parent" in each for each in parents), "no attribution in an attribution in one"
    shown = [
        span for each in records if each["record"] == "stance" for span in each["evidence_spans"]
    ]
    assert len(shown) > len(set(shown)), "no span shows two stances"
    commitments = [len(each["commitments"]) for each in records if "commitments" in each]
    assert max(commitments) > 2
    assert any(len(each["content_spans"]) > 1 for each in records if "content_spans" in each)


def test_each_step_brings_its_part(
    tmp_path: Path, studio_server: Running, annotator: Annotator
) -> None:
    story = five_articles(tmp_path, studio_server, "step-by-step")
    for step in STEPS:
        story.push("--layers", step, "--suggest", "gold")
        number, tasks = story.place(step)
        annotator.open(number, tasks["ahval"])
        annotator.submit()
    said = story.pull()
    assert (said["findings"], said["status"]) == ([], 0)
    assert unsettled(story.records("ahval").values()) == gold_of(story, "ahval")
    for article in ARTICLES[1:]:  # what ahval's records point at there is taken over, and says so
        assert all(each["from"] for each in story.records(article).values())
