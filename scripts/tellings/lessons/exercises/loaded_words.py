"""Translate the loaded words: find the word that judges, and the plain word in its place.

A *judging word* is a gold span of the layer ``wording`` with a label of ``judging.JUDGING``, the
mode ``lexical`` and a neutral rewording, which every pass that went through the article marks as
judging too (under any label of ``JUDGING``). Items, in this order:

- ``mark``: the sentence of a judging word, if it has two foils or more, if no pass marks steering
  words (``judging.STEERING``) in it but its judging words, with three words more at most, if every
  reporting word in it is neutral in every pass, and if no rewording makes it less sure. Key: the
  stretches that are judging words. Foils are words of the sentence to which no pass gives a label
  of ``wording`` (but hedges that every pass marks): plain words that are the neutral rewording of
  a judging word somewhere in the story, triggers of events whose type is not debatable
  (``plain_words.DEBATABLE``), hedges, times, neutral reporting words, names: three in this order,
  and the longest of the others. Hard is what has a word whose rewording changes the fact.
  Three of ten passages or more are clean. A clean sentence has nothing to argue about: no pass
  notes a choice of words or a judgement in it, every reporting word is neutral in every pass, the
  passes agree on every event that it tells, none of them of a debatable type, a word
  for an act or a report is among the foils (eight at most), and three long words at most stand
  outside them. Key of these: nothing.
- ``choice`` between two passages that a reuse record, on which the passes agree, relates by a
  shift with both sides: the side that overlaps a judging word is the key, if no pass marks
  steering words anywhere in the other.
- ``choice`` between the answers to the question of a divergence with a relation of the kind
  ``wording`` (basis not external): the one answer that holds a judging word is the key, if no
  pass marks steering words in any other answer.
- ``match``: judging words to neutral rewordings. Key: the word's own. A word is left out if its
  rewording is longer by more than two words, repeats a word of its sentence, or changes the fact.
- ``discuss``: words that gold, but not every pass, marks as steering, with the votes.

A rewording *keeps certainty* if none of its words holds a hedge of the story; it *keeps the fact*
if it keeps certainty, and if the word is no trigger of an event, or stands in a shift with both
sides of a reuse on which the passes agree.
"""

from collections.abc import Iterator, Sequence
from itertools import chain

from tellings.lessons.exercise import Exercise, Part
from tellings.lessons.items import Item, Kind, Option, Quote, Rich, Row, Votes
from tellings.lessons.layers import Layers
from tellings.lessons.material.judging import (
    contested_words,
    in_what_light,
    judging_in,
    judging_words,
    neutral,
    rewordable,
    steers,
)
from tellings.lessons.material.plain_words import PlainWords
from tellings.lessons.material.readings import Readings
from tellings.lessons.material.settled_wording import SettledWording
from tellings.lessons.material.word_choices import WordChoices
from tellings.lessons.wording import Words, listed
from tellings.records import Span

_ROWS = 3
_DISCUSSED = 3
_CLEAN = 3
"""Of ten passages to search, so many are clean at least."""

