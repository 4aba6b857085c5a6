"""Names of staff in bylines, credits and contact blocks."""

import re
from collections.abc import Iterator

from tellings.drafting.words import Words

WHERE = ("contact_block", "source_credit", "photo_credit")
_NAME = re.compile(
    r"(?<![\w@])(?:[^\W\d_a-zà-þ]\.|[^\W\d_a-zà-þ][\w'’.]*[^\W\d_.])(?:[^\S\n]+(?:[^\W\d_a-zà-þ][\w'’]*\.?|de|van|von|al|bin))"
    r"{0,2}[^\S\n]+[^\W\d_a-zà-þ][\w'’-]*[^\W\d_]"
)


def staff_names(text: str, start: int, end: int, words: Words) -> Iterator[tuple[int, int]]:
    """The names of people in a segment of one of the kinds in :data:`WHERE`.

    >>> from tellings.drafting.words import ENGLISH
    >>> line = "Photo: Mira Holt / Coast News"
    >>> [line[start:end] for start, end in staff_names(line, 0, len(line), ENGLISH)]
    ['Mira Holt']
    """
    outlets = words.list("news_outlet") | words.list("organisation") | words.list("credit_word")
    for found in _NAME.finditer(text, start, end):
        parts = [each.strip(".'’").lower() for each in found[0].split()]
        while parts and parts[0] in words.list("credit_word"):
            parts.pop(0)
        if len(parts) < 2 or any(each in outlets for each in parts):
            continue
        kept = found[0].split()[-len(parts) :]
        at = text.index(kept[0], found.start())
        yield at, found.end()
