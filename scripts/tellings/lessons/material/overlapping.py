"""Which two sources of an article could be one under two labels: “a spokesperson” and Ada Lund."""

from tellings.lessons.items import Quote
from tellings.lessons.layers import Layers
from tellings.lessons.material.naming import entities_in
from tellings.lessons.material.vocabulary import long_words
from tellings.records import Attribution, Entity

_UNNAMED = "unnamed_person"


def overlapping(layers: Layers, article: str, one: str, other: str) -> bool:
    """Whether the label of one entity could describe the other, as an article calls them.

    Only who has no name is described. The description fits another whose words name the same
    body or have a long word in common with it, and fits whoever it names (“a clerk of the city”).

    Args:
        layers: the layers of the story.
        article: the article's id.
        one: an entity's id.
        other: another's.
    """
    if _UNNAMED not in (_type(layers, one), _type(layers, other)):
        return False
    said, told = _called(layers, article, one), _called(layers, article, other)
    within, behind = {one, *_named(layers, said)}, {other, *_named(layers, told)}
    return bool(within & behind or _words(said) & _words(told))


def _type(layers: Layers, name: str) -> str:
    entity = layers.records.get(name)
    return entity.type if isinstance(entity, Entity) else ""


def _called(layers: Layers, article: str, name: str) -> list[Quote]:
    """What an article calls an entity: its mentions, and the words for it as a source."""
    mentions = [each.id for each in layers.spans(article, "mention") if each.entity == name]
    sources = [
        each.source_span
        for each in layers.of(Attribution, article)
        if each.source_span and each.source_entities == (name,)
    ]
    return list(layers.quotes((*mentions, *sources)))


def _named(layers: Layers, called: list[Quote]) -> set[str]:
    return {name for each in called for name in entities_in(layers, each)}


def _words(called: list[Quote]) -> set[str]:
    return {word for each in called for word in long_words(each.text)}
