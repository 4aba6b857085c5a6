"""What a teacher would like to have at hand: a time line, and how long the articles are to read."""

from collections.abc import Iterator
from math import ceil

from tellings.lessons.layers import SHOWN, Layers
from tellings.lessons.showing.dates import dated
from tellings.lessons.shown import Term
from tellings.lessons.wording import Words
from tellings.records import Event

_WORDS_A_MINUTE = 200
"""What students read quietly; slow readers need half as long again."""


def reading(layers: Layers) -> float:
    """The minutes that it takes to read all articles, rounded up."""
    words = sum(len(each.text.split()) for each in layers.articles.values())
    return float(ceil(words / _WORDS_A_MINUTE))


def time_line(layers: Layers, words: Words) -> Iterator[Term]:
    """The events whose day the articles show, by day; the day stands where terms have titles."""
    found = [
        each
        for each in layers.of(Event)
        if each.date.basis in SHOWN and each.date.edtf and each.date.earliest
    ]
    for event in sorted(found, key=lambda each: (str(each.date.earliest), each.id)):
        yield Term(title=dated(event.date.edtf or "", words), definition=event.title)
