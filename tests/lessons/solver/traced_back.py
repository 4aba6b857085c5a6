"""Which differences between two wordings change what is said: the shifts that every pass saw."""

from collections.abc import Iterator

from tellings.records import Reuse, Shift, Span
from tests.lessons.solver.found import Found, chosen
from tests.lessons.solver.layers import Book, Story, place_of
from tests.lessons.solver.seen import Place, Seen, SeenItem, SeenPart

Sides = tuple[Place | None, Place | None]


def solve(item: SeenItem, story: Story) -> Found:
    """Mark the words, or tick the pairs, that change something."""
    pairs = {each.id: _pair(each) for each in item.options}
    later = {each.article for _, each in pairs.values() if each}
    earlier = {each.article for each in item.stem.places} - later
    sure = [each for each in _shifts(story, story.gold, earlier, later) if _seen(story, *each)]
    anybody = [
        _sides(book, shift)
        for book in story.books
        for _, shift in _shifts(story, book, earlier, later)
    ]
    changes = [_sides(story.gold, shift) for _, shift in sure]
    right = {name for name, pair in pairs.items() if any(_is(pair, each) for each in changes)}
    touched = {
        name for name, pair in pairs.items() if any(_touches(pair, each) for each in anybody)
    }
    loose = {name for name, pair in pairs.items() if not _counterparts(story, item.stem, pair)}
    if item.kind == "tick" and any(_open(item.stem, each, changes) for each in anybody):
        loose |= set(pairs)
    return chosen(right, (touched | loose) - right)


def _open(stem: Seen, found: Sides, changes: list[Sides]) -> bool:
    """Whether a change that somebody saw in the wordings shown is none that everybody saw."""
    shown = [place for place in found if place and any(place.within(each) for each in stem.places)]
    return bool(shown) and not any(_touches(found, each) for each in changes)


def _counterparts(story: Story, stem: Seen, pair: Sides) -> bool:
    """Whether the words of a pair name one thing that each wording names once; or it is no pair."""
    one, other = pair
    if one is None or other is None:
        return True
    entities = [{m.entity for m in _mentions(story, each)} for each in (one, other)]
    sides = [
        [
            m.entity
            for each in stem.places
            if each.article == side.article
            for m in _mentions(story, each)
        ]
        for side in (one, other)
    ]
    same = (entities[0] & entities[1]) - {None}
    return any(all(side.count(each) == 1 for side in sides) for each in same)


def _mentions(story: Story, place: Place) -> list[Span]:
    spans = story.gold.spans("mention", place.article)
    return [each for each in spans if place_of(each).within(place)]


def _pair(option: SeenPart) -> Sides:
    places = option.text.places
    return (places[0], places[1]) if len(places) > 1 else (None, places[0])


def _shifts(
    story: Story, book: Book, earlier: set[str], later: set[str]
) -> Iterator[tuple[Reuse, Shift]]:
    """The shifts of a pass between some articles."""
    for reuse in book.of(Reuse):
        ends = [{each.article for each in book.places(spans)} for spans in _ends(reuse)]
        if ends in ([earlier, later], [later, earlier]):
            yield from ((reuse, each) for each in reuse.shifts)


def _ends(reuse: Reuse) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return reuse.from_spans, reuse.to_spans


def _sides(book: Book, shift: Shift) -> Sides:
    one, other = shift.from_span, shift.to_span
    return (book.place(one) if one else None, book.place(other) if other else None)


def _is(pair: Sides, change: Sides) -> bool:
    return pair[1] == change[1] and (pair[0] is None or pair[0] == change[0])


def _touches(pair: Sides, change: Sides) -> bool:
    return any(one and other and one.meets(other) for one in pair for other in change)


def _seen(story: Story, reuse: Reuse, shift: Shift) -> bool:
    """Whether every pass has the reuse, the same way round, with a change on these words."""
    ours = _sides(story.gold, shift)

    def same(each: Reuse, book: Book) -> bool:
        changes = [_sides(book, theirs) for theirs in each.shifts]
        return each.direction == reuse.direction and any(_touches(ours, c) for c in changes)

    return story.all_say(reuse, same)
