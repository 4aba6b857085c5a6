"""What exactly was confirmed? Which statement an article gives to a source, and no others.

A ``choice`` for an attribution with a source and a reporting word, nobody further out, one content
of readable length, a clear scope, a source that is no pronoun, and no passes that differ on who
says it or how (``cue_class``). Key: its content. One attribution an article, first those whose
reporting word does most (affirm, decline_to_confirm, deny, evade, then the others, neutral and, as
a threat shows whose it is, warn last).

The other options are the article's headline, its own claims (in no sentence with a content, and
surely its own), contents of other attributions of the article, and, where these are too few,
contents in other articles that are about other events but name an entity that the key names. All
options are statements (``statements.py``), and all direct speech or none, so that the key is not
known by its form. None is one that also answers the question: none of a source that shares an
entity with the one asked about, in its own words or in what it is named by, or that one of the two
labels could describe; none in which somebody else speaks; none that overlaps with what that source
says anywhere in the article, or hangs together with it by a reuse or as its support, or says the
same in the same words; and where something is refused, denied or evaded, none about an event that
the key is about. Of what is left the nearest are taken, and among those the nearest in length,
some longer than the key and some shorter.
"""

from collections.abc import Iterator, Sequence

from tellings.lessons.exercise import Exercise, Part
from tellings.lessons.items import Item, Kind, Option, Rich
from tellings.lessons.layers import Layers
from tellings.lessons.material.beside import FARTHEST, Asked, Beside, spoken
from tellings.lessons.material.foils import Foil, between
from tellings.lessons.material.passages import sentence
from tellings.lessons.material.shared_wording import Tie, ties
from tellings.lessons.material.sources import (
    contents,
    labels_of_source,
    order,
    own_claims,
    owner_open,
    quotes_others,
    source_said,
    source_words,
)
from tellings.lessons.material.statements import WORDS as STATEMENTS
from tellings.lessons.material.statements import is_statement
from tellings.lessons.material.vocabulary import same_words
from tellings.lessons.voting import FindSpan
from tellings.lessons.wording import Words, joined
from tellings.records import Attribution

_SHORT, _LONG = 35, 220
_FOILS = 3
_NEAREST = -1
_STRENGTH = (
    "affirm",
    "decline_to_confirm",
    "deny",
    "evade",
    "reiterate",
    "hedge",
    "insist",
    "reveal",
    "neutral",
    "warn",
)
"""Classes of reporting words, those first that leave most to ask about what was really said."""

WORDS = {
    "title": "What exactly was said?",
    "about": "Students find how far a source's words reach: what it confirms, repeats or warns of,"
    " and what only stands near it or in the headline.",
    "task": "Find the source and its reporting word in the article. Which statement goes with"
    " them?",
    "rule": "Follow the reporting word to its own clause. What stands nearby, or in the headline,"
    " is not yet confirmed.",
    "nothing": "no attribution with a clear source has enough statements of others beside it",
    "stem": "In the article of {outlet}, what is said by {source} ({cue})?",
    "stem-affirm": "In the article of {outlet}, what is confirmed by {source} ({cue})?",
    "stem-decline_to_confirm": "In the article of {outlet}, what is not confirmed by {source}"
    " ({cue})?",
    "stem-deny": "In the article of {outlet}, what is called untrue by {source} ({cue})?",
    "stem-evade": "In the article of {outlet}, what is the answer of {source} ({cue})?",
    "stem-reiterate": "In the article of {outlet}, what is said again by {source} ({cue})?",
    "stem-warn": "In the article of {outlet}, what is the warning or threat of {source} ({cue})?",
    "key-why": "{cue} leads to this statement, and its source is: {source}.",
    "other-why": "This has another source: {other} ({cue}).",
    "other-why-uncued": "These are the words of another source: {other}.",
    "other-why-else": "This stands in the article of {outlet}, and its source is: {other}.",
    "headline-why": "This is the headline of {outlet}. The sentence with {cue} does not say it.",
    "own-why": "{outlet} says this itself and names no source.",
    "why": "{sentence} So far the statement goes, and no further.",
    "why-affirm": "{sentence} Whoever confirms one thing has not confirmed the next: what is"
    " confirmed goes so far, and no further.",
    "why-decline_to_confirm": "{sentence} What is not confirmed is not denied either.",
    "why-evade": "{sentence} Asked about one thing, the source speaks of another: only these words"
    " are the answer.",
    "retold": " There are no quotation marks: the source may have used other words than {outlet}.",
    **STATEMENTS,
}


def _make(layers: Layers, words: Words) -> Iterator[Item | None]:
    found = ties(layers)
    for article in layers.articles:
        yield next(_items(layers, words, article, found), None)


def _items(layers: Layers, words: Words, article: str, found: Sequence[Tie]) -> Iterator[Item]:
    """The items that an article could give, the best one first."""
    asked = [_asked(layers, words, each) for each in layers.of(Attribution, article)]
    for each in sorted(filter(None, asked), key=lambda each: _rank(layers, each)):
        foils = between(each.key, _foils(layers, words, Beside(layers, each, found)), _FOILS)
        if len(foils) == _FOILS:
            yield _item(layers, words, each, foils)


