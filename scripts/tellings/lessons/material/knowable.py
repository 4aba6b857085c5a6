"""From when a fact could be known, and when an article is from, as people say it."""

import datetime

from tellings.lessons.items import Rich
from tellings.lessons.layers import Layers
from tellings.lessons.material.days import DAY_WORDS, day
from tellings.lessons.wording import Words
from tellings.records import Date, Fact

DATE_WORDS = {
    "dates": "it could be known {known}, and the article is {dated}",
    "from": "from {first} on",
    "by": "by {last} at the latest",
    "of": "of {first}",
    "of-between": "of {first} to {last}",
    **{
        name: said
        for name, said in DAY_WORDS.items()
        if name in ("day", "month") or name[:6] == "month-"
    },
}


def dates(layers: Layers, words: Words, fact: Fact, article: str) -> Rich:
    """From when a fact could be known, and the date of an article."""
    known = date_said(words, "from", "by", fact.knowable_from)
    dated = date_said(words, "of", "of-between", layers.articles[article].published_in_text)
    return words.say("dates", known=known, dated=dated)


def date_said(words: Words, one: str, other: str, date: Date) -> Rich:
    """A date in words: ``one`` for what begins with a day, ``other`` where it has a last."""
    first, last = (day(words, each) if each else "" for each in (date.earliest, date.latest))
    if one == "from" and date.earliest:
        return words.say(one, first=_begin(words, date.earliest))
    return words.say(one if first == last else other, first=first or last, last=last)


def _begin(words: Words, date: datetime.date) -> str:
    """A day, or the month that it begins: of a month its first day is what a date has."""
    if date.day > 1:
        return day(words, date)
    return words.fill("month", month=words[f"month-{date.month}"], year=f"{date.year:04}")
