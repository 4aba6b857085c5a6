"""The page may change; what people's work uses does not go without being named or moved."""

from tellings.studio.projects import projects_for
from tests.studio.stories import Story, story

__all__ = ["story"]

LABEL = '\n[labels.mention.{}]\ntitle = "{}"\ndefinition = "Something that floats."\n'


def add_label(story: Story, name: str, title: str) -> None:
    toml = story.folder / "story.toml"
    toml.write_text(toml.read_text("utf-8") + LABEL.format(name, title), "utf-8")


def use_label(story: Story, name: str) -> int:
    value = {"start": 0, "end": 7, "text": "Harbour", "labels": [name]}
    region = {"id": "boat", "from_name": "mention", "to_name": "text", "type": "labels"}
    return int(story.annotate("gazette", [region | {"value": value}])["id"])


def test_a_label_that_is_added_comes_onto_the_page(story: Story) -> None:
    story.push()
    add_label(story, "vessel", "Vessel")
    assert "page changed" in story.push().out
    assert 'alias="vessel"' in (story.studio_project().label_config or "")


def test_a_label_in_use_is_not_removed_and_its_use_is_named(story: Story) -> None:
    toml = story.folder / "story.toml"
    without = toml.read_text("utf-8")
    add_label(story, "vessel", "Vessel")
    story.push()
    number = use_label(story, "vessel")
    toml.write_text(without, "utf-8")
    done = story.call("push", story.name, "--suggest", "gold")
    assert done.status == 1
    assert "label mention: vessel, used 1 times" in done.err
    assert f"annotation {number}" in done.err
    assert 'alias="vessel"' in (story.studio_project().label_config or "")


def test_work_moves_to_a_new_project_when_asked(story: Story) -> None:
    toml = story.folder / "story.toml"
    without = toml.read_text("utf-8")
    add_label(story, "vessel", "Vessel")
    story.push()
    number = use_label(story, "vessel")
    toml.write_text(without, "utf-8")
    add_label(story, "craft", "Craft")
    done = story.push("--rename", "vessel=craft")
    assert "1 works moved to it as suggestions" in done.out
    found = {purpose.use: project for project, purpose in projects_for(story.server, story.name)}
    assert set(found) == {"annotate", "retired"}
    kept = story.server.annotation(number)
    assert kept.result[0]["value"]["labels"] == ["vessel"], "a person's work is not rewritten"
    moved = [
        each["value"]["labels"]
        for task in story.server.tasks(found["annotate"].id)
        for prediction in task["predictions"]
        if prediction["model_version"].startswith("moved")
        for each in prediction["result"]
    ]
    assert moved == [["craft"]]
