"""A statement that an article gives to a source, and what stands beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from tellings.lessons.items import Quote, Rich
from tellings.lessons.layers import Layers
from tellings.lessons.material.naming import entities_in, events_in, spoken_for
from tellings.lessons.material.overlapping import overlapping
from tellings.lessons.material.shared_wording import Tie, tied
from tellings.lessons.material.sources import contents, source_said
from tellings.lessons.material.vocabulary import same_words
from tellings.records import Attribution

FARTHEST = 3
_HELD_BACK = frozenset({"decline_to_confirm", "deny", "evade"})
"""Classes of reporting words with which a source does not speak up for what is asked about."""
_RETOLD = "indirect"


@dataclass(frozen=True)
class Asked:
    """What an item asks about."""

    record: Attribution
    key: Quote
    cue: Quote
    source: Rich


class Beside:
    """What stands beside the words asked about, and how near it is.

    Attributes:
        mine: the words asked about, and whatever else their source says in the article.
    """

    def __init__(self, layers: Layers, asked: Asked, found: Sequence[Tie]) -> None:
        self.layers, self.asked = layers, asked
        self.article = asked.record.article_id
        self.mine = [asked.key, *self._said_too()]
        self.ties = found
        self.events = events_in(layers, asked.key)
        self.entities = set(entities_in(layers, asked.key))

    def _said_too(self) -> Iterator[Quote]:
        for each in self.layers.of(Attribution, self.article):
            if set(each.source_entities) & set(self.asked.record.source_entities):
                yield from contents(self.layers, each)

    def far(self, quote: Quote) -> int:
        """0 where the events meet in one article, 1 elsewhere in it, 3 in other articles."""
        meet = bool(self.events & events_in(self.layers, quote))
        if quote.article == self.article:
            return int(not meet)
        near = self.entities & set(entities_in(self.layers, quote))
        return FARTHEST if near and not meet else FARTHEST + 1

    def wrong(self, quote: Quote) -> bool:
        """Whether words are no answer: not the source's, not the key in other words."""
        held_back = self.asked.record.cue_class in _HELD_BACK
        if held_back and self.events & events_in(self.layers, quote):
            return False
        return not any(
            quote.meets(each) or same_words(quote, each) or tied(self.ties, quote, each)
            for each in self.mine
        )

    def foreign(self, other: Attribution) -> bool:
        """Whether another attribution is somebody else's, and its source can be named.

        It has to be of the same form: direct speech beside direct speech only.
        """
        layers, mine = self.layers, self.asked.record
        shared = set(spoken_for(layers, other)) & set(spoken_for(layers, mine))
        if shared or other.parent or spoken(other) != spoken(mine):
            return False
        pairs = product(other.source_entities, mine.source_entities)
        same = any(overlapping(layers, self.article, *pair) for pair in pairs)
        return bool(source_said(layers, other)) and not same


def spoken(record: Attribution) -> bool:
    """Whether a statement has words of the source in it as they were said."""
    return record.quote_type != _RETOLD
