"""Whose words they are that an article gives to nobody, and what else tells of one event or two."""

from collections.abc import Iterator

from tellings.records import Attribution, Entity, Event, EventLink
from tests.lessons.solver.layers import Story
from tests.lessons.solver.seen import Place


def open_owner(story: Story, place: Place) -> bool:
    """Whether a source whose words have no clear end may have these words, too.

    A news outlet's may reach through the whole article, anybody else's to the paragraph's end.
    """
    paragraph = story.paragraph(place)
    return any(
        is_outlet(story, each)
        or any(story.paragraph(said) == paragraph for said in _contents(story, each))
        for each in _endless(story, place.article)
    )


def _endless(story: Story, article: str) -> Iterator[Attribution]:
    yield from (each for each in story.gold.of(Attribution, article) if each.scope == "ambiguous")


def _contents(story: Story, attribution: Attribution) -> list[Place]:
    return story.gold.places(attribution.content_spans)


def is_outlet(story: Story, attribution: Attribution) -> bool:
    """Whether a source is a news outlet."""
    entities = [story.gold.records[each] for each in attribution.source_entities]
    types = {each.type for each in entities if isinstance(each, Entity)}
    return attribution.source_kind == "news_organisation" or "news_outlet" in types


def doubtful_identity(story: Story, event: str) -> bool:
    """Whether a link says of an event and another of its type that they are one, two, or either."""
    ours = story.gold.records[event]
    ends = [
        {each.from_event, each.to_event}
        for each in story.gold.of(EventLink)
        if each.relation in ("unsure", "distinct", "near_identical")
    ]
    others = {name for pair in ends if event in pair for name in pair - {event}}
    found = [story.gold.records[each] for each in others]
    types = {each.type for each in found if isinstance(each, Event)}
    return isinstance(ours, Event) and ours.type in types
