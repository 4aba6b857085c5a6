"""Time expressions with their values (TIMEX3): what can be counted honestly, else an open value."""

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from tellings.drafting import calendar
from tellings.drafting.calendar import IN_TEXT, UNKNOWN, Anchor, Valued
from tellings.drafting.time_pattern import time_pattern
from tellings.drafting.words import Words
from tellings.records import Timex

DATE, DURATION, FREQUENCY = "date", "duration", "frequency"
_OPEN = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX"}
_WORD = re.compile(r"\w+")
_BEFORE, _AFTER = "on_or_before", "on_or_after"

Made = tuple[str, Timex]
"""A label and a value."""


class TimeSpan(NamedTuple):
    """A time expression: where it stands, its label, and what it means."""

    start: int
    end: int
    label: str
    timex: Timex


def times(text: str, start: int, end: int, anchor: Anchor | None, words: Words) -> list[TimeSpan]:
    """The time expressions between two positions, none inside another.

    Args:
        text: the article.
        start: where to begin: best at a sentence.
        end: where to end.
        anchor: when the article was published, as far as known.
        words: the words of its language.
    """
    found: list[TimeSpan] = []
    for match in time_pattern(words).finditer(text, start, end):
        made = _Reading(match, text[start:end], anchor, words).read()
        if made is not None:
            found.append(TimeSpan(match.start("all"), match.end("all"), *made))
    return found


