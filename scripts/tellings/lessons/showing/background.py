"""What a teacher would like to have at hand: who is who, a time line, what the tellings answer."""

from collections.abc import Iterator

from tellings.lessons.layers import SHOWN, Layers
from tellings.lessons.showing.dates import dated
from tellings.lessons.shown import Term
from tellings.lessons.wording import Words
from tellings.records import Divergence, Entity, Event, Span

_MENTIONED = 2
"""Who is named in so many articles is worth a line."""
_NAMES, _LONG = 4, 40


def who(layers: Layers) -> Iterator[Term]:
    """The people, bodies and things that several articles name, with what they are called."""
    places: dict[str, set[str]] = {}
    for span in layers.of(Span):
        if span.entity:
            places.setdefault(span.entity, set()).add(span.article_id)
    for entity in layers.of(Entity):
        if len(places.get(entity.id, ())) >= _MENTIONED:
            kind = layers.label("mention", entity.type).title
            others = [name for name in entity.aliases if name != entity.name and len(name) <= _LONG]
            said = "; ".join([kind, *([", ".join(others[:_NAMES])] if others else [])])
            yield Term(title=entity.name, definition=said)


def time_line(layers: Layers, words: Words) -> Iterator[Term]:
    """The events whose day the articles show, by day; the day stands where terms have titles."""
    found = [
        each
        for each in layers.of(Event)
        if each.date.basis in SHOWN and each.date.edtf and each.date.earliest
    ]
    for event in sorted(found, key=lambda each: (str(each.date.earliest), each.id)):
        yield Term(title=dated(event.date.edtf or "", words), definition=event.title)


def questions(layers: Layers) -> Iterator[str]:
    """The questions that the tellings answer in different ways, by what the articles show."""
    for each in layers.of(Divergence):
        groups = {answer.group for answer in each.answers if answer.group}
        if len(groups) > 1 and any(relation.basis in SHOWN for relation in each.relations):
            yield each.question
