"""Which of several passages on one thing holds a word that judges: items of the kind ``choice``."""

from collections.abc import Iterator, Sequence

from tellings.lessons.items import Item, Kind, Option, Quote
from tellings.lessons.layers import EXTERNAL, Layers
from tellings.lessons.material.judging import LAYER, STEERING, judging_in, neutral
from tellings.lessons.material.readings import Readings
from tellings.lessons.material.rewording import in_what_light
from tellings.lessons.wording import Words
from tellings.records import Divergence, Reuse, Span


class WordChoices:
    """Makes the items of one story; the sentences are those of the exercise."""

    def __init__(
        self,
        layers: Layers,
        words: Words,
        readings: Readings,
        judging: Sequence[Span],
        fit: Sequence[Span],
    ) -> None:
        """Look at the story of ``layers``, whose judging words are ``judging``.

        Args:
            layers: the story.
            words: the sentences of the exercise.
            readings: what any pass has.
            judging: the words that every pass takes to judge.
            fit: those that may be asked about.
        """
        self._layers, self._words = layers, words
        self._readings, self._judging, self._fit = readings, judging, fit

    def items(self) -> Iterator[Item]:
        """The items, by the id of the reuse, then by that of the divergence; each word once."""
        asked: set[str] = set()
        for each in self._found():
            word = self._layers.span(each.records[-1]).text.casefold()
            if word not in asked:
                asked.add(word)
                yield each

    def _found(self) -> Iterator[Item]:
        agreed = [
            each for each in self._layers.of(Reuse) if not self._layers.voting.votes(each).contested
        ]
        yield from filter(None, map(self._twins, agreed))
        yield from filter(None, map(self._tellings, self._layers.of(Divergence)))

    def _judging_in(self, quote: Quote) -> list[Span]:
        return judging_in(self._layers, self._judging, quote)

    def _twins(self, reuse: Reuse) -> Item | None:
        for shift in reuse.shifts:
            if shift.from_span is None or shift.to_span is None:
                continue
            sides = self._layers.quote(shift.from_span), self._layers.quote(shift.to_span)
            loaded = [bool(self._judging_in(each)) for each in sides]
            passages = [
                self._side(reuse.from_spans, sides[0]),
                self._side(reuse.to_spans, sides[1]),
            ]
            if loaded.count(True) != 1 or None in passages:
                continue
            at = loaded.index(True)
            key, other = passages[at], passages[1 - at]
            span = self._judging_in(sides[at])[0]
            plain = other and not self._readings.marked(other, LAYER, STEERING)
            if key and other and plain and span in self._fit:
                return self._twin_item(reuse, key, other, sides[1 - at], span)
        return None

    def _side(self, spans: tuple[str, ...], words: Quote) -> Quote | None:
        """The passage of one side of a reuse that holds the words of a shift."""
        return next((each for each in self._layers.quotes(spans) if words.within(each)), None)

    def _twin_item(self, reuse: Reuse, key: Quote, other: Quote, plain: Quote, span: Span) -> Item:
        say, word = self._words.say, self._layers.quote(span.id)
        said: dict[str, str | Quote] = {"word": word, "neutral": neutral(span), "plain": plain}
        options = (
            Option(
                "word", say("twin-this", word=word), in_what_light(self._layers, self._words, span)
            ),
            Option("plain", say("twin-this", word=plain), say("twin-other", **said)),
            Option("both", say("both"), say("both-why", **said)),
            Option("neither", say("neither"), say("neither-why", **said)),
        )
        return Item(
            kind=Kind.CHOICE,
            stem=say("twins"),
            reading=(key, other) if key.text < other.text else (other, key),
            options=options,
            key=("word",),
            why=say("twin-key", **said),
            evidence=(word, plain),
            records=(reuse.id, span.id),
            minutes=1.5,
            difficulty=2,
        )

    def _tellings(self, divergence: Divergence) -> Item | None:
        kinds = {each.kind for each in divergence.relations if each.basis != EXTERNAL}
        answers = {
            self._layers.outlet(each.article): self._layers.quote(each.spans[0])
            for each in divergence.answers
            if len(each.spans) == 1 and each.basis != EXTERNAL
        }
        loaded = [outlet for outlet, quote in answers.items() if self._judging_in(quote)]
        plain = [
            outlet
            for outlet, quote in answers.items()
            if outlet not in loaded and not self._readings.marked(quote, LAYER, STEERING)
        ]
        if LAYER not in kinds or len(loaded) != 1 or len(plain) < 2:
            return None
        span = self._judging_in(answers[loaded[0]])[0]
        if span not in self._fit:
            return None
        return self._telling_item(
            divergence, {each: answers[each] for each in plain + loaded}, span
        )

    def _telling_item(self, divergence: Divergence, answers: dict[str, Quote], span: Span) -> Item:
        say, word = self._words.say, self._layers.quote(span.id)
        own = self._layers.outlet(span.article_id)
        options = [
            Option(
                f"answer-{number}",
                (quote,),
                in_what_light(self._layers, self._words, span)
                if outlet == own
                else say("telling-other", outlet=outlet, word=word),
            )
            for number, (outlet, quote) in enumerate(answers.items(), 1)
        ]
        return Item(
            kind=Kind.CHOICE,
            stem=say("tellings", question=divergence.question),
            options=tuple(options),
            key=(options[-1].id,),
            why=say("telling-why", word=word),
            evidence=(word,),
            records=(divergence.id, span.id),
            minutes=1.5,
            difficulty=2,
        )
