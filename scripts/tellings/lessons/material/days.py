"""Days as people say them, in the language of a lesson."""

import calendar
import datetime
from collections.abc import Callable, Mapping

from tellings.lessons.wording import Words

DAY_WORDS: Mapping[str, str] = {
    "day": "{day} {month} {year}",
    "month": "{month} {year}",
    "on-day": "on {day}",
    "in-month": "in {month}",
    "between-days": "between {first} and {last}",
    "from-day": "on {day} or later",
    "from-month": "in {month} or later",
    "until-day": "on {day} or earlier",
    "until-month": "in {month} or earlier",
    **{f"month-{number}": calendar.month_name[number] for number in range(1, 13)},
}
"""Sentences that an exercise takes into its own to say days."""

Test = Callable[[datetime.date], bool]
Bound = datetime.date | None
Days = tuple[Bound, Bound]
"""A first and a last day, both included; None where that end is open."""


def day(words: Words, date: datetime.date) -> str:
    """A day: ``3 April 2019``."""
    return _said(words, "day", date, day=str(date.day))


def days(words: Words, span: Days) -> str:
    """A stretch of days, open at one end at most; an end that a month has is said by its month.

    Raises:
        ValueError: if both ends are open, so that there is nothing to say.
    """
    first, last = span
    if first and first == last:
        return words.fill("on-day", day=day(words, first))
    if first and last:
        if _begins(first) and first.replace(day=_length(first)) == last:
            return words.fill("in-month", month=_said(words, "month", first))
        begin, end = _edge(words, first, _begins), _edge(words, last, _ends)
        return words.fill("between-days", first=begin, last=end)
    if first:
        return _half(words, "from", first, _begins)
    if last:
        return _half(words, "until", last, _ends)
    raise ValueError("no day is known")


def _half(words: Words, name: str, date: datetime.date, whole: Test) -> str:
    unit = "month" if whole(date) else "day"
    return words.fill(f"{name}-{unit}", **{unit: _edge(words, date, whole)})


def _begins(date: datetime.date) -> bool:
    return date.day == 1


def _ends(date: datetime.date) -> bool:
    return date.day == _length(date)


def _length(date: datetime.date) -> int:
    return calendar.monthrange(date.year, date.month)[1]


def _edge(words: Words, date: datetime.date, whole: Test) -> str:
    return _said(words, "month", date) if whole(date) else day(words, date)


def _said(words: Words, name: str, date: datetime.date, **filled: str) -> str:
    month = words[f"month-{date.month}"]
    return words.fill(name, month=month, year=f"{date.year:04}", **filled)
