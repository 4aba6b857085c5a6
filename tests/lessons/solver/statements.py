"""Whether words can stand for themselves as somebody's statement."""

import re

from tellings.records import Attribution, Span
from tests.lessons.solver.layers import Story
from tests.lessons.solver.seen import Place

_HELD_OVER = (
    "is are was were am be been being has have had do does did will would shall should can could"
    " may might must and or but"
)


def stands_alone(story: Story, exercise: str, place: Place) -> bool:
    """Whether words have their subject, and begin where a claim, and a sentence or a source, does.

    In an article in which no source's words begin with a claim the subject alone counts.
    """
    spoken = re.findall(r"\w+", story.text(place))
    held_over = story.sentence(exercise, "no-subject", _HELD_OVER).split()
    if not spoken or spoken[0] in held_over:
        return False
    claims = {_head(story, story.gold.place(each.id)) for each in _claims(story, place)}
    sentences = [
        Place(place.article, each.start, each.end)
        for each in story.articles[place.article].sentences
    ]
    said = {
        _head(story, each)
        for attribution in story.gold.of(Attribution, place.article)
        for each in story.gold.places(attribution.content_spans)
    }
    head = _head(story, place)
    whole = head in said or head in {_head(story, each) for each in sentences}
    return whole and (head in claims or said.isdisjoint(claims))


def _claims(story: Story, place: Place) -> list[Span]:
    return story.gold.spans("claim", place.article)


def _head(story: Story, place: Place) -> int:
    """Where the first word stands."""
    found = re.search(r"\w", story.text(place))
    return place.start + (found.start() if found else 0)
