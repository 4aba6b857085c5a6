"""Who leaves what out? Which articles tell a fact, and which could have told it.

Items, by the id of the fact, then by the article:

- ``tick``, a fact: which articles tell it. Options are the articles whose cell is ``present`` or
  ``disputed`` (told, be it with a voice that denies it: the key) or ``absent`` (not the key), with
  a basis other than ``external``, where every pass agrees on told or absent. An article that
  tells a part (``partial``) or could not know it yet (``not_yet_knowable``) is no option; nor is
  one whose cell is ``absent`` if it says something else on the matter: the words that tell the
  fact elsewhere are an answer in a divergence, and the article has another answer there, related
  to it by another kind than ``granularity``, ``wording`` or ``attribution_shift``. To deny a fact,
  or nearly to say it, is no silence. The item's reason names those. A fact is asked if an option
  is in the key, and another is not.
- ``match``, an article: why it is silent on some facts. Rows are facts that some article tells
  with a basis other than external. Key by the article's cell: ``absent`` with a basis other than
  ``unknown``: it left it out; ``not_yet_knowable``: it could not know it yet; ``absent`` with the
  basis ``unknown``: it cannot be told, if ``knowable_from`` has no first day (with one the texts
  do say something of it). Cells with the basis ``external`` are no rows, nor those on which a
  pass says otherwise. An article is asked if its rows have two keys or more: the first row of each
  key, then the second of each, four at most; for each key facts with a last day in
  ``knowable_from`` first, then by the id of the fact.
- ``discuss``: cells (basis not external) where the passes, each of which has the fact, name
  different presences, with the votes for each; options say what each of them means.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from tellings.lessons.exercise import Exercise, Part
from tellings.lessons.items import Item, Kind, Option, Quote, Rich, Row, Votes
from tellings.lessons.layers import EXTERNAL, Layers
from tellings.lessons.material.choosing import in_turn
from tellings.lessons.material.knowable import DATE_WORDS, date_said, dates
from tellings.lessons.material.knowing import (
    ABSENT,
    LEFT_OUT,
    OPEN,
    TOLD,
    TOO_EARLY,
    UNKNOWN,
    cell_of,
    presence_in,
    silence,
    silence_in,
    speaks_of,
    telling_in,
    tells,
)
from tellings.lessons.wording import Words, listed
from tellings.records import Fact, FactCell

_ROWS = 4
_DISCUSSED = 3
_SILENCES = (LEFT_OUT, TOO_EARLY, OPEN)

WORDS = {
    "title": "Who leaves what out?",
    "about": "Students look for a fact in each article, and tell leaving out from not knowing yet.",
    "task": "Find out who tells it, and who could have told it.",
    "rule": "Before you say that an article leaves something out, ask: could it have known?",
    "nothing": "no fact is told by one article and absent from another, as far as the passes agree"
    " and the texts show",
    "tick": "Which of these articles tell this, in whatever words, even where somebody in them"
    " disputes it? {statement}",
    "present": "{outlet} tells it: {words}.",
    "disputed": "{outlet} tells it, though a voice in it says otherwise: {words}.",
    "absent": "{outlet} is silent on it. It could have told it: {dates}.",
    "absent-open": "{outlet} is silent on it. Whether it could have known is not asked here.",
    "tick-why": "Look for the fact, not for the topic: other words can tell it.",
    "not-asked": " Not asked: {articles}.",
    "partial-in": "{outlet} (it tells a part)",
    "too-early-in": "{outlet} (it may have come too early to know)",
    "otherwise-in": "{outlet} (it says something else on this)",
    "unsettled-in": "{outlet} (the texts or the annotators leave it open)",
    "match": "The article of {outlet} does not tell these facts. Did it leave them out, or could it"
    " not know them yet? Dates in the passages and in the articles help.",
    "left-out": "it left it out: it could have known",
    "not_yet_knowable": "it came too early to know",
    "open": "cannot be told from the texts",
    "left-out-why": "It could have told it: {dates}.",
    "not_yet_knowable-why": "Nobody could tell it then: {dates}.",
    "open-why": "No text shows that it was known, or not yet known, when this was written.",
    "open-by-why": "It was known {known}; nothing shows whether it was when this was written.",
    "match-of": "So it is here: {facts}",
    "match-none": "None of these facts is a case of it, going by the dates.",
    "match-why": "An article of an earlier day cannot leave out what happened later.",
    "discuss": "Does the article of {outlet} tell this? {statement}",
    "says-present": "Yes: it tells all of it, in whatever words.",
    "says-partial": "In part: something of it is missing, or told less exactly.",
    "says-disputed": "Yes, but as something on which people in the article differ.",
    "says-absent": "No: it is silent on it.",
    "says-not_yet_knowable": "No, and it could not have known it yet.",
    "says-label": "{definition}",
    "discuss-option-why": "Look at what {outlet} says here, and at what the statement asks for.",
    "discuss-why": "The annotators read {outlet} differently here, so it is not marked.",
    **DATE_WORDS,
}


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the items of one story."""

    layers: Layers
    words: Words

    def items(self) -> Iterator[Item]:
        facts = self.layers.of(Fact)
        made = [
            *filter(None, map(self._tick, facts)),
            *filter(None, (self._match(name, facts) for name in self.layers.articles)),
        ]
        if made:
            discussed = chain.from_iterable(map(self._discussions, facts))
            made += islice(discussed, _DISCUSSED)
        yield from made

    def _agreed(self, fact: Fact, article: str) -> bool:
        return not self.layers.voting.votes(fact, telling_in(article)).contested

    def _cells(self, fact: Fact) -> list[FactCell]:
        """The cells of a fact in the order of the articles."""
        cells = (cell_of(fact, name) for name in self.layers.articles)
        return [each for each in cells if each is not None]

    # Who tells it --------------------------------------------------------------------------

    def _tick(self, fact: Fact) -> Item | None:
        cells = self._cells(fact)
        asked = [
            each
            for each in cells
            if each.basis != EXTERNAL
            and tells(each) in ("told", ABSENT)
            and self._agreed(fact, each.article)
        ]
        asked = [each for each in asked if not self._otherwise(fact, each)]
        key = tuple(each.article for each in asked if each.presence in TOLD)
        if not 0 < len(key) < len(asked):
            return None
        told = [each for each in asked if each.presence in TOLD]
        return Item(
            kind=Kind.TICK,
            stem=self.words.say("tick", statement=fact.statement),
            options=tuple(self._option(fact, each) for each in asked),
            key=key,
            why=self._tick_why(fact, [each for each in cells if each not in asked]),
            evidence=tuple(quote for each in told for quote in self.layers.quotes(each.spans)),
            records=(fact.id,),
            minutes=2,
            difficulty=1 if len(asked) < len(self.layers.articles) else 2,
        )

    def _option(self, fact: Fact, cell: FactCell) -> Option:
        outlet = self.layers.outlet(cell.article)
        if cell.presence in TOLD:
            words = listed(self.layers.quotes(cell.spans), "; ")
            why = self.words.say(cell.presence, outlet=outlet, words=words)
        elif cell.basis == UNKNOWN:
            why = self.words.say("absent-open", outlet=outlet)
        else:
            why = self.words.say(
                "absent", outlet=outlet, dates=dates(self.layers, self.words, fact, cell.article)
            )
        return Option(cell.article, (outlet,), why)

    def _otherwise(self, fact: Fact, cell: FactCell) -> bool:
        """Whether an article that does not tell a fact says something else on the matter."""
        return cell.presence == ABSENT and speaks_of(self.layers, fact, cell.article)

    def _tick_why(self, fact: Fact, others: Sequence[FactCell]) -> Rich:
        why = self.words.say("tick-why")
        if not others:
            return why
        named = [self._not_asked(fact, each) for each in others]
        return listed([why, self.words.say("not-asked", articles=listed(named))], "")

    def _not_asked(self, fact: Fact, cell: FactCell) -> Rich:
        names = {"partial": "partial-in", TOO_EARLY: "too-early-in"}
        name = names.get(cell.presence, "unsettled-in")
        name = "otherwise-in" if self._otherwise(fact, cell) else name
        return self.words.say(name, outlet=self.layers.outlet(cell.article))

    # Why it is silent ----------------------------------------------------------------------

    def _match(self, article: str, facts: Sequence[Fact]) -> Item | None:
        found: dict[str, list[Fact]] = {name: [] for name in _SILENCES}
        for fact in facts:
            cell = cell_of(fact, article)
            why = silence(cell) if cell else None
            contested = self.layers.voting.votes(fact, silence_in(article)).contested
            if why == OPEN and fact.knowable_from.earliest is not None:
                continue
            if why and not contested and self._told(fact):
                found[why].append(fact)
        for silent in found.values():
            silent.sort(key=lambda each: each.knowable_from.latest is None)
        rows = sorted(islice(in_turn(found.values()), _ROWS), key=lambda each: each.id)
        keys = {fact.id: name for name, of in found.items() for fact in of}
        if len({keys[each.id] for each in rows}) < 2:
            return None
        return self._match_item(article, rows, keys)

    def _told(self, fact: Fact) -> list[Quote]:
        """The words that tell a fact, wherever it is told and nothing external is needed."""
        return [
            quote
            for cell in self._cells(fact)
            if cell.presence in TOLD and cell.basis != EXTERNAL
            for quote in self.layers.quotes(cell.spans)
        ]

    def _match_item(self, article: str, facts: Sequence[Fact], keys: dict[str, str]) -> Item:
        dated = self.layers.shown_by(self.layers.articles[article].published_in_text.evidence)
        told = [self.layers.sentence(quote) for fact in facts for quote in self._told(fact)]
        return Item(
            kind=Kind.MATCH,
            stem=self.words.say("match", outlet=self.layers.outlet(article)),
            reading=tuple(dict.fromkeys(told)),
            options=tuple(self._match_option(each, facts, keys) for each in _SILENCES),
            rows=tuple(self._row(article, each, keys[each.id], dated) for each in facts),
            fixed=True,
            why=self.words.say("match-why"),
            evidence=tuple(dict.fromkeys([*dated, *told])),
            records=tuple(each.id for each in facts),
            minutes=3,
            difficulty=3,
        )

    def _match_option(self, name: str, facts: Sequence[Fact], keys: dict[str, str]) -> Option:
        here = [each.statement for each in facts if keys[each.id] == name]
        said = self.words.say("match-of", facts=listed(here, " ")) if here else None
        return Option(name, self.words.say(name), said or self.words.say("match-none"))

    def _row(self, article: str, fact: Fact, key: str, dated: tuple[Quote, ...]) -> Row:
        if key != OPEN:
            why = self.words.say(f"{key}-why", dates=dates(self.layers, self.words, fact, article))
        elif fact.knowable_from.latest is None:
            why = self.words.say("open-why")
        else:
            known = date_said(self.words, "from", "by", fact.knowable_from)
            why = self.words.say("open-by-why", known=known)
        evidence = (*self.layers.shown_by(fact.knowable_from.evidence), *dated)
        return Row(fact.id, (fact.statement,), key, why, tuple(dict.fromkeys(evidence)))

    # Discussion ----------------------------------------------------------------------------

    def _discussions(self, fact: Fact) -> Iterator[Item]:
        for cell in self._cells(fact):
            votes = self.layers.voting.split(fact, presence_in(cell.article))
            if votes and cell.basis != EXTERNAL and cell.spans:
                yield self._discuss(fact, cell, votes)

    def _discuss(self, fact: Fact, cell: FactCell, votes: dict[str, Votes]) -> Item:
        outlet, quotes = self.layers.outlet(cell.article), self.layers.quotes(cell.spans)
        why = self.words.say("discuss-option-why", outlet=outlet)
        return Item(
            kind=Kind.DISCUSS,
            stem=self.words.say("discuss", outlet=outlet, statement=fact.statement),
            reading=tuple(dict.fromkeys(map(self.layers.paragraph, quotes))),
            options=tuple(Option(name, self._says(name), why) for name in votes),
            votes=tuple(votes.values()),
            why=self.words.say("discuss-why", outlet=outlet),
            evidence=quotes,
            records=(fact.id,),
            minutes=3,
            difficulty=3,
        )

    def _says(self, presence: str) -> Rich:
        """What a presence means; a story may have presences of its own."""
        if f"says-{presence}" in WORDS:
            return self.words.say(f"says-{presence}")
        definition = self.layers.label("presence", presence).definition
        return self.words.say("says-label", definition=definition)


def _make(layers: Layers, words: Words) -> Iterator[Item]:
    return _Maker(layers, words).items()


EXERCISE = Exercise(
    name="left-out",
    number=10,
    part=Part.COMPARING,
    skill="omission",
    standards=("cor:others", "ccss:RH.9-10.9", "sift:better"),
    needs=("fact",),
    glossary=("presence",),
    words=WORDS,
    make=_make,
)
