"""A short article in which the same is said of one after another in nearly the same words."""

import random

from tellings.hydration.sought import SoughtArticle

from . import astray as judging
from .editing import Edit, some_words, strange
from .tracked import Tracked
from .tunnel import sentences_of

TEXT = """\
Four towns vote on the ferry

Four towns voted on the ferry on Sunday, and each of the mayors spoke on Monday.

“The ferry is needed,” said Ada Lund, the mayor of Northport, where 412 of 700 voters said yes.

“The ferry is too dear,” said Bo Rask, the mayor of Southport, where 412 of 900 voters said no.

“The ferry is needed,” said Ida Holm, the mayor of Eastport, where 388 of 700 voters said yes.

The mayor of Northport said the count was fair. The mayor of Southport said it was too slow.

The ferry sails from Northport at noon. The ferry sails from Eastport at two, but not in winter.

The ferry sails from Southport at three, but not in winter. It has been late twice this year.
"""
SENTENCES = sentences_of(TEXT)
NAMES = ("Ada Lund", "Bo Rask", "Ida Holm", "Northport", "Southport", "Eastport")


def sentences_swapped(copy: Tracked, rng: random.Random) -> Tracked:
    """Two sentences have changed places."""
    (a, b), (c, d) = sorted(rng.sample(SENTENCES[1:], 2))
    between = copy.cut(b, c)
    return copy.cut(0, a) + copy.cut(c, d) + between + copy.cut(a, b) + copy.cut(d, len(copy.text))


def names_swapped(copy: Tracked, rng: random.Random) -> Tracked:
    """Two names were taken for each other, in one place each, and corrected."""
    one, other = rng.sample(NAMES, 2)
    return _corrected(_corrected(copy, rng, one, "\0"), rng, other, one).edited("\0", other)


def name_corrected(copy: Tracked, rng: random.Random) -> Tracked:
    """A name was taken for another, in one place, and corrected."""
    return _corrected(copy, rng, *rng.sample(NAMES, 2))


def sentence_gone(copy: Tracked, rng: random.Random) -> Tracked:
    return copy.deleted(*rng.choice(SENTENCES))


def _corrected(copy: Tracked, rng: random.Random, old: str, new: str) -> Tracked:
    """One of the places of a name has another."""
    places = [at for at in range(len(copy.text)) if copy.text.startswith(old, at)]
    at = rng.choice(places)
    return copy.deleted(at, at + len(old)).inserted(at, new)


CORRECTIONS: tuple[Edit, ...] = (sentences_swapped, names_swapped, name_corrected, sentence_gone)


def corrected(rng: random.Random) -> Tracked:
    """A copy with one of these corrections, and with up to two words put in or taken out."""
    copy = rng.choice(CORRECTIONS)(Tracked.of(TEXT), rng)
    for _ in range(rng.randrange(3)):
        start, end = some_words(copy, rng)
        copy = (
            copy.deleted(start, end) if rng.random() < 0.5 else copy.inserted(start, strange(rng))
        )
    return copy


def astray(sought: SoughtArticle, copy: Tracked) -> list[str]:
    """The wrong claims, but for words most of which are the span's own."""
    return judging.astray(sought, copy, TEXT)
