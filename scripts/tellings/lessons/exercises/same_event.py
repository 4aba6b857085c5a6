"""One event or two? Whether two articles tell of one event, and in what order events came.

``choice`` items, up to three for each key. Two mentions are shown by their sentences and words:
the trigger, or the first span of evidence.

- Key ``same``: both mentions have one ``event``, their identity rests on ``in_text``,
  ``file_prefix`` or ``cross_document``, they stand in two articles, one is ``historical`` and the
  other that or ``future``, and each pass that has both gives them one event too; or a link
  ``near_identical`` says so.
- Key ``different``: a link ``distinct`` says so; or the two events have one type (not ``other``),
  no link at all, and days none of which they share (one ends before the other begins).
- Key ``untold``: a link ``unsure`` says so, whatever the identity of the mentions rests on, and
  whatever a link with the basis ``external`` says.

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
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from tellings.lessons.exercise import Exercise, Part
from tellings.lessons.items import Item, Kind, Option, Quote, Rich, Votes
from tellings.lessons.layers import Layers
from tellings.lessons.material.dating import event_of
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
from tellings.lessons.material.quoting import quoted_by
from tellings.lessons.material.timeline import ORDER_WORDS, chain_of, in_order
from tellings.lessons.wording import Words, listed
from tellings.records import EventLink, EventMention

_EACH, _TALKS = 3, 2
_WHO = 4
_LONG = 500
"""A sentence is shown if it has at most so many code points."""

WORDS = {
    "title": "One event or two?",
    "about": "Students tell one event from two that look alike, and say so where no text decides.",
    "task": "Say whether two articles tell of one event, and put events in order.",
    "rule": "Two tellings are of one event if day, people and matter fit and nothing keeps them"
    " apart. If nothing decides, say that nothing decides.",
    "nothing": "no two mentions of events can be confused, and no three dated events put in order,"
    " by what the articles show and the passes agree on",
    "stem": "{here} tells of {this}, {there} of {that}. Is that one event?",
    "same": "Yes, it is one event",
    "different": "No, they are two events",
    "untold": "The texts do not tell",
    "same-why-same": "Right: {this} and {that} fit each other, with {shown}. Nothing in the two"
    " sentences keeps them apart.",
    "same-why-different": "{shown} fit each other, and no word tells of a second one.",
    "same-why-untold": "The texts do tell: {shown} fit one event.",
    "different-why-same": "{this} and {that} sound alike, but {shown} cannot be said of one event.",
    "different-why-different": "Right: {shown} keep them apart.",
    "different-why-untold": "The texts do tell: {shown} belong to two events.",
    "untold-why-same": "{this} and {that} look alike, but no word says that they are one.",
    "untold-why-different": "No word keeps {this} and {that} apart: nothing says that there was"
    " more than one.",
    "untold-why-untold": "Right: {shown}. That neither makes them one nor keeps them apart.",
    "timed": "the sentence of {outlet} has the time {times}",
    "untimed": "the sentence of {outlet} has no time with {words}",
    "why": "Compare who, what and when in the two sentences.",
    "discuss": "{here} tells of {this}, {there} of {that}. Annotators did not agree whether that"
    " is one event. Which guideline would settle it?",
    "guideline": "The guideline for this: {rule}",
    "discuss-why": "The two sentences are {this} and {that}. Say first what would have to stand"
    " there for you to be sure.",
    **ORDER_WORDS,
    **DAY_WORDS,
}


def _make(layers: Layers, words: Words) -> Iterator[Item]:
    for each in _chosen(layers):
        yield _choice(layers, words, each)
    if events := chain_of(layers):
        yield in_order(layers, words, events)
    contested = (each for link in _contested(layers) for each in doubles_of(layers, link))
    for each in _varied(layers, contested)[:_TALKS]:
        yield _talk(layers, words, each)


# One event or two --------------------------------------------------------------------------


def _chosen(layers: Layers) -> Iterator[Doubles]:
    """Some doubles of each verdict."""
    kinds = (
        chain(same(layers), linked(layers, SAME)),
        chain(linked(layers, DIFFERENT), dated_apart(layers)),
        linked(layers, UNTOLD),
    )
    for kind in kinds:
        yield from _varied(layers, kind)[:_EACH]


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


def _choice(layers: Layers, words: Words, doubles: Doubles) -> Item:
    filled = _filled(layers, doubles)
    proof = _proof(layers, words, doubles)
    both = {"this": filled["this"], "that": filled["that"], "shown": proof}
    options = tuple(
        Option(name, words.say(name), words.say(f"{doubles.verdict}-why-{name}", **both))
        for name in (SAME, DIFFERENT, UNTOLD)
    )
    sentences = _sentences(layers, doubles)
    link = (doubles.link.id,) if doubles.link else ()
    return Item(
        kind=Kind.CHOICE,
        stem=words.say("stem", **filled),
        reading=tuple(dict.fromkeys(sentences)),
        options=options,
        key=(doubles.verdict,),
        fixed=True,
        why=words.say("why"),
        evidence=tuple(dict.fromkeys([*sentences, *_evidence(layers, doubles)])),
        records=(doubles.first.id, doubles.second.id, *link),
        minutes=2,
        difficulty=3 if doubles.verdict == UNTOLD else 2,
    )


def _filled(layers: Layers, doubles: Doubles) -> dict[str, str | Quote]:
    first, second = doubles.first, doubles.second
    return {
        "here": layers.outlet(first.article_id),
        "there": layers.outlet(second.article_id),
        "this": told(layers, first),
        "that": told(layers, second),
    }


def _proof(layers: Layers, words: Words, doubles: Doubles) -> Rich:
    """The words that the verdict rests on, quoted."""
    sentences = _sentences(layers, doubles)
    if doubles.verdict == UNTOLD:
        ends = zip((doubles.first, doubles.second), sentences, strict=True)
        return listed([_timed(layers, words, each, where) for each, where in ends], "; ")
    if doubles.verdict == SAME:
        spans = [each.time_span for each in (doubles.first, doubles.second) if each.time_span]
        shown = _shared(layers, *sentences) + list(layers.quotes(tuple(spans)))
        return quoted_by(layers, shown or list(sentences))
    return quoted_by(layers, list(_evidence(layers, doubles)) or list(sentences))


def _timed(layers: Layers, words: Words, mention: EventMention, sentence: Quote) -> Rich:
    outlet = layers.outlet(mention.article_id)
    own = (layers.quote(mention.time_span),) if mention.time_span else ()
    if times := own or _times(layers, sentence):
        return words.say("timed", outlet=outlet, times=listed(times))
    return words.say("untimed", outlet=outlet, words=told(layers, mention))


def _times(layers: Layers, sentence: Quote) -> tuple[Quote, ...]:
    """The times in a sentence; not those that a page or tool put before it."""
    body = [layers.quote(each.id) for each in layers.spans(sentence.article, "segment", "body")]
    times = (layers.quote(each.id) for each in layers.spans_in(sentence, "time"))
    return tuple(each for each in times if each.within(*body))


def _shared(layers: Layers, first: Quote, second: Quote) -> list[Quote]:
    """The first words of each sentence for whoever or whatever both name."""
    found = []
    ours, theirs = (_named(layers, each) for each in (first, second))
    for entity in ours:
        if entity in theirs:
            found += [ours[entity], theirs[entity]]
    return sorted(found[:_WHO], key=lambda each: each.article != first.article)


def _named(layers: Layers, sentence: Quote) -> dict[str, Quote]:
    found: dict[str, Quote] = {}
    for each in layers.spans_in(sentence, "mention"):
        if each.entity:
            found.setdefault(each.entity, layers.quote(each.id))
    return found


def _evidence(layers: Layers, doubles: Doubles) -> tuple[Quote, ...]:
    """What a link rests on, else what dates the two events."""
    if doubles.link:
        return layers.shown_by(doubles.link.evidence)
    if doubles.verdict == SAME:
        return ()
    events = (event_of(layers, each) for each in (doubles.first, doubles.second))
    return tuple(quote for each in events for quote in layers.shown_by(each.date.evidence))


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
    rules = {SAME: "near_identical", DIFFERENT: "distinct", UNTOLD: "unsure"}
    labels = {name: layers.label("event_relation", each) for name, each in rules.items()}
    return Item(
        kind=Kind.DISCUSS,
        stem=words.say("discuss", **filled),
        reading=tuple(dict.fromkeys(sentences)),
        options=tuple(
            Option(name, words.say(name), words.say("guideline", rule=each.rule))
            for name, each in labels.items()
        ),
        votes=tuple(Votes(counted[name], of) for name in labels),
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
