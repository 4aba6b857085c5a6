"""Whose words a statement is among; the outlet's where it is among nobody's."""

from tellings.records import Attribution
from tests.lessons.solver.found import Found, matched
from tests.lessons.solver.layers import Book, Story, covered, longest, says
from tests.lessons.solver.seen import Place, SeenItem, SeenPart

_OUTLET = "{outlet} itself, quoting nobody"


def solve(item: SeenItem, story: Story) -> Found:
    """Match each statement to whoever says it."""
    return matched({row.id: _right(item, story, row.text.place) for row in item.rows})


def _right(item: SeenItem, story: Story, statement: Place) -> set[str]:
    voices = [each for each in _near(story.gold, statement) if _has(story.gold, each, statement)]
    if not voices:
        alone = not any(_near(book, statement) for book in story.books)
        own = story.sentence(item.exercise, "outlet", _OUTLET)
        return {each.id for each in item.options if alone and says(each.text, own)}
    clear = all(_clear(story, each) for each in voices)
    sources = {entity for each in voices for entity in each.source_entities}
    return {each.id for each in item.options if clear and _named(story, each) & sources}


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
