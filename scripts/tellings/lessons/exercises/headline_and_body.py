"""Headline and body: which passage bears the headline out, if any does.

From the support records whose claim lies in a headline or subheadline, one for each wording, and
on whose ``relation`` the passes agree. Passages of other articles do not count.

``choice``: of a relation supported, unsupported or contradicted. Options are four sentences of
the body, and that none bears it out. Key: where supported, the sentence of the first passage
given; else that none does. The other sentences are those that name most entities of the claim.
Where it is supported, none is a sentence that meets a passage which gold or a pass gives for it,
that names, or is said in the name of, all entities of the claim, or (if it names none) that has a
trigger or evidence of an event of the claim. Where it is not supported, a sentence of each of the
nearest passages comes first.

``open``: of a relation unsupported, partly or contradicted: write a headline that the body bears
out. The samples: best, the shortest of the nearest passages that is not too long for a headline,
with its source if the passage does not name it; next, the shortest sentence of the others,
without who says it; last, the headline as it is.
"""

from collections.abc import Iterator, Sequence

from tellings.lessons.exercise import Exercise, Part
from tellings.lessons.items import Item, Kind, Level, Option, Quote, Rich
from tellings.lessons.layers import Layers
from tellings.lessons.material.bearing import Borne, headlines
from tellings.lessons.material.foils import Foil, between
from tellings.lessons.material.naming import (
    entities_in,
    events_in,
    names,
    other_triggers,
    spoken_for,
)
from tellings.lessons.material.passages import body_sentences, sentence, sentences_in
from tellings.lessons.material.sources import mainly_of, source_said
from tellings.lessons.wording import Words, listed
from tellings.records import Entity

_LONG, _HEADLINE = 330, 200
_SENTENCES = 4
_NONE = "none"
_DESCRIBED = frozenset({"law", "money", "other", "unnamed_person"})
"""Types of entities that words can mean without naming them."""
_UNBORNE = ("unsupported", "contradicted")
_OPEN = (*_UNBORNE, "partly")

WORDS = {
    "title": "Headline and body",
    "about": "Students look for the passage that bears a headline out, find that there may be none,"
    " and write one that the body can carry.",
    "task": "Read the headline. Which sentence of the article says the same, and all of it?",
    "rule": "A headline may say no more than the text below it: the same people, the same matter,"
    " and just as surely.",
    "nothing": "no headline has a record of what bears it out on which the passes agree",
    "stem": "Above the article of {outlet} stands {line}. Look at this part: {claim}. Which"
    " sentence of the article says the same, and all of it?",
    "stem-whole": "Above the article of {outlet} stands {claim}. Which sentence of the article says"
    " the same, and all of it?",
    "none": "no sentence does",
    "key-why": "This sentence has the same people and the same matter as the headline.",
    "lacks": "This is named here: {shared}. This is not: {missing}.",
    "lacks-some-said": "Who speaks here: {source}. This is named: {shared}. This is not:"
    " {missing}.",
    "lacks-all": "This is not even named here: {missing}.",
    "lacks-said": "Who speaks here: {source}. This is not even named: {missing}.",
    "else": "This is about the same things, but it does not say what the headline says.",
    "else-told": "This tells something else: {told}. It does not say what the headline says.",
    "else-said": "This tells something else ({source}: {cue}). It does not say what the headline"
    " says.",
    "none-wrong": "One does: {passage}",
    "none-unsupported": "No passage goes as far as the headline. The nearest are: {passages}",
    "none-contradicted": "No passage says what the headline says, and this speaks against it:"
    " {passages}",
    "why": "Take the headline apart (who, what, about what, how surely) and look for each part.",
    "open-stem": "Above the article of {outlet} stands {claim}. The article does not bear all of"
    " this out. Write a headline that it does bear out.",
    "open-why": "Ask of the passages that come nearest who speaks, about what, and how surely:"
    " {passages}",
    "proficient": "Proficient",
    "emergent": "Emergent",
    "basic": "Basic",
    "proficient-does": "Says only what a passage bears out, and shows who says it, about what, and"
    " how surely.",
    "emergent-does": "Leaves out what no passage bears out, but no longer shows who says it or what"
    " it is about.",
    "basic-does": "Still says what no passage bears out, or only changes words.",
    "said-sample": "{source}: {words}",
}


