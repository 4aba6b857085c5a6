"""What time expressions look like: one regular expression, made of a language's time words."""

import re
from functools import cache

from tellings.drafting.words import Words

_GAP = r"[^\S\n]+"


@cache
def time_pattern(words: Words) -> re.Pattern[str]:
    """The pattern of all time expressions of a language.

    Its groups are named for what they hold; ``all`` is the expression. Without words only
    dates in figures are left.
    """
    make = _Maker(words)
    alternatives = (make.figures(), make.day(), make.month(), *make.near(), *make.lengths())
    body = "|".join(f"(?:{each})" for each in alternatives)
    return re.compile(rf"(?<![\w-])(?P<all>{body})")


def _year(name: str) -> str:
    return rf"(?P<{name}>(?:1[89]|20)\d\d)(?![\w-])"


class _Maker:
    """Writes the parts of the pattern."""

    def __init__(self, words: Words) -> None:
        self.times = words.times

    def any(self, name: str, capital: bool = False) -> str:
        """Any word of a list, the longest first; nothing matches an empty list."""
        listed = sorted(self.times.get(name, {}), key=lambda each: (-len(each), each))
        shown = (each.capitalize() if capital else each for each in listed)
        return "|".join(map(re.escape, shown)) or r"(?!)"

    def figures(self) -> str:
        """``2031-05-04``, ``4.5.2031``."""
        return (
            r"(?P<iso>(?:19|20)\d\d-[01]\d(?:-[0-3]\d)?)(?![\w-])"
            r"|(?P<dotted>[0-3]?\d\.[01]?\d\.(?:19|20)\d\d)(?!\w)"
        )

    def lead(self, name: str) -> str:
        """A word before a date that shifts or blurs it."""
        return rf"(?:(?P<{name}>(?i:{self.any('mod')}))(?:{_GAP}|-))?"

    def day(self) -> str:
        """``4 May 2031``, ``Monday, May 4th``."""
        day = r"(?P<{0}>[0-3]?\d)(?:st|nd|rd|th)?"
        return (
            rf"{self.lead('mod')}(?:(?:{self.any('weekday', True)}),?{_GAP})?"
            rf"(?:{day.format('d1')}{_GAP}(?P<m1>{self.any('month', True)})(?!\w)"
            rf"(?:,?{_GAP}{_year('y1')})?"
            rf"|(?P<m2>{self.any('month', True)}){_GAP}{day.format('d2')}(?![\d:])"
            rf"(?:,?{_GAP}{_year('y2')})?)"
        )

    def month(self) -> str:
        """``May 2031``, ``early May``, ``since 2031``."""
        months = self.any("month", True)
        return (
            rf"{self.lead('mod3')}(?P<m3>{months})(?:,?{_GAP}{_year('y3')}|(?![\w’'-]))"
            rf"|(?P<mod4>(?i:{self.any('mod')})){_GAP}{_year('y4')}"
        )

    def near(self) -> tuple[str, ...]:
        """Weekdays and what is counted from the day of publication."""
        weekdays, units = self.any("weekday", True), self.any("unit")
        seasons = self.any("season")
        relative = rf"(?i:{self.any('relative')})"
        return (
            rf"(?:(?P<dowrel>{relative}){_GAP})?(?P<dow>{weekdays})"
            rf"(?:{_GAP}(?P<part>{self.any('part')}))?(?!\w)",
            rf"(?P<deictic>(?i:{self.any('deictic')}))(?![\w’'])",
            rf"(?P<rel>{relative}){_GAP}(?P<unit>{units}|{seasons}|{self.any('weekend')})"
            r"(?P<many>s?)(?![\w’'])",
            rf"(?i:{self.any('every')}){_GAP}"
            rf"(?P<every>{units}|{seasons}|{self.any('weekday', True)})(?!\w)"
            rf"|(?P<regular>{self.any('regular')})(?!\w)",
            rf"(?P<fixed>(?i:{self.any('fixed')}))(?!\w)",
        )

    def lengths(self) -> tuple[str, ...]:
        """``about two weeks``, ``eleven days ago``, ``for months``, ``in 2031``."""
        units = self.any("unit")
        number = rf"\d{{1,3}}|{self.any('number')}"
        after = "|".join(
            rf"(?<=\b{re.escape(each)} )|(?<=\b{re.escape(each.capitalize())} )"
            for each in self.times.get("year_after", {})
        )
        return (
            rf"(?:(?P<amount>(?i:{self.any('amount')})){_GAP})?"
            rf"(?:(?P<number>(?i:{number}))|(?P<vague>(?i:{self.any('vague')})))"
            rf"{_GAP}(?P<measure>{units})s?(?!\w)(?:{_GAP}(?P<way>{self.any('distance')})(?!\w))?",
            rf"(?<=\b{self.any('for')} )(?P<bare>(?:{units})s|{self.any('unmeasured')})(?!\w)",
            rf"(?:{after or '(?!)'}){_year('year')}",
        )
