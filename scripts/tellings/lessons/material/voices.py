"""Whose statement a claim is: a source's that the outlet hands on, or the outlet's own."""

from tellings.lessons.items import Quote
from tellings.lessons.layers import Layers
from tellings.lessons.material.judging import JUDGING, LAYER
from tellings.lessons.material.readings import Readings
from tellings.lessons.material.sources import owner_open
from tellings.lessons.voting import FindSpan
from tellings.records import Attribution, Event, EventMention, Span

CLAIM = "claim"
_PAST = frozenset({"historical", "ongoing"})
_TO_COME = frozenset({"future", "hypothetical"})


def claim_label(record: object, _spans: FindSpan) -> object:
    """What is voted on: the kind of claim."""
    return record.label if isinstance(record, Span) and record.layer == CLAIM else None


class Voices:
    """Sorts the statements of one story's articles by who makes them."""

    def __init__(self, layers: Layers) -> None:
        """Look at the story of ``layers``."""
        self._layers, self._readings = layers, Readings(layers)
        self._handed_on = {name: self._contents(name) for name in layers.articles}
        self._mentioned = {name: self._triggers(name) for name in layers.articles}

    def _contents(self, article: str) -> list[tuple[Quote, Attribution]]:
        return [
            (content, each)
            for each in self._layers.of(Attribution, article)
            for content in self._layers.quotes(each.content_spans)
        ]

    def _triggers(self, article: str) -> list[tuple[Quote, EventMention]]:
        return [
            (self._layers.quote(each.trigger_span), each)
            for each in self._layers.of(EventMention, article)
            if each.trigger_span
        ]

    def claims(self, article: str, *labels: str) -> list[Span]:
        """The claims on whose kind gold and every pass agree."""
        return [
            each
            for each in self._layers.spans(article, CLAIM, *labels)
            if not self._layers.voting.votes(each, claim_label).contested
        ]

    def reported(self, quote: Quote) -> Attribution | None:
        """The attribution that hands words on, if gold and every pass say that one does.

        Of several, one in the other, it is the inmost: whoever is nearest to the words.
        """
        if not self._readings.handed_on_by_all(quote):
            return None
        over = [
            (content.end - content.start, each.id, each)
            for content, each in self._handed_on[quote.article]
            if quote.within(content)
        ]
        return min(over)[2] if over else None

    def own(self, quote: Quote) -> bool:
        """Whether the outlet itself speaks: no pass gives any of the words to a source.

        Nor is it open how far a source's words reach, in the paragraph or in the whole article.
        """
        return not self._readings.handed_on(quote) and not owner_open(self._layers, quote)

    def plain(self, quote: Quote) -> bool:
        """Whether no pass marks a word that judges in them."""
        return not self._readings.marked(quote, LAYER, JUDGING)

    def hedged(self, quote: Quote) -> bool:
        """Whether a pass marks a hedge in them."""
        return self._readings.marked(quote, LAYER, {"hedge"})

    def to_come(self, quote: Quote) -> bool:
        """Whether words hold a mention of an event that is still to come, or only imagined."""
        return any(each.context in _TO_COME for each in self._mentions(quote))

    def unsettled(self, quote: Quote) -> int:
        """How far words are from telling acts that are past or under way, from 0.

        0 if all events they mention are such acts, of types with a name; 1 if one is; else 2.
        """
        mentions = self._mentions(quote)
        acts = [self._layers.records.get(each.event) for each in mentions]
        named = [
            mention.context in _PAST and isinstance(act, Event) and act.type != "other"
            for mention, act in zip(mentions, acts, strict=True)
        ]
        return 2 - any(named) - (any(named) and all(named))

    def vague(self, quote: Quote) -> bool:
        """Whether words mention an event of no type with a name: of such a one people judge."""
        acts = (self._layers.records.get(each.event) for each in self._mentions(quote))
        return any(isinstance(each, Event) and each.type == "other" for each in acts)

    def _mentions(self, quote: Quote) -> list[EventMention]:
        return [each for trigger, each in self._mentioned[quote.article] if trigger.within(quote)]