def _make(layers: Layers, words: Words) -> Iterator[Item]:
    found = headlines(layers)
    for each in found:
        if options := _options(layers, words, each):
            yield _choice(layers, words, each, options)
    for each in found:
        if each.record.relation in _OPEN:
            yield _open(layers, words, each)


# Choice ----------------------------------------------------------------------------------------


def _options(layers: Layers, words: Words, borne: Borne) -> list[Option]:
    """The sentences to choose among, the right one first if there is one; else nothing."""
    if borne.record.relation == "supported":
        key = sentence(layers, borne.passages[0])
        others = between(key, _foils(layers, words, borne, key), _SENTENCES - 1)
        right = [Option("key", (key,), words.say("key-why", claim=borne.claim))]
    elif borne.record.relation in _UNBORNE:
        others, right = _foils(layers, words, borne, None)[:_SENTENCES], []
    else:
        return []
    found = [Option(f"s{at}", (each.quote,), each.why) for at, each in enumerate(others, 1)]
    return [*right, *found] if len(right) + len(found) == _SENTENCES else []


def _foils(layers: Layers, words: Words, borne: Borne, key: Quote | None) -> list[Foil]:
    """Sentences that do not bear the headline out; those that name most of its entities first."""
    near = [] if key else _nearest(layers, borne)
    found = []
    for each in body_sentences(layers, borne.claim.article):
        if len(each.text) <= _LONG and (key is None or _is_other(layers, borne, each)):
            far = -1 if each in near else len(_lacking(layers, borne, each))
            found.append(Foil(each, _why(layers, words, borne, each), far))
    return sorted(found, key=lambda each: each.far)


def _nearest(layers: Layers, borne: Borne) -> list[Quote]:
    """Of each of the nearest passages the sentence that names most of the headline's entities."""
    claimed = set(entities_in(layers, borne.claim))
    return [
        max(
            (each for each in _sentences(layers, passage) if len(each.text) <= _LONG),
            key=lambda each: (
                len(claimed & set(entities_in(layers, each))),
                len(layers.spans_in(each, "claim")),
                each.start,
            ),
            default=passage,
        )
        for passage in borne.passages
    ]


def _sentences(layers: Layers, passage: Quote) -> list[Quote]:
    """The whole sentences that a passage meets."""
    return [sentence(layers, each) for each in sentences_in(layers, passage)]


def _is_other(layers: Layers, borne: Borne, quote: Quote) -> bool:
    if quote.meets(*borne.given):
        return False
    if entities_in(layers, borne.claim):
        return bool(_lacking(layers, borne, quote))
    return not events_in(layers, quote) & events_in(layers, borne.claim)


def _lacking(layers: Layers, borne: Borne, quote: Quote) -> list[str]:
    """What the headline names, and a sentence neither names nor is said in the name of."""
    there = set(entities_in(layers, quote))
    if said := mainly_of(layers, quote):
        there |= set(spoken_for(layers, said))
    return [each for each in entities_in(layers, borne.claim) if each not in there]


