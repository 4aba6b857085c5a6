"""A source text that changed on either side is seen, told span by span, and nothing is merged."""

from tellings.text import sha256
from tests.conftest import GAZETTE
from tests.studio.stories import Story, story

__all__ = ["story"]


def test_a_text_changed_here_is_told_and_nothing_is_merged(story: Story) -> None:
    story.push()
    story.annotate("gazette")
    path = story.folder / "articles" / "gazette.txt"
    changed = GAZETTE.replace("Harbour tunnel", "Old Harbour tunnel")
    path.write_text(changed, "utf-8")
    toml = story.folder / "story.toml"
    toml.write_text(toml.read_text("utf-8").replace(sha256(GAZETTE), sha256(changed)), "utf-8")
    assert story.project.call("fmt", "--reanchor").status == 0
    done = story.pull()
    assert done.status == 1
    assert "the text changed here" in done.err
    at = GAZETTE.index("Ada Lund")
    assert f"'Ada Lund' ({at}-{at + 8}): elsewhere" in done.err
    assert not (story.folder / "annotations" / "annotator-1").exists()


def test_a_text_changed_on_the_server_is_told_and_nothing_is_merged(story: Story) -> None:
    story.push()
    story.annotate("gazette")
    task = story.task("gazette")
    data = task["data"] | {"text": GAZETTE.replace("NORTHPORT", "PORT")}
    story.server._http.call("PATCH", f"/api/tasks/{task['id']}/", body={"data": data})
    done = story.pull()
    assert done.status == 1
    assert "the text changed on the server" in done.err
    assert not (story.folder / "annotations" / "annotator-1").exists()
    pushed = story.push()
    assert "has another text than the article; left as it is" in pushed.err
    assert story.task("gazette")["data"]["text"] == data["text"]