WORDS = {
    "title": "Translate the loaded words",
    "about": "Students find words that judge, tell them from plain ones, and put plain ones in"
    " their place.",
    "task": "Find the word that judges. Some passages have none.",
    "rule": "Swap the word for a plainer one. If the fact stays and only the tone goes, the word"
    " was judging.",
    "nothing": "no word that judges has a plain rewording and is seen by every pass",
    "mark": "Does a word here praise or blame, where a plainer one would tell the same fact? Mark"
    " it. If none does, mark nothing.",
    "mark-why": "{word} judges. Plainer: “{neutral}”.",
    "clean-why": "None of the words offered judges: they name, date or report.",
    "positive": "{word} puts its target in a good light ({target}). Plainer: “{neutral}”.",
    "negative": "{word} puts its target in a bad light ({target}). Plainer: “{neutral}”.",
    "judges": "{word} colours what is told. Plainer: “{neutral}”.",
    "plain": "{word} is the plain word: it tells what happens and judges nobody.",
    "trigger": "{word} only names what is done, said or planned: an event of the kind “{type}”.",
    "hedge": "{word} makes the statement less sure. That is care, not praise or blame.",
    "time": "{word} only says when, how long or how often.",
    "cue": "{word} only says that somebody said it.",
    "mention": "{word} only says who or what is meant: {entity}.",
    "twins": "These two passages tell nearly the same. In which does the choice of a word judge?",
    "twin-key": "Put “{neutral}” in the place of {word}, and the fact stays: {plain} shows how.",
    "twin-other": "{plain} stands where the other passage has {word}; no annotator marked it.",
    "twin-this": "the one with {word}",
    "both": "in both: each has a word that judges",
    "both-why": "{word} judges, but {plain} does not: with it, the same is told plainly.",
    "neither": "in neither: each word only tells",
    "neither-why": "{word} does judge: put “{neutral}” there, and only the tone changes.",
    "tellings": "These passages answer one question: {question} In which does a word judge?",
    "telling-key": "{word} judges. Plainer: “{neutral}”.",
    "telling-other": "{outlet} tells it here without a word that any annotator found judging;"
    " compare {word} in another passage.",
    "telling-why": "Each telling finds its own words; only {word} goes beyond what happened.",
    "reword": "Which plainer words fit in the place of each word? Read the sentences first.",
    "reword-row": "{word}, in the article of {outlet}",
    "reword-row-why": "With “{neutral}” in the place of {word}, the fact stays and the tone goes.",
    "reword-option": "It is the plainer wording for {word}, in the article of {outlet}.",
    "reword-why": "A plain rewording keeps the fact and drops praise or blame.",
    "discuss": "Does {word} steer how readers see this, or is it a plain statement?",
    "yes": "it steers",
    "yes-why": "“{neutral}” would be plainer.",
    "no": "it is plain",
    "no-why": "Not every annotator stopped at {word}; one may read it as plain telling.",
    "discuss-why": "The annotators were not at one about {word}, so it is not marked. Put"
    " “{neutral}” in its place: does a fact go, or only the tone?",
}


