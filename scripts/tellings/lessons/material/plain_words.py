"""Plain words as foils for words that judge, and sentences in which nothing judges."""

from collections.abc import Iterator, Sequence
from itertools import islice

from tellings.lessons.items import Quote, Rich
from tellings.lessons.layers import Layers
from tellings.lessons.material.choosing import in_turn
from tellings.lessons.material.judging import LAYER, STEERING, neutral
from tellings.lessons.material.readings import Readings
from tellings.lessons.material.settled_wording import SettledWording
from tellings.lessons.material.vocabulary import long_words
from tellings.lessons.wording import Words
from tellings.records import Attribution, Entity, Event, EventMention, Span

_FOILS = 4
"""So many foils a passage at most."""
_CLEAN_FOILS = 8
"""So many in a clean passage, where whatever tells an act or a report is offered."""
_UNOFFERED = 3
"""A clean passage has so many long words at most that are not among the words offered."""
_WORDS = 7
"""A foil has at most so many words."""
_NAMED = frozenset({"person", "organisation", "government", "place", "news_outlet"})
"""Labels of mentions that name; those of things and laws often describe as well."""
_CLEAN_WORDS = (8, 45)
"""A clean passage has from so many to so many words."""
DEBATABLE = frozenset(
    {"threaten", "sanction", "coerce", "assault", "fight", "protest"}
    | {"disapprove", "reject", "demand", "concede", "mobilize", "other"}
)
"""Types of events whose plain names may sound like blame, and the type that says too little."""

Foil = tuple[Quote, Rich]
"""The words, and why they do not judge."""


class PlainWords:
    """Finds foils and clean passages in one story."""

    def __init__(
        self,
        layers: Layers,
        words: Words,
        readings: Readings,
        settled: SettledWording,
        judging: Sequence[Span],
    ) -> None:
        """Look at the story of ``layers``, whose judging words are ``judging``."""
        self._layers, self._words, self._readings = layers, words, readings
        self._settled = settled
        self._neutral = {neutral(each).lower() for each in judging}
        self._loaded = {layers.sentence(layers.quote(each.id)) for each in judging}
        self._events = {
            each.trigger_span: layers.records.get(each.event)
            for each in layers.of(EventMention)
            if each.trigger_span
        }
        self._cues = {each.cue_span: each.cue_class for each in layers.of(Attribution)}

    def foils(self, passage: Quote, most: int = _FOILS) -> list[Foil]:
        """Words of a passage that do not judge: the most tempting, and the longest of the others.

        The longest is there so that the length of what judges does not give it away.
        """
        found = [
            self._foil(span, name, **filled)
            for span, name, filled in self._candidates(passage)
            if not self._marked(span, name)
        ]
        chosen: list[Foil] = []
        for each in found:
            if len(chosen) < most - 1 and not _overlaps(each, chosen):
                chosen.append(each)
        others = [each for each in found if not _overlaps(each, chosen)]
        longest = max(others, key=lambda each: len(each[0].text), default=None)
        return [*chosen, longest] if longest else chosen

    def _marked(self, span: Span, name: str) -> bool:
        """Whether a pass marks the words, or has no plain reporting word there.

        Hedges are known to be marked as such.
        """
        labels = self._layers.codebook.inventories[LAYER].labels
        quote = self._layers.quote(span.id)
        marked = self._readings.marked(quote, LAYER, STEERING if name == "hedge" else labels)
        return marked or not self._settled.cued_plainly(quote)

    def _candidates(self, passage: Quote) -> Iterator[tuple[Span, str, dict[str, str]]]:
        """Spans, with the sentence that says why they do not judge and what else it names."""
        events = self._inside(passage, "event")
        yield from ((each, "plain", {}) for each in events if self._is_plain(each))
        for span in events:
            event = self._events.get(span.id)
            if isinstance(event, Event) and event.type not in DEBATABLE:
                yield span, "trigger", {}
        for span in self._inside(passage, LAYER):
            if span.label == "hedge" and not self._layers.voting.votes(span).contested:
                yield span, "hedge", {}
        yield from ((each, "time", {}) for each in self._inside(passage, "time"))
        for span in self._inside(passage, "attribution"):
            if self._cues.get(span.id) == "neutral":
                yield span, "cue", {}
        for span, entity in self._names(passage):
            yield span, "mention", {"entity": entity.name}

    def _names(self, passage: Quote) -> Iterator[tuple[Span, Entity]]:
        """Mentions of a passage that only name: of things, those without a word but the name's."""
        for span in self._inside(passage, "mention"):
            entity = self._layers.records.get(span.entity or "")
            if isinstance(entity, Entity):
                words = long_words(span.text)
                if span.label in _NAMED or words <= long_words(entity.name):
                    yield span, entity

    def _is_plain(self, span: Span) -> bool:
        """Whether the words are those that a plainer wording elsewhere would take."""
        return span.text.lower() in self._neutral

    def _inside(self, passage: Quote, layer: str) -> list[Span]:
        found = self._layers.spans_in(passage, layer)
        return [each for each in found if len(each.text.split()) <= _WORDS]

    def _foil(self, span: Span, name: str, **filled: str) -> Foil:
        quote = self._layers.quote(span.id)
        return quote, self._words.say(name, word=quote, **filled)

    def clean_foils(self, passage: Quote) -> list[Foil]:
        """Words of a clean passage: more than elsewhere, as all that tells an act is offered."""
        return self.foils(passage, _CLEAN_FOILS)

    def clean_passages(self, wanted: int) -> list[Quote]:
        """So many sentences in which nothing judges, or all there are; from every article."""
        by_article = map(self._clean, self._layers.articles)
        return list(islice(in_turn(by_article), wanted))

    def _clean(self, article: str) -> list[Quote]:
        """The clean sentences of an article, those of which most is offered first."""
        found = [each for each in self._layers.sentences(article) if self._is_clean(each)]
        return sorted(found, key=self._unoffered)

    def _unoffered(self, sentence: Quote) -> int:
        offered = [quote for quote, _ in self.clean_foils(sentence)]
        return self._settled.unoffered(sentence, offered)

    def _is_clean(self, sentence: Quote) -> bool:
        fewest, most = _CLEAN_WORDS
        return (
            fewest <= len(sentence.text.split()) <= most
            and sentence.within(*self._body(sentence.article))
            and sentence not in self._loaded
            and self._settled.unmarked(sentence)
            and self._settled.cued_plainly(sentence)
            and self._settled.sure_of_events(sentence)
            and not self._is_debatable(sentence)
            and self._tells(sentence)
            and len(self.foils(sentence)) > 1
            and self._unoffered(sentence) <= _UNOFFERED
        )

    def _body(self, article: str) -> list[Quote]:
        body = self._layers.spans(article, "segment", "body")
        return [self._layers.quote(each.id) for each in body]

    def _tells(self, sentence: Quote) -> bool:
        """Whether words for an act are offered: with names and “said” alone nothing is asked."""
        acts = {"plain", "trigger"}
        return any(
            name in acts and not self._marked(span, name)
            for span, name, _ in self._candidates(sentence)
        )

    def _is_debatable(self, sentence: Quote) -> bool:
        spans = self._layers.spans_on(sentence, "event")
        events = [self._events.get(each.id) for each in spans if not self._is_plain(each)]
        return any(isinstance(each, Event) and each.type in DEBATABLE for each in events)


def _overlaps(foil: Foil, others: Sequence[Foil]) -> bool:
    return foil[0].meets(*(quote for quote, _ in others))
