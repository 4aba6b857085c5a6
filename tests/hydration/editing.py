"""Random edits of a short article."""

import random
import re
from collections.abc import Callable

from .tracked import Tracked
from .tunnel import TEXT

Edit = Callable[[Tracked, random.Random], Tracked]


def respelled(copy: Tracked, rng: random.Random) -> Tracked:
    """Other white space and other marks, at random."""
    spaces = (" ", "  ", "\n", "\u00a0", " \n\n ", "\t", "\r\n")
    quotes, dashes = ("“", "”", '"', "«", "'"), ("-", "–", "—", "--")
    copy = copy.respelled_by(r"\s+", lambda _: rng.choice(spaces))
    copy = copy.respelled_by(r"[“”]", lambda old: rng.choice((*quotes, old)))
    copy = copy.respelled_by(r"’", lambda old: rng.choice(("'", "’", old)))
    copy = copy.respelled_by(r"[–—]", lambda old: rng.choice((*dashes, old)))
    return copy.respelled_by(
        r"[a-z]{6}", lambda old: rng.choice((old, f"{old[:3]}\u00ad{old[3:]}"))
    )


def some_words(copy: Tracked, rng: random.Random) -> tuple[int, int]:
    found = [each.span() for each in re.finditer(r"\S+\s*", copy.text)]
    first = rng.randrange(len(found))
    return found[first][0], found[min(len(found) - 1, first + rng.randrange(3))][1]


def sentence(copy: Tracked, rng: random.Random) -> tuple[int, int]:
    return rng.choice([each.span() for each in re.finditer(r"[^.\n]+[.\n]*\s*", copy.text)])


def strange(rng: random.Random) -> str:
    return " ".join(rng.choices(("zyx", "Wvuts", "rqp", "Onml"), k=rng.randrange(1, 6))) + " "


def moved(copy: Tracked, rng: random.Random) -> Tracked:
    start, end = sentence(copy, rng)
    to = rng.choice(
        [each.end() for each in re.finditer(r"\s", copy.deleted(start, end).text)] or [0]
    )
    return copy.moved(start, end, to)


EDITS: tuple[Edit, ...] = (
    lambda copy, rng: copy.deleted(*some_words(copy, rng)),
    lambda copy, rng: copy.inserted(some_words(copy, rng)[0], strange(rng)),
    lambda copy, rng: copy.deleted(*sentence(copy, rng)),
    moved,
    respelled,
)


def said_again(copy: Tracked, rng: random.Random) -> Tracked:
    """Some words put in once more beside themselves, at times with others between."""
    start, end = some_words(copy, rng)
    words = copy.text[start:end].strip() + " "
    before, after = rng.choice((("", ""), (strange(rng), ""), ("", strange(rng))))
    return copy.inserted(rng.choice((start, end)), before + words + after)


AGAIN: tuple[Edit, ...] = (*(each for each in EDITS if each is not moved), said_again)
"""Edits that say words again, and leave the article's own where they are or take them out."""


def edited(rng: random.Random, number: int, edits: tuple[Edit, ...]) -> Tracked:
    """A copy of the article after so many edits, fewer where little is left of it."""
    copy = Tracked.of(TEXT)
    for _ in range(number):
        if len(copy.text) > 200:
            copy = rng.choice(edits)(copy, rng)
    return copy
