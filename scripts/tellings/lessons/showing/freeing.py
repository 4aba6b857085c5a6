"""What may stand in a lesson without texts, though an article has the same words."""

from collections.abc import Iterable, Iterator, Mapping

from tellings.codebook import Codebook
from tellings.lessons.layers import Layers
from tellings.lessons.showing.pointing import Free
from tellings.lessons.wording import Words
from tellings.records import Entity


def free_words(
    layers: Layers, sentences: Iterable[Words], standards: Mapping[str, Mapping[str, str]]
) -> Free:
    """What a lesson says whatever the articles say, and the names and days of a story.

    Args:
        layers: the story.
        sentences: the sentences of lessons and of its exercises.
        standards: ``standards.toml``, parsed.
    """
    texts = [words[name] for words in sentences for name in words.english]
    texts += [text for each in standards.values() for text in each.values()]
    return Free((*texts, *_told_by(layers.codebook), *_of_story(layers)), tuple(_names(layers)))


def proper(name: str) -> Iterator[str]:
    """The words of a name that are written as names are, or begin with a digit.

    >>> list(proper("a spokesperson of the F-35 Office"))
    ['F-35', 'Office']
    """
    yield from (each for each in name.split() if each[0].isupper() or each[0].isdigit())


def _names(layers: Layers) -> Iterator[str]:
    yield from layers.data.story.outlets
    yield from (word for each in layers.of(Entity) for word in proper(each.name))
    yield from (each.text for name in layers.articles for each in layers.spans(name, "time"))


def _of_story(layers: Layers) -> Iterator[str]:
    """What the story's own file says."""
    story = layers.data.story
    yield story.title
    yield from (each.statement for each in story.targets)
    yield from (each.rights for each in layers.articles.values())


def _told_by(codebook: Codebook) -> Iterator[str]:
    for inventory in codebook.inventories.values():
        yield from (inventory.title, inventory.definition)
        for label in inventory.labels.values():
            yield from (label.title, label.definition, label.rule)
