"""Where do they part? What kind of difference there is between two answers to one question.

A *parting* is a relation between two groups of a divergence, both of which have an answer with
words that can be quoted, of a basis other than external; it is shown by one answer of each group,
from different articles if there are such, those with most long words in common. Its *verdict* is
the kind of the relation if the basis of the relation is ``in_text``, ``file_prefix`` or
``cross_document``, else "cannot be told": with the basis ``external`` or ``unknown`` the articles
themselves do not show it. A parting is *plain* unless

- its verdict is ``contradiction`` or ``numeric``, which take one matter and one time, and the
  articles do not show it: their days (``published_in_text``, with one of those bases) do not meet,
  or a pass gives any of the words of the two answers to a source, so that both may be told truly;
- its verdict is "cannot be told" with the basis ``unknown``, and the sentence of an answer tells
  an event whose first and last day the articles show, from which a reader could date it.

A parting is agreed if every pass has the question, and relates answers on the same words with the
same verdict. Items, by the id of the divergence:

- ``choice``, an agreed and plain parting: what kind of difference it is. Key: its verdict. Of a
  divergence the first such parting with a kind (not ``omission``, which shows only where one is
  silent) and the first without, of the latter no more in all than of the former. Options: the
  verdict, the kind that gold has, kinds that it is taken for, and "cannot be told".
- ``match``: answers to articles. Rows are answers whose group has one article, in gold and in
  every pass; the key is that article. Options are all articles, but those whose answer has the
  basis ``external``.
- ``open``: what would settle it: of the partings asked the first contradiction and the first
  that cannot be told (gold's kind ``different_event``); where there is neither, the first of all.
- ``discuss``: partings that the passes relate differently, with the votes for each kind.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice

from tellings.lessons.exercise import Exercise, Part
from tellings.lessons.items import Item, Kind, Option, Rich, Row
from tellings.lessons.layers import Layers
from tellings.lessons.material.differences import KIND_WORDS, offered
from tellings.lessons.material.elsewhere import told_elsewhere
from tellings.lessons.material.parting import (
    OMISSION,
    OPEN,
    Parting,
    agreed,
    answers_from_outside,
    partings,
    quotes_of,
    said_of,
    single_answers,
    votes,
)
from tellings.lessons.material.plain_partings import PlainPartings
from tellings.lessons.material.quoting import clipped
from tellings.lessons.material.settling import open_question
from tellings.lessons.wording import Words, listed
from tellings.records import Answer, Divergence

_MATCHES = _DISCUSSED = 3

WORDS = {
    "title": "Where do they part?",
    "about": "Students tell a real contradiction from differences that only look like one.",
    "task": "Compare the answers: who gives which, and what kind of difference is it?",
    "rule": "Before you call it a contradiction: one event? one time? one claim, equally sure?",
    "nothing": "no two answers to a question differ in a way on which the passes agree",
    "choice": "{question} {outlet_a} has: {a}. {outlet_b} has: {b}. Going by the articles alone,"
    " what kind of difference is it?",
    "right": "Here {here}: {a} – {b}.",
    "wrong": "{takes} But here {here}: {a} … – {b} …",
    "match": "{question} Which article answers in this way?",
    "match-row-why": "{outlet} has: {words}.",
    "match-option": "Its answer: {answers}",
    "match-silent": "It gives no answer to this question.",
    "match-why": "An answer belongs to whoever gives it: go back to the words.",
    "settle": "{question} {outlet_a} has: {a}. {outlet_b} has: {b}. What would settle it? Name"
    " what you would look for, and what it would have to show.",
    "settle-why": "Two articles cannot outvote each other: only evidence nearer to the matter can"
    " settle it, and until it is there the question stays open.",
    "proficient": "Proficient",
    "proficient-does": "Names evidence nearer to the matter than both articles, says what it would"
    " have to show for either side, and leaves the question open until then.",
    "proficient-sample": "I would look for a dated document, or a full record, from those concerned"
    " ({source_a}; {source_b}). It might bear out {outlet_a} ({a}) or {outlet_b} ({b}), or show"
    " that they speak of two things. Until I have it, I write that they differ.",
    "emergent": "Emergent",
    "emergent-does": "Compares who says it in each article, but names nothing outside the articles"
    " that could settle it.",
    "emergent-sample": "I see who says it ({outlet_a}: {named_a}; {outlet_b}: {named_b}). Each may"
    " have a side, so I would read both with care.",
    "basic": "Basic",
    "basic-does": "Lets the number of articles, or trust in an outlet, settle it.",
    "basic-sample": "I believe {outlet_a}, because it sounds surer, and more articles say so.",
    "witness": "somebody who was there",
    "nobody": "nobody who is named",
    "discuss": "{question} {outlet_a} has: {a}. {outlet_b} has: {b}. What kind of difference is"
    " it?",
    "discuss-why": "The annotators saw different kinds of difference here, so it is not marked:"
    " {a} – {b}.",
    **KIND_WORDS,
}


@dataclass(frozen=True)
class _Maker:
    """Makes the items of one story."""

    layers: Layers
    words: Words

    def items(self) -> Iterator[Item]:
        divergences = self.layers.of(Divergence)
        found = [list(partings(self.layers, each)) for each in divergences]
        told = [self._first(each, told=True) for each in found]
        untold = [self._first(each, told=False) for each in found]
        shown = self._unlike([each for each in told if each is not None])
        unshown = [each for each in untold if each is not None][: len(shown)]
        asked = sorted([*shown, *unshown], key=lambda each: each.divergence.id)
        matches = filter(None, map(self._match, divergences))
        made = [*map(self._choice, asked), *islice(matches, _MATCHES)]
        if made:
            made += [
                open_question(self.layers, self.words, each)
                for each in self._to_settle(shown, unshown)
            ]
            made += islice(self._discussions(chain.from_iterable(found)), _DISCUSSED)
        yield from made

    @cached_property
    def _plain(self) -> PlainPartings:
        return PlainPartings(self.layers)

    def _first(self, found: Sequence[Parting], *, told: bool) -> Parting | None:
        """The first agreed parting whose kind the articles tell, or do not tell."""
        for each in found:
            fits = each.verdict not in (OPEN, OMISSION) if told else each.verdict == OPEN
            if fits and self._plain.plain(each) and agreed(self.layers, each):
                return each
        return None

    def _unlike(self, found: Sequence[Parting]) -> list[Parting]:
        """Partings without those that ask for the same kind on the same words again."""
        chosen: list[Parting] = []
        for each in found:
            quotes = set(quotes_of(self.layers, each))
            alike = (other for other in chosen if other.verdict == each.verdict)
            if all(quotes.isdisjoint(quotes_of(self.layers, other)) for other in alike):
                chosen.append(each)
        return chosen

    def _to_settle(self, shown: Sequence[Parting], unshown: Sequence[Parting]) -> list[Parting]:
        """A contradiction, and what looks like one while nothing tells whether it is."""
        both = [each for each in shown if each.verdict == "contradiction"]
        alike = [each for each in unshown if each.relation.kind == "different_event"]
        return [*both[:1], *alike[:1]] or [*shown[:1]]

    # What kind of difference ---------------------------------------------------------------

    def _choice(self, parting: Parting) -> Item:
        key, kind = parting.verdict, parting.relation.kind
        said = said_of(self.layers, parting)
        here = self.words[f"here-{key}"]
        right = self.words.say("right", here=here, a=said["a"], b=said["b"])
        options = (
            Option(name, self._kind(name), right if name == key else self._wrong(name, parting))
            for name in offered(kind, key)
        )
        quotes = quotes_of(self.layers, parting)
        return Item(
            kind=Kind.CHOICE,
            stem=self.words.say("choice", question=parting.divergence.question, **said),
            reading=tuple(dict.fromkeys(map(self.layers.sentence, quotes))),
            options=tuple(options),
            key=(key,),
            why=right,
            evidence=quotes,
            records=(parting.divergence.id,),
            minutes=2,
            difficulty=3 if key == OPEN else 2,
        )

    def _kind(self, name: str) -> Rich:
        if name == OPEN:
            return self.words.say("open")
        title = self.layers.label("divergence_kind", name).title
        return self.words.say("kind", plain=self.words[f"is-{name}"], title=title)

    def _wrong(self, name: str, parting: Parting) -> Rich:
        a, b = map(clipped, quotes_of(self.layers, parting))
        here = self.words[f"here-{parting.verdict}"]
        return self.words.say("wrong", takes=self.words[f"takes-{name}"], here=here, a=a, b=b)

    # Who answers so ------------------------------------------------------------------------

    def _match(self, divergence: Divergence) -> Item | None:
        rows = [
            each
            for each in single_answers(self.layers, divergence)
            if not told_elsewhere(self.layers, each.answer or "", each.article)
        ]
        if len(rows) < 2:
            return None
        quotes = [quote for each in rows for quote in self.layers.quotes(each.spans)]
        return Item(
            kind=Kind.MATCH,
            stem=self.words.say("match", question=divergence.question),
            options=tuple(
                self._outlet(divergence, name)
                for name in self.layers.articles
                if not answers_from_outside(divergence, name)
            ),
            rows=tuple(self._row(each) for each in rows),
            why=self.words.say("match-why"),
            evidence=tuple(dict.fromkeys(quotes)),
            records=(divergence.id,),
            minutes=2,
            difficulty=2,
        )

    def _row(self, answer: Answer) -> Row:
        quotes = self.layers.quotes(answer.spans)
        outlet = self.layers.outlet(answer.article)
        words = listed(quotes, "; ")
        why = self.words.say("match-row-why", outlet=outlet, words=words)
        return Row(answer.group or "", (answer.answer or "",), answer.article, why, quotes)

    def _outlet(self, divergence: Divergence, article: str) -> Option:
        answers = [
            each.answer for each in divergence.answers if each.article == article and each.answer
        ]
        said = self.words.say("match-option", answers=listed(answers, " ")) if answers else None
        why = said or self.words.say("match-silent")
        return Option(article, (self.layers.outlet(article),), why)

    # Discussion ----------------------------------------------------------------------------

    def _discussions(self, found: Iterable[Parting]) -> Iterator[Item]:
        """What the passes relate differently; the same words are discussed once."""
        seen = set()
        for parting in found:
            item = None if quotes_of(self.layers, parting) in seen else self._discuss(parting)
            if item is not None:
                seen.add(quotes_of(self.layers, parting))
                yield item

    def _discuss(self, parting: Parting) -> Item | None:
        found = votes(self.layers, parting)
        if not found or agreed(self.layers, parting):
            return None
        quotes, said = quotes_of(self.layers, parting), said_of(self.layers, parting)
        return Item(
            kind=Kind.DISCUSS,
            stem=self.words.say("discuss", question=parting.divergence.question, **said),
            reading=tuple(dict.fromkeys(map(self.layers.sentence, quotes))),
            options=tuple(
                Option(name, self._kind(name), self.words.say(f"takes-{name}")) for name in found
            ),
            votes=tuple(found.values()),
            why=self.words.say("discuss-why", **said),
            evidence=quotes,
            records=(parting.divergence.id,),
            minutes=4,
            difficulty=3,
        )


def _make(layers: Layers, words: Words) -> Iterator[Item]:
    return _Maker(layers, words).items()


EXERCISE = Exercise(
    name="where-they-part",
    number=11,
    part=Part.COMPARING,
    core=True,
    skill="kinds of difference",
    standards=("ccss:RI.8.9", "ccss:RH.11-12.3", "pisa:conflict"),
    needs=("divergence",),
    glossary=("divergence_kind",),
    words=WORDS,
    make=_make,
)
