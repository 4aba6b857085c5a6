"""Whose words a statement is among; the outlet's where it is among nobody's."""

import re

from tellings.records import Attribution, Entity
from tests.lessons.solver.found import Found, matched
from tests.lessons.solver.layers import Book, Story, covered, longest, place_of, says
from tests.lessons.solver.owners import open_owner
from tests.lessons.solver.seen import Place, SeenItem, SeenPart
from tests.lessons.solver.statements import stands_alone

_LONG = 4
_UNNAMED = "unnamed_person"
_OUTLET = "{outlet} itself, naming no source"


def solve(item: SeenItem, story: Story) -> Found:
    """Match each statement to whoever says it."""
    return matched({row.id: _right(item, story, row.text.place) for row in item.rows})


def _right(item: SeenItem, story: Story, statement: Place) -> set[str]:
    if not stands_alone(story, item.exercise, statement):
        return set()
    voices = [each for each in _near(story.gold, statement) if _has(story.gold, each, statement)]
    if not voices:
        alone = not any(_near(book, statement) for book in story.books)
        alone = alone and not open_owner(story, statement)
        own = story.sentence(item.exercise, "outlet", _OUTLET)
        return {each.id for each in item.options if alone and says(each.text, own)}
    clear = all(_clear(story, each) for each in voices)
    sources = {entity for each in voices for entity in each.source_entities}
    fit = {
        each.id: any(_fits(story, statement.article, name, sources) for name in _named(story, each))
        for each in item.options
    }
    return {name for name, found in fit.items() if clear and found}


def _fits(story: Story, article: str, name: str, sources: set[str]) -> bool:
    """Whether an entity is a source, or one of the two has no name and could be the other."""
    if name in sources or any(_one(story, article, name, each) for each in sources):
        return True
    entity = story.gold.records[name]
    spoke = any(name in each.source_entities for each in story.gold.of(Attribution, article))
    return isinstance(entity, Entity) and entity.type == _UNNAMED and not spoke


def _one(story: Story, article: str, this: str, that: str) -> bool:
    entities = [story.gold.records[each] for each in (this, that)]
    if not any(isinstance(each, Entity) and each.type == _UNNAMED for each in entities):
        return False
    ours, theirs = _called(story, article, this), _called(story, article, that)
    return bool({this, *_names(story, ours)} & {that, *_names(story, theirs)}) or bool(
        _words(story, ours) & _words(story, theirs)
    )


def _called(story: Story, article: str, entity: str) -> list[Place]:
    """Where an article names an entity, alone or as a source."""
    spans = [each.id for each in story.gold.spans("mention", article) if each.entity == entity]
    for each in story.gold.of(Attribution, article):
        if each.source_entities == (entity,) and each.source_span:
            spans.append(each.source_span)
    return story.gold.places(spans)


def _names(story: Story, places: list[Place]) -> set[str]:
    return {
        mention.entity
        for place in places
        for mention in story.gold.spans("mention", place.article)
        if mention.entity and place_of(mention).meets(place)
    }


def _words(story: Story, places: list[Place]) -> set[str]:
    found = {word for each in places for word in re.findall(r"\w+", story.text(each).casefold())}
    return {each for each in found if len(each) >= _LONG}


def _near(book: Book, statement: Place) -> list[Attribution]:
    """The attributions that a statement is among the contents of, if only in part."""
    found = book.of(Attribution, statement.article)
    return [each for each in found if any(statement.meets(p) for p in _contents(book, each))]


def _has(book: Book, attribution: Attribution, statement: Place) -> bool:
    return covered(statement, _contents(book, attribution))


def _contents(book: Book, attribution: Attribution) -> list[Place]:
    return book.places(attribution.content_spans)


def _clear(story: Story, attribution: Attribution) -> bool:
    """Whether it has one source, and no pass names another."""
    ours = _source(story.gold, attribution)

    def same(each: Attribution, book: Book) -> bool:
        theirs = _source(book, each)
        met = ours is not None and theirs is not None and ours.meets(theirs)
        return met or each.source_entities == attribution.source_entities

    one = attribution.scope == "clear" and len(attribution.source_entities) == 1
    return one and story.all_say(attribution, same)


def _source(book: Book, attribution: Attribution) -> Place | None:
    return book.place(attribution.source_span) if attribution.source_span else None


def _named(story: Story, option: SeenPart) -> set[str]:
    """The entities that an option names; what an article calls them may follow in brackets."""
    names = longest(story.names, option.text.words)
    return {each for name in names for each in story.entities(name)}
