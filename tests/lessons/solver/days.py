"""Days as options say them, in English or in the story's language, and as dates of records."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from tellings.records import Date, Event
from tests.lessons.solver.layers import SHOWN_BY_ARTICLES, Story

_MONTHS = {f"month-{number}": calendar.month_name[number] for number in range(1, 13)}
_DAY, _MONTH = "{day} {month} {year}", "{month} {year}"
_FORMS = {
    "between-days": "between {first} and {last}",
    "from-day": "on {day} or later",
    "from-month": "in {month} or later",
    "until-day": "on {day} or earlier",
    "until-month": "in {month} or earlier",
    "on-day": "on {day}",
    "in-month": "in {month}",
}


@dataclass(frozen=True, slots=True)
class Days:
    """From a first to a last day, both included; None where there is no end."""

    first: date | None
    last: date | None

    def holds(self, other: "Days") -> bool:
        """Whether all days of another stretch are in this one."""
        early = self.first is None or (other.first is not None and self.first <= other.first)
        late = self.last is None or (other.last is not None and other.last <= self.last)
        return early and late

    def before(self, other: "Days") -> bool:
        """Whether it ends before another begins."""
        return self.last is not None and other.first is not None and self.last < other.first


def days_of(found: Date) -> Days | None:
    """The days of a date, if the articles show them; it may be open at one end."""
    if found.basis not in SHOWN_BY_ARTICLES or not (found.earliest or found.latest):
        return None
    return Days(found.earliest, found.latest)


def event_days(story: Story, event: str) -> Days | None:
    """The days of an event, if the articles show them and the passes agree on both ends."""
    found = story.gold.records[event]
    assert isinstance(found, Event)
    agreed = story.agreed(found, lambda each, _book: (each.date.earliest, each.date.latest))
    return days_of(found.date) if agreed else None


def read(story: Story, exercise: str, text: str) -> Days | None:
    """The days that a text says; None if it says none."""
    for name, english in _FORMS.items():
        form = story.sentence(exercise, name, english)
        if found := re.fullmatch(_pattern(story, exercise, form), text.strip()):
            return _days(name, [_stretch(story, exercise, each) for each in found.groups()])
    return None


def _pattern(story: Story, exercise: str, form: str) -> str:
    """A form in which whatever says a day or month is a group."""
    return re.sub(r"\\\{\w+\\\}", lambda _: f"({_either(story, exercise)})", re.escape(form))


def _either(story: Story, exercise: str) -> str:
    either = f"{_of(story, exercise, 'day', _DAY)}|{_of(story, exercise, 'month', _MONTH)}"
    return re.sub(r"\(\?P<\w+>", "(?:", either)


def _of(story: Story, exercise: str, name: str, english: str) -> str:
    """A pattern for a day or a month, with a group for each of its parts."""
    names = "|".join(re.escape(each) for each in _month_names(story, exercise))
    parts = {"day": r"\d{1,2}", "month": names, "year": r"\d{4}"}
    form = re.escape(story.sentence(exercise, name, english))
    return re.sub(r"\\\{(\w+)\\\}", lambda each: f"(?P<{each[1]}>{parts[each[1]]})", form)


def _month_names(story: Story, exercise: str) -> list[str]:
    return [story.sentence(exercise, name, english) for name, english in _MONTHS.items()]


def _stretch(story: Story, exercise: str, text: str) -> tuple[date, date]:
    """The first and last day of what names a day or a month."""
    names = _month_names(story, exercise)
    if found := re.fullmatch(_of(story, exercise, "day", _DAY), text):
        day = date(int(found["year"]), names.index(found["month"]) + 1, int(found["day"]))
        return day, day
    found = re.fullmatch(_of(story, exercise, "month", _MONTH), text)
    assert found is not None, text
    year, month = int(found["year"]), names.index(found["month"]) + 1
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _days(form: str, stretches: list[tuple[date, date]]) -> Days:
    first, last = stretches[0][0], stretches[-1][1]
    if form.startswith("from"):
        return Days(first, None)
    return Days(None, last) if form.startswith("until") else Days(first, last)
