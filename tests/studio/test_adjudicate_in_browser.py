"""Adjudication as a person does it: the agreed part is shown, a reason typed, submitted."""

from tests.studio.annotator import Annotator
from tests.studio.stories import Story, story
from tests.studio.test_adjudicate import (
    HEADLINE,
    adjudicate,
    adjudication_task,
    gold,
    second,
    settled_gold,
    suggestion,
    the,
    two_passes,
)

__all__ = ["second", "story", "two_passes"]


def region_of(results: list[dict[str, object]], layer: str) -> str:
    (found,) = (str(each["id"]) for each in results if each.get("from_name") == layer)
    return found


def test_a_reason_is_typed_and_a_region_removed(two_passes: Story, annotator: Annotator) -> None:
    settled_gold(two_passes)
    adjudicate(two_passes)
    task = adjudication_task(two_passes)
    results = suggestion(task, "agreed")["result"]
    claim, mention = (region_of(results, layer) for layer in ("claim", "mention"))
    annotator.open(task["project"], task["id"])
    annotator.select(claim)
    annotator.label("Judgement")
    annotator.write("reason", "It weighs, it does not count.")
    annotator.delete(mention)
    annotator.submit()
    done = two_passes.pull()
    assert done.status == 0, done.err
    found = gold(two_passes)
    claimed = the(found, layer="claim")
    assert (claimed["text"], claimed["label"]) == (HEADLINE, "judgement")
    assert claimed["reason"] == "It weighs, it does not count."
    assert claimed["from"] == [f"annotator-2/{claimed['id']}"]
    assert "mention" not in {each.get("layer") for each in found.values()}