class _Maker:
    """Makes the items of one story."""

    def __init__(self, layers: Layers, words: Words) -> None:
        self.layers, self.words = layers, words
        self.readings = Readings(layers)
        found = {name: judging_words(layers, name) for name in layers.articles}
        self.judging = list(chain.from_iterable(found.values()))
        self.settled = SettledWording(layers, self.readings)
        self.plain = PlainWords(layers, words, self.readings, self.settled, self.judging)

    def items(self) -> Iterator[Item]:
        yield from self._marks()
        yield from WordChoices(self.layers, self.words, self.readings, self.judging).items()
        yield from self._rewordings()
        contested = [contested_words(self.layers, name) for name in self.layers.articles]
        different: dict[str, Span] = {}
        for each in chain.from_iterable(contested):
            different.setdefault(each.text, each)
        yield from map(self._discuss, list(different.values())[:_DISCUSSED])

    # Marks ---------------------------------------------------------------------------------

    def _marks(self) -> Iterator[Item]:
        sentences = dict.fromkeys(
            self.layers.sentence(self.layers.quote(each.id)) for each in self.judging
        )
        loaded = [each for each in sentences if self._is_searched(each)]
        clean = self.plain.clean_passages(-(-len(loaded) * _CLEAN // (10 - _CLEAN)))
        passages = [*loaded[: len(clean) * (10 - _CLEAN) // _CLEAN], *clean]
        order = list(self.layers.articles)
        passages.sort(key=lambda each: (order.index(each.article), each.start))
        return map(self._mark, passages)

    def _is_searched(self, sentence: Quote) -> bool:
        """Whether nothing in the sentence of a judging word can be argued about but foils."""
        judging = judging_in(self.layers, self.judging, sentence)
        words = [self.layers.quote(each.id) for each in judging]
        return (
            len(self.plain.foils(sentence)) > 1
            and self.settled.cued_plainly(sentence)
            and not self.settled.steers_in(sentence, words)
            and all(map(self.settled.keeps_certainty, judging))
        )

    def _mark(self, passage: Quote) -> Item:
        judging = judging_in(self.layers, self.judging, passage)
        marks = [
            (self.layers.quote(each.id), in_what_light(self.layers, self.words, each))
            for each in judging
        ]
        foils = self.plain.foils(passage) if judging else self.plain.clean_foils(passage)
        stretches = sorted([*marks, *foils], key=lambda each: each[0].start)
        options = [
            Option(f"m{number}", (quote,), why) for number, (quote, why) in enumerate(stretches, 1)
        ]
        places = {quote for quote, _ in marks}
        return Item(
            kind=Kind.MARK,
            stem=self.words.say("mark"),
            reading=(passage,),
            options=tuple(options),
            key=tuple(each.id for each in options if each.text[0] in places),
            why=self._mark_why(judging),
            evidence=tuple(quote for quote, _ in marks) or (passage,),
            records=tuple(each.id for each in judging),
            minutes=1,
            difficulty=2 if all(map(self.settled.keeps_fact, judging)) else 3,
        )

    def _mark_why(self, judging: Sequence[Span]) -> Rich:
        if not judging:
            return self.words.say("clean-why")
        whys = (
            self.words.say("mark-why", word=self.layers.quote(each.id), neutral=neutral(each))
            for each in judging
        )
        return listed(whys, " ")

    # Rewording -----------------------------------------------------------------------------

    def _rewordings(self) -> Iterator[Item]:
        by_neutral: dict[str, Span] = {}
        for each in self.judging:
            if rewordable(self.layers, each) and self.settled.keeps_fact(each):
                by_neutral.setdefault(neutral(each), each)
        spans = list(by_neutral.values())
        if len(spans) < _ROWS:
            return
        for start in range(0, len(spans) - _ROWS + 1, _ROWS):
            yield self._rewording(spans[start : start + _ROWS], spans)

    def _rewording(self, rows: Sequence[Span], every: Sequence[Span]) -> Item:
        sentences = [self.layers.sentence(self.layers.quote(each.id)) for each in rows]
        return Item(
            kind=Kind.MATCH,
            stem=self.words.say("reword"),
            reading=tuple(dict.fromkeys(sentences)),
            options=tuple(map(self._rewording_option, every)),
            rows=tuple(map(self._rewording_row, rows)),
            why=self.words.say("reword-why"),
            evidence=tuple(self.layers.quote(each.id) for each in rows),
            records=tuple(each.id for each in rows),
            minutes=2,
            difficulty=1,
        )

    def _rewording_option(self, span: Span) -> Option:
        quote = self.layers.quote(span.id)
        outlet = self.layers.outlet(span.article_id)
        why = self.words.say("reword-option", word=quote, outlet=outlet)
        return Option(span.id, (neutral(span),), why)

    def _rewording_row(self, span: Span) -> Row:
        quote, outlet = self.layers.quote(span.id), self.layers.outlet(span.article_id)
        text = self.words.say("reword-row", word=quote, outlet=outlet)
        why = self.words.say("reword-row-why", word=quote, neutral=neutral(span))
        return Row(span.id, text, span.id, why, (self.layers.sentence(quote),))

    # Discussion ----------------------------------------------------------------------------

    def _discuss(self, span: Span) -> Item:
        say, word = self.words.say, self.layers.quote(span.id)
        votes = self.layers.voting.votes(span, steers)
        return Item(
            kind=Kind.DISCUSS,
            stem=say("discuss", word=word),
            reading=(self.layers.sentence(word),),
            options=(
                Option("yes", say("yes"), say("yes-why", neutral=neutral(span))),
                Option("no", say("no"), say("no-why", word=word)),
            ),
            votes=(votes, Votes(votes.of - votes.agree, votes.of)),
            why=say("discuss-why", word=word, neutral=neutral(span)),
            evidence=(word,),
            records=(span.id,),
            minutes=3,
            difficulty=3,
        )


def _make(layers: Layers, words: Words) -> Iterator[Item]:
    maker = _Maker(layers, words)
    return maker.items() if maker.judging else iter(())


EXERCISE = Exercise(
    name="loaded-words",
    number=8,
    part=Part.WORDING,
    core=True,
    skill="word choice",
    standards=("ccss:RI.8.4", "ccss:RI.8.6"),
    needs=("span:wording",),
    glossary=("wording",),
    words=WORDS,
    make=_make,
)
