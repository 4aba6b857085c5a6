"""One event or two? Whether two articles tell of one event, and in what order events came.

``choice`` items, up to three for each key. Two mentions are shown by their sentences and words:
the trigger, or the first span of evidence.

- Key ``same``: both mentions have one ``event``, their identity rests on ``in_text``,
  ``file_prefix`` or ``cross_document``, they stand in two articles, both are ``historical``, each
  pass that has both gives them one event too, and their times fit; or a link ``near_identical``
  says so. Times fit if the ``time_span`` of each mention has a ``timex.value`` that is a day, a
  week or a month of a year (``2031-03-02``, ``2031-W09``, ``2031-03``), with one of the three
  bases, on which the passes agree, and the days of one lie within those of the other.
- Key ``different``: the two events have days none of which they share (one ends before the other
  begins); and a link ``distinct`` says that they are two, or they have one type (not ``other``)
  and no link at all.
- Key ``untold``: a link ``unsure`` says so of two events of one type, both mentions are
  ``historical``, their times do not fit, and the events do not have days none of which they
  share. What the identity of the mentions rests on does not matter, nor what a link with the
  basis ``external`` says.

Links count only with one of the three bases (where links of several bases speak of two events,
one that decides goes before ``unsure``; two that decide otherwise say nothing), if every pass has
the same relation and (but for ``near_identical``) none has one event for both ends. The days of
events count only with one of the three bases and if the passes agree on both; mentions only if
the passes agree on their context, and for ``same`` and ``different`` only with one of the three
bases.

``order`` items, one a story: events with such days, each of which ends before the next begins,
chosen by their last days, at most six; every pair is marked.

``discuss`` items: links ``unsure``, ``distinct`` or ``near_identical`` on which the passes
differ: each option with how many passes say so (one event for both ends counts as ``same``).

The first item with the key ``same``, one with words for the time that stand in both texts if there
is one, and the first with ``untold``, one with the same words for both events if there is one, are
the easy ones, to be played side by side.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from tellings.lessons.exercise import Exercise, Part
from tellings.lessons.items import Item, Kind, Option, Quote, Rich, Votes
from tellings.lessons.layers import Layers
from tellings.lessons.material.dating import event_of
from tellings.lessons.material.days import DAY_WORDS, days
from tellings.lessons.material.identity import (
    DIFFERENT,
    SAME,
    UNTOLD,
    Doubles,
    dated_apart,
    doubles_of,
    linked,
    links,
    readings,
    relation,
    same,
)
from tellings.lessons.material.occurrences import told
from tellings.lessons.material.quoting import quoted_by
from tellings.lessons.material.timeline import ORDER_WORDS, chain_of, in_order
from tellings.lessons.wording import Words, listed
from tellings.records import EventLink, EventMention

_EACH, _TALKS = 3, 2
_ANSWERS = (SAME, DIFFERENT, UNTOLD)
_LONG = 500
"""A sentence is shown if it has at most so many code points."""

WORDS = {
    "title": "One event or two?",
    "about": "Students tell one event from two that look alike, and say so where no text decides.",
    "task": "One event or two, or can it not be told? Look for day, people and matter.",
    "rule": "Two tellings are of one event if day, people and matter fit. If no day is given in"
    " one of them, people and matter alone decide nothing: say so.",
    "nothing": "no two mentions of events can be confused, and no three dated events put in order,"
    " by what the articles show and the passes agree on",
    "stem": "{here} tells of {this}, {there} of {that}. Is that one event?",
    "same": "Yes, it is one event",
    "different": "No, they are two events",
    "untold": "The texts do not tell",
    "same-why-same": "Right: people and matter fit, and {shown}.",
    "same-why-different": "No word tells of a second one, and {shown}.",
    "same-why-untold": "The texts do tell, for {shown}.",
    "different-why-same": "Look at when it was: {shown}. These days do not meet.",
    "different-why-different": "Right: the days keep them apart. {shown}.",
    "different-why-untold": "The texts do tell when it was, and the days do not meet: {shown}.",
    "untold-why-same": "The same people and matter are not enough, for that can happen twice:"
    " {shown}. No word ties {this} and {that} together.",
    "untold-why-different": "For two events something would have to keep {this} and {that} apart,"
    " such as two days. But {shown}.",
    "untold-why-untold": "Right: {shown}. That neither makes them one nor keeps them apart.",
    "times-fit": "the times fit: {shown}",
    "given": "{outlet} has {times} for {this}",
    "ungiven": "{outlet} gives no time for {this} itself",
    "near": "both passages are about one thing: {shown}",
    "dated": "{outlet} tells of {this}, and that was {days} ({words})",
    "why": "Compare who, what and when in the two sentences.",
    "discuss": "{here} tells of {this}, {there} of {that}. Annotators did not agree whether that"
    " is one event. What would the texts have to say for each answer?",
    "same-needs": "Then both would have to give the same day, or one would have to say that it"
    " means the very thing that the other tells.",
    "different-needs": "Then days, places or people would have to stand there that cannot belong"
    " to one event.",
    "untold-needs": "Then neither would stand there: the two could be one, and they could be two.",
    "discuss-why": "The two sentences are {this} and {that}. Say first what would have to stand"
    " there for you to be sure.",
    **ORDER_WORDS,
    **DAY_WORDS,
}


def _make(layers: Layers, words: Words) -> Iterator[Item]:
    yield from _choices(layers, words)
    if events := chain_of(layers):
        yield in_order(layers, words, events)
    contested = (each for link in _contested(layers) for each in doubles_of(layers, link))
    for each in _varied(layers, contested)[:_TALKS]:
        yield _talk(layers, words, each)


# One event or two --------------------------------------------------------------------------


def _choices(layers: Layers, words: Words) -> Iterator[Item]:
    """Some doubles of each verdict; the plainest one and the plainest open one are easy."""
    kinds = {
        SAME: chain(same(layers), linked(layers, SAME)),
        DIFFERENT: chain(linked(layers, DIFFERENT), dated_apart(layers)),
        UNTOLD: linked(layers, UNTOLD),
    }
    for verdict, kind in kinds.items():
        found = sorted(_varied(layers, kind)[:_EACH], key=lambda each: _hidden(layers, each))
        for number, each in enumerate(found):
            easy = number == 0 and verdict != DIFFERENT
            yield _choice(layers, words, each, 1 if easy else 2)


def _hidden(layers: Layers, doubles: Doubles) -> bool:
    """Whether it takes more than a look at the words to see the verdict."""
    if doubles.verdict == UNTOLD:
        first, second = (told(layers, each).text for each in (doubles.first, doubles.second))
        return first.casefold() != second.casefold()
    times = [layers.span(each) for each in _time_spans(doubles)]
    return not times or any(each.timex is None or each.timex.basis != "in_text" for each in times)


def _time_spans(doubles: Doubles) -> list[str]:
    return [each.time_span for each in (doubles.first, doubles.second) if each.time_span]


def _varied(layers: Layers, found: Iterable[Doubles]) -> list[Doubles]:
    """Doubles that can be shown and share no event, those of other articles than before first."""
    pairs: Counter[frozenset[str]] = Counter()
    seen: set[str] = set()
    ranked: list[tuple[int, int, Doubles]] = []
    for each in found:
        events = {each.first.event, each.second.event}
        if _short(layers, each) and not events & seen:
            seen |= events
            articles = frozenset((each.first.article_id, each.second.article_id))
            ranked.append((pairs[articles], len(ranked), each))
            pairs[articles] += 1
    return [each for *_, each in sorted(ranked, key=lambda one: one[:2])]


def _short(layers: Layers, doubles: Doubles) -> bool:
    return all(len(each.text) <= _LONG for each in _sentences(layers, doubles))


def _sentences(layers: Layers, doubles: Doubles) -> tuple[Quote, Quote]:
    first, second = (told(layers, each) for each in (doubles.first, doubles.second))
    return layers.sentence(first), layers.sentence(second)


def _choice(layers: Layers, words: Words, doubles: Doubles, difficulty: int) -> Item:
    filled = _filled(layers, doubles)
    both = {name: filled[name] for name in ("this", "that")}
    proof = _proof(layers, words, doubles)
    options = tuple(
        Option(
            name, words.say(name), words.say(f"{doubles.verdict}-why-{name}", **both, shown=proof)
        )
        for name in _ANSWERS
    )
    reading = _reading(layers, doubles)
    link = (doubles.link.id,) if doubles.link else ()
    return Item(
        kind=Kind.CHOICE,
        stem=words.say("stem", **filled),
        reading=reading,
        options=options,
        key=(doubles.verdict,),
        fixed=True,
        why=words.say("why"),
        evidence=tuple(dict.fromkeys([*reading, *_evidence(layers, doubles)])),
        records=(doubles.first.id, doubles.second.id, *link),
        minutes=2,
        difficulty=difficulty,
    )


def _reading(layers: Layers, doubles: Doubles) -> tuple[Quote, ...]:
    """The sentences of both mentions, each with the one that gives its time."""
    found = []
    for each, sentence in zip(_ends(doubles), _sentences(layers, doubles), strict=True):
        found.append(sentence)
        if each.time_span:
            found.append(layers.sentence(layers.quote(each.time_span)))
    return tuple(dict.fromkeys(found))


def _ends(doubles: Doubles) -> tuple[EventMention, EventMention]:
    return doubles.first, doubles.second


def _filled(layers: Layers, doubles: Doubles) -> dict[str, str | Quote]:
    first, second = doubles.first, doubles.second
    return {
        "here": layers.outlet(first.article_id),
        "there": layers.outlet(second.article_id),
        "this": told(layers, first),
        "that": told(layers, second),
    }


def _proof(layers: Layers, words: Words, doubles: Doubles) -> Rich:
    """What the verdict rests on: the times of both, or that one has none."""
    if doubles.verdict == DIFFERENT:
        return listed([_dated(layers, words, each) for each in _ends(doubles)], "; ")
    if doubles.verdict == SAME and doubles.link:
        shown = layers.shown_by(doubles.link.evidence) or _sentences(layers, doubles)
        return words.say("near", shown=quoted_by(layers, list(shown)))
    times = listed([_timed(layers, words, each) for each in _ends(doubles)], "; ")
    return words.say("times-fit", shown=times) if doubles.verdict == SAME else times


def _timed(layers: Layers, words: Words, mention: EventMention) -> Rich:
    outlet, this = layers.outlet(mention.article_id), told(layers, mention)
    if mention.time_span:
        return words.say("given", outlet=outlet, this=this, times=layers.quote(mention.time_span))
    return words.say("ungiven", outlet=outlet, this=this)


def _dated(layers: Layers, words: Words, mention: EventMention) -> Rich:
    event = event_of(layers, mention)
    return words.say(
        "dated",
        outlet=layers.outlet(mention.article_id),
        this=told(layers, mention),
        days=days(words, (event.date.earliest, event.date.latest)),
        words=quoted_by(layers, list(layers.shown_by(event.date.evidence))),
    )


def _evidence(layers: Layers, doubles: Doubles) -> tuple[Quote, ...]:
    """What a link rests on, and what dates the two events where their days decide."""
    found = layers.shown_by(doubles.link.evidence) if doubles.link else ()
    if doubles.verdict != DIFFERENT:
        return found
    dates = (event_of(layers, each).date.evidence for each in _ends(doubles))
    return (*found, *(quote for each in dates for quote in layers.shown_by(each)))


# To talk about -----------------------------------------------------------------------------


def _contested(layers: Layers) -> list[EventLink]:
    """The links on which passes differ, those with two readings first."""
    found = [each for each in links(layers) if layers.voting.votes(each, relation).contested]
    said = [each for each in found if readings(layers, each)]
    return sorted(said, key=lambda each: -len(readings(layers, each)))


def _talk(layers: Layers, words: Words, doubles: Doubles) -> Item:
    assert doubles.link is not None
    filled = _filled(layers, doubles)
    sentences = _sentences(layers, doubles)
    counted = readings(layers, doubles.link)
    of = layers.voting.votes(doubles.link, relation).of
    return Item(
        kind=Kind.DISCUSS,
        stem=words.say("discuss", **filled),
        reading=tuple(dict.fromkeys(sentences)),
        options=tuple(
            Option(name, words.say(name), words.say(f"{name}-needs")) for name in _ANSWERS
        ),
        votes=tuple(Votes(counted[name], of) for name in _ANSWERS),
        fixed=True,
        why=words.say("discuss-why", this=sentences[0], that=sentences[1]),
        evidence=tuple(dict.fromkeys(sentences)),
        records=(doubles.first.id, doubles.second.id, doubles.link.id),
        minutes=3,
        difficulty=3,
    )


EXERCISE = Exercise(
    name="same-event",
    number=13,
    part=Part.TIME,
    core=True,
    skill="contextualisation, corroboration",
    standards=("ccss:RH.9-10.9", "ccss:RH.11-12.3", "pisa:conflict"),
    needs=("event", "event-mention", "event-link"),
    words=WORDS,
    make=_make,
)
