"""Undated page. When was an article written? What in it tells, and what only seems to?

``mark`` items. A passage is a paragraph of the body of at most 600 code points, else a sentence of
it, without a page clock: a segment ``crawl_timestamp``, or ``inserted_metadata`` that no evidence
of ``published_in_text`` lies in. (A clock does name a day: by then the article was written.)
Offered are its time expressions, and up to three mentions that have no place in common with any of
these, as foils. Key: the time expressions (label ``date``) whose ``timex.value`` begins with three
figures or with ``XXXX-`` and two figures, with the basis ``in_text`` or ``unknown``, and on whose
value the passes agree. Foils: durations, frequencies, the values ``PAST_REF``, ``PRESENT_REF``,
``FUTURE_REF`` and those of ``X`` and hyphens only (``XXXX-XX``). No other time expression is
offered. Passages that offer no time are asked for only where others do not give one clean passage
for every two that have something to find.

``match`` items, one an article. A row is a time expression with its sentence. Key ``not-before``:
it is the ``time_span`` of an event mention with the context ``historical``, and its value is a key
of the ``mark`` items as above; ``not-after``: the same with ``future``, where no pass has it in a
source's words (what was said to come may have come since); ``tells-nothing``: it is a duration or
frequency, and the ``time_span`` of no mention. No row has a page clock, nor a time that counts from
the day of writing, for with that day both would tell something. Only mentions count whose identity
rests on ``in_text``, ``file_prefix`` or ``cross_document`` and on whose context the passes agree,
and only values that they agree on.

``choice`` items, one an article. Key: the days of ``published_in_text``, if its basis is one of
those three (no item if it lacks a day, if no span is its evidence, or if all its evidence is what a
tool put there, ``inserted_metadata``, which is read off and not found out); else "not before" the
latest first day of the events told as ``historical``, and "not after" the earliest last day of the
events told as ``future``, not in a source's words, that another article tells as ``historical`` (no
item if these are at odds); else that the texts set no limit (no item if the article has a mention
``historical``, whatever it rests on, of an event with such days). No other option has all the days
of the key. Mentions count as above; the dates of events only with one of the three bases, and if
the passes agree on both days.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from tellings.lessons.exercise import Exercise, Part
from tellings.lessons.items import Item, Kind, Option, Quote, Rich, Row
from tellings.lessons.layers import Layers
from tellings.lessons.material.choosing import in_turn
from tellings.lessons.material.dating import (
    bounds,
    clocks,
    distinct_words,
    helps,
)
from tellings.lessons.material.days import DAY_WORDS
from tellings.lessons.material.page_dates import CHOICE_WORDS, choices
from tellings.lessons.material.passages import marked_body
from tellings.lessons.wording import Words, listed
from tellings.records import EventMention, Span

_LONG = 600
"""A passage has at most so many code points."""
_SENTENCE = 400
"""A row's sentence too."""
_MOST, _FILLERS, _ROWS = 5, 3, 5
_DIRECTIONS = {"historical": "not-before", "future": "not-after"}
_NOTHING = "tells-nothing"

WORDS = {
    "title": "Undated page",
    "about": "Students date a page by what it says, and see how little a page’s clock tells.",
    "task": "Find out what shows when an article was written, and what only seems to.",
    "rule": "Date a page by the days it names: after what it tells as past, before what it tells"
    " as still to come. The clock of a page only tells by when it was written.",
    "nothing": "no article has a time expression that the passes agree on and that names a day,"
    " month or year by itself, or shows whether it was written before or after a day",
    "mark": "Say this page of {outlet} had lost its date. Mark what names a day, a month or a year"
    " by itself, and so helps to date it. There may be nothing to mark.",
    "names": "{words} names a day, a month or a year, on whatever day you read it.",
    "counts": "{words} counts from the day of writing, and that is the day we look for.",
    "lasts": "{words} says how long or how often, not when.",
    "clock": "{words} is the clock of the page or of the tool that saved it. The article was"
    " written by then, but it can be years older.",
    "no-time": "{words} names no time at all.",
    "mark-why": "The passage can be placed by {words}.",
    "clean-why": "Nothing in this passage names a day, a month or a year by itself.",
    "match": "What does each time tell about the day on which {outlet} wrote the article?",
    "row": "{words} in: {sentence}",
    "not-before": "Not written before it",
    "not-before-why": "Right for a time that is told as past: {words}.",
    "not-before-none": "No time in these rows is told as past.",
    "not-after": "Not written after it",
    "not-after-why": "Right for a time that is told as still to come: {words}.",
    "not-after-none": "No time in these rows is told as still to come.",
    "tells-nothing": "It tells no day",
    "tells-nothing-why": "Right for what says how long or how often, not when: {words}.",
    "tells-nothing-none": "Every time in these rows is tied to something that is told.",
    "row-not-before": "{sentence} looks back at {words}: it was written then or later.",
    "row-not-after": "{sentence} looks ahead to {words}: it was written before that was over.",
    "match-why": "Look at how the sentence tells it: as past, as still to come, or neither.",
    **CHOICE_WORDS,
    **DAY_WORDS,
}