def _rank(layers: Layers, asked: Asked) -> tuple[int, int]:
    return _STRENGTH.index(asked.record.cue_class), order(layers, asked.record)[0]


def _asked(layers: Layers, words: Words, each: Attribution) -> Asked | None:
    votes = layers.voting.votes(each, _said)
    if votes.contested or each.scope != "clear" or len(each.content_spans) != 1 or each.parent:
        return None
    if each.cue_span is None or not each.source_entities or not labels_of_source(layers, each):
        return None
    (key,) = contents(layers, each)
    if not _SHORT <= len(key.text) <= _LONG or each.cue_class not in _STRENGTH:
        return None
    if not is_statement(layers, words, key):
        return None
    return Asked(each, key, layers.quote(each.cue_span), source_said(layers, each))


def _said(record: Attribution, spans: FindSpan) -> object:
    return source_words(record, spans), record.cue_class


# What is beside it -----------------------------------------------------------------------------


def _foils(layers: Layers, words: Words, beside: Beside) -> list[Foil]:
    """What does not answer the question, with the reason; other articles only if need be."""
    kept: list[Foil] = []
    for each in _here(layers, words, beside):
        if not is_statement(layers, words, each.quote):
            continue
        if not any(same_words(each.quote, other.quote) for other in kept):
            kept.append(each)
    if len(kept) >= _FOILS:
        return kept
    others = (name for name in layers.articles if name != beside.article)
    far = (foil for name in others for foil in _said_in(layers, words, beside, name))
    return [*kept, *(each for each in far if is_statement(layers, words, each.quote))]


def _here(layers: Layers, words: Words, beside: Beside) -> Iterator[Foil]:
    yield from _headline(layers, words, beside)
    yield from _own(layers, words, beside)
    yield from _said_in(layers, words, beside, beside.article)


def _headline(layers: Layers, words: Words, beside: Beside) -> Iterator[Foil]:
    quote = layers.headline(beside.article)
    if quote and beside.wrong(quote) and not spoken(beside.asked.record):
        outlet = layers.outlet(beside.article)
        why = words.say("headline-why", outlet=outlet, cue=beside.asked.cue)
        yield Foil(quote, why, far=beside.far(quote) or _NEAREST)


def _own(layers: Layers, words: Words, beside: Beside) -> Iterator[Foil]:
    if spoken(beside.asked.record):
        return
    why = words.say("own-why", outlet=layers.outlet(beside.article))
    for each in own_claims(layers, beside.article):
        quote = layers.quote(each.id)
        fits = _SHORT <= len(quote.text) <= _LONG and not owner_open(layers, quote)
        if fits and beside.wrong(quote):
            yield Foil(quote, why, far=beside.far(quote) * 2)


def _said_in(layers: Layers, words: Words, beside: Beside, article: str) -> Iterator[Foil]:
    for each in layers.of(Attribution, article):
        quotes = contents(layers, each)
        if len(quotes) != 1 or not _SHORT <= len(quotes[0].text) <= _LONG:
            continue
        far = beside.far(quotes[0])
        if quotes_others(layers, each, quotes[0]) or far > FARTHEST:
            continue
        if beside.foreign(each) and beside.wrong(quotes[0]):
            yield Foil(quotes[0], _other_why(layers, words, beside.asked, each), far)


def _other_why(layers: Layers, words: Words, asked: Asked, other: Attribution) -> Rich:
    said = source_said(layers, other)
    if other.article_id != asked.record.article_id:
        return words.say("other-why-else", outlet=layers.outlet(other.article_id), other=said)
    if other.cue_span is None:
        return words.say("other-why-uncued", other=said)
    return words.say("other-why", cue=layers.quote(other.cue_span), other=said)


# The item --------------------------------------------------------------------------------------


def _item(layers: Layers, words: Words, asked: Asked, foils: Sequence[Foil]) -> Item:
    record = asked.record
    outlet, whole = layers.outlet(record.article_id), sentence(layers, asked.key)
    why, stem = (_special(words, name, record) for name in ("why", "stem"))
    retold = () if record.quote_type == "direct" else words.say("retold", outlet=outlet)
    key_why = (*words.say("key-why", cue=asked.cue, source=asked.source), *retold)
    others = (Option(f"o{at}", (each.quote,), each.why) for at, each in enumerate(foils, 1))
    return Item(
        kind=Kind.CHOICE,
        stem=words.say(stem, outlet=outlet, cue=asked.cue, source=asked.source),
        options=(Option("key", (asked.key,), joined(*key_why)), *others),
        key=("key",),
        why=words.say(why, sentence=whole),
        evidence=tuple(dict.fromkeys([whole, sentence(layers, asked.cue)])),
        records=(record.id,),
        minutes=2,
        difficulty=2,
    )


def _special(words: Words, name: str, record: Attribution) -> str:
    """The sentence for a class of reporting words, if it has one of its own."""
    special = f"{name}-{record.cue_class}"
    return special if special in words.english else name


EXERCISE = Exercise(
    name="what-was-confirmed",
    number=4,
    part=Part.CERTAINTY,
    skill="scope of a statement",
    standards=("ccss:RI.8.8", "cor:evidence", "pisa:locate"),
    needs=("attribution", "span:mention"),
    words=WORDS,
    make=_make,
)