class _Reading:
    """An expression under way to its value."""

    def __init__(
        self, match: re.Match[str], around: str, anchor: Anchor | None, words: Words
    ) -> None:
        self.groups = {name: each.lower() for name, each in match.groupdict().items() if each}
        self.around = around
        self.anchor = anchor
        self.times = words.times
        self.words = words

    def read(self) -> Made | None:
        """Its label and value; None if it is none after all."""
        readers: tuple[tuple[tuple[str, ...], Callable[[], Made | None]], ...] = (
            (("iso", "dotted"), self._figures),
            (("m1", "m2", "m3"), self._calendar),
            (("dow",), self._weekday),
            (("deictic",), self._deictic),
            (("rel",), self._relative),
            (("every", "regular"), self._set),
            (("measure",), self._length),
            (("bare", "fixed", "year", "y4"), self._other),
        )
        for names, reader in readers:
            if any(name in self.groups for name in names):
                return reader()
        return None

    def _counted(self, value: Callable[[date], str], open_value: str) -> Valued:
        return calendar.counted(self.anchor, value, open_value)

    def _looks_ahead(self) -> bool | None:
        """Whether the sentence looks ahead; None if it cannot be told."""
        said = {each.lower() for each in _WORD.findall(self.around)}
        ahead = not said.isdisjoint(self.words.list("ahead"))
        past = not said.isdisjoint(self.words.list("past")) or any(
            len(each) > 4 and each.endswith("ed") for each in said
        )
        return ahead if ahead != past else None

    # Readers --------------------------------------------------------------------------------

    def _figures(self) -> Made | None:
        value = self.groups.get("iso", "")
        if "dotted" in self.groups:
            day, month, year = self.groups["dotted"].split(".")
            value = f"{year}-{int(month):02}-{int(day):02}"
        return _date((value, IN_TEXT)) if _is_real(value) else None

    def _calendar(self) -> Made | None:
        groups = self.groups
        name = next(groups[each] for each in ("m1", "m2", "m3") if each in groups)
        number = self.times["month"][name]
        day = groups.get("d1") or groups.get("d2")
        year = groups.get("y1") or groups.get("y2") or groups.get("y3")
        mod = self.times["mod"].get(groups.get("mod") or groups.get("mod3") or "")
        tail = f"-{int(day):02}" if day else ""
        if not _is_real(f"{year or 2000}-{number}{tail}"):
            return None
        if year:
            return _date((f"{year}-{number}{tail}", IN_TEXT), mod)
        value, basis = self._of_year(int(number), mod)
        return _date((f"{value}{tail}", basis), mod)

    def _of_year(self, number: int, mod: str | None) -> Valued:
        """A month without a year: the nearest one in the direction that the sentence looks."""
        ahead = False if mod == _AFTER else self._looks_ahead()
        back = self._counted(lambda d: calendar.month(d, number, ahead=False), f"XXXX-{number:02}")
        on = self._counted(lambda d: calendar.month(d, number, ahead=True), f"XXXX-{number:02}")
        if ahead is None:
            return back if back == on else (f"XXXX-{number:02}", UNKNOWN)
        return on if ahead else back

    def _weekday(self) -> Made:
        number = int(self.times["weekday"][self.groups["dow"]])
        step = self.times["relative"].get(self.groups.get("dowrel", ""), "")
        ahead = step == "1" or (step != "-1" and bool(self._looks_ahead()))
        value, basis = self._counted(
            lambda d: calendar.weekday(d, number, ahead), f"XXXX-WXX-{number}"
        )
        if part := self.groups.get("part"):
            return _date((f"{value}T{self.times['part'][part]}", basis), kind="time")
        return _date((value, basis))

    def _deictic(self) -> Made:
        name = self.groups["deictic"]
        steps = int(self.times["deictic"][name])
        value, basis = self._counted(lambda d: calendar.shifted(d, "D", steps), _OPEN["D"])
        if part := self.times["night"].get(name):
            return _date((f"{value}T{part}", basis), kind="time")
        return _date((value, basis))

    def _relative(self) -> Made | None:
        step, name = self.times["relative"][self.groups["rel"]], self.groups["unit"]
        unit = self.times["unit"].get(name)
        if unit is not None and unit not in _OPEN:
            return None
        if not step or "many" in self.groups:
            return _date((_OPEN["Y" if "many" in self.groups else unit or "Y"], UNKNOWN))
        if unit is not None:
            return _date(self._counted(lambda d: calendar.shifted(d, unit, int(step)), _OPEN[unit]))
        if name in self.times["weekend"]:
            week = self._counted(lambda d: calendar.shifted(d, "W", int(step)), _OPEN["W"])
            return _date((f"{week[0]}-WE", week[1]))
        season = self.times["season"][name]
        if step != "0":
            return _date((f"XXXX-{season}", UNKNOWN))
        return _date(self._counted(lambda d: f"{d.year:04}-{season}", f"XXXX-{season}"))

    def _set(self) -> Made:
        name = self.groups.get("every", "")
        value = self.times["regular"].get(self.groups.get("regular", ""))
        if value is None and name in self.times["unit"]:
            value = period("1", self.times["unit"][name])
        if value is None:
            value = "P1W" if name in self.times["weekday"] else "P1Y"
        return FREQUENCY, Timex(type="set", value=value, basis=IN_TEXT)

    def _length(self) -> Made | None:
        groups = self.groups
        written, unit = groups.get("number"), self.times["unit"][groups["measure"]]
        number = self.times["number"].get(written or "", written) or "X"
        mod = self.times["amount"].get(groups.get("amount", ""))
        way = groups.get("way")
        if way is None:
            if number == "1" and written != "1":
                return None  # "a year", "one day": mostly not how long
            value = period(number, unit)
            return DURATION, Timex(type="duration", value=value, mod=mod, basis=IN_TEXT)
        if not self.times["distance"][way] and not (written or "x").isdigit() and number == "1":
            return None  # "a year later" compares more often than it dates
        open_value = _OPEN.get(unit, "XXXX")
        if not self.times["distance"][way] or number == "X" or unit not in _OPEN:
            return _date((open_value, UNKNOWN), mod)
        steps = -int(number)
        return _date(self._counted(lambda d: calendar.shifted(d, unit, steps), open_value), mod)

    def _other(self) -> Made:
        groups = self.groups
        if name := groups.get("bare"):
            unit = self.times["unit"].get(name.removesuffix("s"))
            value = period("X", unit) if unit else self.times["unmeasured"][name]
            return DURATION, Timex(type="duration", value=value, basis=IN_TEXT)
        if name := groups.get("fixed"):
            value = self.times["fixed"][name]
            here = self.anchor.basis if self.anchor else UNKNOWN
            return _date(
                (value, here if value == "PRESENT_REF" else IN_TEXT),
                self.times["up_to_now"].get(name),
            )
        return _date(
            (groups.get("year") or groups["y4"], IN_TEXT),
            self.times["mod"].get(groups.get("mod4", "")),
        )


def _date(valued: Valued, mod: str | None = None, kind: str = "date") -> Made:
    value, basis = valued
    return DATE, Timex(type=kind, value=value, mod=mod, basis=basis)


def _is_real(value: str) -> bool:
    """Whether a month or a day is in the calendar."""
    try:
        date.fromisoformat(value if len(value) > 7 else f"{value}-01")
    except ValueError:
        return False
    return True


def period(number: str, unit: str) -> str:
    """A length of time; a decade and a century as ten and a hundred years.

    >>> period("3", "TH"), period("2", "E"), period("X", "M")
    ('PT3H', 'P20Y', 'PXM')
    """
    if unit.startswith("T"):
        return f"PT{number}{unit[1:]}"
    if unit in ("E", "C"):
        return f"P{number}{'0' if unit == 'E' else '00'}Y"
    return f"P{number}{unit}"
