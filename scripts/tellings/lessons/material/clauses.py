"""Whether words can stand by themselves as a statement, as far as their beginning shows."""

from tellings.lessons.items import Quote
from tellings.lessons.layers import Layers
from tellings.lessons.material.vocabulary import word_list


def begins_a_clause(layers: Layers, quote: Quote, begins: str) -> bool:
    """Whether some words begin as a clause does, and not after its subject (“poses a threat”).

    Args:
        layers: the story.
        quote: the words.
        begins: words with which the subject of a clause begins, in the language of the story.
    """
    first = next(iter(word_list(quote.text)), "")
    named = any(each.start == quote.start for each in layers.spans_on(quote, "mention"))
    return named or not quote.text[:1].islower() or first in begins.split()
