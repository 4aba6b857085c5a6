"""What an article carries from another, and which articles have a report of their own."""

import re
from collections.abc import Iterator

from tellings.records import Attribution, Commitment, Event, EventMention, Reuse
from tests.lessons.solver.found import Found, chosen
from tests.lessons.solver.layers import Book, Story, longest
from tests.lessons.solver.owners import doubtful_identity, is_outlet, open_owner
from tests.lessons.solver.seen import Place, SeenItem

_RUN, _LONG = 6, 4
_SAYS = {
    "0": "none of them",
    "1": "one",
    "2": "two",
    "3": "three",
    "4": "four",
    "5": "five",
}


def solve(item: SeenItem, story: Story) -> Found:
    """Mark the sentences that carry something over, or count the reports of their own."""
    return _count(item, story) if item.kind == "choice" else _mark(item, story)


# What is carried over ------------------------------------------------------------------------


def _mark(item: SeenItem, story: Story) -> Found:
    (later,) = {each.place.article for each in item.reading}
    (earlier,) = story.published_by(item.stem.words) - {later}
    right, unsure = set(), set()
    for option in item.options:
        sentence = option.text.place
        sure, doubt = _carried(story, sentence, earlier)
        if sure:
            right.add(option.id)
        if doubt or (not sure and _near(story, sentence, earlier)):
            unsure.add(option.id)
    return chosen(right, unsure)


def _carried(story: Story, sentence: Place, earlier: str) -> tuple[bool, bool]:
    """Whether a sentence meets text taken over on which all agree, and whether any other reuse."""
    agreed, doubt = False, False
    for reuse in story.gold.of(Reuse):
        before, after = story.gold.places(reuse.from_spans), story.gold.places(reuse.to_spans)
        forward = any(each.article == earlier for each in before) and _meets(after, sentence)
        backward = any(each.article == earlier for each in after) and _meets(before, sentence)
        clear = reuse.direction == "forward" and story.agreed(reuse, lambda each, _: each.direction)
        clear = clear and _visible(story, reuse, before, after)
        agreed = agreed or (forward and clear)
        doubt = doubt or backward or (forward and not clear)
    return agreed, doubt


def _visible(story: Story, reuse: Reuse, before: list[Place], after: list[Place]) -> bool:
    """Whether the words are the same, follow the others closely, or are said to be another's."""
    told = reuse.acknowledged and story.agreed(reuse, lambda each, _: each.acknowledged)
    earlier = set[tuple[str, ...]]().union(*(_runs(story, each) for each in before))
    close = any(_runs(story, each) & earlier for each in after)
    return reuse.kind == "verbatim" or told or close


def _meets(places: list[Place], sentence: Place) -> bool:
    return any(each.meets(sentence) for each in places)


def _runs(story: Story, place: Place) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", story.text(place).casefold())
    return {tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}


def _near(story: Story, sentence: Place, earlier: str) -> bool:
    """Whether a sentence has six words in a row from the earlier article, or three long ones."""
    whole = Place(earlier, 0, len(story.articles[earlier].text))
    if _runs(story, sentence) & _runs(story, whole):
        return True
    ours, theirs = (re.findall(r"\w+", story.text(each).casefold()) for each in (sentence, whole))
    triples = {tuple(theirs[at : at + 3]) for at in range(len(theirs))}
    return any(
        tuple(ours[at : at + 3]) in triples and min(map(len, ours[at : at + 3])) >= _LONG
        for at in range(len(ours) - 2)
    )


# Reports of their own ------------------------------------------------------------------------


def _count(item: SeenItem, story: Story) -> Found:
    every = story.gold.of(Event)
    titles = longest((each.title for each in every), item.stem.words)
    events = {each.id for each in every if each.title in titles}
    rest = item.stem.words
    for title in titles:
        rest = rest.replace(title, "")
    own = [_own(story, article, events) for article in story.published_by(rest)]
    if None in own or any(doubtful_identity(story, each) for each in events):
        return chosen([])
    return chosen([story.meanings(item, _SAYS)[str(own.count(True))]])


def _own(story: Story, article: str, events: set[str]) -> bool | None:
    """Whether an article found it out; None if its words may be another's, or tell what will be."""
    sure = list(_sure(story, article, events))
    own = [each for each in sure if not _passed_on(story, article, *each)]
    itself = all(commitment.source == "author" for _, commitment in own)
    unclear = any(open_owner(story, place) for each in own for place in _evidence(story, *each))
    if not sure or (own and itself and unclear):
        return None
    return bool(own)


def _sure(
    story: Story, article: str, events: set[str]
) -> Iterator[tuple[EventMention, Commitment]]:
    """The commitments of an article's sources that are certain, for gold and for every pass."""
    for mention in story.gold.of(EventMention, article):
        if mention.event in events and mention.context not in ("future", "hypothetical"):
            for each in mention.commitments:
                if each.factuality == "certain" and _agreed(story, mention, each):
                    yield mention, each


def _agreed(story: Story, mention: EventMention, commitment: Commitment) -> bool:
    ours = _voice(story.gold, commitment)

    def same(each: EventMention, book: Book) -> bool:
        sure = [their for their in each.commitments if their.factuality == "certain"]
        return any(_one(ours, _voice(book, their)) for their in sure)

    return story.all_say(mention, same)


def _voice(book: Book, commitment: Commitment) -> Place | None:
    """The words for a source; None for the outlet itself."""
    found = book.records.get(commitment.source)
    named = isinstance(found, Attribution) and found.source_span
    return book.place(named) if named else None


def _one(this: Place | None, that: Place | None) -> bool:
    return this.meets(that) if this and that else this is that


def _passed_on(story: Story, article: str, mention: EventMention, each: Commitment) -> bool:
    """Whether it comes through a news outlet, or stands in text from another article."""
    evidence = _evidence(story, mention, each)
    return _through_outlet(story, each.source) or any(
        place.meets(carried) for place in evidence for carried in _taken(story, article)
    )


def _evidence(story: Story, mention: EventMention, each: Commitment) -> list[Place]:
    spans = each.evidence_spans or (*mention.evidence_spans, mention.trigger_span or "")
    return story.gold.places(name for name in spans if name)


def _through_outlet(story: Story, source: str | None) -> bool:
    found = story.gold.records.get(source or "")
    if not isinstance(found, Attribution):
        return False
    return is_outlet(story, found) or _through_outlet(story, found.parent)


def _taken(story: Story, article: str) -> list[Place]:
    """The text of an article that comes from another."""
    return [
        place
        for each in story.gold.of(Reuse)
        if each.direction == "forward"
        if all(one.article != article for one in story.gold.places(each.from_spans))
        for place in story.gold.places(each.to_spans)
        if place.article == article
    ]
