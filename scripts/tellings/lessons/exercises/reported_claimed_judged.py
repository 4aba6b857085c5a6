"""Reported, claimed or judged? Each statement of an article goes into one of four bins.

Statements are gold claims on whose label every pass agrees. The bins do not overlap, as they are
asked in this order:

1. ``prediction``: the claim's label is ``prediction``, whoever makes it.
2. ``reported``: gold and every pass have the claim within the contents of an attribution.
3. ``judgement``: the claim's label is ``judgement``, and the outlet speaks itself.
4. ``checkable``: the claim's label is ``checkable_claim``, no pass marks a judging word in it, it
   mentions no event of the type ``other`` (that something got worse is often weighed), and the
   outlet speaks itself.

Of the last three bins, a claim is left out if it may be half about what may come: if it holds
the trigger of an event mention whose context is ``future`` or ``hypothetical``, words that a pass
marks as a hedge, or one of the words of the sentence ``may-come``, by which a language speaks of
what would or could be.

*The outlet speaks itself* where no pass has any of the words within the contents of an
attribution, no attribution of ambiguous scope has contents in the same paragraph, and the article
hands on no other outlet without showing where that ends. A claim to which this gives no bin is not
asked, nor is one without its subject or from the middle of a sentence (``statements.py``). A
``match`` for every article with statements for two bins or more: the first of each bin, then the
second of each, five at most, in the order of the text. In a bin come first: claims that mention
past or ongoing acts only (event mentions of another type than ``other``), then those that mention
one among others, then the shorter; what shares three long words with an earlier one is passed
over. ``discuss``: claims that every pass has, but under different labels, with the votes for each
label.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from tellings.lessons.exercise import Exercise, Part
from tellings.lessons.items import Item, Kind, Option, Quote, Rich, Row, Votes
from tellings.lessons.layers import Layers
from tellings.lessons.material.choosing import in_turn
from tellings.lessons.material.statements import WORDS as STATEMENTS
from tellings.lessons.material.statements import is_statement
from tellings.lessons.material.vocabulary import long_words
from tellings.lessons.material.voices import CLAIM, Voices, claim_label
from tellings.lessons.wording import Words, listed
from tellings.records import Attribution, Span

_ROWS, _PER_BIN = 5, 2
_ALIKE = 3
"""Statements with so many long words in common are taken for one."""
_DISCUSSED = 3
_SHORT, _LONG = 15, 200
"""A statement is shown if it has so many code points."""
_TESTS = {"judgement": "weigh", "checkable_claim": "check", "prediction": "wait"}
_BINS = ("reported", "checkable", "judgement", "prediction")

WORDS = {
    "title": "Reported, claimed or judged?",
    "about": "Students sort statements by what could settle them: asking the source, checking,"
    " weighing, or waiting.",
    "task": "Put each statement where it belongs. Ask first: is it still to come? Then: who says"
    " it? Then: could it be checked?",
    "rule": "Still to come: wait. Somebody else's words: ask who says so. The outlet's own: can it"
    " be checked, or only weighed?",
    "nothing": "no article has statements of two kinds that the passes agree on",
    "may-come": "would could should will shall may might wouldn couldn won",
    "stem": "Whose words are these in the article of {outlet}, and what could settle them?"
    " Something still to come is a prediction, whoever says it.",
    "reported": "Somebody else’s words, and not on what is still to come",
    "checkable": "The outlet’s own words, and they could be checked",
    "judgement": "The outlet’s own words, and they can only be weighed",
    "prediction": "Still to come, whoever says it",
    "option-why": "Of this kind: {statements}.",
    "option-none": "{rule} None of these statements is of that kind.",
    "reported-rule": "A reporting word has to show whose words they are.",
    "checkable-rule": "A document, a date or a count has to be able to settle it.",
    "judgement-rule": "Two people who agree on all facts could still disagree about it.",
    "prediction-rule": "It has to lie in the future, seen from the article.",
    "reported-why": "{cue} shows that these are the words of a source ({source}). They are not on"
    " what is still to come.",
    "reported-uncued-why": "These are the words of a source ({source}), and they are not on what is"
    " still to come.",
    "checkable-why": "Nobody is quoted for it. A document, a date or a count could show whether it"
    " is so.",
    "judgement-why": "Nobody is quoted for it, and no document or count could settle it.",
    "prediction-why": "When this was written, it was still to come: nobody could check it yet.",
    "why": "Time first, then the voice, then the test: could anything but an opinion settle it?",
    "discuss": "Is {statement} something to check, to weigh or to wait for?",
    "weigh": "something to weigh ({title})",
    "check": "something to check ({title})",
    "wait": "something to wait for ({title})",
    "other": "{title}",
    "discuss-option-why": "{definition}",
    "discuss-why": "The annotators put {statement} into different kinds, so it is not marked.",
    **STATEMENTS,
}


@dataclass(frozen=True, slots=True)
class _Statement:
    """A statement with its bin, the words that show it, and why it belongs there."""

    record: str
    quote: Quote
    bin: str
    why: Rich
    evidence: tuple[Quote, ...]


class _Sorter:
    """Puts the statements of one story into bins."""

    def __init__(self, layers: Layers, words: Words) -> None:
        self.layers, self.words = layers, words
        self.voices = Voices(layers)

    def statements(self, article: str) -> list[_Statement]:
        """The statements of an article that are asked, in the order of the text."""
        claims = filter(None, map(self._claim, self.voices.claims(article)))
        bins: dict[str, list[_Statement]] = {name: [] for name in _BINS}
        for each in claims:
            if _SHORT <= len(each.quote.text) <= _LONG:
                bins[each.bin].append(each)
        for found in bins.values():
            found.sort(key=self._clarity)
        few = [_unlike(found)[:_PER_BIN] for found in bins.values()]
        return sorted(islice(in_turn(few), _ROWS), key=lambda each: each.quote.start)

    def _clarity(self, each: _Statement) -> tuple[int, int, int]:
        """What tells acts of the past comes first, then what is short."""
        return self.voices.unsettled(each.quote), len(each.quote.text), each.quote.start

    def _claim(self, span: Span) -> _Statement | None:
        quote = self.layers.quote(span.id)
        sentence = (self.layers.sentence(quote),)
        if not is_statement(self.layers, self.words, quote):
            return None
        if span.label == "prediction":
            return self._statement(span, "prediction", self.words.say("prediction-why"), sentence)
        if self.voices.to_come(quote) or self._may_come(quote):
            return None
        if attribution := self.voices.reported(quote):
            return self._statement(span, "reported", *self._handed_on(attribution, quote))
        if not self.voices.own(quote):
            return None
        if span.label == "judgement":
            return self._statement(span, "judgement", self.words.say("judgement-why"), sentence)
        if not self.voices.plain(quote) or self.voices.vague(quote):
            return None
        return self._statement(span, "checkable", self.words.say("checkable-why"), sentence)

    def _may_come(self, quote: Quote) -> bool:
        """Whether words say what would or could be."""
        modal = self.words["may-come"].split()
        found = re.findall(r"\w+", quote.text)
        return self.voices.hedged(quote) or not set(modal).isdisjoint(found)

    def _statement(
        self, span: Span, bin_name: str, why: Rich, evidence: tuple[Quote, ...]
    ) -> _Statement:
        return _Statement(span.id, self.layers.quote(span.id), bin_name, why, evidence)

    def _handed_on(self, each: Attribution, quote: Quote) -> tuple[Rich, tuple[Quote, ...]]:
        source = listed([self.layers.name(name) for name in each.source_entities])
        sentence = self.layers.sentence(quote)
        if each.cue_span is None:
            return self.words.say("reported-uncued-why", source=source), (sentence,)
        cue = self.layers.quote(each.cue_span)
        evidence = tuple(dict.fromkeys((sentence, self.layers.sentence(cue))))
        return self.words.say("reported-why", cue=cue, source=source), evidence


def _unlike(statements: Sequence[_Statement]) -> list[_Statement]:
    """Statements without those that repeat an earlier one in other words."""
    found: list[_Statement] = []
    for each in statements:
        words = long_words(each.quote.text)
        if all(len(words & long_words(other.quote.text)) < _ALIKE for other in found):
            found.append(each)
    return found


def _make(layers: Layers, words: Words) -> Iterator[Item]:
    sorter = _Sorter(layers, words)
    found = {article: sorter.statements(article) for article in layers.articles}
    asked = {name: said for name, said in found.items() if len({each.bin for each in said}) > 1}
    for article, statements in asked.items():
        yield _item(layers, words, article, statements)
    if asked:
        yield from islice(_discussions(layers, words), _DISCUSSED)


def _item(layers: Layers, words: Words, article: str, statements: Sequence[_Statement]) -> Item:
    paragraphs = dict.fromkeys(layers.paragraph(each.quote) for each in statements)
    return Item(
        kind=Kind.MATCH,
        stem=words.say("stem", outlet=layers.outlet(article)),
        reading=tuple(paragraphs),
        options=tuple(_option(words, name, statements) for name in _BINS),
        rows=tuple(
            Row(str(number), (each.quote,), each.bin, each.why, each.evidence)
            for number, each in enumerate(statements, 1)
        ),
        fixed=True,
        why=words.say("why"),
        evidence=tuple(dict.fromkeys(quote for each in statements for quote in each.evidence)),
        records=tuple(each.record for each in statements),
        minutes=3,
        difficulty=2,
    )


def _option(words: Words, name: str, statements: Sequence[_Statement]) -> Option:
    here = [each.quote for each in statements if each.bin == name]
    if here:
        why = words.say("option-why", statements=listed(here, "; "))
    else:
        why = words.say("option-none", rule=words[f"{name}-rule"])
    return Option(name, words.say(name), why)


def _discussions(layers: Layers, words: Words) -> Iterator[Item]:
    for article in layers.articles:
        for span in layers.spans(article, CLAIM):
            if votes := layers.voting.split(span, claim_label):
                yield _discuss(layers, words, span, votes)


def _discuss(layers: Layers, words: Words, span: Span, votes: dict[str, Votes]) -> Item:
    quote = layers.quote(span.id)
    labels = {name: layers.label(CLAIM, name) for name in votes}
    options = (
        Option(
            name,
            words.say(_TESTS.get(name, "other"), title=each.title),
            words.say("discuss-option-why", definition=each.definition),
        )
        for name, each in labels.items()
    )
    return Item(
        kind=Kind.DISCUSS,
        stem=words.say("discuss", statement=quote),
        reading=(layers.sentence(quote),),
        options=tuple(options),
        votes=tuple(votes.values()),
        why=words.say("discuss-why", statement=quote),
        evidence=(quote,),
        records=(span.id,),
        minutes=3,
        difficulty=3,
    )


EXERCISE = Exercise(
    name="reported-claimed-judged",
    number=9,
    part=Part.CERTAINTY,
    skill="fact, claim and judgement",
    standards=("ccss:RH.6-8.8", "cor:evidence"),
    needs=("span:claim",),
    glossary=("claim",),
    words=WORDS,
    make=_make,
)
