"""When an event was, by the words for a time that an article ties to it."""

import datetime
import re

from tellings.lessons.layers import SHOWN, Layers
from tellings.lessons.material.dating import value_agreed
from tellings.records import EventMention

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_WEEK = re.compile(r"(\d{4})-W(\d\d)")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
Stretch = tuple[datetime.date, datetime.date]
"""A first and a last day, both included."""


def stretch(value: str) -> Stretch | None:
    """The days of a TIMEX3 value that is a day, a week or a month of a year; None for others.

    Source: ISO 24617-1, ISO 8601.

    >>> stretch("2031-W01")
    (datetime.date(2030, 12, 30), datetime.date(2031, 1, 5))
    >>> stretch("2031"), stretch("XXXX-04-03"), stretch("2031-02-30")
    (None, None, None)
    """
    try:
        return _stretch(value)
    except ValueError:
        return None


def _stretch(value: str) -> Stretch | None:
    if found := _DAY.fullmatch(value):
        day = datetime.date(*map(int, found.groups()))
        return day, day
    if found := _WEEK.fullmatch(value):
        year, week = map(int, found.groups())
        first, last = (datetime.date.fromisocalendar(year, week, each) for each in (1, 7))
        return first, last
    if found := _MONTH.fullmatch(value):
        first = datetime.date(int(found[1]), int(found[2]), 1)
        after = (first + datetime.timedelta(days=31)).replace(day=1)
        return first, after - datetime.timedelta(days=1)
    return None


def stretch_of(layers: Layers, mention: EventMention) -> Stretch | None:
    """The days that an article gives for an event, if articles show them and passes agree."""
    span = layers.span(mention.time_span) if mention.time_span else None
    if span is None or span.timex is None or span.timex.basis not in SHOWN:
        return None
    return stretch(span.timex.value) if value_agreed(layers, span) else None


def fit(layers: Layers, a: EventMention, b: EventMention) -> bool:
    """Whether both mentions have days of their own, those of one within those of the other."""
    ours, theirs = stretch_of(layers, a), stretch_of(layers, b)
    return bool(ours and theirs and (_within(ours, theirs) or _within(theirs, ours)))


def one_time(layers: Layers, a: EventMention, b: EventMention) -> bool:
    """Whether both mentions have days of their own, and the same ones.

    Where one has a day and the other the week around it, there is room for a second event.
    """
    ours = stretch_of(layers, a)
    return ours is not None and ours == stretch_of(layers, b)


def _within(inner: Stretch, outer: Stretch) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]
