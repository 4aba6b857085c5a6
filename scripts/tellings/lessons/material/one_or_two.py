"""What is read, and what it rests on, where two mentions may tell of one event."""

from tellings.lessons.items import Quote, Rich
from tellings.lessons.layers import Layers
from tellings.lessons.material.dating import event_of
from tellings.lessons.material.days import days
from tellings.lessons.material.identity import DIFFERENT, SAME, Doubles
from tellings.lessons.material.occurrences import told
from tellings.lessons.material.quoting import quoted_by
from tellings.lessons.wording import Words, listed
from tellings.records import EventMention

PROOF_WORDS = {
    "given": "{outlet} has {times} for it",
    "ungiven": "{outlet} gives no day for it",
    "dated": "what {outlet} tells was {days}: see {words}",
}


def ends_of(doubles: Doubles) -> tuple[EventMention, EventMention]:
    """Both mentions."""
    return doubles.first, doubles.second


def sentences_of(layers: Layers, doubles: Doubles) -> tuple[Quote, Quote]:
    """The sentences that tell them."""
    first, second = (told(layers, each) for each in (doubles.first, doubles.second))
    return layers.sentence(first), layers.sentence(second)


def reading_of(layers: Layers, doubles: Doubles) -> tuple[Quote, ...]:
    """The sentences of both mentions, each with those that give its time.

    Where days keep two events apart, these are the sentences that show the days.
    """
    found = []
    for each, sentence in zip(ends_of(doubles), sentences_of(layers, doubles), strict=True):
        found.append(sentence)
        times = [layers.quote(each.time_span)] if each.time_span else []
        if doubles.verdict == DIFFERENT:
            times += layers.shown_by(event_of(layers, each).date.evidence)
        found += map(layers.sentence, times)
    return tuple(dict.fromkeys(found))


def proof_of(layers: Layers, words: Words, doubles: Doubles) -> Rich:
    """What the verdict rests on: the times of both, or that one has none."""
    if doubles.verdict == DIFFERENT:
        return listed([_dated(layers, words, each) for each in ends_of(doubles)], "; ")
    if doubles.verdict == SAME and doubles.link:
        shown = layers.shown_by(doubles.link.evidence) or sentences_of(layers, doubles)
        return quoted_by(layers, list(shown))
    return listed([_timed(layers, words, each) for each in ends_of(doubles)], "; ")


def _timed(layers: Layers, words: Words, mention: EventMention) -> Rich:
    outlet = layers.outlet(mention.article_id)
    if mention.time_span:
        return words.say("given", outlet=outlet, times=layers.quote(mention.time_span))
    return words.say("ungiven", outlet=outlet)


def _dated(layers: Layers, words: Words, mention: EventMention) -> Rich:
    event = event_of(layers, mention)
    return words.say(
        "dated",
        outlet=layers.outlet(mention.article_id),
        days=days(words, (event.date.earliest, event.date.latest)),
        words=quoted_by(layers, list(layers.shown_by(event.date.evidence))),
    )


def evidence_of(layers: Layers, doubles: Doubles) -> tuple[Quote, ...]:
    """What a link rests on, and what dates the two events where their days decide."""
    found = layers.shown_by(doubles.link.evidence) if doubles.link else ()
    if doubles.verdict != DIFFERENT:
        return found
    dates = (event_of(layers, each).date.evidence for each in ends_of(doubles))
    return (*found, *(quote for each in dates for quote in layers.shown_by(each)))
