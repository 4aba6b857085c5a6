"""When an article was published, as far as it says so itself or the story's file does."""

import re
from datetime import date

from tellings.drafting.calendar import Anchor
from tellings.drafting.furniture import PREFIX
from tellings.records import Article

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def published(article: Article) -> Anchor | None:
    """The days between which it was published, with the basis of the date.

    What counts is ``published_in_text`` of ``story.toml``: a date known from outside only
    would make values that the texts do not bear out. Where it says nothing, the day that a
    collecting tool put before the text does.
    """
    known = article.published_in_text
    if known.earliest is not None and known.latest is not None:
        return Anchor(known.earliest, known.latest, known.basis)
    prefix = PREFIX.match(article.text)
    if prefix is None:
        return None
    try:
        day = date.fromisoformat(_DAY.findall(prefix[0])[0])
    except ValueError:
        return None
    return Anchor(day, day, "file_prefix")
