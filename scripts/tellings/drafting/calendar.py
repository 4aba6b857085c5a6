"""Values of time expressions, counted from the day of publication as far as that is known."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

UNKNOWN_DAY, UNKNOWN_WEEK = "XXXX-XX-XX", "XXXX-WXX"


class Anchor(NamedTuple):
    """The days between which an article was published, and where that is known from."""

    earliest: date
    latest: date
    basis: str


IN_TEXT, UNKNOWN = "in_text", "unknown"
Valued = tuple[str, str]
"""A TIMEX3 value and the basis of its anchor."""


def counted(anchor: Anchor | None, value: Callable[[date], str], open_value: str) -> Valued:
    """A value that is the same for every day the article may be of, or an open one.

    >>> day = date(2031, 5, 7)
    >>> counted(Anchor(day, day, "external"), lambda d: d.isoformat(), "XXXX-XX-XX")
    ('2031-05-07', 'external')
    >>> counted(Anchor(day, date(2031, 6, 1), "external"), lambda d: f"{d:%Y-%m}", "XXXX-XX")
    ('XXXX-XX', 'unknown')
    """
    if anchor is not None:
        try:
            first, last = value(anchor.earliest), value(anchor.latest)
        except (OverflowError, ValueError):
            return open_value, UNKNOWN
        if first == last:
            return first, anchor.basis
    return open_value, UNKNOWN


def weekday(day: date, number: int, ahead: bool) -> str:
    """The last such weekday, today included; or the next one.

    >>> weekday(date(2031, 5, 7), 1, False), weekday(date(2031, 5, 7), 1, True)
    ('2031-05-05', '2031-05-12')
    """
    back = (day.isoweekday() - number) % 7
    shift = (7 - back) if ahead else -back
    return (day + timedelta(days=shift)).isoformat()


def month(day: date, number: int, ahead: bool) -> str:
    """The last such month, this one included; or the next one.

    >>> month(date(2031, 5, 7), 9, False), month(date(2031, 5, 7), 9, True)
    ('2030-09', '2031-09')
    """
    year = day.year
    if number > day.month and not ahead:
        year -= 1
    if number < day.month and ahead:
        year += 1
    return f"{year:04}-{number:02}"


def shifted(day: date, unit: str, steps: int) -> str:
    """The day, week, month or year so many steps away.

    >>> [shifted(date(2031, 1, 31), unit, -1) for unit in "DWMY"]
    ['2031-01-30', '2031-W04', '2030-12', '2030']
    """
    if unit == "D":
        return (day + timedelta(days=steps)).isoformat()
    if unit == "W":
        year, week, _ = (day + timedelta(weeks=steps)).isocalendar()
        return f"{year:04}-W{week:02}"
    if unit == "M":
        years, number = divmod(day.month - 1 + steps, 12)
        return f"{date(day.year + years, number + 1, 1):%Y-%m}"
    return f"{date(day.year + steps, 1, 1).year:04}"
