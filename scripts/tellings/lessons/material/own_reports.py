"""Which articles report an event on their own, and which only hand on another outlet."""

from collections.abc import Sequence
from dataclasses import dataclass

from tellings.lessons.items import Quote
from tellings.lessons.layers import Layers
from tellings.lessons.material.commitments import Stand, stands, to_come
from tellings.lessons.material.origins import Origins
from tellings.lessons.material.shared_wording import FORWARD, shared_texts
from tellings.lessons.material.sources import outlet_in, owner_open
from tellings.records import Attribution, Event

_CERTAIN = "certain"
_CREDIT = "source_credit"
"""A line that credits an agency or a writer: whose report the article is stays open."""


@dataclass(frozen=True)
class Telling:
    """How one article comes to tell an event.

    Attributes:
        article: the article.
        own: a source that is certain and comes through no other outlet.
        passed: one that does, where there is no source of its own.
    """

    article: str
    own: Stand | None
    passed: Stand | None = None


def taken_over(layers: Layers) -> list[Quote]:
    """Every passage that an article has from another one."""
    return [
        place
        for text in shared_texts(layers)
        if text.record.direction == FORWARD and text.earlier != text.later
        for place in text.after
    ]


def tellings_of(
    layers: Layers, origins: Origins, taken: Sequence[Quote], event: Event
) -> list[Telling]:
    """The articles that tell an event as certain, not as to come; none if that is not sure.

    Not sure is what the passes contest, whose words are told where an outlet hands on another one
    or a source without an end, and whose report an article with a source credit is.
    """
    found = []
    everybody = [each for each in stands(layers, origins, event.id) if not to_come(each)]
    sure = [each for each in everybody if each.factuality == _CERTAIN]
    for article in layers.articles:
        here = [each for each in sure if each.mention.article_id == article]
        own = [each for each in here if _of_its_own(layers, each, taken)]
        firm = [each for each in own if not each.votes.contested]
        passed = [each for each in here if each not in own and not each.votes.contested]
        if own and (not firm or layers.spans(article, "segment", _CREDIT)):
            return []
        if firm:
            best = next((each for each in firm if not each.own), firm[0])
            if best.own and any(owner_open(layers, each) for each in layers.quotes(best.places)):
                return []
            found.append(Telling(article, best))
        elif passed:
            found.append(Telling(article, None, passed[0]))
    return found


def _of_its_own(layers: Layers, stand: Stand, taken: Sequence[Quote]) -> bool:
    record = layers.records.get(stand.commitment.source)
    if isinstance(record, Attribution) and outlet_in(layers, record):
        return False
    evidence = layers.quotes(stand.places)
    return not any(quote.meets(*taken) for quote in evidence)
