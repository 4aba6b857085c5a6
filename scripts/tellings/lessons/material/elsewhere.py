"""Whether what one article answers can be read in another one as well."""

from tellings.lessons.layers import Layers
from tellings.lessons.material.vocabulary import long_words

_STEM = 5
"""Words that begin with so many same letters are taken for one (“pressing”, “pressure”)."""
_MOST = 2 / 3
"""A sentence with such a part of an answer's words may be read as giving it."""


def told_elsewhere(layers: Layers, said: str, article: str) -> bool:
    """Whether a sentence of another article has most of the words in which an answer is put.

    Args:
        layers: the story.
        said: the answer, as a student reads it.
        article: the article that gives it.
    """
    wanted = stems(said)
    sentences = (
        each for other in layers.articles if other != article for each in layers.sentences(other)
    )
    return bool(wanted) and any(
        len(wanted & stems(each.text)) >= _MOST * len(wanted) for each in sentences
    )


def stems(text: str) -> frozenset[str]:
    """How the long words of a text begin.

    >>> sorted(stems("It presses on under pressure"))
    ['press', 'under']
    """
    return frozenset(each[:_STEM] for each in long_words(text))
