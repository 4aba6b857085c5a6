"""The part of EDTF (ISO 8601-2:2019) that dates here use, as first and last day."""

import calendar
import datetime
import re

_POINT = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?([~?%]?)")
OPEN = ".."

Bound = datetime.date | None
"""A day; None where the form leaves that end open."""


def _point(text: str) -> tuple[datetime.date, datetime.date, bool]:
    """First day, last day, and whether the form is exact.

    Raises:
        ValueError: if it is no year, month or day of the calendar.
    """
    found = _POINT.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no year, month or day")
    year, month, day, qualifier = found.groups()
    first_month, last_month = (int(month), int(month)) if month else (1, 12)
    if not 1 <= first_month <= 12:
        raise ValueError(f"{text!r} has no such month")
    length = calendar.monthrange(int(year), last_month)[1]
    first_day, last_day = (int(day), int(day)) if day else (1, length)
    if not 1 <= first_day <= last_day <= length:
        raise ValueError(f"{text!r} has no such day")
    first = datetime.date(int(year), first_month, first_day)
    return first, datetime.date(int(year), last_month, last_day), not qualifier


def bounds(text: str) -> tuple[Bound, Bound, bool]:
    """First and last day that an EDTF form means, and whether it is exact.

    Raises:
        ValueError: if the form names no day of the calendar, or ends before it starts.

    >>> bounds("2019-07")
    (datetime.date(2019, 7, 1), datetime.date(2019, 7, 31), True)
    >>> bounds("../2019-07?")
    (None, datetime.date(2019, 7, 31), False)
    """
    left, slash, right = text.partition("/")
    if not slash:
        return _point(left)
    first, _, left_exact = (None, None, True) if left == OPEN else _point(left)
    _, last, right_exact = (None, None, True) if right == OPEN else _point(right)
    if first and last and first > last:
        raise ValueError(f"{text!r} ends before it starts")
    return first, last, left_exact and right_exact
