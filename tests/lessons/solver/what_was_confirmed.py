"""What a reporting word hands to a source: the contents of its attribution."""

import re

from tellings.records import Attribution, EventMention, Reuse, Support
from tests.lessons.solver.found import Found, chosen
from tests.lessons.solver.layers import Book, Story, covered
from tests.lessons.solver.seen import Place, SeenItem

_HELD_BACK = frozenset({"decline_to_confirm", "deny", "evade"})


def solve(item: SeenItem, story: Story) -> Found:
    """Choose what the source says; what else it says, in whatever words, is right as well."""
    asked = [each for each in _attributions(story, item) if _clear(story, each)]
    return chosen(
        option.id
        for each in asked
        for option in item.options
        if _answers(story, each, option.text.place)
    )


def _attributions(story: Story, item: SeenItem) -> list[Attribution]:
    """The attributions of which the question shows source and reporting word."""
    places = set(item.stem.places)
    return [
        each
        for each in story.gold.of(Attribution, item.stem.place.article)
        if each.source_span and each.cue_span
        if {story.gold.place(each.source_span), story.gold.place(each.cue_span)} == places
    ]


def _clear(story: Story, asked: Attribution) -> bool:
    """Whether it is clear how far the source's words reach, and no pass differs on who and how."""
    source = asked.source_span

    def same(each: Attribution, book: Book) -> bool:
        ours, theirs = story.gold.place(source or ""), each.source_span
        met = theirs is not None and book.place(theirs).meets(ours)
        return each.cue_class == asked.cue_class and met

    return asked.scope == "clear" and story.all_say(asked, same)


def _answers(story: Story, asked: Attribution, option: Place) -> bool:
    said = _contents(story, asked)
    alike = covered(option, said) or _same_words(story, option, said)
    about = asked.cue_class in _HELD_BACK and _one_event(story, option, said)
    return alike or about or _says_too(story, asked, option) or _tied(story, option, said)


def _contents(story: Story, attribution: Attribution) -> list[Place]:
    return story.gold.places(attribution.content_spans)


def _says_too(story: Story, asked: Attribution, option: Place) -> bool:
    """Whether the source says this somewhere in the article."""
    whose = set(asked.source_entities)
    return any(
        place.meets(option)
        for each in story.gold.of(Attribution, option.article)
        if whose & set(each.source_entities) and asked.article_id == option.article
        for place in _contents(story, each)
    )


def _same_words(story: Story, option: Place, said: list[Place]) -> bool:
    words = re.findall(r"\w+", story.text(option).casefold())
    return any(re.findall(r"\w+", story.text(each).casefold()) == words for each in said)


def _tied(story: Story, option: Place, said: list[Place]) -> bool:
    """Whether a reuse, or a record of support, goes between the two."""
    ends = [(each.from_spans, each.to_spans) for each in story.gold.of(Reuse)]
    ends += [((each.claim_span,), each.support_spans) for each in story.gold.of(Support)]
    return any(
        _meet(story.gold.places(one), [option]) and _meet(story.gold.places(other), said)
        for pair in ends
        for one, other in (pair, pair[::-1])
    )


def _one_event(story: Story, option: Place, said: list[Place]) -> bool:
    """Whether both tell of one event."""
    return bool(_events(story, [option]) & _events(story, said))


def _events(story: Story, places: list[Place]) -> set[str]:
    return {
        each.event
        for article in {place.article for place in places}
        for each in story.gold.of(EventMention, article)
        if each.trigger_span and _meet([story.gold.place(each.trigger_span)], places)
    }


def _meet(these: list[Place], those: list[Place]) -> bool:
    return any(one.meets(other) for one in these for other in those)
