"""The choices of the exercise on undated pages: when an article was written, or that none tells."""

import datetime
import re
from collections.abc import Iterator
from itertools import islice

from tellings.lessons.items import Item, Kind, Option, Quote, Rich
from tellings.lessons.layers import Layers
from tellings.lessons.material.dating import Written, clocks, distinct_words, event_of, written
from tellings.lessons.material.days import Bound, Days, days
from tellings.lessons.material.occurrences import dated, settled, told
from tellings.lessons.material.quoting import quoted_by
from tellings.lessons.wording import Words, listed
from tellings.records import EventMention, Span

CHOICE_WORDS = {
    "when": "Which ending is sure to be true, going by the articles? The article of {outlet} was"
    " written …",
    "stated-why": "These words show it: {words}.",
    "first-why": "This is told as past: {words}. So the article was written then or later. Other"
    " words may narrow it down further.",
    "open-year-why": "{words} could tell more if there were a year with it; the texts do not say"
    " which year it was.",
    "last-why": "This was still to come: {words}. So the article was written then or earlier.",
    "too-early": "Too early: see {words}.",
    "too-late": "Too late: see {words}.",
    "of-event": "That is the day of {words}, which the article tells. It is not the day on which"
    " the article was written.",
    "of-other": "That is when {outlet} wrote: see {words}. No word here leads to that day.",
    "by-clock": "on the day of the clock {words}",
    "cannot": "at a time that the texts set no limit to",
    "cannot-right": "The article has no date, and its times lead to none: {words}.",
    "cannot-untimed": "The article has no date, and names no time at all.",
    "cannot-wrong": "The texts do show something: {words}.",
    "when-why": "Ask of every date whose it is: of the article, of something it tells, or of the"
    " page that shows it.",
}
_DISTRACTORS = 3
_DAY, _WEEK = datetime.timedelta(days=1), datetime.timedelta(days=7)
_OPEN_YEAR = re.compile(r"XXXX-\d\d")
Named = tuple[str, Rich, Rich]
"""An option before it gets an id: what kind it is, its text and why."""


def choices(layers: Layers, words: Words) -> Iterator[Item]:
    """One choice for each article that something can be mistaken for its date in."""
    for article in layers.articles:
        found = written(layers, article)
        if not found.quotable or (found.stated and _by_a_tool(layers, found)):
            continue
        wrong = _distinct(_key(words, found), _wrong(layers, words, article, found))
        if wrong:
            yield _choice(layers, words, article, found, wrong)


def _by_a_tool(layers: Layers, found: Written) -> bool:
    """Whether a tool has put down the date: that is read off at the top, not found out."""
    return all(layers.spans_on(each, "segment", "inserted_metadata") for each in found.shows_first)


def _choice(layers: Layers, words: Words, article: str, found: Written, wrong: list[Named]) -> Item:
    cannot = _cannot(layers, words, article, found)
    right = (
        _right(layers, words, found) if found.stated else _bounded(layers, words, article, found)
    )
    key = ("key", _key(words, found), right) if any(found.days) else cannot
    named = [key, *wrong, *([cannot] if key is not cannot else [])]
    options = [Option(str(number), text, why) for number, (_, text, why) in enumerate(named, 1)]
    shown = (layers.sentence(each) for each in (*found.shows_first, *found.shows_last))
    return Item(
        kind=Kind.CHOICE,
        stem=words.say("when", outlet=layers.outlet(article)),
        options=tuple(options),
        key=("1",),
        why=words.say("when-why"),
        evidence=tuple(dict.fromkeys(shown)) or _whole(layers, article),
        records=(article,),
        minutes=2,
        difficulty=1 if found.stated else 3,
    )


def _whole(layers: Layers, article: str) -> tuple[Quote, ...]:
    """What shows that nothing is shown: the article's times, or its first sentence."""
    times = [layers.quote(each.id) for each in layers.spans(article, "time")]
    return tuple(times) or tuple(islice(layers.sentences(article), 1))


def _key(words: Words, found: Written) -> Rich:
    return (days(words, found.days),) if any(found.days) else words.say("cannot")


def _quoted(layers: Layers, quotes: tuple[Quote, ...]) -> Rich:
    return quoted_by(layers, distinct_words(quotes))


def _right(layers: Layers, words: Words, found: Written) -> Rich:
    if found.stated:
        return words.say("stated-why", words=_quoted(layers, found.shows_first))
    said: list[Rich] = []
    for name, quotes in (("first-why", found.shows_first), ("last-why", found.shows_last)):
        said += [words.say(name, words=_quoted(layers, quotes))] if quotes else []
    return listed(said, " ")


