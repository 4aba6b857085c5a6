"""Copies of a short article that say a sentence of it again, with a word changed here or there."""

import random
import re

from .editing import AGAIN, said_again, strange
from .tracked import Tracked
from .tunnel import SENTENCES, TEXT

OTHER = tuple(each for each in AGAIN if each is not said_again)
"""Edits that take out, put in and respell."""


def quoted_beside(rng: random.Random) -> Tracked:
    """A sentence, edited once, with the same as it was right above or below, and other edits.

    Not the first and the last: beside these nobody can tell a quotation from the article.
    """
    start, end = rng.choice(SENTENCES[1:-1])
    words = [each.span() for each in re.finditer(r"\S+\s*", TEXT[start:end])]
    first, last = words[rng.randrange(len(words))]
    own = Tracked.of(TEXT).cut(start, end)
    edited = own.deleted(first, last) if rng.random() < 0.5 else own.inserted(first, strange(rng))
    two = rng.choice((edited + " " + TEXT[start:end], edited.before(TEXT[start:end] + "\n")))
    whole = Tracked.of(TEXT)
    return whole.cut(0, start) + two + whole.cut(end, len(TEXT))


def told_elsewhere(rng: random.Random) -> Tracked:
    """A sentence said again far from its place, a word changed here or there; and other edits.

    So a teaser, a caption or a reader repeats it, with some of what stands around it at times,
    and what was wrong is corrected in one of the two.
    """
    number = rng.randrange(len(SENTENCES))
    own = Tracked.of(TEXT).cut(*SENTENCES[number])
    again = Tracked.of("") + _passage(*SENTENCES[number], rng)
    if rng.random() < 0.5:
        own = _one_word_changed(own, rng)
    else:
        again = _one_word_changed(again, rng)
    far = rng.choice([at for at in range(len(SENTENCES)) if at not in (number - 1, number)])
    whole, copy, last = Tracked.of(TEXT), Tracked.of(""), 0
    for at, (start, end) in enumerate(SENTENCES):
        copy = copy + whole.cut(last, start) + (own if at == number else whole.cut(start, end))
        if at == far:
            copy = copy + rng.choice((" ", "\n")) + again
        last = end
    copy = copy + whole.cut(last, len(TEXT))
    for _ in range(rng.randrange(3)):
        copy = rng.choice(OTHER)(copy, rng)
    return copy


def _passage(start: int, end: int, rng: random.Random) -> str:
    """A sentence, at times with up to five words of what stands before and after it."""
    before = re.findall(r"\S+\s+", TEXT[:start])[-rng.randrange(1, 6) :]
    after = re.findall(r"\s+\S+", TEXT[end:])[: rng.randrange(6)]
    words = "".join((*before, TEXT[start:end], *after))
    return words if rng.random() < 0.5 else TEXT[start:end]


def _one_word_changed(part: Tracked, rng: random.Random) -> Tracked:
    start, end = rng.choice([each.span() for each in re.finditer(r"\w[\w’-]*", part.text)])
    return part.deleted(start, end).inserted(start, rng.choice(("zyx", "the", "")))
