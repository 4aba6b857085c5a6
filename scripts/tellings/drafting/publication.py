"""When an article was published, as far as it says so itself or the story's file does."""

import re
from collections.abc import Sequence
from datetime import date

from tellings.drafting.calendar import IN_TEXT, Anchor
from tellings.drafting.furniture import DATELINE, PREFIX
from tellings.drafting.times import times
from tellings.drafting.words import Words
from tellings.records import Article

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def published(
    article: Article, segments: Sequence[tuple[int, int, str]], words: Words
) -> Anchor | None:
    """The days between which it was published, with the basis of the date.

    What counts is ``published_in_text`` of ``story.toml``: a date known from outside only
    would make values that the texts do not bear out. Where it says nothing, the dateline
    does if it gives a full date, and then the day that a collecting tool put before the text.

    Args:
        article: the article.
        segments: its segments as start, end and label.
        words: the words of its language.
    """
    known = article.published_in_text
    if known.earliest is not None and known.latest is not None:
        return Anchor(known.earliest, known.latest, known.basis)
    for start, end, label in segments:
        if label == DATELINE:
            for found in times(article.text, start, end, None, words):
                if day := _day(found.timex.value):
                    return Anchor(day, day, IN_TEXT)
    prefix = PREFIX.match(article.text)
    day = _day(_DAY.findall(prefix[0])[0]) if prefix else None
    return Anchor(day, day, "file_prefix") if day else None


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if _DAY.fullmatch(value) else None
    except ValueError:
        return None
