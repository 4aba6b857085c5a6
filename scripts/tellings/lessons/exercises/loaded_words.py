"""Translate the loaded words: find the word that judges, and the plain word in its place.

A *judging word* is a gold span of the layer ``wording`` with a label of ``judging.JUDGING``, the
mode ``lexical`` and a neutral rewording, which every pass that went through the article marks as
judging too (under any label of ``JUDGING``). A word is asked about if
its rewording keeps the fact and fits in its place, and each word (by its letters) in one item only,
so that no item gives another away. Items, in this order:

- ``mark``: the sentence of a judging word, if it has two foils or more, and if no pass marks
  steering words (``judging.STEERING``) in it but its judging words, with three words more at most.
  Key: the stretches that are judging words; those that are not asked about are not offered. Foils
  are words of the sentence to which no pass gives a label of ``wording`` (but hedges that every
  pass marks), and that meet no reporting word that is not neutral in every pass: plain words that
  are the neutral rewording of a judging word somewhere in the story, triggers of events whose type
  is not debatable (``plain_words.DEBATABLE``), hedges, times, neutral reporting words, names: three
  in this order, and the longest of the others. Every article has its turn.
  Three of ten passages or more are clean. A clean sentence has nothing to argue about: no pass
  notes a choice of words or a judgement in it, every reporting word is neutral in every pass, the
  passes agree on every event that it tells, none of them of a debatable type, a word
  for an act is among the foils (eight at most), and three long words at most stand
  outside them. Key of these: nothing.
- ``choice`` between two passages that a reuse record, on which the passes agree, relates by a
  shift with both sides: the side that overlaps a judging word is the key, if no pass marks
  steering words anywhere in the other.
- ``choice`` between the answers to the question of a divergence with a relation of the kind
  ``wording`` (basis not external): the one answer that holds a judging word is the key, if no
  pass marks steering words in any other answer.
- ``match``: judging words to neutral rewordings, on which the passes agree. Key: the word's own.
- ``discuss``: words that gold, but not every pass, marks as steering, with the votes.

A rewording *keeps certainty* if none of its words holds a hedge of the story; it *keeps the fact*
if it keeps certainty, and if the word is no trigger of an event, or stands in a shift with both
sides of a reuse on which the passes agree. It *fits in its place* if it is longer by two words at
most and repeats no word of its sentence, by their first five letters; or if it is what stands
around the word, which then can be left out.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from tellings.lessons.exercise import Exercise, Part
from tellings.lessons.items import Item, Kind, Option, Quote, Rich, Row, Votes
from tellings.lessons.layers import Layers
from tellings.lessons.material.choosing import in_turn
from tellings.lessons.material.judging import (
    contested_words,
    judging_in,
    judging_words,
    neutral,
    steers,
)
from tellings.lessons.material.plain_words import PlainWords
from tellings.lessons.material.readings import Readings
from tellings.lessons.material.rewording import (
    LIGHT_WORDS,
    SWAP,
    in_place,
    in_what_light,
    reworded_alike,
    why_marked,
)
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
    "mark-why": "{word} judges.",
    "clean-why": "None of the words offered judges: they name, date or report. That says nothing of"
    " the rest of the article.",
    "plain": "{word} is the plain word: it tells what happens and judges nobody.",
    "trigger": "{word} only names what is done, said or planned.",
    "hedge": "{word} makes the statement less sure. That is care, not praise or blame.",
    "time": "{word} only says when, how long or how often.",
    "cue": "{word} only says that somebody said it.",
    "mention": "{word} only says who or what is meant: {entity}.",
    "twins": "These two passages tell nearly the same. In which does the choice of a word judge?",
    "twin-key": "Put “{neutral}” in the place of {word}, and the fact stays: {plain} shows how.",
    "twin-other": "{plain} stands where the other passage has {word}. It tells the same and takes"
    " no side.",
    "twin-this": "the one with {word}",
    "both": "in both: each has a word that judges",
    "both-why": "{word} judges, but {plain} does not: with it, the same is told plainly.",
    "neither": "in neither: each word only tells",
    "neither-why": "{word} does judge: put “{neutral}” there, and only the tone changes.",
    "tellings": "These passages answer one question: {question} In which does a word judge?",
    "telling-other": "{outlet} tells it here in words that take no side; compare {word} in another"
    " passage.",
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
    **LIGHT_WORDS,
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
        fit = list(filter(self._fits, self.judging))
        chooser = WordChoices(self.layers, self.words, self.readings, self.judging, fit)
        choices = list(chooser.items())
        fit = self._unasked(fit, choices)
        marks = self._marks(fit)
        yield from (*marks, *choices)
        yield from self._rewordings(self._unasked(fit, marks))
        contested = [contested_words(self.layers, name) for name in self.layers.articles]
        different: dict[str, Span] = {}
        for each in chain.from_iterable(contested):
            different.setdefault(each.text, each)
        yield from map(self._discuss, list(different.values())[:_DISCUSSED])

    def _fits(self, span: Span) -> bool:
        return self.settled.keeps_fact(span) and in_place(self.layers, span) is not None

    def _unasked(self, spans: Sequence[Span], items: Iterable[Item]) -> list[Span]:
        """Those of some words that no item asks about, here or in another place."""
        records = {name for each in items for name in each.records}
        asked = {each.text.casefold() for each in self.judging if each.id in records}
        return [each for each in spans if each.text.casefold() not in asked]

    # Marks ---------------------------------------------------------------------------------

    def _marks(self, fit: Sequence[Span]) -> list[Item]:
        asked = {each.text.casefold(): each for each in reversed(fit)}
        found: dict[str, list[Quote]] = {}
        for each in asked.values():
            sentence = self.layers.sentence(self.layers.quote(each.id))
            if sentence not in found.setdefault(each.article_id, []) and self._searched(sentence):
                found[each.article_id].append(sentence)
        order = list(self.layers.articles)
        loaded = list(in_turn(found[name] for name in order if name in found))
        clean = self.plain.clean_passages(-(-len(loaded) * _CLEAN // (10 - _CLEAN)))
        passages = [*loaded[: len(clean) * (10 - _CLEAN) // _CLEAN], *clean]
        passages.sort(key=lambda each: (order.index(each.article), each.start))
        return [self._mark(each, list(asked.values())) for each in passages]

    def _searched(self, sentence: Quote) -> bool:
        """Whether nothing in the sentence of a judging word can be argued about but foils."""
        judging = judging_in(self.layers, self.judging, sentence)
        words = [self.layers.quote(each.id) for each in judging]
        return len(self.plain.foils(sentence)) > 1 and not self.settled.steers_in(sentence, words)

    def _mark(self, passage: Quote, asked: Sequence[Span]) -> Item:
        judging = judging_in(self.layers, asked, passage)
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
            difficulty=2,
        )

    def _mark_why(self, judging: Sequence[Span]) -> Rich:
        if not judging:
            return self.words.say("clean-why")
        return listed([why_marked(self.layers, self.words, each) for each in judging], " ")

    # Rewording -----------------------------------------------------------------------------

    def _rewordings(self, fit: Sequence[Span]) -> Iterator[Item]:
        by_neutral: dict[str, Span] = {}
        for each in fit:
            if in_place(self.layers, each) == SWAP and reworded_alike(self.layers, each):
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
