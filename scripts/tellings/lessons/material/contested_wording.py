"""What annotators differ on in wording, to be talked about: their votes, and what labels mean."""

from collections import Counter

from tellings.lessons.items import Item, Kind, Option, Votes
from tellings.lessons.layers import Layers
from tellings.lessons.material.judging import contested_words, judging_words
from tellings.lessons.voting import FindSpan
from tellings.lessons.wording import Words
from tellings.records import Span

TALK_WORDS = {
    "discuss": "Annotators differ on {words} in {outlet}. What would have to be so for each of"
    " these readings to be right?",
    "label": "{meaning} ({label})",
    "no-label": "None of that: these are plain words",
    "label-why": "Then this has to fit {words}. Which words around it show that it does?",
    "no-label-why": "Then nobody on any side would put it otherwise than {words}.",
    "discuss-why": "Vote first, then compare with the annotators. Read again: {sentence}",
}
_TALKS = 3
_LONG = 400
"""A sentence to talk about has at most so many code points."""


def talks(layers: Layers, words: Words) -> list[Item]:
    """Wording that passes differ on, other labels first, each label and words once.

    What every pass takes to judge is right or wrong elsewhere in a lesson; whether something
    steers is talked about there.
    """
    found: dict[tuple[str, str], Span] = {}
    for article in layers.articles:
        elsewhere = [*judging_words(layers, article), *contested_words(layers, article)]
        for each in layers.spans(article, "wording"):
            sentence = layers.sentence(layers.quote(each.id))
            if each not in elsewhere and _split(layers, each) and len(sentence.text) <= _LONG:
                found.setdefault((each.label, each.text.casefold()), each)
    chosen = sorted(found.values(), key=lambda each: -len(_labels(layers, each)))[:_TALKS]
    return [_talk(layers, words, each) for each in chosen]


def _split(layers: Layers, span: Span) -> bool:
    """Whether the passes have different labels, or some of them none, and each has one vote."""
    said = [set(each) for each in layers.voting.values(span, _label).values()]
    votes = layers.voting.votes(span, _label)
    one = all(len(each) < 2 for each in said)
    return votes.contested and one and sum(map(bool, said)) > 0 and len(_kinds(said)) > 1


def _kinds(said: list[set[object]]) -> set[frozenset[object]]:
    return set(map(frozenset, said))


def _label(record: Span, _find: FindSpan) -> object:
    return record.label


def _labels(layers: Layers, span: Span) -> Counter[str]:
    """How many passes gave each label; gold's own label is there in any case."""
    counted: Counter[str] = Counter({span.label: 0})
    for said in layers.voting.values(span, _label).values():
        counted.update(sorted({str(each) for each in said}))
    return counted


def _talk(layers: Layers, words: Words, span: Span) -> Item:
    quote = layers.quote(span.id)
    sentence = layers.sentence(quote)
    counted = _labels(layers, span)
    of = layers.voting.votes(span, _label).of
    labels = {name: layers.label("wording", name) for name in counted}
    options = [
        Option(
            name,
            words.say("label", label=each.title, meaning=each.definition.rstrip(".")),
            words.say("label-why", words=quote),
        )
        for name, each in labels.items()
    ]
    none = words.say("no-label-why", words=quote)
    options.append(Option("none", words.say("no-label"), none))
    silent = of - sum(1 for said in layers.voting.values(span, _label).values() if said)
    return Item(
        kind=Kind.DISCUSS,
        stem=words.say("discuss", words=quote, outlet=layers.outlet(span.article_id)),
        reading=(sentence,),
        options=tuple(options),
        votes=(*(Votes(counted[name], of) for name in labels), Votes(silent, of)),
        why=words.say("discuss-why", sentence=sentence),
        evidence=(sentence,),
        records=(span.id,),
        minutes=3,
        difficulty=3,
        standards=("ccss:RI.8.4",),
    )
