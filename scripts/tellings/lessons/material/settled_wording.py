"""Sentences and words on whose colour nobody can disagree, as far as the passes show."""

from collections.abc import Iterator, Sequence

from tellings.lessons.items import Quote
from tellings.lessons.layers import Layers
from tellings.lessons.material.judging import LAYER, STEERING, neutral
from tellings.lessons.material.readings import Readings
from tellings.lessons.material.vocabulary import long_words, word_list
from tellings.records import Attribution, Reuse, Span
from tellings.story import RULES_PASS, PassData

Place = tuple[str, int, int]
_WIDER = 3
"""With so many words more than gold's a pass still means the same choice of words."""


class SettledWording:
    """Says of the words of one story whether their colour is settled."""

    def __init__(self, layers: Layers, readings: Readings) -> None:
        """Look at the story of ``layers``, of which ``readings`` knows what any pass has."""
        self._layers, self._readings = layers, readings
        passes = [each for name, each in layers.data.passes.items() if name != RULES_PASS]
        self._colouring = [place for each in passes for place in _colouring_cues(each)]
        self._steering = [place for each in passes for place in _places(each, STEERING)]
        self._hedges = {text for each in passes for text in _hedges(each)}
        self._twins = {
            word
            for reuse in layers.of(Reuse)
            if not layers.voting.votes(reuse).contested
            for shift in reuse.shifts
            for word in (shift.from_span, shift.to_span)
            if shift.from_span and shift.to_span and word
        }

    def cued_plainly(self, sentence: Quote) -> bool:
        """Whether every reporting word in it is neutral, in gold and in every pass."""
        return not any(_meets(sentence, each) for each in self._colouring)

    def steers_in(self, sentence: Quote, words: Sequence[Quote]) -> bool:
        """Whether a pass marks words that steer in a sentence, and not just around some words.

        A pass may take a few words more than gold (``_WIDER``) for the same choice of words.
        """
        return any(
            _meets(sentence, each) and not any(self._is_about(word, each) for word in words)
            for each in self._steering
        )

    def _is_about(self, word: Quote, place: Place) -> bool:
        article, start, end = place
        size = len(self._layers.words(article, start, end).text.split())
        return _meets(word, place) and size <= len(word.text.split()) + _WIDER

    def unmarked(self, sentence: Quote) -> bool:
        """Whether no pass notes any choice of words in it, nor a judgement."""
        labels = self._layers.codebook.inventories[LAYER].labels
        noted = self._readings.marked(sentence, LAYER, labels)
        return not noted and not self._readings.marked(sentence, "claim", {"judgement"})

    def sure_of_events(self, sentence: Quote) -> bool:
        """Whether the passes agree on every event that is told in it."""
        triggers = self._layers.spans_on(sentence, "event")
        return not any(self._layers.voting.votes(each).contested for each in triggers)

    def unoffered(self, sentence: Quote, offered: Sequence[Quote]) -> int:
        """How many long words of a sentence are in none of the words that are offered."""
        left = sentence.text
        for each in sorted(offered, key=lambda each: -each.start):
            start, end = each.start - sentence.start, each.end - sentence.start
            left = f"{left[:start]} {left[end:]}"
        return len(long_words(left))

    def keeps_certainty(self, span: Span) -> bool:
        """Whether the rewording of a word leaves it as sure: it has no word for a doubt.

        Such words are the story's hedges, also as parts of others (``likely`` in ``unlikely``).
        """
        words = word_list(neutral(span))
        return not any(hedge in each for hedge in self._hedges for each in words)

    def keeps_fact(self, span: Span) -> bool:
        """Whether the rewording of a word leaves the fact as it is.

        A word that tells an event tells another one when it is reworded, unless a reuse on which
        the passes agree pairs it with a word of another telling.
        """
        triggers = self._layers.spans_on(self._layers.quote(span.id), "event")
        return self.keeps_certainty(span) and (not triggers or span.id in self._twins)


def _meets(quote: Quote, place: Place) -> bool:
    article, start, end = place
    return article == quote.article and start < quote.end and quote.start < end


def _spans(found: PassData) -> dict[str, Span]:
    return {each.id: each for each in found.records() if isinstance(each, Span)}


def _colouring_cues(found: PassData) -> Iterator[Place]:
    spans = _spans(found)
    for each in found.records():
        if isinstance(each, Attribution) and each.cue_class != "neutral":
            cue = spans.get(each.cue_span or "")
            if cue is not None:
                yield cue.article_id, cue.start, cue.end


def _places(found: PassData, labels: frozenset[str]) -> Iterator[Place]:
    for each in _spans(found).values():
        if each.layer == LAYER and each.label in labels:
            yield each.article_id, each.start, each.end


def _hedges(found: PassData) -> Iterator[str]:
    for each in _spans(found).values():
        if each.layer == LAYER and each.label == "hedge":
            yield each.text.casefold()
