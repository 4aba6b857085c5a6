"""Whether two names can be taken for one source: a role and the person who has it."""

import re
from collections.abc import Iterator

from tellings.lessons.layers import Layers
from tellings.records import Entity, Span

_WORD = re.compile(r"\w+")
_PEOPLE = frozenset({"person", "unnamed_person"})
_LONG = 4
"""Shorter words (articles, prepositions) tell nothing, unless they are initials."""


def may_be_one(layers: Layers, first: str, second: str) -> bool:
    """Whether whatever the story calls two entities has a telling word in common.

    Args:
        layers: the story.
        first: the id of an entity.
        second: that of another.
    """
    return not words_for(layers, first).isdisjoint(words_for(layers, second))


def is_person(layers: Layers, entity: str) -> bool:
    """Whether an entity is a person, with a name or without."""
    found = layers.records.get(entity)
    return isinstance(found, Entity) and found.type in _PEOPLE


def of_one_body(layers: Layers, first: str, second: str) -> bool:
    """Whether whatever the story calls two entities has a name in common, or its initials.

    So “an NSC spokesperson” may be Mo Abt of the National Security Council, and not Pia Cox of
    the press office, who is a spokesperson too.
    """
    ours, theirs = (
        {word for name in _names(layers, each) for word in _capitals(name)}
        for each in (first, second)
    )
    return not ours.isdisjoint(theirs)


def _capitals(name: str) -> set[str]:
    """The words of a name with a capital, and the initials of these."""
    words = _WORD.findall(name)
    named = {each.casefold() for each in words if each[0].isupper() and len(each) >= _LONG}
    return named | {each for each in words if len(each) > 1 and each.isupper()} | _initials(words)


def words_for(layers: Layers, entity: str) -> set[str]:
    """The telling words of its name, its aliases and its mentions."""
    return {word for name in _names(layers, entity) for word in telling_words(name)}


def _names(layers: Layers, entity: str) -> Iterator[str]:
    found = layers.records.get(entity)
    if isinstance(found, Entity):
        yield from (found.name, *found.aliases)
    for each in layers.of(Span):
        if each.layer == "mention" and each.entity == entity:
            yield each.text


def telling_words(name: str) -> set[str]:
    """The long words of a name in lower case, its capitals, and the initials of its capitals.

    >>> sorted(telling_words("a National Security Council spokesperson"))
    ['NSC', 'council', 'national', 'security', 'spokesperson']
    >>> sorted(telling_words("NSC spokesperson Mo Abt"))
    ['NSC', 'spokesperson']
    """
    words = _WORD.findall(name)
    found = {each.casefold() for each in words if len(each) >= _LONG}
    found |= {each for each in words if len(each) > 1 and each.isupper()}
    return found | _initials(words)


def _initials(words: list[str]) -> set[str]:
    """The first letters of words with a capital that follow each other, where there are three."""
    runs = [""]
    for each in words:
        if each[0].isupper() and not each.isupper():
            runs[-1] += each[0]
        else:
            runs.append("")
    return {each for each in runs if len(each) > 2}
