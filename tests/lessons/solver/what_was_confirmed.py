"""What a reporting word hands to a source: the contents of its attribution."""

import re

from tellings.records import Attribution, EventMention, Reuse, Support
from tests.lessons.solver.found import Found, chosen
from tests.lessons.solver.layers import Book, Story, covered, place_of
from tests.lessons.solver.owners import open_owner
from tests.lessons.solver.seen import Place, SeenItem
from tests.lessons.solver.statements import stands_alone

_HELD_BACK = frozenset({"decline_to_confirm", "deny", "evade"})


def solve(item: SeenItem, story: Story) -> Found:
    """Choose what the source says; what else it says, in whatever words, is right as well."""
    asked = [each for each in _attributions(story, item) if _clear(story, each)]
    right = {
        option.id
        for each in asked
        for option in item.options
        if _answers(story, each, option.text.place)
    }
    odd = {
        option.id
        for option in item.options
        if not stands_alone(story, item.exercise, option.text.place)
        or any(_other_form(story, each, option.text.place) for each in asked)
    }
    return chosen(right, odd)


def _other_form(story: Story, asked: Attribution, option: Place) -> bool:
    """Whether of an option and what is asked about only one is direct speech."""
    direct = {each.quote_type != "indirect" for each in _giving(story, option)} or {False}
    return direct != {asked.quote_type != "indirect"}


def _giving(story: Story, option: Place) -> list[Attribution]:
    """The attributions that an option is a whole content of."""
    found = story.gold.of(Attribution, option.article)
    return [each for each in found if option in _contents(story, each) and not each.parent]


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

    return asked.scope == "clear" and not asked.parent and story.all_say(asked, same)


def _answers(story: Story, asked: Attribution, option: Place) -> bool:
    said = _contents(story, asked)
    alike = covered(option, said) or _same_words(story, option, said)
    about = asked.cue_class in _HELD_BACK and _one_event(story, option, said)
    if alike or about or _says_too(story, asked, option) or _tied(story, option, said):
        return True
    if option.article == asked.article_id and not _giving(story, option):
        return _maybe_said(story, option)
    return any(_maybe_one(story, asked, each) for each in _giving(story, option))


def _maybe_said(story: Story, option: Place) -> bool:
    """Whether words of nobody may be the words of a source that has no clear end."""
    headline = any(
        each.label in ("headline", "subheadline") and place_of(each).meets(option)
        for each in story.gold.spans("segment", option.article)
    )
    return not headline and open_owner(story, option)


def _maybe_one(story: Story, asked: Attribution, other: Attribution) -> bool:
    """Whether two sources share an entity in what names them."""
    return bool(_names(story, asked) & _names(story, other))


def _names(story: Story, attribution: Attribution) -> set[str]:
    """A source, and whatever the article names in the words for it."""
    whose = set(attribution.source_entities)
    spans = [
        each.source_span
        for each in story.gold.of(Attribution, attribution.article_id)
        if each.source_span and whose & set(each.source_entities)
    ]
    mentions = story.gold.spans("mention", attribution.article_id)
    places = story.gold.places(spans)
    return whose | {
        each.entity
        for each in mentions
        if each.entity and any(place_of(each).meets(place) for place in places)
    }


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
