"""One event or two? Whether two articles tell of one event, and in what order events came.

``choice`` items, up to three for each key. Two mentions are shown by their sentences and words:
the trigger, or the first span of evidence.

- Key ``same``: both mentions have one ``event``, their identity rests on ``in_text``,
  ``file_prefix`` or ``cross_document``, they stand in two articles, both are ``historical``, each
  pass that has both gives them one event too, and they have one time; or a link ``near_identical``
  says so. They have one time if the ``time_span`` of each mention has a ``timex.value`` that is a
  day, a week or a month of a year (``2031-03-02``, ``2031-W09``, ``2031-03``), with one of the
  three bases, on which the passes agree, and both mean the same days.
- Key ``different``: the two events have days none of which they share (one ends before the other
  begins); and a link ``distinct`` says that they are two, or they have one type (not ``other``)
  and no link at all, and the words of the mentions have one of four letters or more in common.
- Key ``untold``: a link ``unsure`` says so of two events of one type, both mentions are
  ``historical``, their times do not fit (the days of neither lie within those of the other), and
  the events do not have days none of which they share. What the identity of the mentions rests on
  does not matter, nor what a link with the basis ``external`` says.

Links count only with one of the three bases (where links of several bases speak of two events,
one that decides goes before ``unsure``; two that decide otherwise say nothing), if every pass has
the same relation and (but for ``near_identical``) none has one event for both ends. The days of
events count only with one of the three bases and if the passes agree on both; mentions only if
the passes agree on their context, and for ``same`` and ``different`` only with one of the three
bases.

``order`` items, one a story: events with a first and a last such day, each of which ends before the
next begins, chosen by their last days, at most six; every pair is marked.

``discuss`` items: links ``unsure``, ``distinct`` or ``near_identical`` on which every pass says
something, and not the same: each option with how many passes say so (one event for both ends
counts as ``same``).

The first item with the key ``same``, one with words for the time that stand in both texts if there
is one, and the first with ``untold``, one with the same words for both events if there is one, are
the easy ones, to be played side by side.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from tellings.lessons.exercise import Exercise, Part
from tellings.lessons.items import Item, Kind, Option, Quote, Votes
from tellings.lessons.layers import Layers
from tellings.lessons.material.days import DAY_WORDS
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
from tellings.lessons.material.one_or_two import (
    PROOF_WORDS,
    evidence_of,
    proof_of,
    reading_of,
    sentences_of,
)
from tellings.lessons.material.timeline import ORDER_WORDS, chain_of, in_order
from tellings.lessons.wording import Words
from tellings.records import EventLink

_EACH, _TALKS = 3, 2
_ANSWERS = (SAME, DIFFERENT, UNTOLD)
_LONG = 500
"""A sentence is shown if it has at most so many code points."""

WORDS = {
    "title": "One event or two?",
    "about": "Students tell one event from two that look alike, and say so where no text decides.",
    "task": "One event or two, or can it not be told? Look for day, people and matter.",
    "rule": "It is one event if people and matter fit, and both texts give the same time. It is two"
    " if their days cannot meet. If the texts show neither, say so.",
    "nothing": "no two mentions of events can be confused, and no three dated events put in order,"
    " by what the articles show and the passes agree on",
    "stem": "{here} writes {this}, and {there} writes {that}. Do both mean one and the same event?",
    "same": "Yes, it is one event",
    "different": "No, they are two events",
    "untold": "The texts do not tell",
    "same-why-same": "Right: people and matter fit, and both give one time. {shown}.",
    "same-why-different": "Nothing speaks of a second one, and both give one time. {shown}.",
    "same-why-untold": "The texts do tell, for both give one time. {shown}.",
    "near-why-same": "Right: both passages are about one thing. {shown}.",
    "near-why-different": "Nothing speaks of a second one: both passages are about one thing."
    " {shown}.",
    "near-why-untold": "The texts do tell, for both passages are about one thing. {shown}.",
    "different-why-same": "Look at when it was: these days cannot meet. {shown}.",
    "different-why-different": "Right: the days keep them apart. {shown}.",
    "different-why-untold": "The texts do tell when it was, and the days cannot meet. {shown}.",
    "untold-why-same": "The same people and the same matter are not enough, for that can happen"
    " twice. {shown}. Nothing says that both mean the same one.",
    "untold-why-different": "For two events something would have to keep them apart, such as two"
    " days. But nothing does: {shown}.",
    "untold-why-untold": "Right: {shown}. That neither makes them one nor keeps them apart.",
    "why": "Compare who, what and when. The time may stand in another sentence than the event.",
    "discuss": "{here} writes {this}, and {there} writes {that}. Annotators did not agree"
    " whether both mean one event. What would the texts have to say for each answer?",
    "same-needs": "Then both would have to give the same day, or one would have to say that it"
    " means the very thing that the other tells.",
    "different-needs": "Then days, places or people would have to stand there that cannot belong"
    " to one event.",
    "untold-needs": "Then neither would stand there: the two could be one, and they could be two.",
    "discuss-why": "Say first what would have to stand there for you to be sure. Then read again:"
    " {this} – {that}",
    **PROOF_WORDS,
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
    return all(len(each.text) <= _LONG for each in sentences_of(layers, doubles))


def _choice(layers: Layers, words: Words, doubles: Doubles, difficulty: int) -> Item:
    filled = _filled(layers, doubles)
    proof = proof_of(layers, words, doubles)
    near = doubles.verdict == SAME and doubles.link is not None
    kind = "near" if near else doubles.verdict
    options = tuple(
        Option(name, words.say(name), words.say(f"{kind}-why-{name}", shown=proof))
        for name in _ANSWERS
    )
    reading = reading_of(layers, doubles)
    link = (doubles.link.id,) if doubles.link else ()
    return Item(
        kind=Kind.CHOICE,
        stem=words.say("stem", **filled),
        reading=reading,
        options=options,
        key=(doubles.verdict,),
        fixed=True,
        why=words.say("why"),
        evidence=tuple(dict.fromkeys([*reading, *evidence_of(layers, doubles)])),
        records=(doubles.first.id, doubles.second.id, *link),
        minutes=2,
        difficulty=difficulty,
    )


def _filled(layers: Layers, doubles: Doubles) -> dict[str, str | Quote]:
    first, second = doubles.first, doubles.second
    return {
        "here": layers.outlet(first.article_id),
        "there": layers.outlet(second.article_id),
        "this": told(layers, first),
        "that": told(layers, second),
    }


# To talk about -----------------------------------------------------------------------------


def _contested(layers: Layers) -> list[EventLink]:
    """The links on which every pass has a reading, and not all the same one."""
    found = []
    for each in links(layers):
        said, votes = readings(layers, each), layers.voting.votes(each, relation)
        if votes.contested and len(said) > 1 and said.total() == votes.of:
            found.append(each)
    return found


def _talk(layers: Layers, words: Words, doubles: Doubles) -> Item:
    assert doubles.link is not None
    filled = _filled(layers, doubles)
    sentences = sentences_of(layers, doubles)
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