def _make(layers: Layers, words: Words) -> Iterator[Item]:
    yield from _marks(layers, words)
    yield from _matches(layers, words)
    yield from choices(layers, words)


# Passages to search ------------------------------------------------------------------------


def _marks(layers: Layers, words: Words) -> list[Item]:
    passages = [each for article in layers.articles for each in _passages(layers, article)]
    offered = {each: _offered(layers, words, each) for each in passages}
    timed = [each for each in passages if offered[each]]
    keyed = [each for each in timed if any(key for key, _ in offered[each])][:_MOST]
    foils = [each for each in timed if not any(key for key, _ in offered[each])][:_MOST]
    plain = (each for each in passages if not offered[each] and _foils(layers, words, each))
    clean = [*foils, *islice(plain, max(0, (len(keyed) + 1) // 2 - len(foils)))]
    chosen = {*keyed[: 2 * len(clean)], *clean[: len(keyed)]}
    return [
        _mark(layers, words, each, offered[each]) for each in passages if each in chosen and keyed
    ]


Offer = list[tuple[bool, Option]]
"""What may be marked, each with whether it is to be marked."""
Found = tuple[Quote, bool, str]
"""The same before it is an option: words, whether to be marked, and the name of the reason."""


def _passages(layers: Layers, article: str) -> Iterator[Quote]:
    for paragraph in marked_body(layers, article):
        if paragraph.meets(*clocks(layers, article)):
            continue
        if len(paragraph.text) <= _LONG:
            yield paragraph
        else:
            sentences = (each for each in layers.sentences(article) if each.within(paragraph))
            yield from (each for each in sentences if len(each.text) <= _LONG)


def _offered(layers: Layers, words: Words, passage: Quote) -> Offer:
    """The times of a passage."""
    found: list[Found] = []
    for span in layers.spans(passage.article, "time"):
        if (good := helps(layers, span)) is not None:
            found.append((layers.quote(span.id), good, _why(span, good)))
    return _apart(words, [each for each in found if each[0].within(passage)])


def _why(span: Span, good: bool) -> str:
    return "names" if good else "counts" if span.label == "date" else "lasts"


def _foils(layers: Layers, words: Words, passage: Quote) -> Offer:
    """Some mentions of a passage that have no time in them."""
    times = [layers.quote(each.id) for each in layers.spans_on(passage, "time")]
    found = distinct_words(layers.quote(each.id) for each in layers.spans_in(passage, "mention"))
    free = [each for each in found if not each.meets(*times)]
    return _apart(words, [(each, False, "no-time") for each in free])[:_FILLERS]


def _apart(words: Words, found: Iterable[Found]) -> Offer:
    """What is offered, in the order of the text, without what overlaps."""
    offer: Offer = []
    end = -1
    for quote, good, why in sorted(found, key=lambda each: (each[0].start, -each[0].end)):
        if quote.start >= end:
            name = str(len(offer) + 1)
            offer.append((good, Option(name, (quote,), words.say(why, words=quote))))
            end = quote.end
    return offer


def _mark(layers: Layers, words: Words, passage: Quote, times: Offer) -> Item:
    offer = _in_text_order([*times, *_foils(layers, words, passage)])
    key = [option for good, option in offer if good]
    shown = listed([option.text for option in key])
    found = (layers.sentence(each) for each in shown if isinstance(each, Quote))
    return Item(
        kind=Kind.MARK,
        stem=words.say("mark", outlet=layers.outlet(passage.article)),
        reading=(passage,),
        options=tuple(option for _, option in offer),
        key=tuple(option.id for option in key),
        why=words.say("mark-why", words=shown) if key else words.say("clean-why"),
        evidence=tuple(dict.fromkeys(found)) or (passage,),
        records=(passage.article,),
        minutes=1,
        difficulty=2 if key and all(good for good, _ in times) else 1 if times else 3,
    )


def _in_text_order(offer: Offer) -> Offer:
    """What is offered as it stands in the text, with ids from 1."""

    def start(one: tuple[bool, Option]) -> int:
        return min(each.start for each in one[1].text if isinstance(each, Quote))

    ranked = sorted(offer, key=start)
    return [(good, replace(each, id=str(at))) for at, (good, each) in enumerate(ranked, 1)]


# Before or after? --------------------------------------------------------------------------


def _matches(layers: Layers, words: Words) -> Iterator[Item]:
    for article in layers.articles:
        rows = _rows(layers, words, article)
        if len({row.key for row in rows}) > 1:
            yield _match(layers, words, article, rows)


Told = tuple[Quote, str, Rich]
"""A time, its key and why."""


def _rows(layers: Layers, words: Words, article: str) -> list[Row]:
    """The rows of an article: of each key in turn, as many as there is room for."""
    found: dict[str, list[Told]] = {}
    for span in layers.spans(article, "time"):
        quote = layers.quote(span.id)
        if (key := _direction(layers, span)) and len(layers.sentence(quote).text) <= _SENTENCE:
            found.setdefault(key, []).append((quote, key, _row_why(layers, words, span, key)))
    chosen = sorted(islice(in_turn(found.values()), _ROWS), key=lambda each: each[0].start)
    return [_row(layers, words, number, each) for number, each in enumerate(chosen, 1)]


def _direction(layers: Layers, span: Span) -> str | None:
    """What a time expression tells of the day of writing; None where it is not offered."""
    dating = [
        each for each in layers.of(EventMention, span.article_id) if each.time_span == span.id
    ]
    if not dating:
        return _NOTHING if span.label != "date" and helps(layers, span) is False else None
    contexts = {each.context for each in dating if bounds(layers, each)}
    if len(contexts) != 1 or len({each.context for each in dating}) != 1:
        return None
    return _DIRECTIONS.get(contexts.pop()) if helps(layers, span) else None


def _row_why(layers: Layers, words: Words, span: Span, key: str) -> Rich:
    quote = layers.quote(span.id)
    if key == _NOTHING:
        return words.say(_why(span, good=False), words=quote)
    return words.say(f"row-{key}", words=quote, sentence=layers.sentence(quote))


def _row(layers: Layers, words: Words, number: int, time: Told) -> Row:
    quote, key, why = time
    sentence = layers.sentence(quote)
    text = words.say("row", words=quote, sentence=sentence) if sentence != quote else (quote,)
    return Row(str(number), text, key, why, (sentence,))


def _match(layers: Layers, words: Words, article: str, rows: list[Row]) -> Item:
    return Item(
        kind=Kind.MATCH,
        stem=words.say("match", outlet=layers.outlet(article)),
        options=tuple(_option(words, name, rows) for name in (*_DIRECTIONS.values(), _NOTHING)),
        rows=tuple(rows),
        fixed=True,
        why=words.say("match-why"),
        evidence=tuple(dict.fromkeys(quote for row in rows for quote in row.evidence)),
        records=(article,),
        minutes=2,
        difficulty=2,
    )


def _option(words: Words, name: str, rows: list[Row]) -> Option:
    times = [row.text[:1] for row in rows if row.key == name]
    why = words.say(f"{name}-why", words=listed(times)) if times else words.say(f"{name}-none")
    return Option(name, words.say(name), why)


EXERCISE = Exercise(
    name="undated-page",
    number=12,
    part=Part.TIME,
    skill="contextualisation",
    standards=("ccss:RH.11-12.3", "digcomp3:1.2", "pisa:understand"),
    needs=("span:time",),
    words=WORDS,
    make=_make,
)
