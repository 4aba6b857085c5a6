"""What a teacher would like to have at hand: a time line, what the tellings answer."""

from collections.abc import Iterator

from tellings.lessons.layers import SHOWN, Layers
from tellings.lessons.showing.dates import dated
from tellings.lessons.shown import Term
from tellings.lessons.wording import Words
from tellings.records import Divergence, Event


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