def _why(layers: Layers, words: Words, borne: Borne, quote: Quote) -> Rich:
    """What a sentence lacks of the headline, or does otherwise.

    That something is missing is only said of what goes by a name: a contract can be meant by
    “procurement”, an amount by “the price”.
    """
    there = entities_in(layers, quote)
    lacking = _lacking(layers, borne, quote)
    missing = names(layers, [each for each in lacking if _goes_by_name(layers, each)])
    told = other_triggers(layers, quote, events_in(layers, borne.claim))
    shared = names(layers, [each for each in entities_in(layers, borne.claim) if each in there])
    said = mainly_of(layers, quote)
    source: Rich = source_said(layers, said) if said else ()
    named: dict[str, str | Quote | Rich] = {
        "claim": borne.claim,
        "missing": missing,
        "shared": shared,
        "source": source,
        "told": listed(told),
    }
    if missing and shared:
        return words.say("lacks-some-said" if said else "lacks", **named)
    if missing:
        return words.say("lacks-said" if said else "lacks-all", **named)
    if lacking and told:
        return words.say("else-told", **named)
    if said and said.cue_span and layers.quote(said.cue_span).within(quote):
        return words.say("else-said", cue=layers.quote(said.cue_span), **named)
    return words.say("else", **named)


def _goes_by_name(layers: Layers, name: str) -> bool:
    entity = layers.records.get(name)
    return isinstance(entity, Entity) and entity.type not in _DESCRIBED


def _choice(layers: Layers, words: Words, borne: Borne, options: Sequence[Option]) -> Item:
    supported = borne.record.relation == "supported"
    passages = listed(borne.passages, "; ")
    if supported:
        none = words.say("none-wrong", passage=sentence(layers, borne.passages[0]))
    else:
        none = words.say(f"none-{borne.record.relation}", claim=borne.claim, passages=passages)
    outlet = layers.outlet(borne.claim.article)
    stem = "stem-whole" if borne.line == borne.claim else "stem"
    return Item(
        kind=Kind.CHOICE,
        stem=words.say(stem, outlet=outlet, claim=borne.claim, line=borne.line),
        options=(*options, Option(_NONE, (words[_NONE],), none)),
        key=("key" if supported else _NONE,),
        why=words.say("why"),
        evidence=(borne.claim, *borne.passages),
        records=(borne.record.id,),
        minutes=2.5,
        difficulty=1 if supported else 3,
    )


# Open ------------------------------------------------------------------------------------------


def _open(layers: Layers, words: Words, borne: Borne) -> Item:
    levels = ("proficient", "emergent", "basic")
    samples = (*_samples(layers, words, borne), (borne.claim,))
    rubric = (
        Level(words[name], words.say(f"{name}-does"), sample)
        for name, sample in zip(levels, samples, strict=True)
    )
    outlet = layers.outlet(borne.claim.article)
    passages = listed(borne.passages, "; ")
    return Item(
        kind=Kind.OPEN,
        stem=words.say("open-stem", outlet=outlet, claim=borne.claim),
        rubric=tuple(rubric),
        why=words.say("open-why", passages=passages),
        evidence=(borne.claim, *borne.passages),
        records=(borne.record.id,),
        minutes=6,
        difficulty=3,
    )


def _samples(layers: Layers, words: Words, borne: Borne) -> tuple[Rich, Rich]:
    """A good headline and a middling one, of words that stand in the nearest passages."""
    parts = [each for passage in borne.passages for each in sentences_in(layers, passage)]
    short = [each for each in borne.passages if len(each.text) <= _HEADLINE]
    best = min(short or parts, key=_length)
    others = [each for each in parts if each != best and not each.within(best)]
    middling: Rich = (min(others or parts, key=_length),)
    said = mainly_of(layers, sentence(layers, best))
    if said is None or _names_source(layers, best, said.source_span):
        return (best,), middling
    return words.say("said-sample", source=source_said(layers, said), words=best), middling


def _names_source(layers: Layers, quote: Quote, source: str | None) -> bool:
    return source is not None and layers.quote(source).within(quote)


def _length(quote: Quote) -> int:
    return len(quote.text)


EXERCISE = Exercise(
    name="headline-and-body",
    number=7,
    part=Part.WORDING,
    skill="headlines",
    standards=("ccss:RI.8.8", "cor:evidence", "pisa:conflict"),
    needs=("support",),
    glossary=("support_relation",),
    words=WORDS,
    make=_make,
)