def _bounded(layers: Layers, words: Words, article: str, found: Written) -> Rich:
    """Why the bounds are right, and why a day whose year is open gives no narrower ones."""
    times = [each for each in layers.spans(article, "time") if _OPEN_YEAR.match(_value(each))]
    if not times:
        return _right(layers, words, found)
    quotes = distinct_words(layers.quote(each.id) for each in times)
    return listed(
        [_right(layers, words, found), words.say("open-year-why", words=listed(quotes))], " "
    )


def _value(span: Span) -> str:
    return span.timex.value if span.timex else ""


def _cannot(layers: Layers, words: Words, article: str, found: Written) -> Named:
    times = tuple(layers.quote(each.id) for each in layers.spans(article, "time"))
    if shown := (*found.shows_first, *found.shows_last):
        why = words.say("cannot-wrong", words=_quoted(layers, shown))
    else:
        why = words.say("cannot-right" if times else "cannot-untimed", words=_quoted(layers, times))
    return "cannot", words.say("cannot"), why


def _distinct(key: Rich, wrong: Iterator[Named]) -> list[Named]:
    """The first few wrong options, one of each kind first, none with the words of another."""
    found: dict[Rich, Named] = {}
    kinds: dict[str, int] = {}
    ranked: list[tuple[int, int, Named]] = []
    for each in wrong:
        if each[1] != key and found.setdefault(each[1], each) is each:
            kinds[each[0]] = kinds.get(each[0], 0) + 1
            ranked.append((kinds[each[0]], len(ranked), each))
    return [each for *_, each in sorted(ranked, key=lambda one: one[:2])][:_DISTRACTORS]


def _wrong(layers: Layers, words: Words, article: str, found: Written) -> Iterator[Named]:
    for clock in clocks(layers, article):
        yield "clock", words.say("by-clock", words=clock), words.say("clock", words=clock)
    if found.stated:
        yield from _events(layers, words, article, found.days)
    yield from _beyond(layers, words, found)
    yield from _others(layers, words, article, found)


def _events(layers: Layers, words: Words, article: str, key: Days) -> Iterator[Named]:
    """The days of what the article tells, where they are other days than its own."""
    for each in layers.of(EventMention, article):
        day = dated(layers, event_of(layers, each)) if settled(layers, each) else None
        if day and day[0] and day[0] == day[1] and not _meet(day, key):
            why = words.say("of-event", words=told(layers, each))
            yield "event", (days(words, day),), why


def _beyond(layers: Layers, words: Words, found: Written) -> Iterator[Named]:
    """Days that the words which show the key rule out."""
    first, last = found.days
    if first and found.shows_first:
        why = words.say("too-early", words=_quoted(layers, found.shows_first))
        yield from _named("early", words, _early(first, last if found.stated else None), why)
    if last and found.shows_last:
        why = words.say("too-late", words=_quoted(layers, found.shows_last))
        yield from _named("late", words, _late(first if found.stated else None, last), why)


def _early(first: datetime.date, last: Bound) -> Days | None:
    """Before the key: as long a time a week or more earlier; all time if no end is known."""
    if last is None:
        return None, _moved(first, -_DAY)
    length = (last - first) + _DAY
    return _moved(first, -max(_WEEK, length)), _moved(last, -max(_WEEK, length))


def _late(first: Bound, last: datetime.date) -> Days | None:
    if first is None:
        return _moved(last, _DAY), None
    length = (last - first) + _DAY
    return _moved(first, max(_WEEK, length)), _moved(last, max(_WEEK, length))


def _moved(day: datetime.date, by: datetime.timedelta) -> Bound:
    """A day some days on; None where the calendar ends."""
    try:
        return day + by
    except OverflowError:
        return None


def _named(kind: str, words: Words, span: Days | None, why: Rich) -> Iterator[Named]:
    if span and any(span):
        yield kind, (days(words, span),), why


def _others(layers: Layers, words: Words, article: str, found: Written) -> Iterator[Named]:
    """When other articles were written, unless this one may have been written then too."""
    own = layers.articles[article].published
    for other in layers.articles:
        each = written(layers, other)
        mine = (own.earliest, own.latest) if own.earliest or own.latest else (None, None)
        same = any(mine) and _meet(each.days, mine)
        if other == article or same or not (each.stated and each.quotable):
            continue
        if found.stated and _meet(each.days, found.days):
            continue
        shown = _quoted(layers, each.shows_first)
        why = words.say("of-other", outlet=layers.outlet(other), words=shown)
        yield "other", (days(words, each.days),), why


def _meet(a: Days, b: Days) -> bool:
    """Whether two stretches of days have a day in common, open ends counted as without end."""
    return not ((a[1] and b[0] and a[1] < b[0]) or (b[1] and a[0] and b[1] < a[0]))
